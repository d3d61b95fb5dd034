// The monthly assessment of village cadres: 18 items after all basic ones, 20/60/20, feedback face to face,
// a fifth of the basic allowance at stake.
#include "domain/incentive/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using form::Truth;
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
  void basic(const std::string& person, bool passed, const std::string& item = "no_veto") {
    RuleLedger::must(t.score(person, "monthly", "2024-03",
                             fmt::format(R"("part":"basic","item":"{}","passed":{})", item, passed)));
  }
  Result<Admission> scored(const std::string& person, int item, double points, const std::string& rest = "") {
    return t.score(person, "monthly", "2024-03",
                   fmt::format(R"("part":"scored","item":"i-{}","points":{}{})", item, points, rest));
  }
  /// All basic items met, and 18 items that add up to `points`.
  void assess(const std::string& person, double points) {
    basic(person, true);
    for (int item = 1; item < 18; ++item) RuleLedger::must(scored(person, item, 1));
    RuleLedger::must(scored(person, 18, points - 17));
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
};

TEST_F(HaixingMonthly, HX_34_ComprehensiveAndSingleItemsCountTogether) {
  basic("p-1", true);
  ASSERT_TRUE(scored("p-1", 1, 5, R"(,"kind":"comprehensive")"));
  ASSERT_TRUE(scored("p-1", 2, 3, R"(,"kind":"single")"));
  const form::Computed score = t.compute("calc.monthly_score", "p-1", "2024-03-31");
  EXPECT_EQ(part(score, "part", "scored"), "8");
  EXPECT_EQ(t.figures("stat.appraisals_by_kind", "2024-03-31")["monthly/comprehensive"], 1);
  EXPECT_EQ(t.figures("stat.appraisals_by_kind", "2024-03-31")["monthly/single"], 1);
}

TEST_F(HaixingMonthly, HX_35_WhoDrawsTheBasicAllowanceIsAssessed) {
  const auto outside = t.grade("2024-03-27", "p-2", "monthly", "2024-03", "average");
  EXPECT_THAT(rules_of(outside), Contains("gate.monthly_scope"));
  allow("p-1", "2024-03");
  EXPECT_THAT(rules_of(t.grade("2024-03-27", "p-1", "monthly", "2024-03", "average")),
              Not(Contains("gate.monthly_scope")));
  EXPECT_EQ(t.figures("stat.paid_people", "2024-12-31")["2024/basic_post_allowance"], 1);
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
  EXPECT_THAT(rules_of(scored("p-1", 1, 5)), IsEmpty());
  basic("p-1", false, "clean_books");
  EXPECT_THAT(rules_of(scored("p-1", 2, 5)), ElementsAre("gate.basic_items"));
  EXPECT_EQ(t.compute("calc.monthly_score", "p-1", "2024-03-31").why, "the basic items are not all met");
  basic("p-1", true, "clean_books");
  EXPECT_THAT(rules_of(scored("p-1", 2, 5)), IsEmpty());
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
    return rules_of(t.grade("2024-03-27", person, "monthly", "2024-03", "average",
                            fmt::format(R"(,"basis":["{}"])", fmt::join(basis, "\",\""))));
  };
  const std::string civil = heard("civil_affairs", "2024-03-20");
  const std::string environment = heard("environment", "2024-03-21");
  const std::string safety = heard("safety", "2024-03-22");
  const std::string late = heard("safety", "2024-03-26");
  const std::string meeting = met("2024-03-25");
  EXPECT_THAT(grade({civil, environment, safety}, "p-1"), ElementsAre("gate.decided_in_order"));
  EXPECT_THAT(grade({civil, environment, meeting}, "p-2"), ElementsAre("gate.decided_in_order"));
  EXPECT_THAT(grade({civil, environment, late, meeting}, "p-3"), ElementsAre("gate.decided_in_order"))
      << "heard after the meeting";
  EXPECT_THAT(grade({civil, environment, safety, met("2024-03-28")}, "p-4"),
              ElementsAre("gate.decided_in_order"))
      << "met after the grade";
  EXPECT_THAT(grade({civil, environment, safety, meeting}, "p-5"), IsEmpty());
}

TEST_F(HaixingMonthly, HX_39_GradesAreTwentySixtyTwentyOfATownshipsPeople) {
  t.register_org("o-v2", "o-town");
  t.person("q-1", "o-v2");
  for (int i = 1; i <= 10; ++i) assess(fmt::format("p-{}", i), 100 - i);
  const form::Computed quota = t.compute("calc.grade_quota", "o-village", "2024-03-31");
  EXPECT_EQ(value(quota), "10") << quota.why;
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
  EXPECT_EQ(part(t.compute("calc.grade_quota", "o-town", "2024-03-31"), "count", "excellent"), "0");
}

