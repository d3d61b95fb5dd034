// Two reports and two ratings a year, the grade, and what follows from it. Every figure is of the text.
#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "domain/pension/events.h"
#include "tests/scenarios/ledger/refusals.h"
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

class PingyangAppraisal : public ::testing::Test {
 protected:
  PingyangAppraisal() {
    t.adopt("o-county", "2000-01-01", pack_of("pingyang"));
    t.person("p-1", "o-village");
    t.person("p-2", "o-village");
    t.in_office("p-1");
    t.in_office("p-2");
  }

  Position graded(const std::string& on, const std::string& period, const std::string& grade,
                  const std::string& person = "p-1") {
    return {RuleLedger::must(t.grade(on, person, "annual", period, grade)).index, 0};
  }
  Admission admonish(const std::string& on, const std::string& rest = "",
                     const std::string& form = "written_admonition",
                     const std::string& by = "township_committee") {
    return t.record<AdmonitionIssued>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","form":"{}","by":"{}",{}{}}})", form, by,
                        sealed_member("reason"), rest));
  }
  Result<Admission> honour(const std::string& on, const std::string& rest = "") {
    return t.attempt<HonourGranted>(
        on, R"({"person":"p-1","org":"o-village","title":"advanced","level":"county")" + rest + "}");
  }
  Result<Admission> reward(const std::string& on, const std::string& rest = "") {
    return t.attempt<RewardGranted>(on, R"({"person":"p-1","org":"o-village")" + rest + "}");
  }
  void report(const std::string& audience, const std::string& person = "p-1") {
    t.record<DutyReportDelivered>(
        "2024-12-20", fmt::format(R"({{"person":"{}","org":"o-village","period":"2024","audience":"{}"}})",
                                  person, audience));
  }
  void appraised_by_the_committee(const std::string& person) {
    t.record<CommitteeAppraisalRecorded>(
        "2024-12-22", fmt::format(R"({{"person":"{}","org":"o-village","scheme":"annual","period":"2024",
            "committee":"o-town","opinion":"competent","points":85}})",
                                  person));
  }
  std::vector<std::string> ringing(const std::string& rule, const std::string& on) {
    std::vector<std::string> out;
    for (const Alert& alert : t.alerts(on)) {
      if (alert.rule.value == rule) out.push_back(alert.message.value);
    }
    return out;
  }

  RuleLedger t;
};

TEST_F(PingyangAppraisal, PY_37_EachAudienceIsOwedAReportByTheEndOfTheYear) {
  ASSERT_TRUE(t.appoint("2024-01-01", "p-1"));
  EXPECT_THAT(ringing("alert.duty_report_overdue", "2024-12-31"), IsEmpty());
  EXPECT_THAT(ringing("alert.duty_report_overdue", "2025-01-01"),
              ElementsAre(HasSubstr("乡镇党委"), HasSubstr("党员"), HasSubstr("村民代表")));
  report("members");
  EXPECT_THAT(ringing("alert.duty_report_overdue", "2025-01-01"), SizeIs(2));
}

TEST_F(PingyangAppraisal, PY_37_SecretaryWithoutAGradeIsOverdueOnceTheYearIsOver) {
  ASSERT_TRUE(t.appoint("2024-01-01", "p-1"));
  EXPECT_THAT(ringing("alert.appraisal_overdue", "2024-12-31"), IsEmpty());
  EXPECT_THAT(ringing("alert.appraisal_overdue", "2025-01-01"), ElementsAre(HasSubstr("2024, ")));
  graded("2024-12-28", "2024", "competent");
  EXPECT_THAT(ringing("alert.appraisal_overdue", "2025-01-01"), IsEmpty());
}

