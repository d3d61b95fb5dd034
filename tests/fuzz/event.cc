// One event's slice of an act, and everything that is asked of an event.
#include "domain/act/event.h"

#include "domain/act/catalogue.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {

void run(std::string_view input) {
  const auto event = read_event_slice(input);
  if (!event) return;
  check(!subjects(*event).empty(), "an event is about something");
  for_each_sealed(*event, [](const std::string&, const TypeInfo&, const Commitment&) {});
  amount_fen(*event);
  replacement_of(*event);
  std::string written;
  write_event(*event, written);
  const auto again = read_event_slice(written);
  check(again.has_value(), "what is written can be read");
  std::string rewritten;
  write_event(*again, rewritten);
  check(rewritten == written, "writing is stable");
}

}  // namespace tenure::fuzz
