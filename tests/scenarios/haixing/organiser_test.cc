// The hundred-point assessment of organisation committee members and full-time organisers.
#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "domain/tenure/rows.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

/// What the locality supplies where the text gives nothing.
std::string with_figures() {
  std::string pack = pack_of("haixing");
  const auto fill = [&](const std::string& table,
                        std::initializer_list<std::pair<const char*, const char*>> all) {
    const auto at = pack.find(table);
    for (const auto& [name, value] : all) {
      const std::string open = fmt::format("{} = \"unspecified\"", name);
      const auto found = pack.find(open, at);
      pack.replace(found, open.size(), fmt::format("{} = {}", name, value));
    }
  };
  fill("[scheme.organiser.part_weight]", {{"basic", "1"}, {"characteristic", "1"}, {"other", "1"}});
  fill("[scheme.organiser.rater_weight]", {{"township_team", "0.6"}, {"org_dept_section", "0.4"}});
  fill("[scheme.organiser.review_points]",
       {{"excellent", "4"}, {"good", "3"}, {"average", "2"}, {"poor", "0"}});
  fill("[scheme.organiser.bonus]", {{"central", "8"}, {"province", "6"}, {"city", "4"}, {"county", "2"}});
  return pack;
}

class HaixingOrganiser : public ::testing::Test {
 protected:
  HaixingOrganiser() {
    t.adopt("o-county", "2000-01-01", pack_of("haixing"));
    t.person("p-1", "o-town");
    t.in_office("p-1", "o-town", "organiser");
  }

  void scored(const std::string& part, const std::string& item, const std::string& rater, double points) {
    RuleLedger::must(
        t.score("p-1", "organiser", "2024",
                fmt::format(R"("part":"{}","item":"{}","rater":"{}","points":{})", part, item, rater, points),
                "o-town"));
  }
  /// 26 basic items at 2 points, 30 characteristic, 18 other: 100 of each rater.
  void score_performance(int items = 26, double characteristic_of_the_section = 30) {
    for (const std::string rater : {"township_team", "org_dept_section"}) {
      for (int i = 1; i <= items; ++i) scored("basic", "b-" + std::to_string(i), rater, 2);
      scored("characteristic", "party_building_plus", rater,
             rater == "township_team" ? 30 : characteristic_of_the_section);
      scored("other", "flood_relief", rater, 18);
    }
  }
  void reviewed(const std::string& dimension, const std::string& level) {
    RuleLedger::must(t.score("p-1", "organiser", "2024",
                             fmt::format(R"("part":"review","item":"{}","level":"{}")", dimension, level),
                             "o-town"));
  }
  void review(const std::string& level) {
    for (const char* dimension : {"virtue", "ability", "diligence", "results", "honesty"})
      reviewed(dimension, level);
  }
  form::Computed computed(const std::string& rule = "calc.organiser_score") {
    return t.compute(rule, "p-1", "2024-12-31", "o-town");
  }
  Position graded(const std::string& year, const std::string& grade) {
    const auto done = t.grade(year + "-12-28", "p-1", "organiser", year, grade, "", "o-town");
    return {RuleLedger::must(done).index, 0};
  }
  std::vector<std::string> ringing(const std::string& on) { return t.ringing(on); }

  RuleLedger t;
};

TEST_F(HaixingOrganiser, HX_19_HX_21_HX_22_ThreePartsStandApart) {
  score_performance();
  const form::Computed score = computed();
  EXPECT_EQ(value(score), "") << "the text gives no weights";
  EXPECT_EQ(part(score, "items", "basic"), "26");
  EXPECT_EQ(part(score, "items", "characteristic"), "1");
  EXPECT_EQ(part(score, "items", "other"), "1");
  t.adopt("o-county", "2000-01-02", with_figures());
  EXPECT_EQ(part(computed(), "part", "basic"), "52");
  EXPECT_EQ(part(computed(), "part", "characteristic"), "30");
  EXPECT_EQ(part(computed(), "part", "other"), "18");
  t.adopt("o-county", "2000-01-03", supplied(with_figures(), "basic = 1\n", "basic = 0.5\n"));
  EXPECT_EQ(part(computed(), "part", "basic"), "26") << "each part has a weight of its own";
}

