// Times as people read them: in the zone of the ledger's dates, to the second, with the zone in the head;
// whatever the file.
#include <gtest/gtest.h>

#include "server/tables/csv.h"
#include "server/tables/form.h"
#include "server/tables/html.h"

namespace tenure {
namespace {

constexpr const char* kMoment = "2024-03-01T16:30:05.123456Z";

TEST(Moments, AreReadInTheLedgersZoneAcrossMidnightAndBeforeTheEpoch) {
  const std::pair<const char*, const char*> read[] = {{kMoment, "2024-03-02 00:30:05"},
                                                      {"2024-02-29T15:59:59Z", "2024-02-29 23:59:59"},
                                                      {"2023-12-31T16:00:00.999999Z", "2024-01-01 00:00:00"},
                                                      {"1969-12-31T23:59:59.5Z", "1970-01-01 07:59:59"}};
  for (const auto& [utc, local] : read) {
    EXPECT_EQ(Moment::parse(utc)->local(), local);
    EXPECT_EQ(local_time(utc), local);
    EXPECT_EQ(std::string(local).substr(0, 10), Moment::parse(utc)->date().str())
        << "one zone for dates and times";
  }
  EXPECT_EQ(local_time(""), "");
  EXPECT_EQ(local_time("yesterday"), "yesterday");
}

TEST(Moments, StandInTheLedgersZoneInEveryFileAndTheHeadSaysWhich) {
  const std::vector<SheetColumn> columns = {{titled("入账时间", CellKind::moment, true), CellKind::moment}};
  EXPECT_EQ(columns.front().title, "入账时间（UTC+8）");
  EXPECT_EQ(titled("recorded", CellKind::moment, false), "recorded (UTC+8)");
  EXPECT_EQ(titled("日期", CellKind::date, true), "日期");
  const std::vector<SheetRow> rows = {{{CellKind::moment, kMoment}}};
  CsvWriter csv;
  csv.begin({}, columns);
  csv.rows(rows);
  EXPECT_EQ(*csv.end(), "\xEF\xBB\xBF入账时间（UTC+8）\r\n\"2024-03-02 00:30:05\"\r\n");
  HtmlWriter html(Language::zh);
  html.begin({}, columns);
  html.rows(rows);
  EXPECT_NE(html.end()->find("<td class=\"d\">2024-03-02 00:30:05</td>"), std::string::npos);
  EXPECT_EQ(for_people(rows.front().front()), "2024-03-02 00:30:05") << "a terminal";
}

TEST(Moments, AreSaidWithTheirZoneInASentence) {
  EXPECT_EQ(moment_text(kMoment, Language::zh), "2024-03-02 00:30:05（UTC+8）");
  EXPECT_EQ(moment_text(kMoment, Language::en), "2024-03-02 00:30:05 (UTC+8)");
}

}  // namespace
}  // namespace tenure
