// Sealing: where a clerk wrote {"seal": "plain text"} for a sealed field, the commitment takes its place and
// the value goes beside the act. One thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/sequencer/submission.h"

namespace tenure {

struct SealedEvents {
  std::string json;  ///< the same array, byte for byte, but for the sealed fields
  std::vector<SealedInput> sealed;
};

/// `events` is a JSON array of events. Each `seal` object in a sealed field of a known type gets a salt of
/// its own. What is not as described is left as it is for the strict reader to refuse; a value that does not
/// fit its field is refused here, without being repeated.
Result<SealedEvents> seal_events(std::string_view events);

/// A JSON array of what is one already, or has one event a line.
std::string events_array(std::string_view text);

}  // namespace tenure
