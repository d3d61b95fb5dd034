// What the trials (tests/trials) found, as plain scenarios: facts that met where no row had thought of it.
#include "domain/discipline/events.h"
#include "domain/pay/events.h"
#include "domain/supervision/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

/// An admonition, but for its reason.
constexpr std::string_view kAdmonished =
    R"({"person":"p-1","org":"o-village","form":"written_admonition","by":"township_committee",)";

class Found : public ::testing::Test, public RuleLedger {
 protected:
  Found() {
    adopt("o-county", "2000-01-01", pack_of("pingyang"));
    person("p-1", "o-village");
  }

  Admission standard(const std::string& on, int fen, const std::string& period = "2024",
                     const std::string& org = "o-village") {
    return record<PayStandardSet>(
        on,
        fmt::format(
            R"({{"org":"{}","period":"{}","component":"pay_subsidy","amount_fen":{},"floor_fen":900000}})",
            org, period, fen));
  }
  std::vector<std::string> missing_for(const std::string& rule, const std::string& on) {
    std::vector<std::string> out;
    for (const Alert& alert : alerts(on)) {
      if (alert.rule.value == rule && alert.subject.value == "person/p-1") out.push_back(alert.period->str());
    }
    return out;
  }
};

TEST_F(Found, PY_43_LAW_01_ServiceEndsWithTheDeathOfWhoseOfficeIsStillOpen) {
  must(appoint("2010-03-01", "p-1"));
  EXPECT_EQ(value(compute("calc.tenure_years", "p-1", "2024-03-01")), "14");
  EXPECT_EQ(value(compute("calc.tenure_years", "p-1", "2025-03-01")), "15");
  record<DeathRecorded>("2024-03-01", R"({"person":"p-1"})");
  EXPECT_EQ(value(compute("calc.tenure_years", "p-1", "2024-03-01")), "14");
  EXPECT_EQ(value(compute("calc.tenure_years", "p-1", "2025-03-01")), "14");
}

TEST_F(Found, PY_49_T1_NewestStandardIsTheOneOfTheLatestDateWhicheverWasRecordedLast) {
  standard("2024-07-02", 900000);
  EXPECT_EQ(sums("stat.pay_gap", "2024-12-31")[""], 900000);
  standard("2024-01-10", 765500);  // the former one, recorded late
  EXPECT_EQ(sums("stat.pay_gap", "2024-12-31")[""], 900000);
  EXPECT_EQ(sums("stat.pay_gap", "2024-07-01")[""], 765500);
  standard("2024-08-01", 880000);
  EXPECT_EQ(sums("stat.pay_gap", "2024-12-31")[""], 880000);
}

TEST_F(Found, PY_01_T15_StandardBelowItsFloorRingsUntilItIsHonouredHoweverManyYearsLater) {
  standard("2024-01-10", 765500);
  EXPECT_THAT(ringing("2025-12-31"), Contains("alert.pay_below_floor"));
  EXPECT_THAT(ringing("2026-01-01"), Contains("alert.pay_below_floor"));
  EXPECT_THAT(ringing("2029-06-01"), Contains("alert.pay_below_floor"));
  standard("2029-06-02", 900000, "2029");
  EXPECT_THAT(ringing("2029-06-03"), Not(Contains("alert.pay_below_floor")));
}

TEST_F(Found, PY_37_T6_PolicyAdoptedOnceMoreDoesNotSilenceWhatWasMissingBefore) {
  must(appoint("2020-01-10", "p-1"));
  const auto before = missing_for("alert.appraisal_overdue", "2024-06-01");
  EXPECT_THAT(before, Contains("2021"));
  adopt("o-county", "2024-05-01", pack_of("pingyang"));
  EXPECT_EQ(missing_for("alert.appraisal_overdue", "2024-06-01"), before);
}

TEST_F(Found, PY_37_T6_WhatNoPolicyAskedForInItsPeriodIsNotMissing) {
  must(appoint("2014-01-10", "p-1"));
  adopt("o-village", "2015-03-01", "[exit]\nbar_months = 6\n");  // holds whole: no appraisals
  adopt("o-village", "2022-03-01", pack_of("pingyang"));
  EXPECT_THAT(missing_for("alert.appraisal_overdue", "2024-06-01"), ElementsAre("2014", "2015", "2023"))
      << "a year is judged by the policy of its first day; what the county asked for stays open";
}