TEST_F(HaixingOrganiser, HX_19_HX_21_HX_22_NoPartStandsInForAnother) {
  t.adopt("o-county", "2000-01-02", with_figures());
  review("good");
  for (const char* rater : {"township_team", "org_dept_section"}) {
    for (int i = 1; i <= 26; ++i) scored("basic", "b-" + std::to_string(i), rater, 2);
    scored("other", "flood_relief", rater, 18);
  }
  EXPECT_THAT(computed().why, HasSubstr("not scored by")) << "no characteristic work";
}

TEST_F(HaixingOrganiser, HX_20_BasicWorkHasTwentySixItems) {
  t.adopt("o-county", "2000-01-02", with_figures());
  score_performance(25);
  review("good");
  EXPECT_EQ(computed().why, "25 of 26 items of basic are scored");
  for (const char* rater : {"township_team", "org_dept_section"}) scored("basic", "b-26", rater, 2);
  EXPECT_EQ(part(computed(), "items", "basic"), "26");
  EXPECT_EQ(computed().why, "");
}

TEST_F(HaixingOrganiser, HX_24_BothTheTownshipAndTheSectionRate) {
  t.adopt("o-county", "2000-01-02", with_figures());
  review("good");
  for (int i = 1; i <= 26; ++i) scored("basic", "b-" + std::to_string(i), "township_team", 2);
  EXPECT_EQ(computed().why, "not scored by org_dept_section");
}

TEST_F(HaixingOrganiser, HX_24_EachRatersPointsCountWithTheirWeight) {
  t.adopt("o-county", "2000-01-02", with_figures());
  score_performance(26, 20);
  review("good");
  EXPECT_EQ(part(computed(), "part", "characteristic"), "26") << "30 x 0.6 + 20 x 0.4";
  EXPECT_EQ(value(computed()), "111") << "52 + 26 + 18, and 15 of the review";
}

TEST_F(HaixingOrganiser, HX_25_HX_27_PerformanceOfAHundredAndTheReviewAddUp) {
  t.adopt("o-county", "2000-01-02", with_figures());
  score_performance();
  EXPECT_THAT(computed().why, HasSubstr("not reviewed"));
  review("good");
  EXPECT_EQ(value(computed()), "115") << "100 + 5 x 3, without a cap (A55)";
  t.record<HonourGranted>("2024-07-01",
                          R"({"person":"p-1","org":"o-town","title":"advanced","level":"city"})");
  EXPECT_EQ(value(computed()), "119") << "and 4 for a commendation of the city";
  scored("other", "drought_relief", "township_team", 1);
  EXPECT_EQ(computed().why, "the parts together exceed 100");
}

TEST_F(HaixingOrganiser, HX_25_LAW_19_OneRaterGivesAHundredPointsInAll) {
  score_performance();
  const auto more = [&](const std::string& rater, int points) {
    return rules_of(t.score(
        "p-1", "organiser", "2024",
        fmt::format(R"("part":"other","item":"drought_relief","rater":"{}","points":{})", rater, points),
        "o-town"));
  };
  EXPECT_THAT(more("township_team", 1), Contains("law.score_most"));
  EXPECT_THAT(more("org_dept_section", 0), Not(Contains("law.score_most")));
}

