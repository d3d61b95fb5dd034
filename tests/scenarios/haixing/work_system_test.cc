// 五进、两赛、一清单: the month's cycle, inspections, bulletins, publicity, project lists, consultation.
#include "domain/supervision/events.h"
#include "domain/targets/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Figures = std::map<std::string, std::int64_t>;

class HaixingWork : public ::testing::Test {
 protected:
  HaixingWork() { t.adopt("o-county", "2024-01-01", pack_of("haixing")); }

  void adopt(const std::string& title, const std::string& rest = "") {
    t.record<PolicyAdopted>(
        "2024-01-01", fmt::format(R"({{"org":"o-county","title":"{}","status":"in_force"{}}})", title, rest));
  }
  void inspect(const std::string& on, const std::string& kind, const std::string& org = "o-town",
               const std::string& rest = "") {
    t.record<InspectionDone>(
        on, fmt::format(R"({{"org":"{}","kind":"{}","body":"o-county"{}}})", org, kind, rest));
  }
  void bulletin(const std::string& on, const std::string& low = "") {
    t.record<BulletinIssued>(
        on, fmt::format(R"({{"org":"o-county","kind":"ranking","period":"{}","low_ranked":[{}]}})",
                        on.substr(0, 7), low));
  }
  void list(int count) {
    constexpr const char* kTopics[] = {"five_duties", "quality", "leading_goose", "station"};
    t.record_each<ProjectItemListed>(count, "2024-02-01", [&](int i) {
      return fmt::format(R"({{"org":"o-county","item":"i-{0}","title":"事项{0}","topic":"{1}"}})", i,
                         kTopics[i % 4]);
    });
  }
  void progress(const std::string& item, const std::string& state, const std::string& on,
                const std::string& result = "成效") {
    t.record<ProjectItemProgressed>(
        on,
        fmt::format(R"({{"org":"o-county","item":"{}","state":"{}","result":"{}"}})", item, state, result));
  }
  std::vector<std::string> cycle(const std::string& on) {
    std::vector<std::string> out;
    for (const Alert& alert : t.alerts(on)) {
      if (alert.rule.value.starts_with("alert.monthly_cycle."))
        out.push_back(alert.rule.value.substr(20) + " " + alert.period->str());
    }
    return out;
  }

  RuleLedger t;
};

TEST_F(HaixingWork, HX_01_ThreeMechanismsOfOneProgramme) {
  adopt("党建工作落实机制", R"(,"programme":"three_mechanisms","modules":["five_in_two_contest_one_list"])");
  adopt("业务工作考核办法", R"(,"programme":"three_mechanisms","modules":["organiser_assessment"])");
  adopt("月度考核实施办法", R"(,"programme":"three_mechanisms","modules":["monthly_assessment"])");
  EXPECT_EQ(t.figures("stat.policies", "2024-12-31", {"programme", "modules"}),
            (Figures{{"", 4},
                     {"three_mechanisms/five_in_two_contest_one_list", 1},
                     {"three_mechanisms/organiser_assessment", 1},
                     {"three_mechanisms/monthly_assessment", 1},
                     {"unrecorded/unrecorded", 1}}));
  EXPECT_THAT(t.report("rpt.programme_summary", "2024-12-31"), HasSubstr("monthly_assessment"));
}

TEST_F(HaixingWork, HX_02_ListedItemsMoveOn) {
  list(3);
  progress("i-1", "in_progress", "2024-03-01");
  progress("i-1", "done", "2024-04-01");
  EXPECT_EQ(t.figures("stat.project_items", "2024-03-31", {"state"}),
            (Figures{{"", 3}, {"listed", 2}, {"in_progress", 1}}));
  EXPECT_EQ(t.figures("stat.project_items", "2024-04-01", {"state"}),
            (Figures{{"", 3}, {"listed", 2}, {"done", 1}}));
  EXPECT_EQ(
      t.attempt<ProjectItemProgressed>("2024-04-01", R"({"org":"o-county","item":"i-9","state":"done"})")
          .error()
          .reason,
      Reason::absent);
}