TEST_F(Found, PY_35_T6_OfWhichOrganisationsAPlanIsExpectedSaysThePolicyOfItsYear) {
  adopt("o-county", "2025-06-01",
        supplied(pack_of("pingyang"), "orgs = [\"village\"]\ncadence", "orgs = [\"township\"]\ncadence"));
  std::vector<std::string> missing;
  for (const Alert& alert : alerts("2026-03-01")) {
    if (alert.rule.value == "alert.annual_plan_missing" && alert.period && alert.period->year >= 2025)
      missing.push_back(alert.subject.value + " " + alert.period->str());
  }
  EXPECT_THAT(missing, ::testing::UnorderedElementsAre("org/o-village 2025", "org/o-town 2026"));
}

TEST_F(Found, LAW_21_T3_RestThatIsLiftedAfterItsOfficeEndedWasLiftedAllTheSame) {
  must(appoint("2024-01-10", "p-1"));
  const std::string office = R"({"person":"p-1","org":"o-village","post":"secretary")";
  record<OfficeSuspended>("2024-03-01", office + R"(,"reason":"inquiry"})");
  record<OfficeResumed>("2024-04-01", office + "}");
  record<TenureEnded>("2024-03-15", office + R"(,"reason":"resignation"})");  // recorded late
  EXPECT_THAT(ringing("2024-06-02"), Not(Contains("law.office_ends")));
}

TEST_F(Found, PY_42_T4_WhoIsAdmonishedLaterIsNotBarredBefore) {
  record<AdmonitionIssued>("2025-09-01", R"({"person":"p-1","org":"o-village","form":"written_admonition",
      "by":"township_committee",)" + sealed_member("reason") +
                                             "}");
  const auto barred = [&](const std::string& on) {
    for (const auto& [condition, outcome] : eligible("elig.delegate", "p-1", on).conditions) {
      if (condition->name == "not_barred") return outcome.met == form::Truth::no;
    }
    return false;
  };
  EXPECT_FALSE(barred("2025-03-01")) << "nobody knows on that day of what comes in September";
  EXPECT_FALSE(barred("2025-08-31"));
  EXPECT_TRUE(barred("2025-09-02"));
}

TEST_F(Found, PY_09_T4_PayOfAYearOfWhichNothingIsAssessedYetIsUnknown) {
  const std::string assessed =
      R"({"person":"p-1","org":"o-village","post":"committee_member","component":"pay_subsidy","period":"2024",
          "amount_fen":500000,"funds":[{"source":"fiscal","amount_fen":500000}]})";
  record<PayEntitlementAssessed>("2024-06-01", assessed);
  const auto before = compute("calc.pay_other_cadres", "p-1", "2024-05-31");
  EXPECT_FALSE(before.value) << "nobody knows on that day of what is assessed in June";
  EXPECT_EQ(before.why, "nothing was assessed this year");
  EXPECT_EQ(value(compute("calc.pay_other_cadres", "p-1", "2024-06-01")), "500000");
}

TEST_F(Found, PY_09_T3_PayOfAYearWhoseOnlyPaymentWasReversedIsUnknown) {
  const auto paid = record<PayDisbursed>(
      "2024-06-01",
      R"({"person":"p-1","org":"o-village","component":"pay_subsidy","period":"2024","amount_fen":500000})");
  record<PaymentReversed>(
      "2024-06-02",
      fmt::format(
          R"({{"person":"p-1","org":"o-village","payment":"{}.0","component":"pay_subsidy","period":"2024",
              "amount_fen":500000,{}}})",
          paid.index, sealed_member("reason")));
  EXPECT_FALSE(compute("calc.pay_other_cadres", "p-1", "2024-06-03").value);
}

TEST_F(Found, PY_03_T9_StandardForFewerPeopleThanThePolicySaysIsFlaggedLikeOneForMore) {
  const auto stated = [&](int people) {
    return rules_of(attempt<PayStandardSet>(
        "2024-01-10",
        fmt::format(R"({{"org":"o-village","period":"2024","component":"pay_subsidy","amount_fen":900000,
                         "floor_fen":900000,"headcount":{}}})",
                    people)));
  };
  EXPECT_THAT(stated(2), Contains("gate.pay_headcount"));
  EXPECT_THAT(stated(3), Not(Contains("gate.pay_headcount")));
  EXPECT_THAT(stated(4), Contains("gate.pay_headcount"));
}

