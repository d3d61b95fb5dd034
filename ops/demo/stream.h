// The clerk's stream: where the demo's past ends, its months go on, act by act, on a running server.
//
// The past is told once more, to nobody, to know where everything stands; then the same acts come out as they
// would have. So a stream that is started again says first what is in the ledger already, which the server
// answers without recording it twice, and goes on from there.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "ops/commands/source.h"
#include "ops/demo/demo.h"

namespace tenure::demo {

struct StreamOptions {
  std::string keys_folder;
  std::chrono::milliseconds interval{1'500};
  std::uint64_t acts = 0;  ///< new ones, then it ends; 0: never
  /// Waits that long; false: it is to stop.
  std::function<bool(std::chrono::milliseconds)> pause;
  OnProgress on_progress = [](const Progress&) {};
  std::function<void(const Refusal&)> on_refusal = [](const Refusal&) {};
};

/// Ends when it is told to, or with the refusal that no patience helps against: another ledger's keys, no
/// right to submit.
Result<Progress> stream(Source& source, const StreamOptions& options);

}  // namespace tenure::demo
