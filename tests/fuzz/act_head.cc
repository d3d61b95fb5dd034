// Head records of acts, as the log keeps them.
#include "storage/log/act_codec.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {

void run(std::string_view input) {
  auto head = decode_act_head(input);
  if (!head) return;
  const LogRecord record = assemble({}, std::move(*head), {"{}"});
  const auto again = decode_act_head(encode_act_head(record));
  check(again.has_value(), "what is encoded can be decoded");
  check(again->signatures == record.signatures && again->verdict == record.verdict, "nothing is lost");
  check(again->head + "{}" + again->tail == record.payload, "head, slice and tail are the payload");
}

}  // namespace tenure::fuzz