TEST_F(PingyangAppraisal, PY_37_GradeWithoutItsTwoReportsAndTwoRatingsIsFlagged) {
  const auto bare = t.grade("2024-12-28", "p-2", "annual", "2024", "competent");
  ASSERT_THAT(rules_of(bare), ElementsAre("gate.appraisal_steps"));
  EXPECT_THAT(bare->verdict.flags[0].message.value,
              HasSubstr("Township committee, Members, Village representatives, Masses, Committee"));
  for (const char* audience : {"township_committee", "members", "village_representatives"}) report(audience);
  t.record<BallotTallied>("2024-12-21",
                          R"({"person":"p-1","org":"o-village","scheme":"annual","period":"2024",
      "group":"masses","eligible":60,"valid":50,"votes":[{"option":"competent","count":50}]})");
  appraised_by_the_committee("p-1");
  EXPECT_THAT(rules_of(t.grade("2024-12-28", "p-1", "annual", "2024", "competent")), IsEmpty());
}

TEST_F(PingyangAppraisal, PY_37_NeitherRatingStandsInForTheOther) {
  for (const char* audience : {"township_committee", "members", "village_representatives"})
    report(audience, "p-2");
  appraised_by_the_committee("p-2");
  const auto graded = t.grade("2024-12-28", "p-2", "annual", "2024", "competent");
  ASSERT_THAT(rules_of(graded), ElementsAre("gate.appraisal_steps"));
  EXPECT_TRUE(graded->verdict.flags[0].message.value.ends_with("steps are missing: Masses"));
  EXPECT_EQ(explained(graded, "gate.appraisal_steps"),
            "township_committee, members, village_representatives, masses, committee | "
            "township_committee, members, village_representatives, committee");
  const form::Computed result = t.compute("calc.appraisal_result", "p-2", "2024-12-31");
  EXPECT_EQ(part(result, "committee", "o-town"), "85");
  EXPECT_EQ(value(result), "") << "the text weighs nothing";
}

TEST_F(PingyangAppraisal, PY_37_StepsOfAnotherSchemeServeNoAnnualGrade) {
  for (const char* audience : {"township_committee", "members", "village_representatives"}) report(audience);
  const auto rated = [&](const std::string& scheme) {
    t.record<BallotTallied>("2024-12-21", fmt::format(R"({{"person":"p-1","org":"o-village","scheme":"{}",
        "period":"2024","group":"masses","votes":[{{"option":"competent","count":50}}]}})",
                                                      scheme));
    t.record<CommitteeAppraisalRecorded>(
        "2024-12-22", fmt::format(R"({{"person":"p-1","org":"o-village","scheme":"{}","period":"2024",
            "committee":"o-town","points":85}})",
                                  scheme));
  };
  rated("organiser");
  const auto stale = t.grade("2024-12-28", "p-1", "annual", "2024", "competent");
  ASSERT_THAT(rules_of(stale), ElementsAre("gate.appraisal_steps"));
  EXPECT_TRUE(stale->verdict.flags[0].message.value.ends_with("steps are missing: Masses, Committee"));
  rated("annual");
  EXPECT_THAT(rules_of(t.attempt<DecisionRevised>(
                  "2024-12-29", fmt::format(R"({{"person":"p-1","org":"o-village","decision":"{}",
                      "period":"2024","grade":"basic",{}}})",
                                            Position{stale->index, 0}.str(), sealed_member("reason")))),
              IsEmpty());
}

class PingyangAppeal : public PingyangAppraisal {
 protected:
  Result<Admission> appeal(const std::string& person, Position decision) {
    return t.attempt<AppealFiled>(
        "2025-01-05", fmt::format(R"({{"person":"{}","org":"o-village","decision":"{}",{}}})", person,
                                  decision.str(), sealed_member("grounds")));
  }
  Result<Admission> decide(Position appeal, const std::string& outcome, const std::string& by) {
    return t.attempt<AppealDecided>(
        "2025-01-20",
        fmt::format(R"({{"person":"p-1","org":"o-village","appeal":"{}","outcome":"{}"}})", appeal.str(),
                    outcome),
        by);
  }
};

