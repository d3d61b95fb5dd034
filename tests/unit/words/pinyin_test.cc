// How names sound: readings, spellings, initials.
#include "domain/words/pinyin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tenure {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

TEST(Pinyin, SurnamesHaveTheReadingThatNamesGiveThem) {
  const std::pair<const char*, const char*> surnames[] = {
      {"单", "SHAN"},  {"仇", "QIU"},  {"解", "XIE"},  {"曾", "ZENG"}, {"查", "ZHA"},
      {"盖", "GE"},    {"乐", "YUE"},  {"区", "OU"},   {"朴", "PIAO"}, {"缪", "MIAO"},
      {"种", "CHONG"}, {"员", "YUN"},  {"翟", "ZHAI"}, {"吕", "LV"},   {"任", "REN"},
      {"华", "HUA"},   {"洗", "XIAN"}, {"尉", "YU"},   {"覃", "QIN"}};
  for (const auto& [character, reading] : surnames)
    EXPECT_THAT(readings_of(character), Contains(reading)) << character;
}

TEST(Pinyin, EveryReadingCountsAndNoOther) {
  EXPECT_THAT(readings_of("长"), UnorderedElementsAre("CHANG", "ZHANG"));
  EXPECT_THAT(readings_of("单"), UnorderedElementsAre("CHAN", "DAN", "SHAN"));
  EXPECT_THAT(readings_of("·"), IsEmpty());
  EXPECT_THAT(readings_of("Q"), UnorderedElementsAre("Q"));
}

TEST(Pinyin, NamesAreSpeltFromEachCharacterOn) {
  EXPECT_THAT(spellings_of("张三"), UnorderedElementsAre("ZHANGSAN", "ZS", "SAN", "S"));
  EXPECT_THAT(spellings_of("曾小乐"),
              IsSupersetOf({"ZENGXIAOLE", "CENGXIAOYUE", "XIAOLE", "ZXL", "CXY", "XY", "YUE"}));
  EXPECT_THAT(spellings_of(""), IsEmpty());
}

TEST(Pinyin, LongNamesOfManyReadingsAreBounded) {
  std::string name;
  for (int i = 0; i < 20; ++i) name += "单";
  const auto spellings = spellings_of(name);
  EXPECT_LE(spellings.size(), 20 * 2 * kSpellingsMax);
  EXPECT_THAT(spellings, Each(Not(IsEmpty())));
}

TEST(Pinyin, WhatANameSoundsLikeIsHowOneOfItsSpellingsBegins) {
  const std::string names[] = {"曾小乐", "东村党支部", "长乐镇A组", "·单·", ""};
  std::vector<std::string> asked = {"X", "ZHAN", "UNCUN", "DCD", "LEZ", "ZA", "CUNDZB", "QQ"};
  for (const std::string& name : names) {
    for (const std::string& spelling : spellings_of(name)) {
      for (std::size_t size = 1; size <= spelling.size(); ++size) asked.push_back(spelling.substr(0, size));
    }
  }
  for (const std::string& name : names) {
    const auto spellings = spellings_of(name);
    for (const std::string& one : asked) {
      const bool is_one =
          std::ranges::any_of(spellings, [&](const std::string& each) { return each.starts_with(one); });
      EXPECT_EQ(sounds_like(name, one), is_one) << name << " " << one;
    }
  }
  EXPECT_FALSE(sounds_like("张三", ""));
}

TEST(Pinyin, AQuestionIsASpellingWhenItIsAllLetters) {
  EXPECT_EQ(as_spelling("ZHANGS"), "ZHANGS");
  EXPECT_EQ(as_spelling("LÜ"), "LV");
  EXPECT_EQ(as_spelling("Lü"), "LV");
  EXPECT_EQ(as_spelling("张S"), "");
  EXPECT_EQ(as_spelling("P-1"), "");
  EXPECT_EQ(as_spelling(""), "");
}

}  // namespace
}  // namespace tenure
