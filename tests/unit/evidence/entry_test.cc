#include "storage/evidence/entry.h"

#include <gtest/gtest.h>

#include "tests/unit/evidence/reason_of.h"

namespace tenure {
namespace {

using test::reason_of;

Entry sample_entry() {
  return {0x0102030405060708, 0x1112131415161718, sha256("statement"), sha256("verdict")};
}

std::string encoded(const Entry& entry) { return std::string(as_view(encode_entry(entry))); }

TEST(Entry, BytesAreThoseOfVersion1) {
  EXPECT_EQ(to_hex(encode_entry(sample_entry())),
            "01"
            "0102030405060708"
            "1112131415161718" +
                sha256("statement").hex() + sha256("verdict").hex());
}

TEST(Entry, ParsesBack) {
  EXPECT_EQ(parse_entry(encoded(sample_entry())), sample_entry());
  const Entry largest{~0ULL, ~0ULL, sha256("a"), sha256("b")};
  EXPECT_EQ(parse_entry(encoded(largest)), largest);
}

TEST(Entry, AnotherLengthIsDamage) {
  const std::string bytes = encoded(sample_entry());
  EXPECT_EQ(reason_of(parse_entry("")), Reason::damaged);
  EXPECT_EQ(reason_of(parse_entry(bytes.substr(0, kEntrySize - 1))), Reason::damaged);
  EXPECT_EQ(reason_of(parse_entry(bytes + '\0')), Reason::damaged);
}

TEST(Entry, AnotherVersionIsRefused) {
  std::string bytes = encoded(sample_entry());
  bytes[0] = 2;
  EXPECT_EQ(reason_of(parse_entry(bytes)), Reason::format_version);
}

TEST(StatementDigest, IsOverPaeThenSignaturesByKeyid) {
  const std::vector<Signed> given = {{"b", std::string(64, '2')}, {"a", std::string(64, '1')}};
  EXPECT_EQ(statement_digest("PAE", given), sha256("PAE" + std::string(64, '1') + std::string(64, '2')));
}

TEST(StatementDigest, KeyidsAreOrderedByBytes) {
  const std::vector<Signed> given = {
      {"\xE6\x9D\x91", std::string(64, '3')}, {"a", std::string(64, '2')}, {"B", std::string(64, '1')}};
  EXPECT_EQ(statement_digest("", given),
            sha256(std::string(64, '1') + std::string(64, '2') + std::string(64, '3')));
}

TEST(StatementDigest, DiffersWhereOneSignatureDoes) {
  EXPECT_NE(statement_digest("PAE", std::vector<Signed>{{"a", std::string(64, '1')}}),
            statement_digest("PAE", std::vector<Signed>{{"a", std::string(64, '2')}}));
}

}  // namespace
}  // namespace tenure