TEST_F(PingyangAppeal, LAW_20_AppealIsDecidedOnceAndByAnotherBody) {
  const auto grade = t.attempt<GradeDetermined>(
      "2024-12-28", R"({"person":"p-1","org":"o-village","scheme":"annual","period":"2024","grade":"basic"})",
      "o-town");
  const Position filed{RuleLedger::must(appeal("p-1", {RuleLedger::must(grade).index, 0})).index, 0};
  EXPECT_THAT(rules_of(decide(filed, "upheld", "o-county")), IsEmpty());
  EXPECT_THAT(rules_of(decide(filed, "rejected", "o-county")), ElementsAre("law.appeal_decided_once"));
  const Position other{RuleLedger::must(appeal("p-1", {RuleLedger::must(grade).index, 0})).index, 0};
  EXPECT_THAT(rules_of(decide(other, "rejected", "o-town")), ElementsAre("law.appeal_decider"))
      << "against its own grade";
}

TEST_F(PingyangAppeal, LAW_22_NobodyAppealsAgainstAnothersGrade) {
  const Position grade = graded("2024-12-28", "2024", "basic");
  EXPECT_THAT(rules_of(appeal("p-2", grade)), ElementsAre("law.appeal_own"));
  EXPECT_THAT(rules_of(appeal("p-1", grade)), IsEmpty());
}

TEST_F(PingyangAppraisal, PY_38_RewardsHonoursAndPayCiteTheLatestResult) {
  EXPECT_THAT(rules_of(honour("2024-06-01")), IsEmpty()) << "there is no result yet";
  const Position result = graded("2024-12-28", "2024", "excellent");
  EXPECT_THAT(rules_of(honour("2025-02-01")), ElementsAre("gate.result_use.award"));
  EXPECT_THAT(rules_of(reward("2025-02-01")), ElementsAre("gate.result_use.reward"));
  EXPECT_THAT(rules_of(t.attempt<PayAdjusted>("2025-02-01",
                                              R"({"person":"p-1","org":"o-village","component":"pay_subsidy",
      "period":"2025","amount_fen":100,"decider":"o-town",)" +
                                                  sealed_member("reason") + "}")),
              ElementsAre("gate.result_use.pay"));
  const std::string cited = fmt::format(R"(,"basis":["平组〔2025〕1号","{}"])", result.str());
  EXPECT_THAT(rules_of(honour("2025-02-01", cited)), IsEmpty());
  EXPECT_THAT(rules_of(reward("2025-02-01", cited)), IsEmpty());
  graded("2025-12-28", "2025", "competent");
  EXPECT_THAT(rules_of(honour("2026-02-01", cited)), ElementsAre("gate.result_use.award"))
      << "the result before the latest";
}

TEST_F(PingyangAppraisal, PY_40_ExcellentSecretariesArePreferredAsDelegates) {
  EXPECT_EQ(t.eligible("elig.delegate", "p-1", "2025-01-01").eligible, Truth::no) << "no grade";
  graded("2024-12-28", "2024", "excellent");
  graded("2024-12-28", "2024", "competent", "p-2");
  const EligibilityAnswer preferred = t.eligible("elig.delegate", "p-1", "2025-01-01");
  EXPECT_EQ(preferred.eligible, Truth::yes);
  EXPECT_EQ(preferred.conditions.at(0).outcome.required, "excellent");
  EXPECT_EQ(t.eligible("elig.delegate", "p-2", "2025-01-01").eligible, Truth::no);
  const auto recommend = [&](const std::string& body) {
    return t.attempt<DelegateRecommended>(
        "2025-01-10", fmt::format(R"({{"person":"p-1","org":"o-village","body":"{}"}})", body));
  };
  for (const char* body : {"party_congress", "peoples_congress", "cppcc", "model_worker"})
    EXPECT_THAT(rules_of(recommend(body)), IsEmpty()) << body;
  EXPECT_THAT(rules_of(recommend("chamber_of_commerce")), ElementsAre("gate.delegate_body"));
  EXPECT_EQ(t.figures("stat.delegates", "2025-02-01", {"body"})["model_worker"], 1);
}

TEST_F(PingyangAppraisal, PY_41_BasicGradeCallsForAWrittenAdmonitionByTheTownship) {
  graded("2024-12-28", "2024", "basic");
  EXPECT_THAT(ringing("alert.admonition_due", "2024-12-29"), ElementsAre(HasSubstr("Written admonition")));
  admonish("2025-01-05", "", "admonition_talk");
  admonish("2025-01-05", "", "written_admonition", "county_org_dept");
  EXPECT_THAT(ringing("alert.admonition_due", "2025-01-10"), SizeIs(1)) << "another form, another issuer";
  admonish("2025-01-05");
  EXPECT_THAT(ringing("alert.admonition_due", "2025-01-10"), IsEmpty());
  EXPECT_EQ(t.figures("stat.admonitions", "2025-01-10")["written_admonition/township_committee"], 1);
}

