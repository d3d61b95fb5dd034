// POST /v1/acts/batch: a submission a line in, a verdict a line out, in order; a refused act does not stop
// the rest. A verdict is {"index", "position", "recorded_at", "flags"} or a problem object.
//
// At most kBatchActsMax acts are on their way at a time and kBatchOutputMax bytes wait to be taken; beyond
// that the client is not read, so it must read its answers while it writes. On one strand; the sequencer's
// answers come from its thread.
#pragma once

#include <memory>

#include "server/app/metrics.h"
#include "server/http/router.h"
#include "server/sequencer/sequencer.h"

namespace tenure {

inline constexpr std::size_t kBatchActsMax = 512;
inline constexpr std::size_t kBatchOutputMax = 256 << 10;

std::unique_ptr<Exchange> make_batch(Sequencer& sequencer, Metrics& metrics);

}  // namespace tenure
