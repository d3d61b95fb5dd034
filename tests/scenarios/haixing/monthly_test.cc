// The monthly assessment of village cadres: 18 items after all basic ones, 20/60/20, feedback face to face,
// a fifth of the basic allowance at stake.
#include "domain/appraisal/rows.h"
#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "domain/reserve/events.h"
#include "domain/supervision/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using form::Truth;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::string kAveragePay = "[grade.monthly.average]\npay = ";
const std::string kExcellentPay = "[grade.monthly.excellent]\npay = ";
const std::string kOpen = "\"unspecified\"";

/// Average gets what is at stake, excellent too and 200 yuan on top: the text leaves both open.
std::string with_pay() {
  std::string pack = supplied(pack_of("haixing"), kAveragePay + kOpen, kAveragePay + "1");
  pack = supplied(pack, kExcellentPay + kOpen, kExcellentPay + "1");
  return supplied(pack, "reward_fen = " + kOpen, "reward_fen = 20000");
}

class HaixingMonthly : public ::testing::Test {
 protected:
  HaixingMonthly() {
    t.adopt("o-county", "2000-01-01", pack_of("haixing"));
    t.people(10);
    for (int i = 1; i <= 10; ++i) t.in_office(fmt::format("p-{}", i));
  }

  /// The allowance of 3,000 yuan a month: 2,000 of the county, 1,000 of the township.
  Admission allow(const std::string& person, const std::string& month) {
    return t.record<PayEntitlementAssessed>(
        month + "-01", fmt::format(R"({{"person":"{}","org":"o-village","component":"basic_post_allowance",
            "period":"{}","amount_fen":300000,"funds":[{{"source":"county","amount_fen":200000}},
            {{"source":"township","amount_fen":100000}}]}})",
                                   person, month));
  }
  Result<Admission> performance(const std::string& month, int fen, const std::string& grade,
                                const std::string& rest = "") {
    return t.attempt<PayEntitlementAssessed>(
        month + "-28",
        fmt::format(R"({{"person":"p-1","org":"o-village","component":"performance","period":"{}",
            "amount_fen":{},"grade":"{}"{}}})",
                    month, fen, grade, rest));
  }
  Position graded(const std::string& person, const std::string& month, const std::string& grade) {
    return {RuleLedger::must(t.grade(month + "-27", person, "monthly", month, grade)).index, 0};
  }
  void basic(const std::string& person, bool passed, const std::string& item = "no_veto",
             const std::string& org = "o-village") {
    RuleLedger::must(t.score(person, "monthly", "2024-03",
                             fmt::format(R"("part":"basic","item":"{}","passed":{})", item, passed), org));
  }
  Result<Admission> scored(const std::string& person, int item, double points, const std::string& rest = "",
                           const std::string& org = "o-village") {
    return t.score(person, "monthly", "2024-03",
                   fmt::format(R"("part":"scored","item":"i-{}","points":{}{})", item, points, rest), org);
  }
  /// All basic items met, and 18 items that add up to `points`.
  void assess(const std::string& person, double points, const std::string& org = "o-village") {
    basic(person, true, "no_veto", org);
    for (int item = 1; item < 18; ++item) RuleLedger::must(scored(person, item, 1, "", org));
    RuleLedger::must(scored(person, 18, points - 17, "", org));
  }
  Result<Admission> revise(const std::string& on, const std::string& person, Position decision,
                           const std::string& period, const std::string& grade) {
    return t.attempt<DecisionRevised>(
        on,
        fmt::format(R"({{"person":"{}","org":"o-village","decision":"{}","period":"{}","grade":"{}",{}}})",
                    person, decision.str(), period, grade, sealed_member("reason")));
  }
  /// What the rule says of an act; empty when it says nothing.
  static std::string said(const Result<Admission>& admission, const std::string& rule) {
    for (const Flag& flag : RuleLedger::must(admission).verdict.flags) {
      if (flag.rule.value == rule) return flag.message.value;
    }
    return {};
  }
  /// What a grade of March is flagged for.
  std::vector<std::string> march(const std::string& person, const std::string& word,
                                 const std::string& on = "2024-03-27") {
    return rules_of(t.grade(on, person, "monthly", "2024-03", word));
  }
  /// How many get which grade in the month: excellent, average, poor.
  std::vector<std::string> places(const std::string& org = "o-town") {
    const form::Computed quota = t.compute("calc.grade_quota", org, "2024-03-31");
    return {part(quota, "count", "excellent"), part(quota, "count", "average"), part(quota, "count", "poor")};
  }
  /// The text's policy but for one line, in force instead of the ones before.
  void say(const std::string& line, const std::string& instead) {
    t.adopt("o-county", fmt::format("2001-01-{:02}", ++policies_),
            supplied(pack_of("haixing"), line, instead));
  }
  std::vector<std::string> ringing(const std::string& rule, const std::string& on) {
    std::vector<std::string> out;
    for (const Alert& alert : t.alerts(on)) {
      if (alert.rule.value == rule) out.push_back(alert.subject.value + " " + alert.message.value);
    }
    return out;
  }
  PayLine line(const PayStatement& pay, const std::string& component, const std::string& payer) {
    for (const PayLine& each : pay.lines) {
      if (each.component.value == component && each.payer && each.payer->value == payer) return each;
    }
    return {};
  }

  RuleLedger t;
  int policies_ = 0;
};

TEST_F(HaixingMonthly, HX_34_ComprehensiveAndSingleItemsCountTogether) {
  basic("p-1", true);
  ASSERT_TRUE(scored("p-1", 1, 5, R"(,"kind":"comprehensive")"));
  ASSERT_TRUE(scored("p-1", 2, 3, R"(,"kind":"single")"));
  const form::Computed score = t.compute("calc.monthly_score", "p-1", "2024-03-31");
  EXPECT_EQ(part(score, "part", "scored"), "8");
  ASSERT_TRUE(scored("p-1", 1, 2, R"(,"kind":"daily")"));
  EXPECT_EQ(part(t.compute("calc.monthly_score", "p-1", "2024-03-31"), "part", "scored"), "10")
      << "daily supervision counts beside the month's assessment";
  for (const char* kind : {"comprehensive", "single", "daily"})
    EXPECT_EQ(t.figures("stat.appraisals_by_kind", "2024-03-31")[fmt::format("monthly/{}", kind)], 1) << kind;
}

TEST_F(HaixingMonthly, HX_35_WhoDrawsTheBasicAllowanceIsAssessed) {
  const auto outside = t.grade("2024-03-27", "p-2", "monthly", "2024-03", "average");
  EXPECT_THAT(rules_of(outside), Contains("gate.monthly_scope"));
  allow("p-1", "2024-03");
  EXPECT_THAT(rules_of(t.grade("2024-03-27", "p-1", "monthly", "2024-03", "average")),
              Not(Contains("gate.monthly_scope")));
  EXPECT_EQ(t.figures("stat.paid_people", "2024-12-31")["2024/basic_post_allowance"], 1);
}

TEST_F(HaixingMonthly, HX_35_AnAllowanceByTheYearIsDrawnInEachOfItsMonths) {
  t.record<PayEntitlementAssessed>("2024-01-01", R"({"person":"p-1","org":"o-village",
      "component":"basic_post_allowance","period":"2024","amount_fen":3600000})");
  EXPECT_THAT(march("p-1", "average"), Not(Contains("gate.monthly_scope")));
  EXPECT_THAT(rules_of(t.grade("2024-01-27", "p-1", "monthly", "2023-12", "average")),
              Contains("gate.monthly_scope"))
      << "of the year before";
  const auto overdue = [&](const std::string& on) {
    return ringing("alert.monthly_assessment_overdue", on).size();
  };
  EXPECT_EQ(overdue("2024-03-05"), 2U) << "January and February";
  graded("p-1", "2024-01", "average");
  EXPECT_EQ(overdue("2024-03-05"), 1U);
}

