// The small values: ids, dates, moments, positions, decimals, base64, hex.
#include "domain/core/value.h"

#include "domain/core/bytes.h"
#include "domain/core/calendar.h"
#include "domain/core/id.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {
namespace {

template <class T>
void run_one(std::string_view input) {
  const auto value = T::parse(input);
  if (!value) return;
  const auto again = T::parse(value->str());
  check(again && *again == *value, "a value reads back as it was written");
}

}  // namespace

void run(std::string_view input) {
  run_one<Date>(input);
  run_one<Moment>(input);
  run_one<Position>(input);
  run_one<Decimal>(input);
  run_one<Commitment>(input);
  run_one<Subject>(input);
  if (const auto raw = from_base64url(input))
    check(to_base64url(as_bytes(*raw)) == input, "base64url has one spelling");
  if (const auto raw = from_hex(input)) check(to_hex(as_bytes(*raw)) == input, "hex has one spelling");
}

}  // namespace tenure::fuzz
