// Where the localities' texts differ: the same facts in two counties, each under its own pack as it ships.
#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using form::Truth;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

/// A ledger under one locality's pack, with a secretary p-1 of o-village since 2010.
class County : public RuleLedger {
 public:
  explicit County(const std::string& locality) {
    adopt("o-county", "2000-01-01", pack_of(locality));
    person("p-1", "o-village");
    attribute("p-1", "birth_date", R"("date":"1960-01-01")");
    must(appoint("2010-01-01", "p-1"));
  }
};

class Conflicts : public ::testing::Test {
 protected:
  County pingyang{"pingyang"};
  County haixing{"haixing"};
};

TEST_F(Conflicts, C01_DepartureSubsidyIsOneLocalitysAndNotTheOthers) {
  for (County* county : {&pingyang, &haixing}) county->end("2020-01-01", "p-1", "term_expiry");
  EXPECT_EQ(pingyang.eligible("elig.departure_subsidy", "p-1", "2024-01-01").eligible, Truth::yes);
  const auto none = haixing.eligible("elig.departure_subsidy", "p-1", "2024-01-01");
  EXPECT_EQ(none.eligible, Truth::unknown) << "its text knows no such subsidy";
  EXPECT_THAT(none.conditions, IsEmpty());
}

TEST_F(Conflicts, C06_PayIsAnAnnualStandardHereAndAtStakeMonthlyThere) {
  for (County* county : {&pingyang, &haixing}) {
    county->record<OrgProfileUpdated>(
        "2024-01-05", R"({"org":"o-county","facts":[{"name":"farmer_per_capita_income","number":7655}]})");
    county->record<PayEntitlementAssessed>("2024-03-01", R"({"person":"p-1","org":"o-village",
        "component":"basic_post_allowance","period":"2024-03","amount_fen":300000})");
    ASSERT_TRUE(county->grade("2024-03-27", "p-1", "monthly", "2024-03", "poor"));
  }
  EXPECT_EQ(value(pingyang.compute("calc.pay_standard", "o-village", "2024-06-01")), "7655");
  EXPECT_EQ(value(haixing.compute("calc.pay_standard", "o-village", "2024-06-01")), "");
  EXPECT_EQ(value(haixing.compute("calc.monthly_subsidy", "p-1", "2024-03-31")), "0");
  EXPECT_EQ(value(pingyang.compute("calc.monthly_subsidy", "p-1", "2024-03-31")), "");
  EXPECT_EQ(pingyang.pay("p-1", 2024, "2024-12-31").due_fen.value, 300000);
  EXPECT_EQ(haixing.pay("p-1", 2024, "2024-12-31").due_fen.value, 240000);
}

TEST_F(Conflicts, C07_RewardHasAFloorHereAndAnOpenAmountThere) {
  for (County* county : {&pingyang, &haixing}) {
    county->record<PayEntitlementAssessed>("2024-03-01", R"({"person":"p-1","org":"o-village",
        "component":"pay_subsidy","period":"2024","amount_fen":765500,
        "funds":[{"source":"fiscal","amount_fen":765500}]})");
    for (const char* month : {"2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06"})
      ASSERT_TRUE(county->grade("2024-07-01", "p-1", "monthly", month, "excellent"));
    ASSERT_TRUE(county->grade("2024-12-28", "p-1", "annual", "2024", "excellent"));
  }
  EXPECT_EQ(value(pingyang.compute("calc.reward", "p-1", "2024-12-31")), "76550");
  EXPECT_EQ(haixing.compute("calc.reward", "p-1", "2024-12-31").why, "this grade brings no reward");
  EXPECT_EQ(haixing.compute("calc.monthly_reward", "p-1", "2024-07-01").why, "no grade of the month holds");
  for (County* county : {&pingyang, &haixing})
    ASSERT_TRUE(county->grade("2024-07-27", "p-1", "monthly", "2024-07", "excellent"));
  EXPECT_EQ(haixing.compute("calc.monthly_reward", "p-1", "2024-07-31").why, "the policy gives no amount");
  EXPECT_EQ(pingyang.compute("calc.monthly_reward", "p-1", "2024-07-31").why, "excellent is not rewarded");
}

