// CSV: what is written is read back, and nothing in it can be taken for a formula.
#include "server/tables/csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tenure {
namespace {

using Table = std::vector<std::vector<std::string>>;

/// A reader of RFC 4180 that shares no code with the writer. Nothing for what is no CSV.
std::optional<Table> read_csv(std::string_view text) {
  if (!text.starts_with("\xEF\xBB\xBF")) return std::nullopt;
  text.remove_prefix(3);
  Table out;
  std::size_t at = 0;
  while (at < text.size()) {
    auto& line = out.emplace_back();
    while (true) {
      std::string field;
      if (at < text.size() && text[at] == '"') {
        for (++at;; ++at) {
          if (at >= text.size()) return std::nullopt;
          if (text[at] != '"') {
            field += text[at];
          } else if (at + 1 < text.size() && text[at + 1] == '"') {
            field += text[at++];
          } else {
            break;
          }
        }
        ++at;
      } else {
        while (at < text.size() && text[at] != ',' && text[at] != '\r') {
          if (text[at] == '"' || text[at] == '\n') return std::nullopt;
          field += text[at++];
        }
      }
      line.push_back(std::move(field));
      if (at < text.size() && text[at] == ',') {
        ++at;
        continue;
      }
      if (text.substr(at, 2) != "\r\n") return std::nullopt;
      at += 2;
      break;
    }
  }
  return out;
}

std::string written(const Table& table) {
  CsvWriter writer;
  std::vector<SheetColumn> columns;
  for (const std::string& title : table.front()) columns.push_back({title});
  writer.begin({}, columns);
  std::vector<SheetRow> rows;
  for (std::size_t i = 1; i < table.size(); ++i) {
    SheetRow& row = rows.emplace_back();
    for (const std::string& text : table[i]) row.push_back({CellKind::text, text});
  }
  writer.rows(rows);
  return *writer.end();
}

/// What spreadsheets, LibreOffice among them, take for the beginning of a formula.
bool begins_a_formula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos &&
         !is_plain_number(text);
}

/// Texts that are likely to go wrong.
rc::Gen<std::string> text() {
  const auto piece =
      rc::gen::elementOf(std::vector<std::string>{"=", "+", "-", "@", "\t", "\r", "\n", "'", "\"", ",", ";",
                                                  " ", "1", "12.50", ".", "张三", "＝", "－", "a"});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                      [](std::vector<std::string> pieces) {
                        std::string out;
                        for (const std::string& one : pieces) out += one;
                        return out;
                      });
}

RC_GTEST_PROP(Csv, WhatIsWrittenIsReadBack, ()) {
  const auto width = *rc::gen::inRange<std::size_t>(1, 5);
  const auto height = *rc::gen::inRange<std::size_t>(1, 5);
  Table table;
  for (std::size_t i = 0; i < height; ++i)
    table.push_back(*rc::gen::container<std::vector<std::string>>(width, text()));
  auto read = read_csv(written(table));
  RC_ASSERT(read.has_value());
  for (auto& line : *read) {
    for (std::string& field : line) {
      // Also where a program takes another separator, or none of the quotes.
      for (std::size_t at = 0; at <= field.size();) {
        const std::size_t end = std::min(field.find_first_of(",;\t\"\r\n", at), field.size());
        RC_ASSERT(!begins_a_formula(std::string_view(field).substr(at, end - at)));
        at = end + 1;
      }
      RC_ASSERT(!begins_a_formula(field));
      field = without_apostrophes(field);
    }
  }
  RC_ASSERT(*read == table);
}

TEST(Csv, WhatCouldBeRunIsMadeHarmless) {
  for (const char* text :
       {"=1+1", "+1a", "-x", "@sum", "\tx", "\rx", "\nx", "－x", "＝x", "-", "'=1", "--1"}) {
    EXPECT_EQ(made_harmless(text), "'" + std::string(text));
    EXPECT_EQ(without_apostrophes(made_harmless(text)), text);
  }
  const std::pair<const char*, const char*> within[] = {
      {"x;=1", "x;'=1"},      {"x,@a", "x,'@a"},    {"x\t+a", "x\t'+a"},     {"x\"-a", "x\"'-a"},
      {"x\n=1", "x\n'=1"},    {" =1", "' =1"},      {"x; =1", "x;' =1"},     {"x;'=1", "x;''=1"},
      {";=1;=2", ";'=1;'=2"}, {"x;-5,y", "x;-5,y"}, {"a,-12.50", "a,-12.50"}};
  for (const auto& [text, harmless] : within) {
    EXPECT_EQ(made_harmless(text), harmless);
    EXPECT_EQ(without_apostrophes(harmless), text);
  }
  for (const char* text : {"-5", "-12.50", "0", "12.", "张三", "'a", "", "a=1", "2024-03-01"})
    EXPECT_EQ(made_harmless(text), text);
}

TEST(Csv, LinesEndWithCrLfAndFieldsAreQuotedWhereTheyMust) {
  EXPECT_EQ(written({{"姓名", "数"}, {"a,b", "say \"no\""}}),
            "\xEF\xBB\xBF姓名,数\r\n\"a,b\",\"say \"\"no\"\"\"\r\n");
}

TEST(Csv, MoneyIsYuanAsPlainDecimals) {
  CsvWriter writer;
  const std::vector<SheetColumn> columns = {{"金额（元）", CellKind::money}};
  writer.begin({}, columns);
  const std::vector<SheetRow> rows = {
      {{CellKind::money, "123456789"}}, {{CellKind::money, "-5"}}, {{CellKind::money, ""}}};
  writer.rows(rows);
  EXPECT_EQ(*writer.end(), "\xEF\xBB\xBF金额（元）\r\n1234567.89\r\n-0.05\r\n\r\n");
}

}  // namespace
}  // namespace tenure
