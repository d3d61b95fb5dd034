#include "domain/describe/codec.h"

#include "domain/tenure/rows.h"
#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

using test::made;

template <class T>
std::string encoded(const T& value) {
  std::string out;
  {
    Appender behind(out);
    encode(kType<T>, &value, behind);
  }
  return out;
}

template <class T>
bool decodes(std::string_view bytes) {
  T out{};
  return decode(kType<T>, bytes, &out);
}

Office office() {
  return made<Office>(
      R"({"person":"p-1","org":"o-1","post":"secretary","from":"1968-03-01","precision":"month",
          "until":"2024-03-01","normal":false,"concurrent":true,"acting":false,"source_groups":["a","b"],
          "rests":[{"from":"2001-01-01"}],"begun_at":"1234.5"})");
}

TEST(Codec, GivesBackWhatItTook) {
  const std::string bytes = encoded(office());
  std::string_view rest = bytes;
  Office back;
  ASSERT_TRUE(decode(kType<Office>, rest, &back));
  EXPECT_TRUE(rest.empty());
  EXPECT_EQ(to_json(back), to_json(office()));
}

TEST(Codec, LeavesWhatFollows) {
  const std::string bytes = encoded(office()) + "tail";
  std::string_view rest = bytes;
  Office back;
  ASSERT_TRUE(decode(kType<Office>, rest, &back));
  EXPECT_EQ(rest, "tail");
}

TEST(Codec, LayoutIsVarintsAndLengths) {
  const Rest rest{Date{-1}, Date{64}};
  EXPECT_EQ(encoded(rest), std::string("\x01\x01\x80\x01", 4));
  EXPECT_EQ(encoded(Code{"ab"}),
            "\x02"
            "ab");
  EXPECT_EQ(encoded(Fen{-2}), "\x03");
}

TEST(Codec, RefusesEveryTruncation) {
  const std::string bytes = encoded(office());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(decodes<Office>(std::string_view(bytes).substr(0, size))) << size;
  }
}

TEST(Codec, RefusesValuesThatNoValueEncodes) {
  EXPECT_FALSE(decodes<DatePrecision>("\x06"));                 // 3
  EXPECT_FALSE(decodes<DatePrecision>("\x01"));                 // -1
  EXPECT_FALSE(decodes<bool>("\x04"));                          // 2
  EXPECT_FALSE(decodes<std::int32_t>("\x80\x80\x80\x80\x10"));  // 2^31
  EXPECT_FALSE(decodes<Date>("\x80\x80\x80\x80\x10"));          // 2^31
  EXPECT_FALSE(
      decodes<Code>("\x03"
                    "a b"));                                                     // no id
  EXPECT_FALSE(decodes<std::optional<bool>>(std::string_view("\x02\x02\x02")));  // two values
  EXPECT_FALSE(decodes<std::vector<bool>::value_type>(""));
  EXPECT_FALSE(decodes<std::vector<Code>>("\xff\xff\xff\xff\x0f"));            // more items than bytes
  EXPECT_FALSE(decodes<Fen>("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"));  // more than 64 bits
}

TEST(Codec, VarintsKeepTheirExtremes) {
  for (const std::uint64_t value :
       {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, ~std::uint64_t{0}}) {
    std::string bytes;
    put_varint(bytes, value);
    std::string_view in = bytes;
    EXPECT_EQ(take_varint(in), value);
    EXPECT_TRUE(in.empty());
  }
}

}  // namespace
}  // namespace tenure
