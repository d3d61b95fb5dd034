#include "domain/describe/json_fault.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <random>
#include <string>

namespace tenure {
namespace {

struct Case {
  std::string_view text, fault;
};

TEST(JsonFault, SaysWhereAndWhat) {
  for (
      const Case& each : std::initializer_list<Case>{
          {R"({"a":1})", ""},
          {R"([1,{"a":[]},"\u00e9\n",-0.5e+3,true,false,null])", ""},
          {"{\"a\":1，\"b\":2}",
           "第 1 行第 7 列：全角符号“，”，应为半角 , | line 1, column 7: the full-width mark ， where , is "
           "due"},
          {"{\n  \"姓名\"：1}",
           "第 2 行第 7 列：全角符号“：”，应为半角 : | line 2, column 7: the full-width mark ： where : is "
           "due"},
          {"{“a”:1}",
           "第 1 行第 2 列：全角符号““”，应为半角 \" | line 1, column 2: the full-width mark “ where \" is "
           "due"},
          {"[1 2]", "第 1 行第 4 列：“2”，应为逗号或 ] | line 1, column 4: 2 where a comma or ] is due"},
          {"[1,]", "第 1 行第 4 列：“]”，应为一个值 | line 1, column 4: ] where a value is due"},
          {"{\"a\":\"b\n\"}",
           "第 1 行第 6 列：双引号在本行内没有结束 | line 1, column 6: the double quote is not closed in its "
           "line"},
          {"{\"a\"",
           "第 1 行第 5 列：内容到此为止，应为冒号 : | line 1, column 5: the text ends where a colon is due"},
          {"{} {}", "第 1 行第 4 列：多余的内容 | line 1, column 4: something behind the end"},
          {"[01]", "第 1 行第 3 列：“1”，应为逗号或 ] | line 1, column 3: 1 where a comma or ] is due"},
          {"[\"\\x\"]",
           "第 1 行第 4 列：反斜杠之后不是转义字符 | line 1, column 4: a backslash with no escape behind it"},
          {"[\"\xC3(\"]", "第 1 行第 3 列：不是 UTF-8 | line 1, column 3: no UTF-8"},
          {"\xEF\xBB\xBF{}",
           "第 1 行第 1 列：文件开头有字节顺序标记 | line 1, column 1: a byte order mark; write the file "
           "without one"},
          {"",
           "第 1 行第 1 列：内容到此为止，应为一个值 | line 1, column 1: the text ends where a value is "
           "due"}}) {
    EXPECT_EQ(json_fault(each.text), each.fault) << each.text;
  }
}

TEST(JsonFault, ValuesMayFollowOneAnotherWhereManyAreRead) {
  EXPECT_EQ(json_fault(" \n", JsonTexts::many), "");
  EXPECT_EQ(json_fault("{\"a\":1}\n{\"b\":2}\n", JsonTexts::many), "");
  EXPECT_EQ(json_fault("{\"a\":1}\n{\"b\" 2}\n", JsonTexts::many),
            "第 2 行第 6 列：“2”，应为冒号 : | line 2, column 6: 2 where a colon is due");
}

TEST(JsonFault, FindsAFaultWhereSimdjsonDoesAndOnlyThere) {
  const std::string good = R"({"a":[1,-2.5e3,{"b":"x\u00e9\\","c":null}],"d":true,"名":"值"})";
  std::mt19937 random(3);
  simdjson::dom::parser parser;
  std::size_t faults = 0;
  for (std::size_t i = 0; i < 20'000; ++i) {
    std::string text = good;
    for (std::size_t changes = 1 + random() % 2; changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      constexpr std::string_view kBytes = "{}[]:,\"\\0159-+.eEtfn \n\x01\x80\xC3u";
      if (random() % 3 == 0) {
        text.erase(at, 1);
      } else {
        text[at] = kBytes[random() % kBytes.size()];
      }
    }
    const bool is_json = !parser.parse(text).error();
    faults += is_json ? 0 : 1;
    ASSERT_EQ(json_fault(text).empty(), is_json) << text;
  }
  EXPECT_GT(faults, 1'000U);
}

}  // namespace
}  // namespace tenure
