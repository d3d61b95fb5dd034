// Payloads of acts: the bytes that were signed.
#include "domain/act/act.h"

#include <simdjson.h>

#include "tests/fuzz/target.h"

namespace tenure::fuzz {
namespace {

ParsedAct parse(std::string& payload) {
  payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
  return parse_act(payload);
}

void check_cuts(const std::string& payload, const ParsedAct& parsed) {
  const auto& cuts = parsed.cuts;
  check(cuts.size() == parsed.act.events.size() + 1, "a cut before each event and one behind the last");
  check(cuts.back() <= payload.size(), "the cuts lie inside the payload");
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    check(cuts[i] < cuts[i + 1], "the cuts ascend");
    const auto slice = std::string_view(payload).substr(cuts[i], cuts[i + 1] - cuts[i]);
    const auto event = read_event_slice(slice);
    check(event && event->type == parsed.act.events[i].type, "each slice is its event");
  }
}

}  // namespace

void run(std::string_view input) {
  std::string payload(input);
  const ParsedAct parsed = parse(payload);
  check(parsed.has_header || parsed.shape, "without a header there is a refusal");
  if (parsed.shape) return;
  check_cuts(payload, parsed);
  std::string written = write_act(parsed.act);
  const ParsedAct again = parse(written);
  check(!again.shape, "what is written can be read");
  check(write_act(again.act) == written, "writing is stable");
  check_cuts(written, again);
}

}  // namespace tenure::fuzz
