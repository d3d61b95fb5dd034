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

constexpr Word kPosts[] = {{"secretary", "书记", "Secretary"},
                           {"director", "主任", "Director"},
                           {"committee_member", "委员", "Committee member"},
                           {"supervisor", "监督委员会主任", "Head of supervision"},
                           {"accountant", "会计", "Accountant"},
                           {"guard", "护林员", "Forest guard"},
                           {"mediator", "调解员", "Mediator"},
                           {"cleaner", "保洁员", "Cleaner"},
                           {"driver", "司机", "Driver"}};

TEST(Nearest, AWordIsMeantByItsCodeByEitherLabelOrByOneNearly) {
  const std::pair<const char*, const char*> meant_by[] = {
      {"书记", "secretary"}, {"Secretary", "secretary"}, {"secratery", "secretary"}, {"会计", "accountant"},
      {"主人", "director"},  {"forest guard", "guard"},  {"护林人员", "guard"}};
  for (const auto& [said, code] : meant_by) {
    const Word* word = meant(said, kPosts);
    ASSERT_NE(word, nullptr) << said;
    EXPECT_EQ(word->code, code) << said;
  }
  for (const char* said : {"xyz", "", "龘", "一个很长的名称而与谁都不相干的职务"})
    EXPECT_EQ(meant(said, kPosts), nullptr) << said;
}

TEST(Nearest, APartOfAChineseLabelIsMeantByTheLabelsThatHaveIt) {
  constexpr Word kOffices[] = {{"deputy_secretary", "党组织副书记", "Deputy secretary"},
                               {"accountant", "会计", "Accountant"},
                               {"secretary", "党组织书记", "Secretary"},
                               {"teller", "出纳", "Teller"}};
  ASSERT_NE(meant("书记", kOffices), nullptr) << "otherwise 会计, of which as many bytes are the same";
  EXPECT_EQ(meant("书记", kOffices)->code, "secretary") << "the shortest label that has it";
  EXPECT_EQ(
      unknown_among("副书记", kOffices),
      "'副书记'，最接近的是 deputy_secretary（党组织副书记） | '副书记', the nearest is deputy_secretary "
      "(Deputy secretary)");
  EXPECT_EQ(
      unknown_among("书记", kOffices),
      "'书记'，可能是 secretary（党组织书记）、deputy_secretary（党组织副书记） | '书记', perhaps secretary "
      "(Secretary), deputy_secretary (Deputy secretary)");
  EXPECT_EQ(meant("记", kOffices), nullptr) << "one character is a part of anything";
}

TEST(Nearest, WhatIsSaidOfAnUnknownWordHasBothLanguages) {
  EXPECT_EQ(unknown_among("书记", kPosts),
            "'书记'，最接近的是 secretary（书记） | '书记', the nearest is secretary (Secretary)");
  EXPECT_EQ(unknown_among("xyz", kPosts), "'xyz'") << "too many to tell";
  EXPECT_EQ(unknown_among("xyz", std::span(kPosts).first(2)),
            "'xyz'，可用的是 secretary（书记）、director（主任） | 'xyz', the known ones are secretary "
            "(Secretary), "
            "director (Director)");
  EXPECT_EQ(unknown_among("jsn", std::vector<std::string_view>{"json", "csv"}),
            "'jsn'，最接近的是 json | 'jsn', the nearest is json");
}

}  // namespace
}  // namespace tenure