TEST_F(HaixingOrganiser, HX_25_OneWeightThatIsNotGivenLeavesTheScoreUnknown) {
  score_performance();
  review("good");
  const auto without = [&](const std::string& on, const std::string& given, const std::string& open) {
    t.adopt("o-county", on, supplied(with_figures(), given, open + " = \"unspecified\"\n"));
    return computed().why;
  };
  EXPECT_EQ(without("2000-01-02", "basic = 1\n", "basic"), "the policy gives no weight for basic");
  EXPECT_EQ(without("2000-01-03", "township_team = 0.6\n", "township_team"),
            "the policy gives no weight for township_team");
  EXPECT_THAT(without("2000-01-04", "good = 3\n", "good"), HasSubstr("no points for the level of virtue"));
}

TEST_F(HaixingOrganiser, HX_26_ReviewOfFiveDimensionsHasPointsByLevel) {
  review("excellent");
  reviewed("ability", "poor");
  EXPECT_THAT(computed("calc.review_points").why, HasSubstr("no points for the level of"));
  t.adopt("o-county", "2000-01-02", with_figures());
  EXPECT_EQ(value(computed("calc.review_points")), "16") << "4 x 4 and one poor";
}

TEST_F(HaixingOrganiser, HX_26_TwoRatersReviewsCountByWeightInWhateverOrder) {
  t.adopt("o-county", "2000-01-02", with_figures());
  review("good");
  const auto rated = [&](const std::string& person, const std::string& rater, const std::string& level) {
    for (const char* dimension : {"virtue", "ability", "diligence", "results", "honesty"}) {
      RuleLedger::must(t.score(
          person, "organiser", "2024",
          fmt::format(R"("part":"review","item":"{}","rater":"{}","level":"{}")", dimension, rater, level),
          "o-town"));
    }
  };
  for (const char* person : {"p-2", "p-3"}) t.person(person, "o-town");
  rated("p-2", "township_team", "excellent");
  rated("p-2", "org_dept_section", "poor");
  rated("p-3", "org_dept_section", "poor");
  rated("p-3", "township_team", "excellent");
  for (const char* person : {"p-2", "p-3"})
    EXPECT_EQ(value(t.compute("calc.review_points", person, "2024-12-31", "o-town")), "12")
        << "5 x (4 x 0.6 + 0 x 0.4)";
  EXPECT_EQ(value(computed("calc.review_points")), "15");
}

TEST_F(HaixingOrganiser, HX_19_HX_24_HX_26_WordsOutsideTheSchemeAreFlagged) {
  const auto flagged = [&](const std::string& rest) {
    return rules_of(t.score("p-1", "organiser", "2024", rest, "o-town"));
  };
  EXPECT_THAT(flagged(R"("part":"extra","item":"e-1","points":5)"),
              IsSupersetOf({"gate.score_words", "law.known_word"}));
  EXPECT_THAT(flagged(R"("part":"basic","item":"b-1","rater":"neighbour","points":2)"),
              Contains("gate.score_words"));
  EXPECT_THAT(flagged(R"("part":"review","item":"looks","level":"good")"), ElementsAre("gate.score_words"));
  EXPECT_THAT(flagged(R"("part":"review","item":"virtue","level":"superb")"), Contains("gate.score_words"));
  EXPECT_THAT(flagged(R"("part":"review","item":"ability","level":"good")"), IsEmpty());
  EXPECT_THAT(flagged(R"("part":"basic","item":"b-1","rater":"township_team","points":2)"), IsEmpty());
}

TEST_F(HaixingOrganiser, HX_20_ATwentySeventhItemIsOneTooMany) {
  const auto flagged = [&](const std::string& item, const std::string& rest) {
    return rules_of(t.score(
        "p-1", "organiser", "2024",
        fmt::format(R"("part":"basic","item":"{}","rater":"township_team"{})", item, rest), "o-town"));
  };
  for (int i = 1; i <= 26; ++i)
    EXPECT_THAT(flagged(fmt::format("b-{}", i), R"(,"points":1)"), IsEmpty()) << i;
  EXPECT_THAT(flagged("b-27", R"(,"points":0)"), ElementsAre("gate.score_items"));
  const auto again =
      t.score("p-1", "organiser", "2024",
              R"("part":"basic","item":"b-26","rater":"org_dept_section","points":1)", "o-town");
  EXPECT_THAT(rules_of(again), IsEmpty()) << "by the other rater: no new item";
  t.adopt("o-county", "2000-01-02", supplied(pack_of("haixing"), "max = 100 ", "# max = 100 "));
  EXPECT_THAT(flagged("b-28", R"(,"points":5)"), ElementsAre("gate.score_items"))
      << "whatever the most points are";
}