TEST_F(Found, PY_35_T6_PlanOfAYearIsDueWhenThePolicyOfThatYearSays) {
  adopt("o-county", "2025-06-01", supplied(pack_of("pingyang"), "due_days = 30", "due_days = 200"));
  const auto since = [&](const std::string& year) {
    for (const Alert& alert : alerts("2027-01-10")) {
      if (alert.rule.value == "alert.annual_plan_missing" && alert.period && alert.period->str() == year)
        return alert.since.str();
    }
    return std::string();
  };
  EXPECT_EQ(since("2025"), "2025-01-31");
  EXPECT_EQ(since("2026"), "2026-07-20");
}

TEST_F(Found, PY_41_T3_AdmonitionThatIsTakenBackIsDueAgain) {
  must(appoint("2020-01-10", "p-1"));
  grade("2024-12-27", "p-1", "annual", "2024", "basic");
  EXPECT_THAT(ringing("2025-01-06"), Contains("alert.admonition_due"));
  const auto issued =
      record<AdmonitionIssued>("2025-01-07", std::string(kAdmonished) + sealed_member("reason") + "}");
  EXPECT_THAT(ringing("2025-01-08"), Not(Contains("alert.admonition_due")));
  record<AdmonitionEnded>(
      "2025-02-01",
      fmt::format(R"({{"person":"p-1","org":"o-village","admonition":"{}.0","outcome":"revoked"}})",
                  issued.index));
  EXPECT_THAT(ringing("2025-01-31"), Not(Contains("alert.admonition_due")));
  EXPECT_THAT(ringing("2025-02-02"), Contains("alert.admonition_due"));
}

TEST_F(Found, PY_37_T3_GradeThatIsRevokedConcludesNoAppraisal) {
  must(appoint("2024-01-10", "p-1"));
  const auto graded = must(grade("2024-12-27", "p-1", "annual", "2024", "competent"));
  EXPECT_THAT(missing_for("alert.appraisal_overdue", "2025-02-01"), Not(Contains("2024")));
  record<DecisionRevised>(
      "2025-02-02",
      fmt::format(R"({{"person":"p-1","org":"o-village","decision":"{}.0","period":"2024",{}}})",
                  graded.index, sealed_member("reason")));
  EXPECT_THAT(missing_for("alert.appraisal_overdue", "2025-02-01"), Not(Contains("2024")));
  EXPECT_THAT(missing_for("alert.appraisal_overdue", "2025-02-03"), Contains("2024"));
}

TEST_F(Found, HX_44_HX_45_T7_AssessmentForAnotherGradeThanTheOneHeldIsFlagged) {
  must(appoint("2020-01-10", "p-1"));
  grade("2024-04-01", "p-1", "monthly", "2024-03", "average");
  const auto assessed = [&](const std::string& period, const std::string& grade) {
    return rules_of(attempt<PayEntitlementAssessed>(
        "2024-04-02",
        fmt::format(
            R"({{"person":"p-1","org":"o-village","post":"secretary","component":"performance","period":"{}",
                         "amount_fen":10000,"grade":"{}"}})",
            period, grade)));
  };
  EXPECT_THAT(assessed("2024-03", "excellent"), Contains("gate.assessed_grade"));
  EXPECT_THAT(assessed("2024-03", "average"), Not(Contains("gate.assessed_grade")));
  EXPECT_THAT(assessed("2024-04", "excellent"), Not(Contains("gate.assessed_grade")))
      << "nothing is graded yet";
}

TEST_F(Found, LAW_19_T2_CorrectionThatMakesASecondScoreOfAnItemIsFlagged) {
  const std::string scored =
      R"({{"person":"p-1","org":"o-village","scheme":"monthly","period":"2024-03","part":"scored","item":"{}",
          "points":3}})";
  record<AssessmentScored>("2024-03-25", fmt::format(fmt::runtime(scored), "item_1"));
  const auto other = record<AssessmentScored>("2024-03-25", fmt::format(fmt::runtime(scored), "item_2"));
  const auto corrected = [&](const std::string& item) {
    CorrectionRecorded out;
    out.target = Position{other.index, 0};
    out.reason = {sealed_as("reason", "项目有误")};
    out.replacement = make_event(*Date::parse("2024-03-25"),
                                 fact<AssessmentScored>(fmt::format(fmt::runtime(scored), item)));
    return rules_of(submit(act().add("2024-03-26", out), root()));
  };
  EXPECT_THAT(corrected("item_1"), Contains("law.scored_once"));
  EXPECT_THAT(corrected("item_2"), Not(Contains("law.scored_once")));
}