TEST_F(PingyangAppraisal, PY_41_AdmonitionLastsSixMonthsAndThenAsksForItsEnd) {
  const Position admonition{admonish("2025-01-05").index, 0};
  const form::Computed open = t.compute("calc.admonition", "p-1", "2025-07-04");
  EXPECT_EQ(value(open), "1");
  EXPECT_EQ(open.parts.at(0).of, "2025-07-05");
  EXPECT_EQ(value(t.compute("calc.admonition", "p-1", "2025-07-05")), "0");
  EXPECT_THAT(ringing("alert.admonition_expiry", "2025-07-05"), IsEmpty());
  EXPECT_THAT(ringing("alert.admonition_expiry", "2025-07-06"), SizeIs(1));
  const std::string ended = fmt::format(
      R"({{"person":"p-1","org":"o-village","admonition":"{}","outcome":"served"}})", admonition.str());
  t.record<AdmonitionEnded>("2025-07-05", ended);
  EXPECT_THAT(ringing("alert.admonition_expiry", "2025-08-01"), IsEmpty());
  const auto again = t.attempt<AdmonitionEnded>("2025-07-06", ended);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().reason, Reason::already);
}

TEST_F(PingyangAppraisal, PY_42_AdmonishedCadreGetsNoAdvancedTitleInTheYear) {
  const Position admonition{admonish("2025-09-01", R"(,"period":"2024")").index, 0};
  const auto refused = honour("2025-12-31");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::gate);
  EXPECT_THAT(refused.error().detail, HasSubstr("gate.advanced_award (PY-42"));
  EXPECT_THAT(refused.error().detail, HasSubstr(admonition.str()));
  EXPECT_FALSE(honour("2026-02-28")) << "the admonition is open";
  EXPECT_TRUE(honour("2026-03-01"));
  EXPECT_FALSE(honour("2026-03-01", R"(,"period":"2024")")) << "an award for the assessed year";
  EXPECT_TRUE(honour("2026-03-01", R"(,"period":"2025")"));
  EXPECT_TRUE(honour("2024-12-31"));
}

TEST_F(PingyangAppraisal, PY_42_LiftedAdmonitionBarsNoLongerThanItsYear) {
  const auto lift = [&](Position admonition, const std::string& on, const std::string& outcome) {
    t.record<AdmonitionEnded>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","admonition":"{}","outcome":"{}"}})",
                        admonition.str(), outcome));
  };
  lift({admonish("2024-10-15").index, 0}, "2025-01-15", "served");
  EXPECT_FALSE(honour("2024-12-31"));
  EXPECT_FALSE(honour("2025-01-14")) << "still open";
  EXPECT_TRUE(honour("2025-01-15"));
  EXPECT_THAT(rules_of(reward("2025-01-14")), ElementsAre("gate.reward"));
  EXPECT_THAT(rules_of(reward("2025-01-15")), IsEmpty());
  lift({admonish("2026-03-01", R"(,"period":"2025")").index, 0}, "2026-03-10", "revoked");
  EXPECT_FALSE(honour("2026-03-09"));
  EXPECT_TRUE(honour("2026-03-10", R"(,"period":"2025")")) << "taken back: nothing is closed any more";
}

TEST_F(PingyangAppraisal, PY_42_AwardBeforeTheAdmonitionIsToldOfToo) {
  ASSERT_TRUE(honour("2024-11-01"));
  ASSERT_TRUE(honour("2025-02-01"));
  ASSERT_TRUE(reward("2025-03-01"));
  const auto flags = admonish("2025-09-01").verdict.flags;
  ASSERT_THAT(flags, SizeIs(2));
  EXPECT_EQ(flags[0].rule.value, "gate.award_before_admonition");
  EXPECT_EQ(flags[1].rule.value, "gate.reward_before_admonition");
  EXPECT_THAT(admonish("2023-09-01").verdict.flags, IsEmpty()) << "neither year nor six months reach it";
}