TEST_F(HaixingMonthly, HX_36_ANineteenthItemIsOneTooMany) {
  basic("p-1", true);
  for (int item = 1; item <= 18; ++item)
    EXPECT_THAT(rules_of(scored("p-1", item, 5)), Not(Contains("gate.score_items")));
  EXPECT_THAT(rules_of(scored("p-1", 19, 0)), Contains("gate.score_items")) << "be it for nothing";
  EXPECT_EQ(t.compute("calc.monthly_score", "p-1", "2024-03-31").why,
            "19 items of scored are scored, it has 18");
}

TEST_F(HaixingMonthly, HX_36_EighteenItemsMakeTheMonthlyScore) {
  basic("p-1", true);
  for (int item = 1; item <= 17; ++item) ASSERT_TRUE(scored("p-1", item, 5));
  EXPECT_EQ(t.compute("calc.monthly_score", "p-1", "2024-03-31").why, "17 of 18 items of scored are scored");
  ASSERT_TRUE(scored("p-1", 18, 5));
  EXPECT_EQ(value(t.compute("calc.monthly_score", "p-1", "2024-03-31")), "90");
  ASSERT_TRUE(scored("p-1", 18, 3));
  EXPECT_EQ(value(t.compute("calc.monthly_score", "p-1", "2024-03-31")), "88")
      << "the newest score of an item";
}

TEST_F(HaixingMonthly, HX_37_NothingIsScoredBeforeAllBasicItemsAreMet) {
  EXPECT_THAT(rules_of(scored("p-1", 1, 5)), ElementsAre("gate.basic_items"));
  basic("p-1", true);
  EXPECT_THAT(rules_of(scored("p-1", 3, 5)), IsEmpty());
  basic("p-1", false, "clean_books");
  EXPECT_THAT(rules_of(scored("p-1", 2, 5)), ElementsAre("gate.basic_items"));
  EXPECT_EQ(t.compute("calc.monthly_score", "p-1", "2024-03-31").why, "the basic items are not all met");
  basic("p-1", true, "clean_books");
  EXPECT_THAT(rules_of(scored("p-1", 4, 5)), IsEmpty());
}

TEST_F(HaixingMonthly, HX_37_WhatBecomesOfTheUnscoredIsTheLocalitysToSay) {
  assess("p-1", 90);
  basic("p-2", false);
  EXPECT_THAT(t.compute("calc.grade_quota", "o-town", "2024-03-31").why,
              HasSubstr("1 people have no score, and the policy does not say"));
  t.adopt("o-county", "2000-01-02",
          supplied(pack_of("haixing"), "unscored = " + kOpen, "unscored = \"poor\""));
  const form::Computed quota = t.compute("calc.grade_quota", "o-town", "2024-03-31");
  EXPECT_EQ(value(quota), "1");
  EXPECT_EQ(quota.parts.back().of, "poor/p-2");
  t.adopt("o-county", "2000-01-03",
          supplied(pack_of("haixing"), "unscored = " + kOpen, "unscored = \"left_out\""));
  const form::Computed without = t.compute("calc.grade_quota", "o-town", "2024-03-31");
  EXPECT_EQ(value(without), "1");
  EXPECT_EQ(part(without, "unscored"), "") << "left out";
}

TEST_F(HaixingMonthly, HX_37_UnscoredGetWhatThePolicySaysBesideTheShares) {
  for (int i = 1; i <= 5; ++i) assess(fmt::format("p-{}", i), 100 - i);
  for (const char* person : {"p-6", "p-7"}) basic(person, false);
  const auto grade = [&](const std::string& person, const std::string& word) {
    return rules_of(t.grade("2024-03-27", person, "monthly", "2024-03", word));
  };
  EXPECT_THAT(grade("p-1", "excellent"), Not(Contains("gate.unscored"))) << "the text leaves it open";
  say("unscored = " + kOpen, "unscored = \"poor\"");
  EXPECT_THAT(grade("p-7", "average"), Contains("gate.unscored"));
  EXPECT_THAT(grade("p-6", "poor"), Not(AnyOf(Contains("gate.unscored"), Contains("gate.grade_quota"))));
  EXPECT_THAT(grade("p-5", "poor"), Not(AnyOf(Contains("gate.unscored"), Contains("gate.grade_quota"))))
      << "p-6 takes nobody's place";
  EXPECT_THAT(grade("p-4", "poor"), Contains("gate.grade_quota"));
}

TEST_F(HaixingMonthly, HX_38_MonthWithoutAResultRings) {
  allow("p-1", "2024-03");
  EXPECT_THAT(ringing("alert.monthly_assessment_overdue", "2024-03-31"), IsEmpty());
  EXPECT_THAT(ringing("alert.monthly_assessment_overdue", "2024-04-01"),
              ElementsAre(AllOf(HasSubstr("person/p-1"), HasSubstr("2024-03"))));
  EXPECT_THAT(ringing("alert.monthly_assessment_overdue", "2024-06-01"), SizeIs(1)) << "drawn in March alone";
  graded("p-1", "2024-03", "average");
  EXPECT_THAT(ringing("alert.monthly_assessment_overdue", "2024-04-01"), IsEmpty());
}

TEST_F(HaixingMonthly, HX_38_OpinionsThenTheJointMeetingThenTheGrade) {
  const auto heard = [&](const std::string& department, const std::string& on) {
    return Position{t.record<OpinionCollected>(on, fmt::format(R"({{"org":"o-town","kind":"department",
        "topic":"{}"}})",
                                                               department))
                        .index,
                    0}
        .str();
  };
  const auto met = [&](const std::string& on) {
    return Position{t.record<MeetingHeld>(on, R"({"org":"o-town","kind":"joint"})").index, 0}.str();
  };
  const auto grade = [&](const std::vector<std::string>& basis, const std::string& person) {
    allow(person, "2024-03");
    auto out = rules_of(t.grade("2024-03-27", person, "monthly", "2024-03", "average",
                                fmt::format(R"(,"basis":["{}"])", fmt::join(basis, "\",\""))));
    std::erase(out, "gate.grade_quota");  // nobody is scored here
    return out;
  };
  const std::string civil = heard("civil_affairs", "2024-03-20");
  const std::string environment = heard("environment", "2024-03-21");
  const std::string safety = heard("safety", "2024-03-22");
  const std::string late = heard("safety", "2024-03-26");
  const std::string meeting = met("2024-03-25");
  t.register_org("o-town2", "o-county", "township");
  const std::string elsewhere =
      Position{t.record<MeetingHeld>("2024-03-25", R"({"org":"o-town2","kind":"joint"})").index, 0}.str();
  const std::string said_elsewhere =
      Position{t.record<OpinionCollected>("2024-03-22",
                                          R"({"org":"o-town2","kind":"department","topic":"safety"})")
                   .index,
               0}
          .str();
  EXPECT_THAT(grade({civil, environment, safety}, "p-1"), ElementsAre("gate.decided_in_order"));
  EXPECT_THAT(grade({civil, environment, meeting}, "p-2"), ElementsAre("gate.decided_in_order"));
  EXPECT_THAT(grade({civil, environment, late, meeting}, "p-3"), ElementsAre("gate.decided_in_order"))
      << "heard after the meeting";
  EXPECT_THAT(grade({civil, environment, safety, met("2024-03-28")}, "p-4"),
              ElementsAre("law.basis_before", "gate.decided_in_order"))
      << "met after the grade";
  EXPECT_THAT(grade({civil, environment, safety, elsewhere}, "p-6"),
              ElementsAre("law.basis", "gate.decided_in_order"))
      << "another township's meeting";
  EXPECT_THAT(grade({civil, environment, said_elsewhere, meeting}, "p-7"),
              ElementsAre("law.basis", "gate.decided_in_order"))
      << "another township's department";
  EXPECT_THAT(grade({civil, environment, safety, meeting}, "p-5"), IsEmpty());
  const auto of_february = met("2024-02-25");
  EXPECT_THAT(grade({heard("civil_affairs", "2024-02-20"), heard("environment", "2024-02-20"),
                     heard("safety", "2024-02-20"), of_february},
                    "p-8"),
              ElementsAre("gate.decided_in_order"))
      << "February's serve for February";
  const Position void_meeting = *Position::parse(met("2024-03-25"));
  CorrectionRecorded correction;
  correction.target = void_meeting;
  correction.reason = {sealed_as("reason", "误")};
  ASSERT_TRUE(t.submit(t.act().add("2024-03-26", correction), t.root()));
  EXPECT_THAT(grade({civil, environment, safety, void_meeting.str()}, "p-10"),
              ElementsAre("law.basis", "gate.decided_in_order"))
      << "taken back";
  EXPECT_THAT(grade({heard("civil_affairs", "2024-02-20"), environment, safety, meeting}, "p-9"),
              ElementsAre("gate.decided_in_order"));
  EXPECT_EQ(t.figures("stat.opinions", "2024-03-31")["department/safety"], 4);
}

