// What was known at a past size may be known otherwise now: an answer as of one says which of the positions
// that it carries were corrected since.
#pragma once

#include "server/api/questions.h"

namespace tenure {

/// Positions of one answer that are looked up, at most.
inline constexpr std::size_t kCorrectedLookedUpMax = 50'000;

/// Gives every call that takes `at` the member `corrected_later: {position: [corrections since]}` in its
/// answers as of a past size, of those corrections that the viewer may know. The answers of now have none;
/// of NDJSON each line has its own, where there is something to tell.
void mark_corrected(Router& router, const QuestionContext& context);

}  // namespace tenure