TEST_F(PingyangAppraisal, PY_41_AdmonitionLastsAsLongAsThePolicySays) {
  const auto until = [&](const std::string& date) {
    std::vector<std::string> out;
    for (const Flag& flag : admonish("2025-01-05", fmt::format(R"(,"until":"{}")", date)).verdict.flags)
      out.push_back(flag.rule.value);
    return out;
  };
  EXPECT_THAT(until("2025-04-05"), ElementsAre("gate.admonition_length"));
  EXPECT_THAT(until("2025-08-05"), ElementsAre("gate.admonition_length"));
  EXPECT_THAT(until("2025-07-05"), IsEmpty());
}

TEST_F(PingyangAppraisal, PY_42_RefusedAwardIsNotedInTheJournal) {
  admonish("2025-09-01");
  const auto before = journal_lines(t).size();
  ASSERT_FALSE(honour("2025-12-31"));
  ASSERT_EQ(journal_lines(t).size(), before + 1);
  EXPECT_THAT(journal_lines(t).back(),
              AllOf(HasSubstr(R"("reason":"gate")"), HasSubstr(R"("rule":"gate.advanced_award")"),
                    HasSubstr(R"("authority":"o-county")")));
}

TEST_F(PingyangAppraisal, PY_42_EachPartOfTheBarIsAParameterOfItsOwn) {
  admonish("2025-09-01", R"(,"period":"2024")");
  const auto only = [&](const std::string& on, const std::string& kept) {
    std::string pack = pack_of("pingyang");
    for (const char* part : {"of_calendar_year", "while_open", "for_assessed_year"}) {
      const std::string line = fmt::format("bars_awards_{} = ", part);
      if (part != kept) pack = supplied(pack, line + "true", line + "false");
    }
    t.adopt("o-county", on, pack);
  };
  only("2000-01-02", "of_calendar_year");
  EXPECT_FALSE(honour("2025-01-15")) << "before it was issued, in its year";
  EXPECT_FALSE(honour("2025-12-31"));
  EXPECT_TRUE(honour("2026-01-01", R"(,"period":"2024")"));
  only("2000-01-03", "while_open");
  EXPECT_TRUE(honour("2025-08-31"));
  EXPECT_FALSE(honour("2025-09-01"));
  EXPECT_FALSE(honour("2026-02-28"));
  EXPECT_TRUE(honour("2026-03-01", R"(,"period":"2024")"));
  only("2000-01-04", "for_assessed_year");
  EXPECT_TRUE(honour("2025-12-31"));
  const auto of_that_year = honour("2027-05-01", R"(,"period":"2024")");
  EXPECT_FALSE(of_that_year);
  EXPECT_EQ(explained(of_that_year, "gate.advanced_award"), "≠ 2024 | 2024");
}

TEST_F(PingyangAppraisal, PY_42_AdmonishedCadreLosesRewards) {
  admonish("2025-09-01", R"(,"period":"2024")");
  EXPECT_THAT(rules_of(reward("2025-12-31")), ElementsAre("gate.reward"));
  EXPECT_THAT(rules_of(reward("2026-02-28")), ElementsAre("gate.reward")) << "the admonition is open";
  EXPECT_THAT(rules_of(reward("2026-03-01")), IsEmpty());
  EXPECT_THAT(rules_of(reward("2026-03-01", R"(,"period":"2024")")), ElementsAre("gate.reward"));
  t.adopt("o-county", "2026-04-01",
          supplied(pack_of("pingyang"), "cancels_rewards = true", "cancels_rewards = false"));
  EXPECT_THAT(rules_of(reward("2026-04-01", R"(,"period":"2024")")), IsEmpty());
  EXPECT_EQ(t.eligible("elig.delegate", "p-1", "2025-12-31").conditions.at(1).outcome.met, Truth::no);
}