TEST_F(HaixingOrganiser, LAW_19_NoScoreIsBelowZero) {
  const auto flagged = [&](const std::string& scheme, const std::string& points) {
    return rules_of(t.score(
        "p-1", scheme, "2024",
        fmt::format(R"("part":"basic","item":"b-1","rater":"township_team","points":{})", points), "o-town"));
  };
  EXPECT_THAT(flagged("organiser", "-0.5"), Contains("law.score_most"));
  EXPECT_THAT(flagged("annual", "-1"), Contains("law.score_most")) << "whatever the policy says";
  EXPECT_THAT(flagged("term", "0"), Not(Contains("law.score_most")));
}

TEST_F(HaixingOrganiser, LAW_19_NoMorePointsThanThereAreAndEachItemOnce) {
  const auto flagged = [&](const std::string& item, const std::string& rater, int points,
                           const std::string& year = "2024") {
    return rules_of(
        t.score("p-1", "organiser", year,
                fmt::format(R"("part":"basic","item":"{}","rater":"{}","points":{})", item, rater, points),
                "o-town"));
  };
  EXPECT_THAT(flagged("b-1", "township_team", 1000, "2023"), ElementsAre("law.score_most"));
  EXPECT_THAT(flagged("b-2", "township_team", 100), IsEmpty());
  EXPECT_THAT(flagged("b-2", "township_team", 90), ElementsAre("law.scored_once"));
  EXPECT_THAT(flagged("b-2", "org_dept_section", 90), IsEmpty()) << "another rater";
  const Position wrong{RuleLedger::must(t.score("p-1", "organiser", "2024",
                                                R"("part":"basic","item":"b-3","points":3)", "o-town"))
                           .index,
                       0};
  CorrectionRecorded correction;
  correction.target = wrong;
  correction.reason = {sealed_as("reason", "误")};
  correction.replacement = make_event(
      Date::of(2024, 3, 25),
      fact<AssessmentScored>(R"({"person":"p-1","org":"o-town","scheme":"organiser","period":"2024",
          "part":"basic","item":"b-3","points":2})"));
  EXPECT_THAT(rules_of(t.submit(t.act().add("2024-04-01", correction), t.root())), IsEmpty());
}

TEST_F(HaixingOrganiser, HX_28_CommendationsAddPointsByLevel) {
  t.adopt("o-county", "2000-01-02", with_figures());
  t.record<HonourGranted>("2024-07-01",
                          R"({"person":"p-1","org":"o-town","title":"advanced","level":"province"})");
  t.record<HonourGranted>("2024-08-01",
                          R"({"person":"p-1","org":"o-town","title":"advanced","level":"county"})");
  t.record<HonourGranted>("2024-08-01",
                          R"({"person":"p-1","org":"o-town","title":"advanced","level":"township"})");
  t.record<HonourGranted>("2023-07-01",
                          R"({"person":"p-1","org":"o-town","title":"advanced","level":"central"})");
  EXPECT_EQ(value(computed("calc.bonus_by_level")), "8")
      << "six and two; the township's and last year's count nothing";
  EXPECT_EQ(t.figures("stat.honours", "2024-12-31", {"level"})["province"], 1);
}

TEST_F(HaixingOrganiser, HX_28_BonusIsUnknownWhileTheTextGivesNoPoints) {
  t.record<HonourGranted>("2024-07-01",
                          R"({"person":"p-1","org":"o-town","title":"advanced","level":"city"})");
  EXPECT_THAT(computed("calc.bonus_by_level").why, HasSubstr("commendation of level city"));
}

