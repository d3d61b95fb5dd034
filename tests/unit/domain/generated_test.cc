// What holds for every value of every described type.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/describe/codec.h"
#include "tests/unit/domain/arbitrary.h"
#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

std::string written(const Event& event) {
  std::string out;
  write_event(event, out);
  return out;
}

std::string encoded(const TypeInfo& type, const void* value) {
  std::string out;
  {
    Appender behind(out);
    encode(type, value, behind);
  }
  return out;
}

const View& arbitrary_view() { return *views()[test::below(views().size())]; }

RC_GTEST_PROP(AnyEvent, IsReadAsItWasWritten, ()) {
  const std::string text = written(test::arbitrary_event());
  // A correction of a correction of a correction is deeper than a payload may be.
  RC_PRE(json_depth(text) <= kDepthMax);
  const auto read = read_json<Event>(text);
  if (!read) RC_FAIL(read.error().text() + "\n" + text);
  RC_ASSERT(written(*read) == text);
}

RC_GTEST_PROP(AnyEvent, CutShortIsRefused, ()) {
  const std::string text = written(test::arbitrary_event());
  RC_ASSERT(!read_json<Event>(text.substr(0, test::below(text.size()))));
}

RC_GTEST_PROP(AnyRow, IsDecodedAsItWasEncoded, ()) {
  const View& view = arbitrary_view();
  const auto row = view.make();
  test::fill(*view.type, row.get());
  const std::string bytes = encoded(*view.type, row.get());
  const auto back = view.make();
  std::string_view rest = bytes;
  RC_ASSERT(decode(*view.type, rest, back.get()));
  RC_ASSERT(rest.empty());
  RC_ASSERT(encoded(*view.type, back.get()) == bytes);
}

RC_GTEST_PROP(AnyRow, CutShortIsRefused, ()) {
  const View& view = arbitrary_view();
  const auto row = view.make();
  test::fill(*view.type, row.get());
  const std::string bytes = encoded(*view.type, row.get());
  std::string_view in = std::string_view(bytes).substr(0, test::below(bytes.size()));
  const auto back = view.make();
  RC_ASSERT(!decode(*view.type, in, back.get()));
}

// Whatever is accepted of damaged bytes is a value: it can be encoded and read again.
RC_GTEST_PROP(AnyBytes, AreRefusedOrAValue, (const std::string& bytes)) {
  const View& view = arbitrary_view();
  const auto row = view.make();
  std::string_view in = bytes;
  if (!decode(*view.type, in, row.get())) return;
  const std::string again = encoded(*view.type, row.get());
  const auto back = view.make();
  std::string_view rest = again;
  RC_ASSERT(decode(*view.type, rest, back.get()));
  RC_ASSERT(encoded(*view.type, back.get()) == again);
}

RC_GTEST_PROP(AnyDate, MonthsLaterStaysInThatMonth, ()) {
  const Date date = test::arbitrary_date();
  const int months = *rc::gen::inRange(0, 1200);
  const Date moved = date.plus_months(months);
  RC_ASSERT(moved.year() * 12 + static_cast<int>(moved.month()) ==
            date.year() * 12 + static_cast<int>(date.month()) + months);
  RC_ASSERT(moved.day() <= date.day());
}

}  // namespace
}  // namespace tenure