TEST_F(HaixingMonthly, HX_38_TheFlagSaysWhatTheBasisShouldCiteAndWhatItCites) {
  allow("p-1", "2024-03");
  const Position meeting{t.record<MeetingHeld>("2024-03-25", R"({"org":"o-town","kind":"joint"})").index, 0};
  t.record<OpinionCollected>("2024-03-20", R"({"org":"o-town","kind":"department","topic":"civil_affairs"})");
  const auto graded = t.grade("2024-03-27", "p-1", "monthly", "2024-03", "average",
                              fmt::format(R"(,"basis":["{}"])", meeting.str()));
  const Flag flag = flag_of(graded, "gate.decided_in_order");
  EXPECT_THAT(flag.message.value, HasSubstr("its basis cites no opinion of Civil affairs"))
      << "it was heard, and the grade does not say so";
  EXPECT_THAT(flag.evidence, ElementsAre(meeting));
  EXPECT_THAT(flag.parameters, Not(IsEmpty()));
}

TEST_F(HaixingMonthly, HX_39_GradesAreTwentySixtyTwentyOfATownshipsPeople) {
  t.register_org("o-v2", "o-town");
  t.person("q-1", "o-v2");
  for (int i = 1; i <= 10; ++i) assess(fmt::format("p-{}", i), 100 - i);
  const form::Computed quota = t.compute("calc.grade_quota", "o-village", "2024-03-31");
  EXPECT_EQ(value(quota), "10") << quota.why.data;
  EXPECT_EQ(part(quota, "count", "excellent"), "2");
  EXPECT_EQ(part(quota, "count", "average"), "6");
  EXPECT_EQ(part(quota, "count", "poor"), "2");
  EXPECT_EQ(part(quota, "proposed", "excellent/p-2"), "98");
  EXPECT_EQ(part(quota, "proposed", "average/p-3"), "97");
  EXPECT_EQ(part(quota, "proposed", "poor/p-9"), "91");
}

TEST_F(HaixingMonthly, HX_39_EqualScoresStandInTheOrderOfTheirRecording) {
  for (const char* person : {"p-3", "p-1", "p-2", "p-4", "p-5"}) assess(person, 90);
  const form::Computed quota = t.compute("calc.grade_quota", "o-town", "2024-03-31");
  EXPECT_EQ(part(quota, "proposed", "excellent/p-3"), "90");
  EXPECT_EQ(part(quota, "proposed", "poor/p-5"), "90");
  t.adopt("o-county", "2000-01-02",
          supplied(pack_of("haixing"), "quota_ties = \"recorded\"", "quota_ties = \"together\""));
  const form::Computed together = t.compute("calc.grade_quota", "o-town", "2024-03-31");
  EXPECT_EQ(part(together, "proposed", "average/p-3"), "90") << "equal people are graded alike";
  EXPECT_EQ(part(together, "proposed", "average/p-5"), "90");
}

TEST_F(HaixingMonthly, HX_39_FewerThanFiveHaveNoLimitedGrade) {
  for (const char* person : {"p-1", "p-2", "p-3", "p-4"}) assess(person, 90);
  EXPECT_THAT(places(), ElementsAre("0", "4", "0"));
  say("quota_rounding = \"floor\"\n", "quota_rounding = \"nearest\"\n");
  EXPECT_THAT(places(), ElementsAre("0", "4", "0")) << "four are too few, however it is rounded";
  t.adopt("o-county", "2002-01-01",
          supplied(supplied(pack_of("haixing"), "quota_rounding = \"floor\"", "quota_rounding = \"nearest\""),
                   "quota_min = 5", "quota_min = 4"));
  EXPECT_THAT(places(), ElementsAre("1", "2", "1"));
}

TEST_F(HaixingMonthly, HX_39_SharesAreRoundedAsThePolicySays) {
  for (int i = 1; i <= 7; ++i) assess(fmt::format("p-{}", i), 90 - i);
  EXPECT_THAT(places(), ElementsAre("1", "5", "1"));
  say("quota_rounding = \"floor\"", "quota_rounding = \"ceiling\"");
  EXPECT_THAT(places(), ElementsAre("2", "3", "2"));
}

TEST_F(HaixingMonthly, HX_39_SharesAreOfATownshipUnlessThePolicySaysOfAVillage) {
  t.register_org("o-v2", "o-town");
  for (int i = 1; i <= 5; ++i) {
    t.person(fmt::format("q-{}", i), "o-v2");
    assess(fmt::format("p-{}", i), 90 - i);
    assess(fmt::format("q-{}", i), 80 - i, "o-v2");
  }
  EXPECT_THAT(places("o-v2"), ElementsAre("2", "6", "2")) << "of ten in the township";
  EXPECT_EQ(part(t.compute("calc.grade_quota", "o-v2", "2024-03-31"), "proposed", "excellent/p-1"), "89");
  say("quota_unit = \"township\"", "quota_unit = \"village\"");
  EXPECT_THAT(places("o-v2"), ElementsAre("1", "3", "1")) << "of five in the village";
  EXPECT_EQ(part(t.compute("calc.grade_quota", "o-v2", "2024-03-31"), "proposed", "excellent/q-1"), "79");
  EXPECT_EQ(t.compute("calc.grade_quota", "o-town", "2024-03-31").why, "no organisation here has a quota");
}