TEST_F(HaixingOrganiser, HX_29_FourGradesAreFedBackAndDecidePromotionsAndAwards) {
  EXPECT_THAT(rules_of(t.grade("2024-12-28", "p-1", "organiser", "2023", "poor", "", "o-town")),
              ElementsAre("gate.grade_scale"));
  const std::pair<const char*, const char*> grades[] = {
      {"2019", "excellent"}, {"2020", "qualified"}, {"2021", "basic"}};
  for (const auto& [year, grade] : grades) {
    const std::string on = std::string(year) + "-12-28";
    EXPECT_THAT(rules_of(t.grade(on, "p-1", "organiser", year, grade, "", "o-town")), IsEmpty()) << grade;
  }
  const Position result = graded("2024", "unqualified");
  EXPECT_THAT(ringing("2024-12-29"), Contains("alert.feedback_missing"));
  EXPECT_EQ(t.figures("stat.grades", "2024-12-29")["organiser/unqualified"], 1);
  EXPECT_THAT(t.report("rpt.appraisal", "2024-12-29"), HasSubstr(R"(["organiser","unqualified"])"));
  const auto missing_after_feedback_to = [&](const std::string& whom) {
    t.record<ResultFedBack>("2024-12-28", fmt::format(R"({{"person":"p-1","org":"o-town","scheme":"organiser",
                                "period":"2024","to":["{}"]}})",
                                                      whom));
    const auto alerts = t.alerts("2024-12-29");
    return std::any_of(alerts.begin(), alerts.end(), [&](const Alert& alert) {
      return alert.rule.value == "alert.feedback_missing" && alert.evidence.at(0) == result;
    });
  };
  EXPECT_TRUE(missing_after_feedback_to("person"));
  EXPECT_FALSE(missing_after_feedback_to("township_committee"));
  const auto promote = [&](const std::string& basis) {
    return rules_of(t.attempt<PromotionMade>(
        "2025-01-10",
        fmt::format(R"({{"person":"p-1","org":"o-town","post":"deputy","basis":["{}"]}})", basis)));
  };
  EXPECT_THAT(promote("海组〔2025〕1号"), ElementsAre("gate.result_use.promotion"));
  EXPECT_THAT(promote(result.str()), IsEmpty());
  const auto honour = [&](const std::string& basis) {
    return rules_of(t.attempt<HonourGranted>(
        "2025-01-10",
        fmt::format(R"({{"person":"p-1","org":"o-town","title":"advanced","level":"county","basis":["{}"]}})",
                    basis)));
  };
  EXPECT_THAT(honour("海组〔2025〕1号"), ElementsAre("gate.result_use.award"));
  EXPECT_THAT(honour(result.str()), IsEmpty());
}

TEST_F(HaixingOrganiser, HX_29_ResultIsKeptInTheCadresFile) {
  const Position result = graded("2024", "qualified");
  t.record<ArchiveEntryFiled>("2025-01-05",
                              fmt::format(R"({{"person":"p-1","org":"o-town","file":"cadre","kind":"grade",
          "period":"2024","of":"{}"}})",
                                          result.str()));
  EXPECT_EQ(t.figures("stat.archive_entries", "2025-01-05"),
            (std::map<std::string, std::int64_t>{{"", 1}, {"cadre/grade", 1}}));
}

TEST_F(HaixingOrganiser, HX_29_FeedbackOfAResultThatNobodyDeterminedIsRefused) {
  const auto fed = t.attempt<ResultFedBack>(
      "2024-12-28", R"({"person":"p-1","org":"o-town","scheme":"organiser","period":"2024"})");
  ASSERT_FALSE(fed);
  EXPECT_EQ(fed.error().reason, Reason::absent);
}

