#include "storage/evidence/strict_text.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

TEST(StrictText, DecimalHasOneSpelling) {
  EXPECT_EQ(parse_decimal("0"), 0U);
  EXPECT_EQ(parse_decimal("18446744073709551615"), ~0ULL);
  for (const std::string_view text :
       {"", "00", "01", "+1", "-1", " 1", "1 ", "1a", "0x1", "18446744073709551616"}) {
    EXPECT_FALSE(parse_decimal(text)) << text;
  }
}

TEST(StrictText, DigestIs44CharactersOfBase64) {
  const Digest digest = sha256("a");
  const std::string text = to_base64(digest.view());
  EXPECT_EQ(parse_base64_digest(text), digest);
  EXPECT_FALSE(parse_base64_digest(text + "\n"));
  EXPECT_FALSE(parse_base64_digest(text.substr(0, 40)));
  EXPECT_FALSE(parse_base64_digest(std::string(44, 'A')));
}

TEST(StrictText, LineEndsWithANewline) {
  std::string_view rest = "one\n\ntwo";
  EXPECT_EQ(take_line(rest), "one");
  EXPECT_EQ(take_line(rest), "");
  EXPECT_EQ(take_line(rest), std::nullopt);
  EXPECT_EQ(rest, "two");
}

}  // namespace
}  // namespace tenure