TEST_F(HaixingMonthly, HX_39_GradeBeyondItsShareIsFlagged) {
  for (int i = 1; i <= 5; ++i) assess(fmt::format("p-{}", i), 100 - i);
  const auto grade = [&](const std::string& person, const std::string& word) {
    return rules_of(t.grade("2024-03-27", person, "monthly", "2024-03", word));
  };
  EXPECT_THAT(grade("p-1", "excellent"), Not(Contains("gate.grade_quota")));
  const auto second = t.grade("2024-03-27", "p-2", "monthly", "2024-03", "excellent");
  EXPECT_EQ(explained(second, "gate.grade_quota"), "excellent ≤ 1 of 5 | 2 of 5");
  const Flag flag = flag_of(second, "gate.grade_quota");
  EXPECT_EQ(used_by(flag, "scheme.monthly.quota.excellent"), "0.2");
  EXPECT_EQ(used_by(flag, "scheme.monthly.quota_min"), "5");
  EXPECT_THAT(flag.evidence, SizeIs(1)) << "the grade that fills the share";
  EXPECT_THAT(grade("p-3", "average"), Not(Contains("gate.grade_quota")));
  EXPECT_THAT(grade("p-4", "poor"), Not(Contains("gate.grade_quota")));
  EXPECT_EQ(t.figures("stat.grades", "2024-03-31")["monthly/excellent"], 2);
  EXPECT_THAT(t.report("rpt.appraisal", "2024-03-31"),
              HasSubstr(R"({"group":["monthly","excellent"],"count":2})"));
  EXPECT_THAT(grade("p-5", "good"), Contains("gate.grade_scale"));
}

TEST_F(HaixingMonthly, HX_39_RevisionCountsAsTheGradeThatItMakes) {
  for (int i = 1; i <= 5; ++i) assess(fmt::format("p-{}", i), 100 - i);
  const Position first = graded("p-1", "2024-03", "excellent");
  const Position second = graded("p-2", "2024-03", "average");
  EXPECT_THAT(rules_of(revise("2024-04-01", "p-2", second, "2024-03", "excellent")),
              Contains("gate.grade_quota"));
  EXPECT_THAT(rules_of(revise("2024-04-01", "p-2", second, "2024-03", "good")), Contains("gate.grade_scale"));
  EXPECT_THAT(rules_of(revise("2024-04-02", "p-2", second, "2024-03", "average")),
              Not(AnyOf(Contains("gate.grade_quota"), Contains("gate.grade_scale"))));
  ASSERT_TRUE(revise("2024-04-03", "p-1", first, "2024-03", "average"));
  EXPECT_THAT(rules_of(revise("2024-04-04", "p-2", second, "2024-03", "excellent")),
              Not(Contains("gate.grade_quota")))
      << "the first one is excellent no more";
}

TEST_F(HaixingMonthly, HX_39_EarlierDateTakesNoSecondPlace) {
  for (int i = 1; i <= 5; ++i) assess(fmt::format("p-{}", i), 100 - i);
  EXPECT_THAT(march("p-1", "excellent"), Not(Contains("gate.grade_quota")));
  EXPECT_THAT(march("p-2", "excellent", "2024-03-26"), Contains("gate.grade_quota"));
}

TEST_F(HaixingMonthly, HX_39_TooFewAreNoticedOnceEverybodyIsGraded) {
  for (int i = 1; i <= 5; ++i) assess(fmt::format("p-{}", i), 100 - i);
  march("p-1", "excellent");
  for (const char* person : {"p-2", "p-3", "p-4"})
    EXPECT_THAT(march(person, "average"), Not(Contains("gate.grade_quota"))) << "p-5 may still be poor";
  const auto last = t.grade("2024-03-27", "p-5", "monthly", "2024-03", "average");
  EXPECT_THAT(said(last, "gate.grade_quota"), HasSubstr("1 of 5 assessed in o-town are to be Poor, 0 are"));
}

TEST_F(HaixingMonthly, HX_39_MissingScoresAreSaid) {
  const auto nobody = t.grade("2024-03-27", "p-1", "monthly", "2024-03", "excellent");
  EXPECT_THAT(said(nobody, "gate.grade_quota"), HasSubstr("1 of o-town have no score"));
  for (int i = 1; i <= 5; ++i) assess(fmt::format("p-{}", i), 100 - i);
  EXPECT_THAT(march("p-1", "excellent"), Not(Contains("gate.grade_quota"))) << "everybody is scored";
  EXPECT_THAT(march("p-6", "average"), Contains("gate.grade_quota")) << "p-6 was never assessed";
  basic("p-7", false);
  const auto open = t.grade("2024-03-27", "p-2", "monthly", "2024-03", "average");
  EXPECT_EQ(explained(open, "gate.grade_quota"), "a score of everybody | 1 without a score")
      << "of p-7 nobody knows";
}

TEST_F(HaixingMonthly, HX_37_WhoWasNeverAssessedGetsWhatThePolicySays) {
  say("unscored = \"unspecified\"", "unscored = \"poor\"");
  EXPECT_THAT(march("p-1", "excellent"), Contains("gate.unscored"));
  EXPECT_THAT(march("p-2", "poor"), Not(Contains("gate.unscored")));
}

TEST_F(HaixingMonthly, HX_39_TheBestByPointsAreTheExcellent) {
  for (int i = 1; i <= 5; ++i) assess(fmt::format("p-{}", i), 100 - i);
  march("p-2", "excellent");
  for (const char* person : {"p-1", "p-3", "p-4"}) march(person, "average");
  const auto last = t.grade("2024-03-27", "p-5", "monthly", "2024-03", "poor");
  EXPECT_THAT(said(last, "gate.grade_quota"), HasSubstr("graded otherwise than ranked: p-1, p-2"));
}

TEST_F(HaixingMonthly, HX_39_GradesByRankAreInOrder) {
  for (int i = 1; i <= 5; ++i) assess(fmt::format("p-{}", i), 100 - i);
  march("p-1", "excellent");
  for (const char* person : {"p-2", "p-3", "p-4"}) march(person, "average");
  EXPECT_THAT(march("p-5", "poor"), Not(Contains("gate.grade_quota")));
}

TEST_F(HaixingMonthly, HX_39_ActThatGradesAUnitIsJudgedAtItsLastGrade) {
  for (int i = 1; i <= 5; ++i) assess(fmt::format("p-{}", i), 100 - i);
  const auto graded_as = [&](const std::vector<std::string>& words, const std::string& month) {
    auto act = t.act();
    for (std::size_t i = 0; i < words.size(); ++i) {
      act.add("2024-03-27", fact<GradeDetermined>(fmt::format(
                                R"({{"person":"p-{}","org":"o-village","scheme":"monthly","period":"{}",
                                   "grade":"{}"}})",
                                i + 1, month, words[i])));
    }
    std::vector<int> out;
    for (const Flag& flag : RuleLedger::must(t.submit(act, t.root())).verdict.flags) {
      if (flag.rule.value == "gate.grade_quota") out.push_back(flag.event);
    }
    return out;
  };
  EXPECT_THAT(graded_as({"excellent", "excellent", "average"}, "2024-03"), ElementsAre(2));
}

TEST_F(HaixingMonthly, HX_40_HonoursCiteTheMonthsResult) {
  const Position result = graded("p-1", "2024-03", "excellent");
  const auto honour = [&](const std::string& basis) {
    return rules_of(t.attempt<HonourGranted>(
        "2024-04-10", fmt::format(R"({{"person":"p-1","org":"o-village","title":"advanced","level":"county",
            "basis":["{}"]}})",
                                  basis)));
  };
  EXPECT_THAT(honour("海组〔2024〕2号"), ElementsAre("gate.result_use.award"));
  EXPECT_THAT(honour(result.str()), IsEmpty());
}

class HaixingUses : public HaixingMonthly {
 protected:
  /// A decision on p-1 cites a document, one on p-2 the month's result.
  template <class E>
  void expect_cited(const char* rule, const std::string& rest) {
    const auto decided = [&](const std::string& person, const std::string& basis) {
      return rules_of(t.attempt<E>(
          "2024-04-10",
          fmt::format(R"({{"person":"{}","org":"o-village",{},"basis":["{}"]}})", person, rest, basis)));
    };
    EXPECT_THAT(decided("p-1", "海组〔2024〕2号"), ElementsAre(rule));
    EXPECT_THAT(decided("p-2", second_.str()), IsEmpty()) << rule;
  }