TEST_F(PingyangAppraisal, PY_43_YearGradedNotCompetentDoesNotCountAsService) {
  ASSERT_TRUE(t.appoint("2018-01-01", "p-1"));
  t.end("2024-01-01", "p-1", "term_expiry");
  EXPECT_EQ(value(t.compute("calc.tenure_years", "p-1", "2024-06-01")), "6");
  const Position bad = graded("2021-12-28", "2021", "not_competent");
  graded("2022-12-28", "2022", "basic");
  const form::Computed years = t.compute("calc.tenure_years", "p-1", "2024-06-01");
  EXPECT_EQ(value(years), "5");
  EXPECT_EQ(part(years, "excluded"), "1");
  EXPECT_THAT(years.parts.back().name == "excluded" ? years.parts.back().basis : std::vector<Position>{},
              ElementsAre(bad));
}

TEST_F(PingyangAppraisal, PY_43_WhatAGradeMeansForItsYearSaysThePolicyOfTheYear) {
  ASSERT_TRUE(t.appoint("2018-01-01", "p-1"));
  t.end("2024-01-01", "p-1", "term_expiry");
  graded("2021-12-28", "2021", "not_competent");
  t.adopt("o-county", "2022-01-10",
          supplied(pack_of("pingyang"), "excludes_year = true", "excludes_year = false"));
  graded("2023-12-28", "2023", "not_competent");
  EXPECT_EQ(value(t.compute("calc.tenure_years", "p-1", "2024-06-01")), "5") << "2021 is out, 2023 counts";
}

TEST_F(PingyangAppraisal, PY_43_UncountedYearTakesTheDepartureSubsidyAway) {
  ASSERT_TRUE(t.appoint("2018-01-01", "p-1"));
  t.end("2023-06-01", "p-1", "term_expiry");
  const auto years = [&] {
    for (const Answered& answered : t.eligible("elig.departure_subsidy", "p-1", "2024-06-01").conditions) {
      if (answered.condition->name == "service_years") return answered.outcome;
    }
    return form::Outcome();
  };
  EXPECT_EQ(years().met, Truth::yes);
  const Position bad = graded("2022-12-28", "2022", "not_competent");
  EXPECT_EQ(years().met, Truth::no);
  EXPECT_THAT(years().basis, Contains(bad));
  t.record<DecisionRevised>("2023-05-01",
                            fmt::format(R"({{"person":"p-1","org":"o-village","decision":"{}","period":"2022",
                                "grade":"basic",{}}})",
                                        bad.str(), sealed_member("reason")));
  EXPECT_EQ(years().met, Truth::yes) << "the decision was changed";
}

TEST_F(PingyangAppraisal, PY_44_CutCitesAGradeThatBringsOne) {
  const auto cut = [&](const std::string& person, const std::string& grade) {
    const Position result = graded("2024-12-28", "2024", grade, person);
    return rules_of(t.attempt<PayAdjusted>(
        "2024-12-30",
        fmt::format(R"({{"person":"{}","org":"o-village","component":"pay_subsidy","period":"2024",
            "amount_fen":-1000,"decider":"o-town","basis":["{}"],{}}})",
                    person, result.str(), sealed_member("reason"))));
  };
  EXPECT_THAT(cut("p-1", "competent"), ElementsAre("gate.pay_reduction"));
  EXPECT_THAT(cut("p-2", "not_competent"), IsEmpty());
}

TEST_F(PingyangAppraisal, PY_06_NormalDepartureIsAsTheReasonSays) {
  ASSERT_TRUE(t.appoint("2020-01-01", "p-1"));
  const auto ended = [&](const std::string& on, const std::string& reason, bool normal) {
    return rules_of(t.attempt<TenureEnded>(
        on,
        fmt::format(R"({{"person":"p-1","org":"o-village","post":"secretary","reason":"{}","normal":{}}})",
                    reason, normal)));
  };
  EXPECT_THAT(ended("2021-01-01", "removal", true), ElementsAre("gate.normal_departure"));
  ASSERT_TRUE(t.appoint("2021-02-01", "p-1"));
  EXPECT_THAT(ended("2022-01-01", "term_expiry", true), IsEmpty());
}

