// The counties' packs as the demo's ledger adopts them: the texts' parameters, and figures of the demo's own
// where the texts leave one open.
#pragma once

#include <string>

namespace tenure::demo {

std::string pingyang_pack();
std::string haixing_pack();

}  // namespace tenure::demo