  const Position first_ = graded("p-1", "2024-03", "excellent");
  const Position second_ = graded("p-2", "2024-03", "average");
};

TEST_F(HaixingUses, HX_40_SelectingCultivatingManagingAndPromotingCiteTheMonthsResult) {
  expect_cited<PromotionMade>("gate.result_use.promotion", R"("post":"director")");
  expect_cited<ReserveListed>("gate.result_use.cultivation", R"("source":"inside")");
  expect_cited<AdmonitionIssued>(
      "gate.result_use.admonition",
      R"("form":"admonition_talk","by":"township_committee",)" + sealed_member("reason"));
  expect_cited<AdjustmentDecided>("gate.result_use.adjustment", R"("kind":"recommended","decider":"o-town")");
  expect_cited<RewardGranted>("gate.result_use.reward", R"("kind":"in_kind")");
  expect_cited<RecruitmentMade>("gate.result_use.recruitment", R"("kind":"civil_service")");
  expect_cited<PayAdjusted>(
      "gate.result_use.pay",
      R"("component":"allowance","period":"2024-04","amount_fen":100,"decider":"o-town",)" +
          sealed_member("reason"));
}

TEST_F(HaixingUses, HX_40_UseThatThePolicyDoesNotNameAsksForNothing) {
  say("uses = [\"select\", \"cultivate\", \"manage\", \"promote\"]", "uses = [\"select\"]");
  EXPECT_THAT(rules_of(t.attempt<ReserveListed>("2024-04-10", R"({"person":"p-1","org":"o-village"})")),
              IsEmpty());
}

class HaixingYear : public HaixingMonthly {
 protected:
  /// The annual grade of whoever was assessed in so many months only, `excellent` of them so graded.
  Result<Admission> months_of(const std::string& person, int months, int excellent) {
    for (int month = 1; month <= months; ++month)
      graded(person, fmt::format("2024-{:02}", month), month <= excellent ? "excellent" : "average");
    return t.grade("2024-12-30", person, "annual", "2024", "excellent");
  }
  /// As many excellent months, then poor ones; the others average.
  Result<Admission> year_with(int excellent, int poor) {
    for (int month = 1; month <= 12; ++month) {
      const char* grade = month <= excellent ? "excellent" : month <= excellent + poor ? "poor" : "average";
      graded("p-1", fmt::format("2024-{:02}", month), grade);
    }
    return t.grade("2024-12-30", "p-1", "annual", "2024", "excellent");
  }
};

TEST_F(HaixingYear, HX_41_FiveExcellentMonthsDoNotSuffice) {
  const auto refused = year_with(5, 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::gate);
  EXPECT_THAT(refused.error().detail,
              AllOf(HasSubstr("（gate.annual_excellent，HX-41 HX-42）：优秀 5 个月，不足 6 个月 | "),
                    HasSubstr("gate.annual_excellent (HX-41 HX-42): ")));
  EXPECT_TRUE(t.grade("2024-12-30", "p-1", "annual", "2024", "competent"));
}

TEST_F(HaixingYear, HX_41_SixExcellentMonthsSuffice) { EXPECT_TRUE(year_with(6, 2)); }

TEST_F(HaixingYear, HX_41_SixMonthsAreAskedOfAShorterYearTooUnlessItIsProrated) {
  EXPECT_FALSE(months_of("p-1", 6, 5)) << "strict (A58)";
  say("prorate = false", "prorate = true");
  EXPECT_FALSE(months_of("p-2", 6, 2));
  EXPECT_TRUE(months_of("p-3", 6, 3)) << "half a year, half as many";
  EXPECT_FALSE(months_of("p-4", 5, 2)) << "two and a half is rounded up";
  EXPECT_TRUE(months_of("p-5", 12, 6));
}

TEST_F(HaixingYear, HX_41_HX_43_RevisionToExcellentNeedsTheMonthsToo) {
  graded("p-1", "2024-01", "average");
  const Position annual{RuleLedger::must(t.grade("2024-12-30", "p-1", "annual", "2024", "average")).index, 0};
  const auto refused = revise("2025-01-10", "p-1", annual, "2024", "excellent");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().detail, HasSubstr("gate.annual_excellent"));
  EXPECT_EQ(explained(refused, "gate.annual_excellent"), "excellent ≥ 6 months | 0 months");
  EXPECT_EQ(t.eligible("elig.priority_recruitment", "p-1", "2025-02-01").eligible, Truth::no);
  EXPECT_TRUE(revise("2025-01-10", "p-1", annual, "2024", "competent"));
  for (int month = 1; month <= 6; ++month) graded("p-2", fmt::format("2024-{:02}", month), "excellent");
  const Position earned{RuleLedger::must(t.grade("2024-12-30", "p-2", "annual", "2024", "average")).index, 0};
  EXPECT_TRUE(revise("2025-01-10", "p-2", earned, "2024", "excellent"));
}

TEST_F(HaixingYear, HX_41_HX_42_MonthsRevisedAfterTheAnnualExcellentAreToldOf) {
  ASSERT_TRUE(year_with(6, 2));
  const auto of_month = [&](const std::string& month, const std::string& grade) {
    const Grade* found = nullptr;
    const auto file = t.row<PersonAppraisal>("p-1", "2024");
    for (const Grade& each : file->grades) {
      if (each.period.str() == month) found = &each;
    }
    return rules_of(revise("2025-01-10", "p-1", found->position, month, grade));
  };
  EXPECT_THAT(of_month("2024-01", "average"), Contains("gate.annual_excellent_stands"));
  EXPECT_THAT(of_month("2024-01", "excellent"), Not(Contains("gate.annual_excellent_stands")));
  EXPECT_THAT(of_month("2024-12", "poor"), Contains("gate.annual_excellent_stands")) << "a third poor month";
  EXPECT_THAT(of_month("2024-12", "excellent"), Not(Contains("gate.annual_excellent_stands")));
}

TEST_F(HaixingYear, HX_41_HX_42_AnAnnualExcellentThatItsMonthsDoNotBearRings) {
  ASSERT_TRUE(year_with(6, 2));
  EXPECT_THAT(ringing("alert.annual_excellent", "2025-01-31"), IsEmpty());
  const auto file = t.row<PersonAppraisal>("p-1", "2024");
  Position january, annual;
  for (const Grade& each : file->grades) {
    if (each.period.str() == "2024-01") january = each.position;
    if (each.period.str() == "2024") annual = each.position;
  }
  ASSERT_TRUE(revise("2025-01-10", "p-1", january, "2024-01", "average"));
  EXPECT_THAT(ringing("alert.annual_excellent", "2025-01-09"), IsEmpty());
  EXPECT_THAT(ringing("alert.annual_excellent", "2025-01-31"), SizeIs(1));
  ASSERT_TRUE(revise("2025-02-10", "p-1", annual, "2024", "competent"));
  EXPECT_THAT(ringing("alert.annual_excellent", "2025-02-11"), IsEmpty())
      << "the year's grade was revised too";
}

TEST_F(HaixingYear, HX_41_AMonthThatIsExcellentAgainBearsIt) {
  ASSERT_TRUE(year_with(6, 0));
  const Position january = t.row<PersonAppraisal>("p-1", "2024")->grades.front().position;
  ASSERT_TRUE(revise("2025-01-10", "p-1", january, "2024-01", "average"));
  EXPECT_THAT(ringing("alert.annual_excellent", "2025-01-15"), SizeIs(1));
  ASSERT_TRUE(revise("2025-01-20", "p-1", january, "2024-01", "excellent"));
  EXPECT_THAT(ringing("alert.annual_excellent", "2025-01-21"), IsEmpty());
}