TEST_F(Found, LAW_21_T12_SanctionIsLiftedOnTheDayOnWhichItWasImposed) {
  const auto imposed = record<SanctionImposed>(
      "2024-06-01", R"({"person":"p-1","org":"o-village","kind":"warning","decider":"o-county"})");
  const auto lifted = attempt<SanctionLifted>(
      "2024-06-01", fmt::format(R"({{"person":"p-1","org":"o-village","sanction":"{}.0"}})", imposed.index));
  EXPECT_TRUE(lifted) << refusal_of(lifted).text();
}

TEST_F(Found, LAW_21_T12_IssueIsDefusedOnTheDayOnWhichItWasEscalated) {
  record<IssueEscalated>("2024-06-01", R"({"org":"o-village","matter":"m-1","topic":"land_dispute"})");
  const auto defused =
      attempt<IssueDefused>("2024-06-01", R"({"org":"o-village","matter":"m-1","topic":"land_dispute"})");
  EXPECT_TRUE(defused) << refusal_of(defused).text();
}

TEST_F(Found, PY_41_T9_AdmonitionIsServedOnItsLastDayAndNotBefore) {
  const auto issued =
      record<AdmonitionIssued>("2025-03-10", std::string(kAdmonished) + sealed_member("reason") + "}");
  const auto ended = [&](const std::string& on, const std::string& outcome) {
    return attempt<AdmonitionEnded>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","admonition":"{}.0","outcome":"{}"}})",
                        issued.index, outcome));
  };
  const auto early = ended("2025-09-09", "served");
  EXPECT_THAT(rules_of(early), Contains("gate.admonition_served"));
  EXPECT_EQ(explained(early, "gate.admonition_served"), "≥ 2025-09-10 | 2025-09-09");
  CorrectionRecorded away;
  away.target = Position{early->index, 0};
  away.reason = {sealed_as("reason", "日期有误")};
  must(submit(act().add("2025-09-09", away), root()));
  EXPECT_THAT(rules_of(ended("2025-09-10", "served")), Not(Contains("gate.admonition_served")));
}

TEST_F(Found, PY_41_T9_AdmonitionThatIsTakenBackEndsOnAnyDay) {
  const auto issued =
      record<AdmonitionIssued>("2025-03-10", std::string(kAdmonished) + sealed_member("reason") + "}");
  const auto revoked = attempt<AdmonitionEnded>(
      "2025-04-01",
      fmt::format(R"({{"person":"p-1","org":"o-village","admonition":"{}.0","outcome":"revoked"}})",
                  issued.index));
  EXPECT_THAT(rules_of(revoked), Not(Contains("gate.admonition_served")));
}

TEST_F(Found, PY_41_T6_AdmonitionLastsAsLongAsThePolicyOfItsDaySays) {
  record<AdmonitionIssued>("2025-03-10", std::string(kAdmonished) + sealed_member("reason") + "}");
  adopt("o-county", "2025-06-01", supplied(pack_of("pingyang"), "months = 6 ", "months = 12 "));
  EXPECT_EQ(value(compute("calc.admonition", "p-1", "2025-09-09")), "1");
  EXPECT_EQ(value(compute("calc.admonition", "p-1", "2025-09-10")), "0");
  EXPECT_THAT(ringing("2025-09-11"), Contains("alert.admonition_expiry"));
}

TEST_F(Found, HX_41_HX_42_T6_AnnualGradeIsJudgedByThePolicyOfItsYear) {
  const std::string strict = "[annual_excellent]\nmin_excellent_months = 6\n";
  const std::string lax = "[annual_excellent]\nmin_excellent_months = 0\n";
  must(appoint("2020-01-10", "p-1"));
  adopt("o-county", "2024-01-01", strict);
  adopt("o-county", "2025-01-01", lax);
  EXPECT_EQ(refusal_of(grade("2025-01-10", "p-1", "annual", "2024", "excellent")).rule,
            "gate.annual_excellent")
      << "2024 is graded by what held in 2024";
  EXPECT_TRUE(grade("2026-01-10", "p-1", "annual", "2025", "excellent"));
}

TEST_F(Found, PY_37_AlertSaysWhatIsRequiredAndWhatIsThere) {
  must(appoint("2020-01-10", "p-1"));
  const auto all = alerts("2024-06-01");
  const auto found = std::ranges::find_if(
      all, [](const Alert& alert) { return alert.rule.value == "alert.appraisal_overdue"; });
  ASSERT_NE(found, all.end());
  EXPECT_THAT(found->required->value, ::testing::StartsWith("GradeDetermined ≤ 20"));
  EXPECT_EQ(found->actual->value, "none");
}

}  // namespace
}  // namespace tenure::testing
