// Contests: the two-point viewing every two months, the township secretaries' arena every quarter, the
// village secretaries' every two months.
#include "domain/appraisal/rows.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class HaixingContest : public ::testing::Test {
 protected:
  HaixingContest() {
    t.adopt("o-county", "2024-01-01", pack_of("haixing"));
    t.person("p-1", "o-village");
    t.person("p-2", "o-village");
  }

  Admission held(const std::string& on, const std::string& org, const std::string& kind,
                 const std::string& period, const std::string& rest = "") {
    return t.record<ContestHeld>(
        on, fmt::format(R"({{"org":"{}","kind":"{}","period":"{}"{}}})", org, kind, period, rest));
  }
  /// What is due of a kind, in the words of the alerts.
  std::vector<std::string> due(const std::string& kind, const std::string& on) {
    std::vector<std::string> out;
    for (const Alert& alert : t.alerts(on)) {
      if (alert.rule.value == "alert.contest_due" && alert.message.value.find(kind) != std::string::npos)
        out.push_back(alert.subject.value + " " + alert.period->str());
    }
    return out;
  }

  RuleLedger t;
};

TEST_F(HaixingContest, HX_10_TwoPointViewingIsDueEveryTwoMonthsAndRanksItsPoints) {
  EXPECT_THAT(due("Dual points", "2024-02-29"), IsEmpty());
  EXPECT_THAT(due("Dual points", "2024-03-01"), ElementsAre("org/o-county 2024-B1"));
  EXPECT_THAT(due("Dual points", "2024-05-01"), SizeIs(2));
  held("2024-02-20", "o-county", "dual_points", "2024-B1",
       R"(,"entries":[{"unit":"o-town","rank":1,"points":95.5},{"unit":"o-village","rank":2,"points":90}])");
  EXPECT_THAT(due("Dual points", "2024-05-01"), ElementsAre("org/o-county 2024-B2"));
  EXPECT_EQ(t.figures("stat.contests", "2024-05-01")["dual_points"], 1);
  const std::string ranking = t.report("rpt.ranking_bulletin", "2024-05-01");
  EXPECT_THAT(ranking,
              HasSubstr(R"(["dual_points","2024-B1","{\"unit\":\"o-town\",\"rank\":1,\"points\":95.5}"])"));
  EXPECT_THAT(ranking, HasSubstr(R"({\"unit\":\"o-village\",\"rank\":2,\"points\":90})"));
}

TEST_F(HaixingContest, HX_12_TownshipSecretariesContestIsDueEveryQuarterAndCountsInTheYearsAppraisal) {
  EXPECT_THAT(due("Township secretaries", "2024-04-01"), ElementsAre("org/o-county 2024-Q1"));
  held("2024-03-20", "o-county", "township_secretary", "2024-Q1",
       R"(,"entries":[{"person":"p-1","rank":1,"points":98},{"person":"p-2","rank":2,"points":91}])");
  held("2024-06-20", "o-county", "township_secretary", "2024-Q2",
       R"(,"entries":[{"person":"p-1","rank":2,"points":92}])");
  EXPECT_THAT(due("Township secretaries", "2024-07-01"), IsEmpty());
  EXPECT_EQ(t.figures("stat.contests", "2024-07-01")["township_secretary"], 2);
  const form::Computed open = t.compute("calc.appraisal_result", "p-1", "2024-12-31");
  EXPECT_EQ(part(open, "contest", "2024-Q1"), "98");
  EXPECT_EQ(part(open, "contest", "2024-Q2"), "92");
  EXPECT_THAT(open.why, HasSubstr("no weight for contest")) << "the text gives none";
}

TEST_F(HaixingContest, HX_12_WeightsThatTheLocalitySuppliesGiveTheResult) {
  std::string pack = pack_of("haixing");
  for (const auto& [name, weight] : {std::pair("committee", "0.5"), {"ballot", "0.3"}, {"contest", "0.2"}})
    pack =
        supplied(pack, fmt::format("{} = \"unspecified\"\n", name), fmt::format("{} = {}\n", name, weight));
  t.adopt("o-county", "2024-01-01",
          supplied(pack, "[appraisal.weight]", "[appraisal]\npositive = [\"good\"]\n[appraisal.weight]"));
  held("2024-03-20", "o-county", "township_secretary", "2024-Q1",
       R"(,"entries":[{"person":"p-1","rank":1,"points":90}])");
  t.record<CommitteeAppraisalRecorded>("2024-12-20", R"({"person":"p-1","org":"o-village","scheme":"annual",
      "period":"2024","committee":"o-county","points":80})");
  t.record<BallotTallied>("2024-12-21",
                          R"({"person":"p-1","org":"o-village","scheme":"annual","period":"2024",
      "group":"members","votes":[{"option":"good","count":30},{"option":"poor","count":10}]})");
  const form::Computed result = t.compute("calc.appraisal_result", "p-1", "2024-12-31");
  EXPECT_EQ(value(result), "80.5") << "80 x 0.5 + 75 x 0.3 + 90 x 0.2; " << result.why.data;
}

