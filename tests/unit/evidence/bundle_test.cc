#include "storage/evidence/bundle.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

using namespace std::string_view_literals;

const std::vector<std::string_view> kThree = {"one", "", "three"};
constexpr std::string_view kBytes = "\0\3one\0\0\0\5three"sv;

TEST(Bundle, EntriesFollowTheirLengths) { EXPECT_EQ(encode_bundle(kThree), kBytes); }

TEST(Bundle, ParsesBackIntoItsEntries) { EXPECT_EQ(parse_bundle(kBytes, 3), kThree); }

TEST(Bundle, LargestEntryGoesThrough) {
  const std::string large(kBundleEntryMax, 'e');
  const std::vector<std::string_view> entries = {large};
  EXPECT_EQ(parse_bundle(*encode_bundle(entries), 1), entries);
}

TEST(Bundle, EntryThatItsLengthCannotTellIsRefused) {
  const std::string larger(kBundleEntryMax + 1, 'e');
  EXPECT_FALSE(encode_bundle(std::vector<std::string_view>{larger}));
}

TEST(Bundle, HoldsOneTo256Entries) {
  EXPECT_FALSE(encode_bundle({}));
  EXPECT_TRUE(encode_bundle(std::vector<std::string_view>(256)));
  EXPECT_FALSE(encode_bundle(std::vector<std::string_view>(257)));
  EXPECT_FALSE(parse_bundle("", 0));
  EXPECT_FALSE(parse_bundle(std::string(2 * 257, '\0'), 257));
}

TEST(Bundle, AnotherNumberOfEntriesIsRefused) {
  EXPECT_FALSE(parse_bundle(kBytes, 2));
  EXPECT_FALSE(parse_bundle(kBytes, 4));
}

TEST(Bundle, EveryTruncationIsRefused) {
  for (std::size_t size = 0; size < kBytes.size(); ++size)
    EXPECT_FALSE(parse_bundle(kBytes.substr(0, size), 3)) << size;
}

}  // namespace
}  // namespace tenure