TEST_F(HaixingOrganiser, HX_30_BasicallyQualifiedCallsForATalkByTheCounty) {
  graded("2024", "basic");
  EXPECT_THAT(ringing("2024-12-29"), Contains("alert.admonition_due"));
  const auto admonish = [&](const std::string& by) {
    t.record<AdmonitionIssued>(
        "2025-01-05", fmt::format(R"({{"person":"p-1","org":"o-town","form":"admonition_talk","by":"{}",
                                   "period":"2024",{}}})",
                                  by, sealed_member("reason")));
  };
  admonish("township_committee");
  EXPECT_THAT(ringing("2025-01-06"), Contains("alert.admonition_due"));
  admonish("county_org_dept");
  EXPECT_THAT(ringing("2025-01-06"), Not(Contains("alert.admonition_due")));
  EXPECT_EQ(t.figures("stat.admonitions", "2025-01-06", {"by"})["county_org_dept"], 1);
  EXPECT_THAT(ringing("2026-01-06"), Not(Contains("alert.admonition_expiry"))) << "no period is given";
  EXPECT_EQ(value(computed("calc.admonition")), "0") << "a talk is held, and over";
}

TEST_F(HaixingOrganiser, HX_31_TwoBasicYearsRunningCallForAnAdjustment) {
  graded("2022", "basic");
  graded("2023", "qualified");
  graded("2024", "basic");
  EXPECT_THAT(ringing("2025-01-01"), Not(Contains("alert.two_year_basic"))) << "not running";
  graded("2025", "basic");
  EXPECT_THAT(ringing("2026-01-01"), Contains("alert.two_year_basic"));
  t.record<AdjustmentDecided>("2026-01-02",
                              R"({"person":"p-1","org":"o-town","kind":"recommended","decider":"o-county"})");
  EXPECT_THAT(ringing("2026-01-03"), Not(Contains("alert.two_year_basic")));
  EXPECT_EQ(t.figures("stat.adjustments", "2026-01-03")["recommended"], 1);
}

TEST_F(HaixingOrganiser, HX_31_RecommendationBindsNobodyUntilItIsDecided) {
  t.record<OfficeAssumed>("2020-01-01", R"({"person":"p-1","org":"o-town","post":"full_time_organiser"})");
  graded("2024", "unqualified");
  t.record<AdjustmentDecided>("2025-01-02",
                              R"({"person":"p-1","org":"o-town","kind":"recommended","decider":"o-county"})");
  EXPECT_EQ(t.row<PersonTenure>("p-1")->offices.at(0).until, std::nullopt) << "A60";
  EXPECT_THAT(ringing("2026-01-01"), Contains("alert.appraisal_overdue")) << "still in office, and assessed";
}

TEST_F(HaixingOrganiser, HX_31_UnqualifiedCallsForItAtOnce) {
  graded("2024", "unqualified");
  EXPECT_THAT(ringing("2024-12-29"), Contains("alert.two_year_basic"));
}

TEST_F(HaixingOrganiser, HX_17_OrganisersAreAssessedEveryYear) {
  t.record<OfficeAssumed>("2024-01-01", R"({"person":"p-1","org":"o-town","post":"full_time_organiser"})");
  EXPECT_THAT(ringing("2024-12-31"), Not(Contains("alert.appraisal_overdue")));
  EXPECT_THAT(ringing("2025-01-01"), Contains("alert.appraisal_overdue"));
  graded("2024", "qualified");
  EXPECT_THAT(ringing("2025-01-01"), Not(Contains("alert.appraisal_overdue")));
}

TEST_F(HaixingOrganiser, HX_17_AGradeIsForAPeriodOfItsScheme) {
  const auto said = [&](const std::string& period) {
    const auto done = t.grade("2024-12-28", "p-1", "organiser", period, "qualified", "", "o-town");
    return explained(done, "gate.grade_period");
  };
  EXPECT_EQ(said("2024-05"), "year | month");
  EXPECT_EQ(said("2024"), "");
}

}  // namespace
}  // namespace tenure::testing