TEST_F(HaixingYear, HX_42_ThreePoorMonthsExclude) {
  const auto refused = year_with(6, 3);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().detail, HasSubstr("3 poor months, at most 2"));
}

TEST_F(HaixingYear, HX_43_AnnualExcellentIsPreferredInRecruitment) {
  EXPECT_EQ(t.eligible("elig.priority_recruitment", "p-1", "2025-01-01").eligible, Truth::no);
  const auto done = year_with(6, 0);
  ASSERT_TRUE(done);
  EXPECT_EQ(t.eligible("elig.priority_recruitment", "p-1", "2025-01-01").eligible, Truth::yes);
  const auto recruit = [&](const std::string& basis) {
    return rules_of(t.attempt<RecruitmentMade>(
        "2025-02-01",
        fmt::format(R"({{"person":"p-1","org":"o-village","kind":"civil_service","basis":[{}]}})", basis)));
  };
  EXPECT_THAT(recruit(""), ElementsAre("gate.result_use.recruitment"));
  EXPECT_EQ(t.figures("stat.recruitments", "2025-03-01")["civil_service"], 1);
  graded("p-2", "2024-12", "average");
  ASSERT_TRUE(t.grade("2024-12-30", "p-2", "annual", "2024", "competent"));
  EXPECT_EQ(t.eligible("elig.priority_recruitment", "p-2", "2025-01-01").eligible, Truth::no);
}

TEST_F(HaixingMonthly, HX_44_AFifthOfTheAllowanceIsAtStake) {
  allow("p-1", "2024-03");
  const Position result = graded("p-1", "2024-03", "average");
  const form::Computed open = t.compute("calc.monthly_subsidy", "p-1", "2024-03-31");
  EXPECT_EQ(part(open, "at_stake"), "0.2");
  EXPECT_EQ(part(open, "assessed"), "60000") << "a fifth of the total, whatever the grade brings";
  EXPECT_EQ(open.why, "the policy gives no amount for average");
  t.adopt("o-county", "2000-01-02", with_pay());
  EXPECT_EQ(value(t.compute("calc.monthly_subsidy", "p-1", "2024-03-31")), "60000");
  const auto other = performance("2024-03", 70000, "average");
  EXPECT_THAT(rules_of(other), ElementsAre("gate.performance_pay"));
  EXPECT_EQ(explained(other, "gate.performance_pay"), "60000 fen | 70000 fen");
  EXPECT_THAT(rules_of(performance("2024-03", 60000, "average")), IsEmpty());
  const auto pay_out = [&](const std::string& person, int fen) {
    allow(person, "2024-03");
    graded(person, "2024-03", "average");
    return rules_of(t.attempt<PayDisbursed>(
        "2024-04-05", fmt::format(R"({{"person":"{}","org":"o-village","component":"performance",
            "period":"2024-03","amount_fen":{}}})",
                                  person, fen)));
  };
  EXPECT_THAT(pay_out("p-2", 60000), IsEmpty());
  EXPECT_THAT(pay_out("p-3", 70000), ElementsAre("gate.performance_paid"));
  const PayStatement pay = t.pay("p-1", 2024, "2024-12-31");
  EXPECT_EQ(line(pay, "basic_post_allowance", "county").at_stake_fen, Fen{40000});
  EXPECT_EQ(line(pay, "basic_post_allowance", "county").due_fen, Fen{160000}) << "without the fifth";
  EXPECT_EQ(pay.due_fen.value, 300000) << "nothing is due twice";
  EXPECT_NE(result, Position{});
}

class HaixingTwoVillages : public HaixingMonthly {
 protected:
  HaixingTwoVillages() {
    t.villages(1);
    t.in_office("p-1", "o-v1");
    t.adopt("o-county", "2000-01-02", with_pay());
    allow_of("o-village", 100000);
    allow_of("o-v1", 60000);
    graded("p-1", "2024-03", "average");
  }
  void allow_of(const std::string& org, int fen) {
    t.record<PayEntitlementAssessed>(
        "2024-03-01", fmt::format(R"({{"person":"p-1","org":"{}","component":"basic_post_allowance",
            "period":"2024-03","amount_fen":{}}})",
                                  org, fen));
  }
  std::vector<std::string> share(const std::string& org, int fen) {
    return rules_of(t.attempt<PayEntitlementAssessed>(
        "2024-03-28", fmt::format(R"({{"person":"p-1","org":"{}","component":"performance",
            "period":"2024-03","amount_fen":{},"grade":"average"}})",
                                  org, fen)));
  }
};

TEST_F(HaixingTwoVillages, HX_44_AFifthIsOfTheAllowancesOfBothVillages) {
  EXPECT_EQ(value(t.compute("calc.monthly_subsidy", "p-1", "2024-03-31")), "32000");
  EXPECT_EQ(t.pay("p-1", 2024, "2024-12-31").due_fen.value, 160000);
  EXPECT_THAT(share("o-village", 20000), IsEmpty());
  EXPECT_THAT(share("o-v1", 20000), ElementsAre("gate.performance_pay"));
  EXPECT_THAT(share("o-v1", 12000), IsEmpty());
  EXPECT_EQ(t.pay("p-1", 2024, "2024-12-31").due_fen.value, 160000);
}

TEST_F(HaixingTwoVillages, HX_44_OneVillageMayPayForBoth) {
  EXPECT_THAT(share("o-v1", 32000), IsEmpty());
  EXPECT_THAT(share("o-v1", 32001), ElementsAre("gate.performance_pay"));
}

TEST_F(HaixingMonthly, HX_44_JuneIsPaidByThePolicyOfJune) {
  t.adopt("o-county", "2000-01-02", with_pay());
  t.adopt("o-county", "2024-07-01", supplied(with_pay(), "pay_share = 0.2", "pay_share = 0.3"));
  for (const char* month : {"2024-06", "2024-07"}) {
    allow("p-1", month);
    graded("p-1", month, "average");
  }
  const PayStatement pay = t.pay("p-1", 2024, "2024-08-31");
  std::map<std::string, std::int64_t> at_stake;
  for (const PayLine& each : pay.lines)
    at_stake[each.period.str()] += each.at_stake_fen.value_or(Fen()).value;
  EXPECT_EQ(at_stake["2024-06"], 60000);
  EXPECT_EQ(at_stake["2024-07"], 90000);
  const auto pay_out = [&](const std::string& month, int fen) {
    return rules_of(t.attempt<PayDisbursed>(
        "2024-08-31", fmt::format(R"({{"person":"p-1","org":"o-village","component":"performance",
            "period":"{}","amount_fen":{}}})",
                                  month, fen)));
  };
  EXPECT_THAT(pay_out("2024-06", 60000), IsEmpty());
  EXPECT_THAT(pay_out("2024-07", 60000), ElementsAre("gate.performance_paid"));
}

TEST_F(HaixingMonthly, HX_44_PolicyThatChangesWithinAPeriodHoldsFromTheNextOne) {
  t.adopt("o-county", "2000-01-02", with_pay());
  t.adopt("o-county", "2024-06-15", supplied(with_pay(), "pay_share = 0.2", "pay_share = 0.3"));
  allow("p-1", "2024-06");
  graded("p-1", "2024-06", "average");
  EXPECT_EQ(value(t.compute("calc.monthly_subsidy", "p-1", "2024-06-30")), "60000");
}