TEST_F(HaixingContest, HX_13_VillageSecretariesContestHasATownshipsThemeAndEntersTheFile) {
  EXPECT_THAT(due("Village secretaries", "2024-03-01"), ElementsAre("org/o-town 2024-B1"));
  EXPECT_THAT(rules_of(held("2024-02-20", "o-town", "village_secretary", "2024-B1")),
              ElementsAre("gate.contest_theme"));
  EXPECT_THAT(rules_of(held("2024-02-21", "o-town", "village_secretary", "2024-B1",
                            R"(,"theme":"集体经济","theme_by":"o-county")")),
              ElementsAre("gate.contest_theme"));
  const auto third = held("2024-02-22", "o-town", "village_secretary", "2024-B1",
                          R"(,"theme":"集体经济","theme_by":"o-town","entries":[{"person":"p-1","rank":3}])");
  EXPECT_THAT(rules_of(third), IsEmpty());
  EXPECT_THAT(due("Village secretaries", "2024-03-01"), IsEmpty());
  const auto file = t.row<PersonAppraisal>("p-1", "2024");
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(t.figures("stat.contests", "2024-03-01")["village_secretary"], 3);
  EXPECT_EQ(file->contests.at(0).rank, 3);
  const auto filed = t.record<ArchiveEntryFiled>(
      "2024-02-23",
      fmt::format(R"({{"person":"p-1","org":"o-village","file":"management","kind":"contest_result",
          "period":"2024-B1","of":"{}"}})",
                  Position{third.index, 0}.str()));
  EXPECT_THAT(rules_of(filed), IsEmpty());
  EXPECT_EQ(t.figures("stat.archive_entries", "2024-12-31"),
            (std::map<std::string, std::int64_t>{{"", 1}, {"management/contest_result", 1}}));
}

TEST_F(HaixingContest, HX_13_T16_TownshipThatIsMergedOwesTheContestsOfPeriodsThatItSawToTheirEnd) {
  t.register_org("o-town2", "o-county", "township");
  t.register_org("o-town3", "o-county", "township");
  const auto merged = [&](const std::string& on, const std::string& org) {
    t.record<OrgMerged>(on, fmt::format(R"({{"merged":["{}"],"into":"o-town2"}})", org));
  };
  merged("2024-02-29", "o-town3");  // on the last day of its period
  merged("2024-03-01", "o-town");   // on the day after it
  EXPECT_THAT(due("Village secretaries", "2024-02-29"), IsEmpty());
  EXPECT_THAT(due("Village secretaries", "2024-03-01"),
              UnorderedElementsAre("org/o-town 2024-B1", "org/o-town2 2024-B1"));
  EXPECT_THAT(due("Village secretaries", "2024-05-01"),
              UnorderedElementsAre("org/o-town 2024-B1", "org/o-town2 2024-B1", "org/o-town2 2024-B2"))
      << "its successor holds those of the time after";
}

TEST_F(HaixingContest, HX_10_HX_12_EverybodyStandsOnceInTheResultsAtARank) {
  const auto results = [&](const std::string& entries) {
    return rules_of(
        held("2024-02-20", "o-county", "dual_points", "2024-B1", fmt::format(R"(,"entries":[{}])", entries)));
  };
  const std::string first = R"({"unit":"o-town","rank":1})";
  EXPECT_THAT(results(first + R"(,{"unit":"o-village","rank":2})"), IsEmpty());
  EXPECT_THAT(results(first + R"(,{"unit":"o-village","rank":1})"), IsEmpty()) << "equals share a rank";
  EXPECT_THAT(results(first + R"(,{"unit":"o-village","rank":0})"), ElementsAre("gate.contest_results"));
  EXPECT_THAT(results(R"({"unit":"o-village","rank":3})"), IsEmpty()) << "a part of the results";
  EXPECT_THAT(results(first + R"(,{"unit":"o-town","rank":2})"), ElementsAre("gate.contest_results"));
}

}  // namespace
}  // namespace tenure::testing