TEST_F(HaixingWork, HX_03_EveryMonthHasItsFiveSteps) {
  EXPECT_THAT(cycle("2024-01-31"), IsEmpty());
  EXPECT_THAT(cycle("2024-02-01"), ElementsAre("dispatch 2024-01", "inspect 2024-01", "compare 2024-01",
                                               "dissect 2024-01", "publicise 2024-01"));
  t.record<MeetingHeld>("2024-01-05", R"({"org":"o-county","kind":"dispatch"})");
  inspect("2024-01-10", "special");
  EXPECT_THAT(cycle("2024-02-01"), ElementsAre("compare 2024-01", "dissect 2024-01", "publicise 2024-01"));
  bulletin("2024-01-20");
  inspect("2024-01-25", "on_site");
  t.record<PublicityIssued>("2024-01-31", R"({"org":"o-county","channel":"website"})");
  EXPECT_THAT(cycle("2024-02-29"), IsEmpty());
  EXPECT_EQ(cycle("2024-03-01").size(), 5U) << "the next month is another one";
  EXPECT_EQ(t.figures("stat.meetings", "2024-01-31")["dispatch"], 1);
  EXPECT_EQ(t.figures("stat.bulletins", "2024-01-31")["ranking"], 1);
  EXPECT_EQ(t.figures("stat.publicity", "2024-01-31")["website"], 1);
  EXPECT_EQ(t.figures("stat.inspections", "2024-01-31"), (Figures{{"", 2}, {"special", 1}, {"on_site", 1}}));
}

TEST_F(HaixingWork, HX_03_StepsOfOthersDoNotCountForTheCounty) {
  t.record<MeetingHeld>("2024-01-05", R"({"org":"o-town","kind":"dispatch"})");
  t.record<InspectionDone>("2024-01-10", R"({"org":"o-county","kind":"special"})");
  EXPECT_EQ(cycle("2024-02-01").size(), 5U) << "of the township; and an inspection of the county, not by it";
}

TEST_F(HaixingWork, HX_04_HX_05_DutiesByLevelAndDepartment) {
  for (const char* department : {"organisation", "discipline", "poverty", "agriculture", "finance"}) {
    const std::string org = std::string("o-") + department;
    t.register_org(org, "o-county", "department");
    t.record<DutyAssigned>("2024-01-01",
                           fmt::format(R"({{"org":"{}","duty":"key_work","level":"county"}})", org));
  }
  t.record<DutyAssigned>("2024-01-01",
                         R"({"org":"o-town","duty":"key_work","level":"township","until":"2024-06-30"})");
  EXPECT_EQ(t.figures("stat.duties", "2024-06-30"),
            (Figures{{"", 6}, {"key_work/county", 5}, {"key_work/township", 1}}));
  EXPECT_EQ(t.figures("stat.duties", "2024-07-01"), (Figures{{"", 5}, {"key_work/county", 5}}));
  EXPECT_THAT(t.report("rpt.departments", "2024-07-01"), HasSubstr(R"("group":["o-finance","key_work"])"));
}

TEST_F(HaixingWork, HX_06_ComprehensiveAndSpecialInspections) {
  inspect("2024-03-01", "comprehensive", "o-town", R"(,"findings":4)");
  inspect("2024-04-01", "special");
  EXPECT_EQ(t.figures("stat.inspections", "2024-12-31", {"body"}), (Figures{{"", 2}, {"o-county", 2}}));
  EXPECT_EQ(t.figures("stat.inspections", "2024-12-31"),
            (Figures{{"", 2}, {"comprehensive", 1}, {"special", 1}}))
      << "each once, though it stands in two files";
  EXPECT_EQ(t.sums("stat.inspections", "2024-12-31")[""], 4);
}

TEST_F(HaixingWork, HX_07_RankingIsNotified) {
  bulletin("2024-03-31", R"("o-town")");
  EXPECT_EQ(t.figures("stat.bulletins", "2024-12-31"), (Figures{{"", 1}, {"ranking", 1}}));
  EXPECT_THAT(t.report("rpt.ranking_bulletin", "2024-12-31"),
              HasSubstr(R"({"group":["2024-03","o-town"],"count":1})"));
}

TEST_F(HaixingWork, HX_07_IntervalOfBulletinsIsNotGivenUntilSomebodyGivesIt) {
  EXPECT_THAT(t.ringing("2025-12-31"), Not(Contains("alert.bulletin_overdue"))) << "定期, without a figure";
  t.adopt("o-county", "2024-02-01", "[bulletin]\norgs = [\"county\"]\ncadence = \"quarter\"\n");
  bulletin("2024-03-31");
  EXPECT_THAT(t.ringing("2024-06-30"), Not(Contains("alert.bulletin_overdue")));
  EXPECT_THAT(t.ringing("2024-07-01"), Contains("alert.bulletin_overdue"));
}