TEST_F(HaixingMonthly, HX_44_HX_45_HX_46_AMonthIsAskedOnceItIsGraded) {
  t.adopt("o-county", "2000-01-02", with_pay());
  t.adopt("o-county", "2024-04-01", supplied(with_pay(), "pay_share = 0.2", "pay_share = 0.3"));
  allow("p-1", "2024-03");
  ASSERT_TRUE(t.grade("2024-04-02", "p-1", "monthly", "2024-03", "average"));
  const auto subsidy = [&](const std::string& on, const std::string& month) {
    return t.compute("calc.monthly_subsidy", "p-1", on, "o-village", month);
  };
  EXPECT_EQ(value(subsidy("2024-06-30", "2024-03")), "60000") << "by the policy of March";
  EXPECT_EQ(subsidy("2024-04-01", "2024-03").why, "no grade of 2024-03") << "as known on the first of April";
  EXPECT_EQ(subsidy("2024-06-30", "2024-04").why, "no grade of 2024-04");
  EXPECT_EQ(subsidy("2024-04-30", "").why, "no grade of 2024-04") << "the month of the date";
  EXPECT_EQ(t.compute("calc.monthly_reward", "p-1", "2024-06-30", "o-village", "2024-03").why,
            "average is not rewarded");
  ASSERT_TRUE(t.grade("2024-05-02", "p-1", "monthly", "2024-04", "poor"));
  allow("p-1", "2024-04");
  EXPECT_EQ(value(subsidy("2024-06-30", "2024-04")), "0");
  const Past facts = t.past("2024-06-30");
  PolicyBook book;
  const auto policy = RuleLedger::must(book.binding(facts, "o-village", *Date::parse("2024-06-30")));
  const auto of_a_year =
      computation(*find_rule("calc.monthly_subsidy"),
                  {facts, policy, "p-1", *Date::parse("2024-06-30"), Period::of_year(2024)});
  ASSERT_FALSE(of_a_year);
  EXPECT_EQ(of_a_year.error().reason, Reason::bad_request);
}

TEST_F(HaixingMonthly, HX_44_PartsOfTwoPayersAddUpToTheWhole) {
  t.adopt("o-county", "2000-01-02", with_pay());
  t.record<PayEntitlementAssessed>("2024-03-01", R"({"person":"p-1","org":"o-village",
      "component":"basic_post_allowance","period":"2024-03","amount_fen":10006,"funds":[
      {"source":"county","amount_fen":5003},{"source":"township","amount_fen":5003}]})");
  graded("p-1", "2024-03", "average");
  EXPECT_EQ(value(t.compute("calc.monthly_subsidy", "p-1", "2024-03-31")), "2001") << "of 2001.2 fen";
  EXPECT_EQ(t.pay("p-1", 2024, "2024-12-31").due_fen.value, 10006);
}

TEST_F(HaixingMonthly, HX_46_RewardClaimsTheGradeAndTheAmountOnRecord) {
  t.adopt("o-county", "2000-01-02", with_pay());
  const Position result = graded("p-1", "2024-03", "excellent");
  const auto reward = [&](const std::string& grade, int fen) {
    return rules_of(t.attempt<RewardGranted>(
        "2024-04-01", fmt::format(R"({{"person":"p-1","org":"o-village","period":"2024-03","grade":"{}",
            "amount_fen":{},"basis":["{}"]}})",
                                  grade, fen, result.str())));
  };
  EXPECT_THAT(reward("average", 20000), ElementsAre("gate.reward_grade"));
  EXPECT_THAT(reward("excellent", 19999), ElementsAre("gate.reward_amount"));
  EXPECT_THAT(reward("excellent", 20001), ElementsAre("gate.reward_amount", "law.rewarded_once"));
  EXPECT_THAT(reward("excellent", 20000), ElementsAre("law.rewarded_once"));
}

TEST_F(HaixingMonthly, HX_46_RewardThatNamesNoGradeIsForOneThatIsRewarded) {
  const auto reward = [&](const std::string& person, const std::string& rest) {
    return rules_of(t.attempt<RewardGranted>(
        "2024-04-01",
        fmt::format(R"({{"person":"{}","org":"o-village","amount_fen":20000{}}})", person, rest)));
  };
  graded("p-1", "2024-03", "average");
  graded("p-2", "2024-03", "excellent");
  EXPECT_THAT(reward("p-1", R"(,"period":"2024-03")"), Contains("gate.reward_grade"));
  EXPECT_THAT(reward("p-3", R"(,"period":"2024-03")"), Contains("gate.reward_grade")) << "no grade at all";
  EXPECT_THAT(reward("p-2", R"(,"period":"2024-03")"), Not(Contains("gate.reward_grade")));
  EXPECT_THAT(reward("p-1", ""), Not(Contains("gate.reward_grade")))
      << "a reward for no period is of another kind";
}

TEST_F(HaixingMonthly, HX_45_PoorMonthGetsNothing) {
  allow("p-1", "2024-03");
  graded("p-1", "2024-03", "poor");
  EXPECT_EQ(value(t.compute("calc.monthly_subsidy", "p-1", "2024-03-31")), "0");
  EXPECT_THAT(rules_of(performance("2024-03", 60000, "poor")), ElementsAre("gate.performance_pay"));
  EXPECT_THAT(rules_of(t.attempt<PayDisbursed>("2024-04-05",
                                               R"({"person":"p-1","org":"o-village","component":"performance",
                  "period":"2024-03","amount_fen":60000})")),
              ElementsAre("gate.performance_paid"));
}

TEST_F(HaixingMonthly, HX_46_ExcellentMonthIsRewarded) {
  const Position result = graded("p-1", "2024-03", "excellent");
  EXPECT_EQ(t.compute("calc.monthly_reward", "p-1", "2024-03-31").why, "the policy gives no amount");
  t.adopt("o-county", "2000-01-02", with_pay());
  EXPECT_EQ(value(t.compute("calc.monthly_reward", "p-1", "2024-03-31")), "20000");
  graded("p-2", "2024-03", "average");
  EXPECT_EQ(t.compute("calc.monthly_reward", "p-2", "2024-03-31").why, "average is not rewarded");
  t.record<RewardGranted>(
      "2024-04-01", fmt::format(R"({{"person":"p-1","org":"o-village","period":"2024-03","grade":"excellent",
                              "amount_fen":20000,"basis":["{}"]}})",
                                result.str()));
  EXPECT_EQ(t.sums("stat.rewards", "2024-04-30").at("excellent"), 20000);
}

TEST_F(HaixingMonthly, HX_47_ResultIsFedBackFaceToFaceToVillageAndPerson) {
  graded("p-1", "2024-03", "poor");
  EXPECT_THAT(ringing("alert.feedback_missing", "2024-03-28"), SizeIs(1));
  const auto feed = [&](const std::string& form, const std::string& to) {
    t.record<ResultFedBack>("2024-03-28",
                            fmt::format(R"({{"person":"p-1","org":"o-village","scheme":"monthly",
        "period":"2024-03","form":"{}","to":[{}],{}}})",
                                        form, to, sealed_member("shortcomings")));
  };
  feed("written", R"("village","person")");
  feed("face_to_face", R"("person")");
  EXPECT_THAT(ringing("alert.feedback_missing", "2024-03-29"), SizeIs(1));
  EXPECT_THAT(ringing("alert.feedback_missing", "2026-02-01"), SizeIs(1)) << "what is open stays open";
  feed("face_to_face", R"("village","person")");
  EXPECT_THAT(ringing("alert.feedback_missing", "2024-03-29"), IsEmpty());
}

