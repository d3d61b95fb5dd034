// How an admission is told: {"index", "position", "recorded_at", "flags", "receipt"}. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "server/sequencer/sequencer.h"

namespace tenure {

/// Without a receipt for a dry run and in a batch, where it would be most of the answer.
std::string admission_json(const Admission& admission, const std::optional<std::string>& receipt);
/// Of a check: `authority_judged` says whether there was a signature whose authority could be judged.
std::string checked_json(const Admission& admission, bool authority_judged);

}  // namespace tenure