TEST_F(HaixingWork, HX_08_LowRankCallsForAnInspectionOnSite) {
  bulletin("2024-03-31", R"("o-town")");
  const auto low = [&](const std::string& on) {
    std::vector<std::string> out;
    for (const Alert& alert : t.alerts(on)) {
      if (alert.rule.value == "alert.low_rank") out.push_back(alert.subject.value);
    }
    return out;
  };
  EXPECT_THAT(low("2024-03-31"), IsEmpty());
  EXPECT_THAT(low("2024-04-01"), ElementsAre("org/o-town"));
  inspect("2024-04-02", "special");
  t.record<InspectionDone>("2024-04-02", R"({"org":"o-village","kind":"on_site","body":"o-town"})");
  EXPECT_THAT(low("2024-04-02"), ElementsAre("org/o-town")) << "of another kind; and one that it made itself";
  EXPECT_THAT(low("2026-02-01"), ElementsAre("org/o-town")) << "what is open stays open";
  inspect("2024-04-05", "on_site");
  EXPECT_THAT(low("2024-04-05"), IsEmpty());
  EXPECT_EQ(t.figures("stat.low_ranked", "2024-04-05"), (Figures{{"", 1}, {"2024-03/o-town", 1}}));
  EXPECT_EQ(t.figures("stat.inspections", "2024-04-05")["on_site"], 2);
}

TEST_F(HaixingWork, HX_08_T8_WhatABulletinListsTwiceIsListedOnce) {
  bulletin("2024-03-31", R"("o-town","o-town")");
  EXPECT_EQ(t.figures("stat.low_ranked", "2024-04-05"), (Figures{{"", 1}, {"2024-03/o-town", 1}}));
}

TEST_F(HaixingWork, HX_08_LocalityMaySayWithinHowManyDays) {
  t.adopt("o-county", "2024-01-02", supplied(pack_of("haixing"), "\ndays = \"unspecified\"", "\ndays = 15"));
  bulletin("2024-03-31", R"("o-town")");
  EXPECT_THAT(t.ringing("2024-04-15"), Not(Contains("alert.low_rank")));
  EXPECT_THAT(t.ringing("2024-04-16"), Contains("alert.low_rank"));
}

TEST_F(HaixingWork, HX_08_NobodyIsVisitedWhereThePolicyDoesNotAsk) {
  t.adopt("o-county", "2024-01-02", supplied(pack_of("haixing"), "on_site = true", "on_site = false"));
  bulletin("2024-03-31", R"("o-town")");
  EXPECT_THAT(t.ringing("2024-12-31"), Not(Contains("alert.low_rank")));
}

TEST_F(HaixingWork, HX_08_DissectionEndsInRectification) {
  inspect("2024-04-05", "on_site", "o-town", R"(,"matter":"m-1","findings":2)");
  t.record<RectificationOrdered>("2024-04-05", R"({"org":"o-town","matter":"m-1","until":"2024-05-05"})");
  EXPECT_THAT(t.ringing("2024-05-05"), Not(Contains("alert.rectification_overdue")));
  EXPECT_THAT(t.ringing("2024-05-06"), Contains("alert.rectification_overdue"));
  EXPECT_EQ(
      t.attempt<RectificationClosed>("2024-04-20", R"({"org":"o-town","matter":"m-2","outcome":"accepted"})")
          .error()
          .reason,
      Reason::absent);
  t.record<RectificationClosed>("2024-04-20", R"({"org":"o-town","matter":"m-1","outcome":"accepted"})");
  EXPECT_THAT(t.ringing("2024-05-06"), Not(Contains("alert.rectification_overdue")));
  const auto closed = statistic(t.past("2024-05-06"), *find_rule("stat.rectifications"), "o-county");
  EXPECT_EQ(closed->total.count, 1);
  EXPECT_EQ(closed->total.among, 1);
}

TEST_F(HaixingWork, HX_09_ThreeOwnMediaAndAnyOthers) {
  for (const char* channel : {"website", "account", "monthly_magazine", "newspaper", "newspaper"})
    t.record<PublicityIssued>("2024-03-01", fmt::format(R"({{"org":"o-county","channel":"{}"}})", channel));
  EXPECT_EQ(t.figures("stat.publicity", "2024-12-31"),
            (Figures{{"", 5}, {"website", 1}, {"account", 1}, {"monthly_magazine", 1}, {"newspaper", 2}}));
}

TEST_F(HaixingWork, HX_11_ProjectsLandedThroughTheContestAreReported) {
  t.record<ProjectItemListed>(
      "2024-01-10",
      R"({"org":"o-county","item":"demo_area","title":"环县城党建示范区","topic":"dual_points"})");
  t.record<ProjectItemListed>(
      "2024-01-10", R"({"org":"o-county","item":"three_zone","title":"三区同建","topic":"dual_points"})");
  t.record<ProjectItemListed>(
      "2024-01-10", R"({"org":"o-county","item":"industry","title":"产业提升","topic":"dual_points"})");
  for (const char* item : {"demo_area", "three_zone", "industry"})
    progress(item, "landed", "2024-06-01", "落地发展");
  EXPECT_EQ(t.figures("stat.project_items", "2024-12-31")["dual_points/landed"], 3);
  EXPECT_THAT(t.report("rpt.case_study", "2024-12-31"),
              HasSubstr(R"(["o-county","demo_area","环县城党建示范区","landed"])"));
}

