#include "domain/core/calendar.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

std::string later(std::string_view date, int months) { return Date::parse(date)->plus_months(months).str(); }

TEST(Date, ReadsDaysThatExist) {
  for (const char* text : {"1900-01-01", "2000-02-29", "2024-02-29", "2023-02-28", "2199-12-31"}) {
    const auto date = Date::parse(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(date->str(), text);
  }
}

TEST(Date, RefusesDaysThatDoNotExistOrLieOutsideItsYears) {
  for (const char* text : {"1900-02-29", "2023-02-29", "2100-02-29", "2024-02-30", "2024-04-31", "2024-13-01",
                           "2024-00-10", "2024-01-00", "1899-12-31", "2200-01-01"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
}

TEST(Date, RefusesOtherWritings) {
  for (const char* text : {"", "2024-3-01", "2024/03/01", "20240301", "2024-03-01 ", " 2024-03-01",
                           "2024-03-01T00:00:00Z", "+024-03-01", "2024-0a-01"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
}

TEST(Date, CountsDaysFrom1970) {
  EXPECT_EQ(Date::of(1970, 1, 1).days, 0);
  EXPECT_EQ(Date::of(1969, 12, 31).days, -1);
  EXPECT_EQ(Date::of(2000, 3, 1).days - Date::of(2000, 2, 28).days, 2);
}

TEST(Date, MonthsLaterClipsToTheLastDayOfTheMonth) {
  EXPECT_EQ(later("2024-01-31", 1), "2024-02-29");
  EXPECT_EQ(later("2023-01-31", 1), "2023-02-28");
  EXPECT_EQ(later("2024-02-29", 12), "2025-02-28");
  EXPECT_EQ(later("2024-03-31", -1), "2024-02-29");
  EXPECT_EQ(later("2024-01-15", -1), "2023-12-15");
  EXPECT_EQ(later("2024-12-31", 2), "2025-02-28");
  EXPECT_EQ(later("2024-05-31", 0), "2024-05-31");
}

TEST(Moment, ReadsWholeSecondsAndFractions) {
  EXPECT_EQ(Moment::parse("1970-01-01T00:00:00Z")->us, 0);
  EXPECT_EQ(Moment::parse("1970-01-01T00:00:01.5Z")->us, 1'500'000);
  EXPECT_EQ(Moment::parse("1970-01-01T00:00:00.000001Z")->us, 1);
  EXPECT_EQ(Moment::parse("1969-12-31T23:59:59.999999Z")->us, -1);
}

TEST(Moment, WritesSixDigitsAlsoBefore1970) {
  for (const char* text : {"2024-03-01T08:30:00.000000Z", "1969-12-31T23:59:59.999999Z",
                           "1900-01-01T00:00:00.000001Z", "2199-12-31T23:59:59.999999Z"}) {
    EXPECT_EQ(Moment::parse(text)->str(), text);
  }
}

TEST(Moment, RefusesOtherWritings) {
  for (const char* text :
       {"", "2024-03-01", "2024-03-01T08:30Z", "2024-03-01T08:30:00", "2024-03-01T08:30:00+08:00",
        "2024-03-01 08:30:00Z", "2024-03-01T24:00:00Z", "2024-03-01T08:60:00Z", "2024-03-01T08:30:60Z",
        "2024-03-01T08:30:00.Z", "2024-03-01T08:30:00.1234567Z", "2024-03-01T08:30:00.12a4Z",
        "2024-02-30T08:30:00Z", "2024-03-01T08:30:00z"}) {
    EXPECT_FALSE(Moment::parse(text)) << text;
  }
}

TEST(Moment, DateIsShanghaisAcrossItsMidnight) {
  EXPECT_EQ(Moment::parse("2024-02-29T15:59:59.999999Z")->date().str(), "2024-02-29");
  EXPECT_EQ(Moment::parse("2024-02-29T16:00:00Z")->date().str(), "2024-03-01");
  EXPECT_EQ(Moment::parse("1969-12-31T15:59:59.999999Z")->date().str(), "1969-12-31");
  EXPECT_EQ(Moment::parse("1969-12-31T16:00:00Z")->date().str(), "1970-01-01");
}

TEST(Period, EveryCalendarFormHasItsFirstAndLastDay) {
  struct Row {
    const char *text, *first, *last;
  };
  for (const auto& [text, first, last] : {
           Row{"2024", "2024-01-01", "2024-12-31"},
           Row{"2024-H1", "2024-01-01", "2024-06-30"},
           Row{"2024-H2", "2024-07-01", "2024-12-31"},
           Row{"2024-Q1", "2024-01-01", "2024-03-31"},
           Row{"2024-Q4", "2024-10-01", "2024-12-31"},
           Row{"2024-B1", "2024-01-01", "2024-02-29"},
           Row{"2023-B1", "2023-01-01", "2023-02-28"},
           Row{"2024-B6", "2024-11-01", "2024-12-31"},
           Row{"2024-02", "2024-02-01", "2024-02-29"},
           Row{"2024-12", "2024-12-01", "2024-12-31"},
           Row{"2199", "2199-01-01", "2199-12-31"},
       }) {
    const auto period = Period::parse(text);
    ASSERT_TRUE(period) << text;
    EXPECT_TRUE(period->calendar());
    EXPECT_EQ(period->str(), text);
    EXPECT_EQ(period->first().str(), first);
    EXPECT_EQ(period->last().str(), last);
  }
}

TEST(Period, ATermIsNoCalendarPeriod) {
  const auto term = Period::parse("term:2021-2026");
  ASSERT_TRUE(term);
  EXPECT_FALSE(term->calendar());
  EXPECT_EQ(term->round, "2021-2026");
  EXPECT_EQ(term->str(), "term:2021-2026");
}

TEST(Period, RefusesWhatIsNoPeriod) {
  for (const char* text :
       {"",        "24",         "20244",   "1899",    "2200",     "2024-H0", "2024-H3", "2024-Q0",
        "2024-Q5", "2024-B0",    "2024-B7", "2024-00", "2024-13",  "2024-1",  "2024-X1", "2024-H",
        "2024H1",  "2024-03-01", "2024-h1", "term:",   "term:a b", "Term:1",  "202a",    "2024-0a"}) {
    EXPECT_FALSE(Period::parse(text)) << text;
  }
}

TEST(Period, OfMonthHoldsTheDate) {
  EXPECT_EQ(Period::of_month(Date::of(2024, 2, 29)).str(), "2024-02");
  EXPECT_EQ(Period::of_year(2024).str(), "2024");
}

}  // namespace
}  // namespace tenure