TEST_F(PingyangAppraisal, PY_06_ADismissalThatIsCalledNormalIsNone) {
  ASSERT_TRUE(t.appoint("2010-01-01", "p-1"));
  t.record<TenureEnded>("2021-12-01", R"({"person":"p-1","org":"o-village","post":"secretary",
      "reason":"dismissal","normal":true})");
  std::size_t asked = 0;
  for (const Answered& answered : t.eligible("elig.departure_subsidy", "p-1", "2025-06-01").conditions) {
    if (answered.condition->name != "normal_departure") continue;
    ++asked;
    EXPECT_EQ(answered.outcome.met, Truth::no);
  }
  EXPECT_EQ(asked, 1U);
}

TEST_F(PingyangAppraisal, LAW_20_ApplicationIsDecidedOnceAndARejectedOneEnrolsNobody) {
  ASSERT_TRUE(t.appoint("2020-01-01", "p-1"));
  const auto applied = t.record<PensionApplied>("2024-03-01", R"({"person":"p-1","org":"o-village"})");
  const auto decide = [&](const std::string& on, std::uint64_t application, const std::string& outcome) {
    return rules_of(t.attempt<PensionApplicationDecided>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","application":"{}","outcome":"{}"}})",
                        Position{application, 0}.str(), outcome)));
  };
  const auto enrol = [&](const std::string& on) {
    return rules_of(t.attempt<PensionEnrolled>(on, R"({"person":"p-1","org":"o-village",
        "scheme":"employee_basic","status":"flexible_employment"})"));
  };
  EXPECT_THAT(decide("2024-03-10", applied.index, "rejected"), IsEmpty());
  EXPECT_THAT(enrol("2024-03-11"), ElementsAre("law.enrolled_as_decided"));
  EXPECT_THAT(decide("2024-03-12", applied.index, "approved"), ElementsAre("law.application_decided_once"));
  const auto again = t.record<PensionApplied>("2024-04-01", R"({"person":"p-1","org":"o-village"})");
  EXPECT_THAT(decide("2024-04-10", again.index, "approved"), IsEmpty());
  EXPECT_THAT(enrol("2024-04-11"), IsEmpty());
}

TEST_F(PingyangAppraisal, PY_45_GradesAreThoseOfTheScaleAndPlainCompetentHasNoConsequence) {
  EXPECT_THAT(rules_of(t.grade("2024-12-28", "p-2", "annual", "2024", "outstanding")),
              Contains("gate.grade_scale"));
  EXPECT_THAT(rules_of(t.grade("2024-12-28", "p-1", "annual", "2024", "competent")),
              Not(Contains("gate.grade_scale")));
  const auto silent = [&](const std::string& rule) { return ringing(rule, "2025-06-01").empty(); };
  EXPECT_TRUE(silent("alert.admonition_due") && silent("alert.two_year_basic"));
  EXPECT_THAT(t.report("rpt.appraisal", "2025-01-01"), HasSubstr(R"(["annual","competent"])"));
  EXPECT_EQ(t.figures("stat.grades", "2025-01-01")["annual/competent"], 1);
  EXPECT_EQ(value(t.compute("calc.tenure_years", "p-1", "2025-01-01")), "0");
}

TEST_F(PingyangAppraisal, PY_45_GradeIsDeterminedOnceAndThenRevised) {
  const Position first = graded("2024-12-28", "2024", "basic");
  const auto twice = t.grade("2025-01-28", "p-1", "annual", "2024", "competent");
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().reason, Reason::already);
  t.record<DecisionRevised>("2025-02-01",
                            fmt::format(R"({{"person":"p-1","org":"o-village","decision":"{}","period":"2024",
                                "grade":"competent",{}}})",
                                        first.str(), sealed_member("reason")));
  EXPECT_EQ(t.figures("stat.grades", "2025-01-31")["annual/basic"], 1) << "it held until it was revised";
  EXPECT_EQ(t.figures("stat.grades", "2025-02-01")["annual/basic"], 0);
  EXPECT_EQ(t.figures("stat.grades", "2025-02-01")["annual/competent"], 1);
}

}  // namespace
}  // namespace tenure::testing
