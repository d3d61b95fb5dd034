// How values of people are compared, and what an identity number says.
#include "domain/registry/identity.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

using namespace std::chrono;

TEST(Folding, LeavesOutBlanksAndUnifiesForms) {
  EXPECT_EQ(folded(" 王\u3000小 明\t"), "王小明");
  EXPECT_EQ(folded("１１０ｘ～！"), "110X~!");
  EXPECT_EQ(folded("阿卜杜•热西提"), "阿卜杜·热西提");
  EXPECT_EQ(folded("阿卜杜・热西提"), folded("阿卜杜·热西提"));
  EXPECT_EQ(folded("\ufeff李\u200b四\u00a0"), "李四");
  EXPECT_EQ(folded("Li Si"), "LISI");
  EXPECT_EQ(folded(""), "");
}

TEST(Folding, LeavesOtherCharactersAndBrokenOnesAsTheyAre) {
  EXPECT_EQ(folded("﨎〇\U0002070e"), "﨎〇\U0002070e");
  EXPECT_EQ(folded("\xef\xbc"), "\xef\xbc");
  EXPECT_EQ(folded("\xef\xbd\x9f"), "\xef\xbd\x9f") << "a full-width bracket that has no ASCII form";
}

TEST(IdentityNumber, ReadsTheExamplesOfTheStandard) {
  const auto woman = read_id_number("11010519491231002X");
  ASSERT_TRUE(woman);
  EXPECT_EQ(woman->born, 1949y / December / 31);
  EXPECT_EQ(woman->sex, Sex::female);
  EXPECT_TRUE(woman->checksum && woman->region);
  const auto man = read_id_number("440524188001010014");
  ASSERT_TRUE(man);
  EXPECT_EQ(man->born, 1880y / January / 1);
  EXPECT_EQ(man->sex, Sex::male);
  EXPECT_TRUE(man->checksum && man->region);
}

TEST(IdentityNumber, OneDigitThatIsAnotherBreaksTheChecksum) {
  const std::string right = "11010519491231002X";
  for (std::size_t i = 0; i < right.size(); ++i) {
    for (char c = '0'; c <= '9'; ++c) {
      std::string wrong = right;
      wrong[i] = c;
      EXPECT_EQ(read_id_number(wrong)->checksum, wrong == right) << wrong;
    }
  }
}

TEST(IdentityNumber, WhatHasNotItsFormIsNone) {
  for (const char* text : {"", "110105491231002", "11010519491231002x", "1101051949123100X2",
                           "11010519491231002XX", "11010519491231002Y", "110105-9491231002X"})
    EXPECT_FALSE(read_id_number(text)) << text;
  EXPECT_FALSE(read_id_number("000105194912310020")->region);
  EXPECT_FALSE(read_id_number("110105194902310020")->born.ok());
}

}  // namespace
}  // namespace tenure
