#include "domain/core/value.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "domain/core/id.h"

namespace tenure {
namespace {

std::array<std::byte, 10> filled(std::byte value) {
  std::array<std::byte, 10> out;
  out.fill(value);
  return out;
}

/// The commitment as another library computes it.
std::string openssl_commitment(std::string_view salt, std::string_view path, std::string_view value) {
  const std::string message = fmt::format("{}{}{}", path, '\0', value);
  unsigned char mac[32];
  unsigned size = 0;
  HMAC(EVP_sha256(), salt.data(), static_cast<int>(salt.size()), uchars(as_bytes(message)), message.size(),
       mac, &size);
  return "c1:" + to_base64url(std::as_bytes(std::span(mac)));
}

TEST(Decimal, WritesTheShortestForm) {
  struct Row {
    const char *text, *written;
    std::int64_t scaled;
  };
  for (const auto& [text, written, scaled] : {
           Row{"0", "0", 0},
           Row{"12.5", "12.5", 125'000},
           Row{"12.5000", "12.5", 125'000},
           Row{"-0.0001", "-0.0001", -1},
           Row{"7.0", "7", 70'000},
           Row{"99999999999.9999", "99999999999.9999", 999'999'999'999'999},
           Row{"-99999999999", "-99999999999", -999'999'999'990'000},
       }) {
    const auto decimal = Decimal::parse(text);
    ASSERT_TRUE(decimal) << text;
    EXPECT_EQ(decimal->scaled, scaled) << text;
    EXPECT_EQ(decimal->str(), written);
  }
}

TEST(Decimal, RefusesOtherWritings) {
  for (const char* text : {"", "-", ".5", "5.", "01", "+1", "-0", "-0.0", "1e2", "1.00000", "100000000000",
                           "1.2.3", "1,5", " 1", "1.-5", "NaN"}) {
    EXPECT_FALSE(Decimal::parse(text)) << text;
  }
}

TEST(Position, KeepsIndexAndOrdinal) {
  EXPECT_EQ(Position::parse("1234.5"), (Position{1234, 5}));
  EXPECT_EQ((Position{0, 0}).str(), "0.0");
  EXPECT_LT((Position{9, 99}), (Position{10, 0}));
}

TEST(Position, RefusesOtherWritings) {
  for (const char* text : {"", "1", "1.", ".1", "01.0", "1.00", "-1.0", "1.0.0", "1 .0", "1.4294967296",
                           "18446744073709551616.0"}) {
    EXPECT_FALSE(Position::parse(text)) << text;
  }
}

TEST(ActId, EncodesTheKnownVectors) {
  EXPECT_EQ(ActId::make(0, filled(std::byte{0})).value, "00000000000000000000000000");
  EXPECT_EQ(ActId::make((1ULL << 48) - 1, filled(std::byte{0xff})).value, "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  // The specification's example moment 1469918176385 is 01ARYZ6S41.
  EXPECT_EQ(ActId::make(1'469'918'176'385, filled(std::byte{0})).value, "01ARYZ6S410000000000000000");
  // 80 bits of 00001 each.
  EXPECT_EQ(
      ActId::make(0, {std::byte{0x08}, std::byte{0x42}, std::byte{0x10}, std::byte{0x84}, std::byte{0x21},
                      std::byte{0x08}, std::byte{0x42}, std::byte{0x10}, std::byte{0x84}, std::byte{0x21}})
          .value,
      "00000000001111111111111111");
}

TEST(ActId, RefusesWhatIsNoUlid) {
  EXPECT_TRUE(ActId::parse("01JD8ZK3V9Q4T6W8Y0A2C4E6G8"));
  for (const char* text :
       {"", "01JD8ZK3V9Q4T6W8Y0A2C4E6G", "01JD8ZK3V9Q4T6W8Y0A2C4E6G80", "81JD8ZK3V9Q4T6W8Y0A2C4E6G8",
        "01jd8zk3v9q4t6w8y0a2c4e6g8", "01ID8ZK3V9Q4T6W8Y0A2C4E6G8", "01LD8ZK3V9Q4T6W8Y0A2C4E6G8",
        "01OD8ZK3V9Q4T6W8Y0A2C4E6G8", "01UD8ZK3V9Q4T6W8Y0A2C4E6G8"}) {
    EXPECT_FALSE(ActId::parse(text)) << text;
  }
}

TEST(Commitment, IsHmacOfPathAndValueUnderTheSalt) {
  const std::string salt(Commitment::kSaltSize, '\x07');
  const auto made = Commitment::make(as_bytes(salt), "items.0.text", "王小明");
  EXPECT_EQ(made.str(), openssl_commitment(salt, "items.0.text", "王小明"));
  EXPECT_NE(made, Commitment::make(as_bytes(salt), "items.1.text", "王小明"));
  EXPECT_NE(made, Commitment::make(as_bytes(salt), "items.0.tex", "t王小明"));
  EXPECT_EQ(Commitment::parse(made.str()), made);
}

TEST(Commitment, RefusesOtherWritings) {
  const std::string good = Commitment{}.str();
  for (const std::string& text :
       {std::string(), std::string("c1:"), "c2:" + good.substr(3), good + "A", good.substr(0, 45), good + "=",
        "C1:" + good.substr(3), good.substr(0, 44) + "+A"}) {
    EXPECT_FALSE(Commitment::parse(text)) << text;
  }
}

TEST(ContentDigest, IsSha256InLowerCaseHex) {
  const std::string good = "sha256:" + std::string(64, 'a');
  EXPECT_EQ(ContentDigest::parse(good)->str(), good);
  EXPECT_FALSE(ContentDigest::parse("sha256:" + std::string(64, 'A')));
  EXPECT_FALSE(ContentDigest::parse("sha256:" + std::string(62, 'a')));
  EXPECT_FALSE(ContentDigest::parse("sha512:" + std::string(64, 'a')));
}

TEST(Text, CountsCodePointsNotBytes) {
  std::string exactly;
  for (int i = 0; i < 120; ++i) exactly += "村";
  EXPECT_TRUE(ShortText::parse(exactly));
  EXPECT_FALSE(ShortText::parse(exactly + "a"));
  EXPECT_TRUE(ShortText::parse("a"));
  EXPECT_FALSE(ShortText::parse(""));
  EXPECT_EQ(code_points("a村𠮷"), 3U);
}

TEST(Id, AllowsItsAlphabetUpTo64Characters) {
  EXPECT_TRUE(PersonId::parse("AZaz09._:-"));
  EXPECT_TRUE(PersonId::parse(std::string(64, 'x')));
  EXPECT_FALSE(PersonId::parse(std::string(65, 'x')));
  for (const char* text : {"", "a b", "a/b", "村", "a\n", "a#b"}) EXPECT_FALSE(PersonId::parse(text)) << text;
}

TEST(Subject, IsWrittenKindSlashId) {
  EXPECT_EQ(Subject::parse("case/c-1"), (Subject{SubjectKind::case_, "c-1"}));
  EXPECT_EQ(subject(PersonId{"p-1"}).str(), "person/p-1");
  for (const char* text : {"person", "person/", "/p-1", "human/p-1", "person/p 1", "person/p/1"}) {
    EXPECT_FALSE(Subject::parse(text)) << text;
  }
}

}  // namespace
}  // namespace tenure