TEST_F(HaixingWork, HX_14_HX_15_26ItemsByTopic) {
  list(26);
  EXPECT_EQ(t.figures("stat.project_items", "2024-01-31")[""], 0);
  EXPECT_EQ(t.figures("stat.project_items", "2024-12-31", {"topic"}),
            (Figures{{"", 26}, {"five_duties", 6}, {"quality", 7}, {"leading_goose", 7}, {"station", 6}}));
  EXPECT_EQ(t.attempt<ProjectItemListed>("2024-05-01", R"({"org":"o-county","item":"i-1","title":"又一项"})")
                .error()
                .reason,
            Reason::already);
}

TEST_F(HaixingWork, HX_16_SecretaryAnswersForTheProjects) {
  t.person("p-1", "o-county");
  t.record<DutyAssigned>("2024-01-01",
                         R"({"org":"o-county","person":"p-1","duty":"party_building_projects"})");
  for (const char* type : {"theme_party_day", "leading_goose", "one_plus_n", "talent_station", "double_show",
                           "three_examples_one_model"}) {
    t.record<ProjectItemListed>(
        "2024-02-01",
        fmt::format(R"({{"org":"o-county","item":"{0}","title":"{0}","responsible":"p-1"}})", type));
  }
  progress("talent_station", "done", "2024-03-01");
  EXPECT_EQ(t.figures("stat.project_items", "2024-12-31", {"responsible", "state"}),
            (Figures{{"", 6}, {"p-1/listed", 5}, {"p-1/done", 1}}));
  EXPECT_EQ(t.figures("stat.duties", "2024-12-31", {"duty"})["party_building_projects"], 1);
}

TEST_F(HaixingWork, HX_17_HX_18_HX_32_MethodsAreInForceWithTheirPrinciples) {
  adopt("组织委员、专职组织员业务工作考核办法",
        R"(,"principles":["management","incentive","efficiency","open","fair","just"])");
  adopt("村“两委”干部月度考核实施办法");
  t.record<PolicyAdopted>("2024-06-01", R"({"org":"o-county","title":"修订稿","status":"draft"})");
  EXPECT_EQ(t.figures("stat.policies", "2024-12-31"),
            (Figures{{"", 4},
                     {"办法/in_force", 1},
                     {"组织委员、专职组织员业务工作考核办法/in_force", 1},
                     {"村“两委”干部月度考核实施办法/in_force", 1},
                     {"修订稿/draft", 1}}));
  auto principles = t.figures("stat.policies", "2024-12-31", {"principles"});
  for (const char* each : {"management", "incentive", "efficiency", "open", "fair", "just"})
    EXPECT_EQ(principles[each], 1) << each;
}

TEST_F(HaixingWork, HX_23_VillageThatDevelopsItsIndustryIsACase) {
  t.register_org("o-xiaohuang", "o-town");
  t.record<OrgProfileUpdated>(
      "2024-05-01", R"({"org":"o-xiaohuang","facts":[{"name":"project","text":"集体经济产业项目"}]})");
  const std::string report = t.report("rpt.case_study", "2024-12-31");
  EXPECT_THAT(report, HasSubstr("o-xiaohuang"));
  EXPECT_THAT(report, HasSubstr("集体经济产业项目"));
}

TEST_F(HaixingWork, HX_33_T8_GroupThatAnActListsTwiceWasAskedOnce) {
  t.record<PolicyConsulted>(
      "2023-10-01", R"({"org":"o-county","title":"月度考核实施办法","respondents":[)"
                    R"({"group":"representatives","count":869},{"group":"representatives","count":869}]})");
  EXPECT_EQ(t.sums("stat.consultation", "2024-12-31"), (Figures{{"", 869}, {"representatives", 869}}));
}

TEST_F(HaixingWork, HX_33_1821PeopleGave367Opinions) {
  t.record<PolicyConsulted>(
      "2023-10-01",
      R"({"org":"o-county","title":"月度考核实施办法","opinions":367,"respondents":[)"
      R"({"group":"township_secretaries","count":7},{"group":"stationed_cadres","count":56},)"
      R"({"group":"village_secretaries","count":197},{"group":"committee_members","count":692},)"
      R"({"group":"representatives","count":869}]})");
  EXPECT_EQ(t.sums("stat.consultation", "2024-12-31"), (Figures{{"", 1821},
                                                                {"township_secretaries", 7},
                                                                {"stationed_cadres", 56},
                                                                {"village_secretaries", 197},
                                                                {"committee_members", 692},
                                                                {"representatives", 869}}));
  EXPECT_EQ(t.sums("stat.consultation_opinions", "2024-12-31")[""], 367);
}

}  // namespace
}  // namespace tenure::testing
