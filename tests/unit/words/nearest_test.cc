#include "domain/words/nearest.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace tenure {
namespace {

/// By the definition.
std::size_t by_definition(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.size() + b.size();
  const std::size_t replaced = by_definition(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0 : 1);
  return std::min({replaced, by_definition(a.substr(1), b) + 1, by_definition(a, b.substr(1)) + 1});
}

std::string word_of(std::mt19937& random, std::size_t size) {
  std::string out;
  while (out.size() < size) out += static_cast<char>('a' + random() % 3);
  return out;
}

TEST(Nearest, EditsAreThoseOfTheDefinition) {
  std::mt19937 random(5);
  for (std::size_t i = 0; i < 300; ++i) {
    const std::string a = word_of(random, random() % 7), b = word_of(random, random() % 7);
    EXPECT_EQ(edits(a, b), by_definition(a, b)) << a << " " << b;
  }
}

TEST(Nearest, EditsAreTheSameInBothDirectionsWhereOneWordIsLong) {
  std::mt19937 random(6);
  for (const std::size_t size : {63, 64, 65, 130}) {
    for (std::size_t i = 0; i < 20; ++i) {
      const std::string a = word_of(random, size), b = word_of(random, 1 + random() % 64);
      EXPECT_EQ(edits(a, b), edits(b, a)) << a << " " << b;
    }
  }
}

TEST(Nearest, AWordThatIsAnotherOneAltogetherHasNoNearest) {
  const std::array<std::string_view, 3> known = {"secretary", "director", "committee_member"};
  EXPECT_EQ(nearest_of("secratery", known), "secretary");
  EXPECT_EQ(nearest_of("committee_members", known), "committee_member");
  EXPECT_EQ(nearest_of("xyz", known), "");
}

}  // namespace
}  // namespace tenure
