// Cells as people write them: dates, amounts, periods.
#include "ops/import/value.h"
#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

using import::KnownDate;

InputCell text_cell(std::string text) { return {InputKind::text, std::move(text)}; }
InputCell number_cell_of(std::string text) { return {InputKind::number, std::move(text)}; }

std::string date_of(const InputCell& cell) {
  const auto date = import::read_date(cell);
  if (!date) return "fault";
  return date->date.str() + "/" + std::string(name(date->precision));
}

TEST(ImportedDate, IsReadAsItIsWritten) {
  for (const char* text :
       {"2024-06-30", "2024/6/30", "2024年6月30日", "2024.6.30", "20240630", " 2024-6-30 ",
        "２０２４年６月３０日", "2024/6/30 0:00:00", "2024-06-30T00:00:00", "45473", "2024年6月30号"})
    EXPECT_EQ(date_of(text_cell(text)), "2024-06-30/day") << text;
  for (const char* text : {"2024.6", "2024-06", "2024年6月", "202406", "2024/06"})
    EXPECT_EQ(date_of(text_cell(text)), "2024-06-01/month") << text;
  for (const char* text : {"2024", "2024年"}) EXPECT_EQ(date_of(text_cell(text)), "2024-01-01/year") << text;
}

TEST(ImportedDate, ThatNeverWasIsAFault) {
  for (const char* text : {"2024-02-30", "2023-02-29", "2024-13-01", "2024-00", "24-06-30", "1899-12-31",
                           "2200-01-01", "昨天", "2024-6-30-1", "2024--6", "-2024", "12", "999999999", "60"})
    EXPECT_EQ(date_of(text_cell(text)), "fault") << text;
  EXPECT_EQ(date_of(number_cell_of("2024.1")), "fault") << "January, or October";
  EXPECT_EQ(date_of(number_cell_of("2024.2")), "2024-02-01/month");
}

std::string fen_of(const std::string& text) {
  const auto fen = import::read_yuan(text_cell(text));
  return fen ? std::to_string(*fen) : "fault";
}

TEST(ImportedAmount, IsExactToTheFen) {
  for (const char* text :
       {"1234.50", "1,234.50", "￥1,234.5", "¥1234.5", "1234.5元", " １，２３４．５０ ", "RMB1234.5"})
    EXPECT_EQ(fen_of(text), "123450") << text;
  EXPECT_EQ(fen_of("0.07"), "7");
  EXPECT_EQ(fen_of("(12.30)"), "-1230");
  EXPECT_EQ(fen_of("-12.30"), "-1230");
  EXPECT_EQ(fen_of("90071992547409.91"), "fault");
  for (const char* text :
       {"1.005", "1.000", "12,34", "1,2345", "1.2万", "1e3", "", "元", "1.2.3", "--1", "abc", "."})
    EXPECT_EQ(fen_of(text), "fault") << text;
}

std::string period_of(const InputCell& cell) { return import::read_period(cell).value_or("fault"); }

TEST(ImportedPeriod, IsReadAsItIsWritten) {
  for (const char* text : {"2024", "2024年", "2024年度"})
    EXPECT_EQ(period_of(text_cell(text)), "2024") << text;
  for (const char* text : {"2024-03", "2024年3月", "2024.3", "2024/03", "2024年03月份"})
    EXPECT_EQ(period_of(text_cell(text)), "2024-03") << text;
  EXPECT_EQ(period_of({InputKind::date, "2024-03-01"}), "2024-03") << "a spreadsheet made a date of it";
  EXPECT_EQ(period_of(text_cell("2024年上半年")), "2024-H1");
  EXPECT_EQ(period_of(text_cell("2024年第一季度")), "2024-Q1");
  EXPECT_EQ(period_of(text_cell("2024年4季度")), "2024-Q4");
  EXPECT_EQ(period_of(text_cell("term:2021")), "term:2021");
  for (const char* text : {"24", "2024-13", "2024-00", "2024年0月", "三月", "2024-03-15", "1800"})
    EXPECT_EQ(period_of(text_cell(text)), "fault") << text;
  EXPECT_EQ(period_of(number_cell_of("2024.1")), "fault");
}

}  // namespace
}  // namespace tenure::testing