TEST_F(HaixingMonthly, HX_39_GradeBeyondItsShareIsFlagged) {
  for (int i = 1; i <= 5; ++i) assess(fmt::format("p-{}", i), 100 - i);
  const auto grade = [&](const std::string& person, const std::string& word) {
    return rules_of(t.grade("2024-03-27", person, "monthly", "2024-03", word));
  };
  EXPECT_THAT(grade("p-1", "excellent"), Not(Contains("gate.grade_quota")));
  EXPECT_THAT(grade("p-2", "excellent"), Contains("gate.grade_quota"));
  EXPECT_THAT(grade("p-3", "average"), Not(Contains("gate.grade_quota")));
  EXPECT_THAT(grade("p-4", "poor"), Not(Contains("gate.grade_quota")));
  EXPECT_EQ(t.figures("stat.grades", "2024-03-31")["monthly/excellent"], 2);
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

class HaixingYear : public HaixingMonthly {
 protected:
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
              HasSubstr("gate.annual_excellent (HX-41 HX-42): 优秀 5 个月，不足 6 个月"));
  EXPECT_TRUE(t.grade("2024-12-30", "p-1", "annual", "2024", "competent"));
}

TEST_F(HaixingYear, HX_41_SixExcellentMonthsSuffice) { EXPECT_TRUE(year_with(6, 2)); }

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
  t.record<RecruitmentMade>("2025-02-01", R"({"person":"p-1","org":"o-village","kind":"civil_service"})");
  EXPECT_EQ(t.figures("stat.recruitments", "2025-03-01")["civil_service"], 1);
}

TEST_F(HaixingMonthly, HX_44_AFifthOfTheAllowanceIsAtStake) {
  allow("p-1", "2024-03");
  const Position result = graded("p-1", "2024-03", "average");
  const form::Computed open = t.compute("calc.monthly_subsidy", "p-1", "2024-03-31");
  EXPECT_EQ(part(open, "at_stake"), "0.2");
  EXPECT_EQ(open.why, "the policy gives no amount for average");
  t.adopt("o-county", "2000-01-02", with_pay());
  EXPECT_EQ(value(t.compute("calc.monthly_subsidy", "p-1", "2024-03-31")), "60000");
  EXPECT_THAT(rules_of(performance("2024-03", 70000, "average")), ElementsAre("gate.performance_pay"));
  EXPECT_THAT(rules_of(performance("2024-03", 60000, "average")), IsEmpty());
  const PayStatement pay = t.pay("p-1", 2024, "2024-12-31");
  EXPECT_EQ(line(pay, "basic_post_allowance", "county").at_stake_fen, Fen{40000});
  EXPECT_EQ(line(pay, "basic_post_allowance", "county").due_fen, Fen{160000}) << "without the fifth";
  EXPECT_EQ(pay.due_fen.value, 300000) << "nothing is due twice";
  EXPECT_NE(result, Position{});
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
  feed("face_to_face", R"("village","person")");
  EXPECT_THAT(ringing("alert.feedback_missing", "2024-03-29"), IsEmpty());
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
  EXPECT_THAT(owed(), HasSubstr("county performance 2024-03"));
  EXPECT_THAT(owed(), HasSubstr("township performance 2024-03"));
  const auto pay = [&](const std::string& source, int fen) {
    RuleLedger::must(t.attempt<PayDisbursed>(
        "2024-05-20", fmt::format(R"({{"person":"p-1","org":"o-village","component":"performance",
            "period":"2024-03","amount_fen":{},"funds":[{{"source":"{}","amount_fen":{}}}]}})",
                                  fen, source, fen)));
  };
  pay("county", 40000);
  EXPECT_THAT(owed(), Not(HasSubstr("county performance")));
  EXPECT_THAT(owed(), HasSubstr("township performance"));
  pay("township", 20000);
  EXPECT_THAT(owed(), Not(HasSubstr("performance")));
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
  EXPECT_EQ(back(160001).error().reason, Reason::bad_value);
  ASSERT_TRUE(back(160000));
  EXPECT_EQ(line(t.pay("p-1", 2024, "2024-04-08"), "basic_post_allowance", "county").difference_fen,
            Fen{160000});
}

}  // namespace
}  // namespace tenure::testing
