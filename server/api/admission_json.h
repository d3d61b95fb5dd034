// How an admission is told: {"index", "position", "recorded_at", "flags", "receipt"}. Pure; any thread.
#pragma once

#include <optional>
#include <string>

#include "server/sequencer/sequencer.h"

namespace tenure {

/// Without a receipt for a dry run and in a batch, where it would be most of the answer.
std::string admission_json(const Admission& admission, const std::optional<std::string>& receipt);

}  // namespace tenure
