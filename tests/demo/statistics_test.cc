// Every reproduction target of the two counties (U10), asked of the demo as a user asks, against the text's
// figure.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/demo/demo_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;

class DemoStatistics : public ::testing::Test {
 protected:
  DemoLedger& demo = DemoLedger::of_both();
};

TEST_F(DemoStatistics, PY_02_PaySubsidyOf7500000YuanIn2024) {
  EXPECT_EQ(demo.sums("stat.budget", kPingyangOrg)["pay_subsidy/2024/county"], 750'000'000);
}

TEST_F(DemoStatistics, PY_08_2946RecipientsOfTheDepartureSubsidy) {
  EXPECT_EQ(demo.counts("stat.departure_subsidy_recipients", kPingyangOrg, {}, "2024-12-31")[""], 2'946);
}

TEST_F(DemoStatistics, PY_16_125LocalTalents) {
  EXPECT_EQ(demo.counts("stat.secretary_by_source", kPingyangOrg)["local_talent"], 125);
}

TEST_F(DemoStatistics, PY_17_41OfThemWereDirectors) {
  EXPECT_EQ(demo.counts("stat.secretary_by_previous_post", kPingyangOrg,
                        "source_groups,previous_post")["local_talent/director"],
            41);
  EXPECT_EQ(demo.counts("stat.secretary_by_previous_post", kPingyangOrg)["director"], 41);
}

TEST_F(DemoStatistics, PY_18_875InTheReserve) {
  EXPECT_EQ(demo.counts("stat.reserve_size", kPingyangOrg)[""], 875);
}

TEST_F(DemoStatistics, PY_19_1327Activists) {
  EXPECT_EQ(demo.counts("stat.activists", kPingyangOrg)[""], 1'327);
}

TEST_F(DemoStatistics, PY_21_55InvitedBack) {
  EXPECT_EQ(demo.counts("stat.secretary_by_mode", kPingyangOrg)["invited_back"], 55);
}

TEST_F(DemoStatistics, PY_22_TheReturnedBusinessmanOfBaoyang) {
  EXPECT_THAT(demo.report("rpt.case_study", kPingyangOrg), HasSubstr("稻田养鱼基地"));
  const std::string township = demo.townships(kPingyangOrg).back();
  std::string village;
  for (const auto item :
       demo.ask(Target("/v1/orgs").with("parent", township).with("limit", "1000"))["items"].get_array()) {
    if (std::string_view(item["name"]) == "包洋村党支部") village = std::string_view(item["org"]);
  }
  ASSERT_FALSE(village.empty());
  EXPECT_EQ(demo.counts("stat.secretary_by_mode", village), (Figures{{"", 1}, {"invited_back", 1}}));
}

TEST_F(DemoStatistics, PY_24_3StationedCadresElected) {
  EXPECT_EQ(demo.counts("stat.secretary_by_mode", kPingyangOrg, "mode,by")["stationed_guide/election"], 3);
}

TEST_F(DemoStatistics, PY_25_9FirstSecretariesAppointed) {
  EXPECT_EQ(demo.counts("stat.first_secretaries", kPingyangOrg), (Figures{{"", 9}, {"appointment", 9}}));
}

TEST_F(DemoStatistics, PY_48_MoreThan15MillionForGrassrootsBesideProvinceAndCity) {
  EXPECT_EQ(demo.sums("stat.budget", kPingyangOrg, "purpose,source,stated")["grassroots/county/at_least"],
            1'500'000'000);
  const Figures sources = demo.counts("stat.budget", kPingyangOrg, "purpose,source");
  for (const char* source : {"grassroots/province", "grassroots/city", "grassroots/county"})
    EXPECT_EQ(sources.count(source), 1U) << source;
}

TEST_F(DemoStatistics, HX_11_WhatTheContestBroughtAbout) {
  EXPECT_EQ(demo.counts("stat.project_items", kHaixingOrg)["dual_points/landed"], 3);
  const std::string report = demo.report("rpt.case_study", kHaixingOrg);
  for (const char* result : {"环县城党建示范区", "三区同建", "产业提升"})
    EXPECT_THAT(report, HasSubstr(result));
}

TEST_F(DemoStatistics, HX_15_26ItemsOnTheList) {
  EXPECT_EQ(demo.counts("stat.project_items", kHaixingOrg)[""], 26);
}

TEST_F(DemoStatistics, HX_33_1821PeopleGave367Opinions) {
  EXPECT_EQ(demo.sums("stat.consultation", kHaixingOrg), (Figures{{"", 1'821},
                                                                  {"township_secretaries", 7},
                                                                  {"stationed_cadres", 56},
                                                                  {"village_secretaries", 197},
                                                                  {"committee_members", 692},
                                                                  {"representatives", 869}}));
  EXPECT_EQ(demo.sums("stat.consultation_opinions", kHaixingOrg)[""], 367);
}

}  // namespace
}  // namespace tenure::testing