TEST_F(Conflicts, C08_AdmonitionClosesAwardsHereAndPoorMonthsTheAnnualGradeThere) {
  const auto honour = [](County& county) {
    return county.attempt<HonourGranted>(
        "2024-06-01", R"({"person":"p-1","org":"o-village","title":"advanced","level":"county"})");
  };
  for (County* county : {&pingyang, &haixing}) {
    county->record<AdmonitionIssued>(
        "2024-03-01", fmt::format(R"({{"person":"p-1","org":"o-village","form":"written_admonition",
            "by":"township_committee",{}}})",
                                  sealed_member("reason")));
  }
  EXPECT_FALSE(honour(pingyang));
  EXPECT_TRUE(honour(haixing));
  for (County* county : {&pingyang, &haixing}) {
    for (const char* month : {"2023-01", "2023-02", "2023-03"})
      ASSERT_TRUE(county->grade("2023-04-01", "p-1", "monthly", month, "poor"));
  }
  EXPECT_TRUE(pingyang.grade("2023-12-30", "p-1", "annual", "2023", "excellent"));
  EXPECT_FALSE(haixing.grade("2023-12-30", "p-1", "annual", "2023", "excellent"));
}

TEST_F(Conflicts, C09_AppraisalIsAnnualHereAndMonthlyThere) {
  for (County* county : {&pingyang, &haixing}) {
    county->record<PayEntitlementAssessed>("2024-03-01", R"({"person":"p-1","org":"o-village",
        "component":"basic_post_allowance","period":"2024-03","amount_fen":300000})");
  }
  EXPECT_THAT(haixing.ringing("2024-04-01"), Contains("alert.monthly_assessment_overdue"));
  EXPECT_THAT(pingyang.ringing("2024-04-01"), Not(Contains("alert.monthly_assessment_overdue")));
  EXPECT_THAT(pingyang.ringing("2025-01-01"), Contains("alert.appraisal_overdue"));
  EXPECT_THAT(haixing.ringing("2025-01-01"), Not(Contains("alert.appraisal_overdue")));
}

TEST_F(Conflicts, C10_TownshipMembersAndMassesJudgeHereAndAJointMeetingThere) {
  const auto annual = [](County& county) {
    return rules_of(county.grade("2024-12-28", "p-1", "annual", "2024", "competent"));
  };
  EXPECT_THAT(annual(pingyang), Contains("gate.appraisal_steps"));
  EXPECT_THAT(annual(haixing), Not(Contains("gate.appraisal_steps")));
  const auto monthly = [](County& county) {
    return rules_of(county.grade("2024-03-27", "p-1", "monthly", "2024-03", "average"));
  };
  EXPECT_THAT(monthly(haixing), Contains("gate.decided_in_order"));
  EXPECT_THAT(monthly(pingyang), Not(Contains("gate.decided_in_order")));
}

TEST_F(Conflicts, C11_GradeScalesDiffer) {
  const auto good = [](County& county) {
    return county.grade("2024-03-27", "p-1", "monthly", "2024-03", "good");
  };
  EXPECT_THAT(rules_of(good(haixing)), Contains("gate.grade_scale"));
  EXPECT_THAT(rules_of(good(pingyang)), Not(Contains("gate.grade_scale"))) << "it grades no months";
  const auto qualified = [](County& county) {
    return county.grade("2024-12-27", "p-1", "annual", "2024", "qualified");
  };
  EXPECT_THAT(rules_of(qualified(pingyang)), Contains("gate.grade_scale"));
  EXPECT_THAT(rules_of(qualified(haixing)), Not(Contains("gate.grade_scale")));
}