TEST_F(HaixingMonthly, HX_47_WhoIsToBeToldMayBeToldOnDaysOfTheirOwn) {
  graded("p-1", "2024-03", "poor");
  const auto feed = [&](const std::string& on, const std::string& to) {
    t.record<ResultFedBack>(on, fmt::format(R"({{"person":"p-1","org":"o-village","scheme":"monthly",
        "period":"2024-03","form":"face_to_face","to":[{}],{}}})",
                                            to, sealed_member("shortcomings")));
  };
  feed("2024-03-28", R"("village")");
  EXPECT_THAT(ringing("alert.feedback_missing", "2024-03-29"), SizeIs(1));
  feed("2024-03-30", R"("person")");
  EXPECT_THAT(ringing("alert.feedback_missing", "2024-03-29"), SizeIs(1));
  EXPECT_THAT(ringing("alert.feedback_missing", "2024-03-30"), IsEmpty());
}

TEST_F(HaixingMonthly, HX_47_AGradeThatIsRevisedIsFedBackAnew) {
  const Position result = graded("p-1", "2024-03", "average");
  const auto feed = [&](const std::string& on) {
    t.record<ResultFedBack>(on, fmt::format(R"({{"person":"p-1","org":"o-village","scheme":"monthly",
        "period":"2024-03","form":"face_to_face","to":["village","person"],{}}})",
                                            sealed_member("shortcomings")));
  };
  feed("2024-03-29");
  EXPECT_THAT(ringing("alert.feedback_missing", "2024-05-01"), IsEmpty());
  t.record<DecisionRevised>(
      "2024-05-10",
      fmt::format(
          R"({{"person":"p-1","org":"o-village","decision":"{}","period":"2024-03","grade":"poor",{}}})",
          result.str(), sealed_member("reason")));
  EXPECT_THAT(ringing("alert.feedback_missing", "2024-05-09"), IsEmpty());
  EXPECT_THAT(ringing("alert.feedback_missing", "2024-05-11"), SizeIs(1));
  feed("2024-05-12");
  EXPECT_THAT(ringing("alert.feedback_missing", "2024-05-12"), IsEmpty());
}

TEST_F(HaixingMonthly, HX_47_FeedbackUrgesRectificationByADay) {
  graded("p-1", "2024-03", "poor");
  t.record<RectificationOrdered>("2024-03-28", R"({"org":"o-village","person":"p-1","matter":"m-1",
      "topic":"grid","until":"2024-04-28"})");
  EXPECT_THAT(ringing("alert.rectification_overdue", "2024-04-28"), IsEmpty());
  EXPECT_THAT(ringing("alert.rectification_overdue", "2024-04-29"), SizeIs(1));
  t.record<RectificationClosed>("2024-04-30", R"({"org":"o-village","matter":"m-1","outcome":"accepted"})");
  EXPECT_THAT(ringing("alert.rectification_overdue", "2024-04-30"), IsEmpty());
}

// A grade that is changed on appeal after the month was paid by it
// --------------------------------------------------------------------------------------------------------------

class HaixingAppeal : public HaixingMonthly {
 protected:
  HaixingAppeal() {
    t.adopt("o-county", "2000-01-02", with_pay());
    allow("p-1", "2024-03");
    result_ = graded("p-1", "2024-03", "poor");
    RuleLedger::must(performance("2024-03", 0, "poor"));
    const auto appeal = t.record<AppealFiled>(
        "2024-04-10", fmt::format(R"({{"person":"p-1","org":"o-village","decision":"{}",{}}})", result_.str(),
                                  sealed_member("grounds")));
    t.record<AppealDecided>(
        "2024-05-01", fmt::format(R"({{"person":"p-1","org":"o-village","appeal":"{}","outcome":"upheld"}})",
                                  Position{appeal.index, 0}.str()));
    t.record<DecisionRevised>("2024-05-01", fmt::format(R"({{"person":"p-1","org":"o-village","decision":"{}",
                                  "period":"2024-03","grade":"average",{}}})",
                                                        result_.str(), sealed_member("reason")));
  }

  Position result_;
};

TEST_F(HaixingAppeal, HX_44_HX_45_ArrearsAreOwedByThosePayersWhoBearTheAllowance) {
  EXPECT_EQ(t.pay("p-1", 2024, "2024-04-30").due_fen.value, 240000) << "until it was revised, poor held";
  const PayStatement pay = t.pay("p-1", 2024, "2024-05-01");
  const PayLine county = line(pay, "performance", "county");
  EXPECT_EQ(county.grade, Code{"average"});
  EXPECT_EQ(county.difference_fen, Fen{40000});
  EXPECT_THAT(county.positions, Contains(result_));
  EXPECT_EQ(line(pay, "performance", "township").difference_fen, Fen{20000});
  EXPECT_EQ(pay.due_fen.value, 300000);
}

TEST_F(HaixingAppeal, HX_44_ArrearsRingUntilTheyArePaid) {
  const auto owed = [&] {
    std::string all;
    for (const std::string& text : ringing("alert.pay_short", "2024-06-01")) all += text + "\n";
    return all;
  };
  EXPECT_THAT(owed(), HasSubstr("County, Performance pay, 2024-03"));
  EXPECT_THAT(owed(), HasSubstr("Township, Performance pay, 2024-03"));
  const auto pay = [&](const std::string& source, int fen) {
    RuleLedger::must(t.attempt<PayDisbursed>(
        "2024-05-20", fmt::format(R"({{"person":"p-1","org":"o-village","component":"performance",
            "period":"2024-03","amount_fen":{},"funds":[{{"source":"{}","amount_fen":{}}}]}})",
                                  fen, source, fen)));
  };
  pay("county", 40000);
  EXPECT_THAT(owed(), Not(HasSubstr("County, Performance pay")));
  EXPECT_THAT(owed(), HasSubstr("Township, Performance pay"));
  pay("township", 20000);
  EXPECT_THAT(owed(), Not(HasSubstr("Performance pay")));
}

TEST_F(HaixingAppeal, HX_44_NewAssessmentByTheNewGradeHolds) {
  RuleLedger::must(t.attempt<PayEntitlementAssessed>(
      "2024-05-02", R"({"person":"p-1","org":"o-village","component":"performance","period":"2024-03",
      "amount_fen":60000,"grade":"average","funds":[{"source":"county","amount_fen":60000}]})"));
  const PayStatement pay = t.pay("p-1", 2024, "2024-05-03");
  EXPECT_EQ(line(pay, "performance", "county").due_fen, Fen{60000}) << "the signed assessment decides";
  EXPECT_EQ(pay.due_fen.value, 300000);
}

TEST_F(HaixingMonthly, PaymentThatCameBackIsDueAgain) {
  allow("p-1", "2024-03");
  const std::string paid = R"({"person":"p-1","org":"o-village","component":"basic_post_allowance",
      "period":"2024-03","amount_fen":160000,"funds":[{"source":"county","amount_fen":160000}]})";
  const Position payment{t.record<PayDisbursed>("2024-04-05", paid).index, 0};
  EXPECT_EQ(line(t.pay("p-1", 2024, "2024-04-06"), "basic_post_allowance", "county").difference_fen, Fen{0});
  const auto back = [&](int fen) {
    return t.attempt<PaymentReturned>("2024-04-07",
                                      fmt::format(R"({{"person":"p-1","org":"o-village","payment":"{}",
            "component":"basic_post_allowance","period":"2024-03","amount_fen":{},"payer":"county",
            "cause":"account_closed"}})",
                                                  payment.str(), fen));
  };
  EXPECT_EQ(refusal_of(back(160001)).reason, Reason::bad_value);
  ASSERT_TRUE(back(160000));
  EXPECT_EQ(line(t.pay("p-1", 2024, "2024-04-08"), "basic_post_allowance", "county").difference_fen,
            Fen{160000});
}

}  // namespace
}  // namespace tenure::testing
