// What the demo's years hold beside the figures: quotas, pay, alerts, the log itself.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "storage/verify/verify.h"
#include "tests/demo/demo_ledger.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class DemoYears : public ::testing::Test {
 protected:
  DemoLedger& demo = DemoLedger::of_both();
};

TEST_F(DemoYears, PY_03_PY_04_ThreePeopleOfEachVillageAreDue7655Yuan) {
  EXPECT_EQ(demo.counts("stat.paid_people", kPingyangOrg)["2024/pay_subsidy"], 326 * 3);
  const Figures average = demo.sums("stat.pay_average", kPingyangOrg);
  EXPECT_GT(average.at("2024"), 326LL * 3 * 765'500 - 326LL * 100'000) << "less a few cuts";
}

TEST_F(DemoYears, PY_38_EachGradeHasItsConsequence) {
  const Figures grades = demo.counts("stat.grades", kPingyangOrg);
  EXPECT_EQ(grades.at(""), 326);
  EXPECT_EQ(demo.counts("stat.rewards", kPingyangOrg)["excellent"], grades.at("annual/excellent"));
  EXPECT_EQ(demo.counts("stat.admonitions", kPingyangOrg)[""], grades.at("annual/basic") - 2)
      << "two are due still";
  EXPECT_GT(grades.at("annual/not_competent"), 0);
}

TEST_F(DemoYears, PY_28_EveryPledgeWasPublishedButOne) {
  const Figures states = demo.counts("stat.commitments", kPingyangOrg);
  EXPECT_EQ(states.at("entrepreneurial/published"), 325);
  EXPECT_EQ(states.at("entrepreneurial/approved"), 1);
}

TEST_F(DemoYears, HX_39_EveryMonthOfEveryTownshipIsGraded20To60To20) {
  const auto townships = demo.townships(kHaixingOrg);
  ASSERT_EQ(townships.size(), 7U);
  std::int64_t people = 0;
  for (const std::string& township : townships) {
    const Figures grades = demo.counts("stat.grades", township, "period,scheme,grade");
    const auto of = [&](int month, const char* grade) {
      const auto found = grades.find(fmt::format("2024-{:02}/monthly/{}", month, grade));
      return found == grades.end() ? 0 : found->second;
    };
    for (int month = 1; month <= 12; ++month) {
      const std::int64_t all = of(month, "excellent") + of(month, "average") + of(month, "poor");
      EXPECT_EQ(of(month, "excellent"), all / 5) << township << " " << month;
      EXPECT_EQ(of(month, "poor"), all / 5) << township << " " << month;
      if (month == 1) people += all;
    }
  }
  EXPECT_EQ(people, 197 + 692);
}

TEST_F(DemoYears, HX_44_EverybodyIsPaidWhatIsDueButFivePeopleInJune) {
  int short_of = 0;
  std::int64_t missing = 0;
  std::string cursor;
  do {
    const std::string body = demo.get(Target("/v1/persons")
                                          .with("org", kHaixingOrg)
                                          .with("limit", "500")
                                          .with("on", "2024-12-31")
                                          .with("cursor", cursor));
    simdjson::dom::parser parser;
    const simdjson::dom::element page = parser.parse(body);
    for (const auto item : page["items"].get_array()) {
      const std::string person{std::string_view(item["person"])};
      const auto pay =
          demo.ask(Target("/v1/pay").segment(person).with("year", "2024").with("on", "2024-12-31"))["pay"];
      const std::int64_t difference = pay["difference_fen"].get_int64();
      EXPECT_EQ(pay["overpaid_fen"].get_int64().value(), 0) << person;
      if (difference == 0) continue;
      ++short_of;
      missing += difference;
    }
    std::string_view next;
    cursor = page["next"].get(next) ? std::string() : std::string(next);
  } while (!cursor.empty());
  EXPECT_EQ(short_of, 5);
  EXPECT_EQ(missing, 5 * 20'000) << "the township's share";
}

TEST_F(DemoYears, OnlyTheLapsesRing) {
  EXPECT_THAT(demo.alerts(kPingyangOrg),
              UnorderedElementsAre(Pair("alert.admonition_due", 2), Pair("alert.duty_report_overdue", 3),
                                   Pair("alert.mentor_missing", 2), Pair("alert.plan_unpublished", 2),
                                   Pair("alert.pledge_unpublished", 1)));
  EXPECT_THAT(demo.alerts(kHaixingOrg),
              UnorderedElementsAre(Pair("alert.contest_due", 1), Pair("alert.feedback_missing", 4),
                                   Pair("alert.pay_short", 5), Pair("alert.rectification_overdue", 1)))
      << "what five people did not get in June is owed in the next year too";
}

TEST_F(DemoYears, OnlyTheLapsesAreFlagged) {
  EXPECT_THAT(demo.flags(),
              UnorderedElementsAre(Pair("gate.appraisal_steps", 3), Pair("gate.performance_paid", 5)))
      << "graded without a report; paid without the township's share";
}

TEST_F(DemoYears, LogVerifiesAndHasTheRootThatWasTold) {
  demo.close();
  const auto report = verify_ledger({demo.folder()});
  demo.open();
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_TRUE(report->clean());
  EXPECT_EQ(report->root.hex(), demo.made().root);
  EXPECT_EQ(report->events, demo.made().events);
}

TEST_F(DemoYears, NowIsTheSimulatedClocks) {
  EXPECT_EQ(std::string_view(demo.ask(Target("/v1/pay").segment("p-130924-000002"))["on"]), "2025-01-13");
}

demo::Made beginning(const std::string& folder, std::int32_t seed) {
  demo::MakeOptions options;
  options.plan.seed = seed;
  options.folder = folder + "/ledger";
  options.keys_folder = folder + "/keys";
  options.until = Date::of(2024, 1, 3);
  const auto made = demo::make(options);
  EXPECT_TRUE(made) << made.error().text();
  return made.value_or(demo::Made());
}

TEST(DemoMaking, SameSeedMakesTheSameLedger) {
  const TempFolder first;
  const TempFolder second;
  const TempFolder third;
  const demo::Made one = beginning(first.path(), 7);
  const demo::Made same = beginning(second.path(), 7);
  EXPECT_EQ(one.ledger, same.ledger);
  EXPECT_EQ(one.root, same.root);
  EXPECT_EQ(one.acts, same.acts);
  EXPECT_NE(one.root, beginning(third.path(), 8).root);
}

TEST(DemoMaking, FolderThatHoldsSomethingIsLeftAlone) {
  const TempFolder folder;
  demo::MakeOptions options;
  options.folder = folder.path();
  options.keys_folder = folder / "keys";
  std::fclose(std::fopen((folder / "file").c_str(), "w"));
  EXPECT_EQ(demo::make(options).error().reason, Reason::exists);
}

}  // namespace
}  // namespace tenure::testing