TEST_F(Conflicts, C12_SecondLowestGradeIsAWrittenSixMonthsHereAndATalkThere) {
  ASSERT_TRUE(pingyang.grade("2024-12-27", "p-1", "annual", "2024", "basic"));
  ASSERT_TRUE(haixing.grade("2024-12-27", "p-1", "organiser", "2024", "basic"));
  const auto wanted = [](County& county, const std::string& on) {
    for (const Alert& alert : county.alerts(on)) {
      if (alert.rule.value == "alert.admonition_due")
        return alert.message.value.substr(alert.message.value.rfind(", ") + 2);
    }
    return std::string();
  };
  EXPECT_EQ(wanted(pingyang, "2024-12-28"), "Written admonition");
  EXPECT_EQ(wanted(haixing, "2024-12-28"), "Admonition talk");
  for (County* county : {&pingyang, &haixing}) {
    county->record<AdmonitionIssued>(
        "2025-01-05",
        fmt::format(R"({{"person":"p-1","org":"o-village","form":"{}","by":"{}",{}}})",
                    county == &pingyang ? "written_admonition" : "admonition_talk",
                    county == &pingyang ? "township_committee" : "county_org_dept", sealed_member("reason")));
  }
  EXPECT_THAT(pingyang.ringing("2025-07-06"), Contains("alert.admonition_expiry"));
  EXPECT_THAT(haixing.ringing("2025-07-06"), Not(Contains("alert.admonition_expiry")));
}

TEST_F(Conflicts, C13_LowestGradeCostsTheYearHereAndCallsForAnAdjustmentThere) {
  for (County* county : {&pingyang, &haixing}) {
    ASSERT_TRUE(county->grade("2023-12-27", "p-1", "annual", "2023", "not_competent"));
    ASSERT_TRUE(county->grade("2023-12-27", "p-1", "organiser", "2023", "unqualified"));
  }
  EXPECT_EQ(part(pingyang.compute("calc.tenure_years", "p-1", "2024-01-01"), "excluded"), "1");
  EXPECT_EQ(part(haixing.compute("calc.tenure_years", "p-1", "2024-01-01"), "excluded"), "");
  EXPECT_THAT(haixing.ringing("2024-01-01"), Contains("alert.two_year_basic"));
  EXPECT_THAT(pingyang.ringing("2024-01-01"), Not(Contains("alert.two_year_basic")));
}

TEST_F(Conflicts, C29_ThreePaidPostsHereAndWhoDrawsTheAllowanceThere) {
  const auto standard = [](County& county) {
    return county.attempt<PayStandardSet>("2024-01-10", R"({"org":"o-village","period":"2024",
        "component":"pay_subsidy","amount_fen":765500,"floor_fen":700000,"headcount":4})");
  };
  EXPECT_THAT(rules_of(standard(pingyang)), Contains("gate.pay_headcount"));
  EXPECT_THAT(rules_of(standard(haixing)), IsEmpty());
  const auto grade = [](County& county) {
    return county.grade("2024-03-27", "p-1", "monthly", "2024-03", "average");
  };
  EXPECT_THAT(rules_of(grade(haixing)), Contains("gate.monthly_scope"));
  EXPECT_THAT(rules_of(grade(pingyang)), Not(Contains("gate.monthly_scope")));
}

TEST_F(Conflicts, C42_ForcedSharesThereAndNoneHere) {
  for (County* county : {&pingyang, &haixing}) {
    for (int item = 1; item <= 19; ++item) {
      ASSERT_TRUE(county->score("p-1", "monthly", "2024-03",
                                item == 1
                                    ? R"("part":"basic","item":"b","passed":true)"
                                    : fmt::format(R"("part":"scored","item":"i-{}","points":5)", item)));
    }
  }
  EXPECT_EQ(value(haixing.compute("calc.grade_quota", "o-town", "2024-03-31")), "1");
  EXPECT_EQ(pingyang.compute("calc.grade_quota", "o-town", "2024-03-31").why, "the policy sets no quota");
  EXPECT_THAT(rules_of(haixing.grade("2024-03-27", "p-1", "monthly", "2024-03", "excellent")),
              Contains("gate.grade_quota"));
  EXPECT_THAT(rules_of(pingyang.grade("2024-03-27", "p-1", "monthly", "2024-03", "excellent")),
              Not(Contains("gate.grade_quota")));
}

TEST_F(Conflicts, C44_ContestsThereAndNoneHere) {
  EXPECT_THAT(haixing.ringing("2024-03-01"), Contains("alert.contest_due"));
  EXPECT_THAT(pingyang.ringing("2024-03-01"), Not(Contains("alert.contest_due")));
}

}  // namespace
}  // namespace tenure::testing
