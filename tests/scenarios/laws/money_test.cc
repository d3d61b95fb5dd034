// Laws of money over the record: paid once (LAW-13), not beyond what is due (LAW-14), not before its period
// (LAW-15), whichever fact made it so. And what is transcribed is flagged, where a new act is refused.
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class MoneyLaws : public ::testing::Test, public RuleLedger {
 protected:
  MoneyLaws() {
    person("p-1", "o-village");
    person("p-2", "o-village");
    in_office("p-1");
    in_office("p-2");
  }

  static Position at(const Result<Admission>& admission) { return {must(admission).index, 0}; }
  static std::string payment(const std::string& period, std::int64_t fen, const std::string& rest = {}) {
    return fmt::format(R"({{"person":"p-1","org":"o-village","component":"work_pay","period":"{}",)"
                       R"("amount_fen":{}{}}})",
                       period, fen, rest);
  }
  Result<Admission> pay(const std::string& on, const std::string& period, std::int64_t fen,
                        const std::string& rest = {}) {
    return attempt<PayDisbursed>(on, payment(period, fen, rest));
  }
  Result<Admission> assess(const std::string& on, const std::string& period, std::int64_t fen) {
    return attempt<PayEntitlementAssessed>(on, payment(period, fen));
  }
  static std::string of_payment(Position paid, const std::string& period, std::int64_t fen) {
    return fmt::format(R"({{"person":"p-1","org":"o-village","payment":"{}","component":"work_pay",)"
                       R"("period":"{}","amount_fen":{},{}}})",
                       paid.str(), period, fen, sealed_member("reason"));
  }
  Result<Admission> reversed(const std::string& on, Position paid, const std::string& period,
                             std::int64_t fen) {
    return attempt<PaymentReversed>(on, of_payment(paid, period, fen));
  }
  template <class E>
  std::vector<std::string> corrected(Position target, const std::string& on, const std::string& data) {
    return rules_of(attempt<CorrectionRecorded>(
        "2024-12-01",
        fmt::format(R"({{"target":"{}",{},"replacement":{{"type":"{}","on":"{}","data":{}}}}})", target.str(),
                    sealed_member("reason"), Description<E>::kInfo.name, on, data)));
  }
  std::vector<std::string> voided(Position target) {
    return rules_of(attempt<CorrectionRecorded>(
        "2024-12-01", fmt::format(R"({{"target":"{}",{}}})", target.str(), sealed_member("reason"))));
  }
  bool rings(const std::string& rule, const std::string& on = "2025-01-01") {
    const auto all = ringing(on);
    return std::ranges::find(all, rule) != all.end();
  }
  template <class E>
  Result<Admission> transcribed(const std::string& on, const std::string& json) {
    auto paper = act();
    paper.act().provenance = Provenance{
        ProvenanceKind::transcribed, {sha256("scan")}, {"乡镇党委"}, {}, {PersonId{"p-2"}}, {}, {}};
    return submit(paper.add(on, fact<E>(json)), root());
  }
};

// LAW-13
// --------------------------------------------------------------------------------------------------------------

TEST_F(MoneyLaws, LAW_13_APeriodThatIsCorrectedMakesASecondPayment) {
  pay("2024-02-01", "2024-01", 1000);
  const Position second = at(pay("2024-03-01", "2024-02", 1000));
  EXPECT_FALSE(rings("law.paid_once"));
  EXPECT_THAT(corrected<PayDisbursed>(second, "2024-03-01", payment("2024-01", 1000)),
              ElementsAre("law.paid_once"));
  EXPECT_FALSE(rings("law.paid_once", "2024-02-29"));
  EXPECT_TRUE(rings("law.paid_once", "2024-03-01"));
  EXPECT_THAT(corrected<PayDisbursed>(second, "2024-03-01", payment("2024-02", 1000)), IsEmpty());
  EXPECT_FALSE(rings("law.paid_once"));
}

TEST_F(MoneyLaws, LAW_13_ASecondPaymentRingsUntilOneOfBothCameBack) {
  const Position first = at(pay("2024-02-01", "2024-01", 1000));
  EXPECT_THAT(rules_of(pay("2024-03-01", "2024-01", 1000)), ElementsAre("law.paid_once"));
  EXPECT_TRUE(rings("law.paid_once"));
  EXPECT_THAT(rules_of(reversed("2024-04-01", first, "2024-01", 999)), IsEmpty()) << "what mends is not told";
  EXPECT_TRUE(rings("law.paid_once"));
  reversed("2024-04-01", first, "2024-01", 1);
  EXPECT_FALSE(rings("law.paid_once"));
  EXPECT_TRUE(rings("law.paid_once", "2024-03-31"));
}

TEST_F(MoneyLaws, LAW_13_ASecondPaymentSaysWhichOneItReplaces) {
  const Position first = at(pay("2024-02-01", "2024-01", 1000));
  const Position other = at(pay("2024-02-01", "2023-12", 1000));
  const auto basis = [](Position position) { return fmt::format(R"(,"basis":["{}"])", position.str()); };
  const auto second = pay("2024-03-01", "2024-01", 1000, basis(other));
  EXPECT_THAT(rules_of(second), ElementsAre("law.paid_once")) << "it names another one";
  voided(at(second));
  EXPECT_THAT(rules_of(pay("2024-03-01", "2024-01", 1000, basis(first))), IsEmpty());
  EXPECT_FALSE(rings("law.paid_once"));
}

TEST_F(MoneyLaws, LAW_13_AContributionIsPaidOnceOrInPartsOfItsShare) {
  const auto contributed = [&](const std::string& period, const std::string& payer, std::int64_t fen,
                               const std::string& on = "2024-06-01") {
    return attempt<ContributionPaid>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","period":"{}","payer":"{}","amount_fen":{}}})",
                        period, payer, fen));
  };
  EXPECT_THAT(rules_of(contributed("2024", "county", 100)), IsEmpty());
  EXPECT_THAT(rules_of(contributed("2024", "village", 100)), IsEmpty()) << "another payer";
  EXPECT_THAT(rules_of(contributed("2023", "county", 100)), IsEmpty()) << "another period";
  const auto again = contributed("2024", "county", 100);
  EXPECT_THAT(rules_of(again), ElementsAre("law.contributed_once"));
  EXPECT_EQ(explained(again, "law.contributed_once"), "≤ 0 fen | 200 fen");
  EXPECT_TRUE(rings("law.contributed_once"));
  record<PensionShareSet>("2024-01-05", R"({"person":"p-1","org":"o-village","period":"2024","due_fen":300,)"
                                        R"("funds":[{"source":"county","amount_fen":200},)"
                                        R"({"source":"individual","amount_fen":100}]})");
  EXPECT_FALSE(rings("law.contributed_once")) << "up to the county's share";
  EXPECT_THAT(rules_of(contributed("2024", "county", 1)), ElementsAre("law.contributed_once"));
}

TEST_F(MoneyLaws, LAW_13_AMonthsSubsidyIsPaidOnce) {
  end("2024-01-15", "p-1", "age", "committee_member");
  record<DepartureSubsidyApproved>("2024-02-01",
                                   R"({"person":"p-1","org":"o-village","years":5,"monthly_fen":5000})");
  const auto paid = [&](const std::string& period) {
    return attempt<SubsidyPaid>(
        "2024-06-01",
        fmt::format(R"({{"person":"p-1","org":"o-village","period":"{}","amount_fen":5000}})", period));
  };
  EXPECT_THAT(rules_of(paid("2024-03")), IsEmpty());
  EXPECT_THAT(rules_of(paid("2024-04")), IsEmpty());
  const auto again = paid("2024-03");
  EXPECT_THAT(rules_of(again), ElementsAre("law.subsidy_paid_once"));
  EXPECT_TRUE(rings("law.subsidy_paid_once"));
  voided(at(again));
  EXPECT_FALSE(rings("law.subsidy_paid_once"));
}

TEST_F(MoneyLaws, LAW_13_ARewardForAPeriodIsGrantedOnce) {
  const auto rewarded = [&](const std::string& period, const std::string& kind, std::int64_t fen,
                            const std::string& person = "p-1") {
    return attempt<RewardGranted>(
        "2024-12-20", fmt::format(R"({{"person":"{}","org":"o-village","period":"{}","kind":"{}",)"
                                  R"("amount_fen":{}}})",
                                  person, period, kind, fen));
  };
  const char* rule = "law.rewarded_once";
  EXPECT_THAT(rules_of(rewarded("2024", "project", 1000)), Not(Contains(rule)));
  EXPECT_THAT(rules_of(rewarded("2024", "project", 1001)), Not(Contains(rule))) << "another project";
  EXPECT_THAT(rules_of(rewarded("2024", "honour", 1000)), Not(Contains(rule)));
  EXPECT_THAT(rules_of(rewarded("2023", "project", 1000)), Not(Contains(rule)));
  EXPECT_THAT(rules_of(rewarded("2024", "project", 1000, "p-2")), Not(Contains(rule)));
  const auto again = rewarded("2024", "project", 1000);
  EXPECT_THAT(rules_of(again), Contains(rule));
  EXPECT_TRUE(rings(rule));
  voided(at(again));
  EXPECT_FALSE(rings(rule));
}

// LAW-14
// --------------------------------------------------------------------------------------------------------------

TEST_F(MoneyLaws, LAW_14_AnAssessmentThatIsCorrectedDownLeavesPayThatRings) {
  const Position assessed = at(assess("2024-01-05", "2024-01", 5000));
  EXPECT_THAT(rules_of(pay("2024-02-01", "2024-01", 5000)), IsEmpty());
  EXPECT_THAT(corrected<PayEntitlementAssessed>(assessed, "2024-01-05", payment("2024-01", 5000)), IsEmpty());
  EXPECT_FALSE(rings("law.paid_within_due"));
  EXPECT_THAT(corrected<PayEntitlementAssessed>(assessed, "2024-01-05", payment("2024-01", 4999)),
              ElementsAre("law.paid_within_due"));
  EXPECT_FALSE(rings("law.paid_within_due", "2024-01-31"));
  EXPECT_TRUE(rings("law.paid_within_due", "2024-02-01"));
  const std::string one = R"({"person":"p-1","org":"o-village","component":"work_pay","period":"2024-01",)"
                          R"("amount_fen":1)";
  EXPECT_THAT(rules_of(attempt<PayRecoveryOrdered>(
                  "2024-05-01", one + R"(,"decider":"o-town",)" + sealed_member("reason") + "}")),
              IsEmpty());
  EXPECT_THAT(rules_of(attempt<PayRecovered>("2024-06-01", one + "}")), IsEmpty());
  EXPECT_TRUE(rings("law.paid_within_due", "2024-05-31"));
  EXPECT_FALSE(rings("law.paid_within_due", "2024-06-01"));
}

TEST_F(MoneyLaws, LAW_14_NoMoreComesBackThanWasPaid) {
  const Position paid = at(pay("2024-02-01", "2024-01", 5000));
  EXPECT_THAT(rules_of(reversed("2024-03-01", paid, "2024-01", 5000)), IsEmpty());
  EXPECT_FALSE(rings("law.returned_within_paid"));
  EXPECT_THAT(corrected<PayDisbursed>(paid, "2024-02-01", payment("2024-01", 4999)),
              ElementsAre("law.returned_within_paid"));
  EXPECT_TRUE(rings("law.returned_within_paid"));
  EXPECT_THAT(corrected<PayDisbursed>(paid, "2024-02-01", payment("2024-01", 5001)), IsEmpty());
  EXPECT_FALSE(rings("law.returned_within_paid"));
}

TEST_F(MoneyLaws, LAW_14_WhatWasRecoveredByAnOrderThatIsTakenBackRings) {
  pay("2024-02-01", "2024-01", 5000);
  const std::string fen = R"({"person":"p-1","org":"o-village","component":"work_pay","period":"2024-01",)"
                          R"("amount_fen":)";
  const std::string order = R"(,"decider":"o-town",)" + sealed_member("reason") + "}";
  const Position ordered = at(record<PayRecoveryOrdered>("2024-06-01", fen + "1000" + order));
  const Position recovered = at(record<PayRecovered>("2024-06-02", fen + "1000}"));
  EXPECT_FALSE(rings("law.recovered_within_orders"));
  corrected<PayRecoveryOrdered>(ordered, "2024-06-01", fen + "999" + order);
  EXPECT_TRUE(rings("law.recovered_within_orders")) << "a fen more than is ordered now";
  corrected<PayRecoveryOrdered>(ordered, "2024-06-01", fen + "1000" + order);
  EXPECT_FALSE(rings("law.recovered_within_orders"));
  EXPECT_THAT(voided(ordered), Contains("law.recovered_within_orders"));
  EXPECT_TRUE(rings("law.recovered_within_orders"));
  voided(recovered);
  EXPECT_FALSE(rings("law.recovered_within_orders"));
}

TEST_F(MoneyLaws, LAW_16_AMonthIsOnePersonsWholeMonth) {
  const auto paid = [&](const std::string& period, const std::string& component, std::int64_t fen) {
    return rules_of(attempt<PayDisbursed>(
        "2024-12-01", fmt::format(R"({{"person":"p-1","org":"o-village","component":"{}","period":"{}",)"
                                  R"("amount_fen":{}}})",
                                  component, period, fen)));
  };
  EXPECT_THAT(paid("2024-11", "performance", 60'000'000), IsEmpty());
  EXPECT_THAT(paid("2024-11", "post_allowance", 40'000'000), IsEmpty()) << "a million yuan";
  EXPECT_THAT(paid("2024-10", "post_allowance", 40'000'001), IsEmpty()) << "of another month";
  EXPECT_FALSE(rings("law.month_in_bounds"));
  EXPECT_THAT(paid("2024-11", "work_pay", 1), ElementsAre("law.month_in_bounds"));
  EXPECT_TRUE(rings("law.month_in_bounds"));
}

TEST_F(MoneyLaws, LAW_14_AnOrderOfALaterDayOrdersNothingBefore) {
  pay("2024-02-01", "2024-01", 5000);
  const std::string fen = R"({"person":"p-1","org":"o-village","component":"work_pay","period":"2024-01",)"
                          R"("amount_fen":1000)";
  record<PayRecoveryOrdered>("2024-06-01", fen + R"(,"decider":"o-town",)" + sealed_member("reason") + "}");
  EXPECT_THAT(rules_of(attempt<PayRecovered>("2024-05-31", fen + "}")),
              ElementsAre("law.recovered_as_ordered"));
}

TEST_F(MoneyLaws, LAW_14_ARecoveryOnTheDayOfItsOrderIsInOrder) {
  pay("2024-02-01", "2024-01", 5000);
  const std::string fen = R"({"person":"p-1","org":"o-village","component":"work_pay","period":"2024-01",)"
                          R"("amount_fen":1000)";
  record<PayRecoveryOrdered>("2024-06-01", fen + R"(,"decider":"o-town",)" + sealed_member("reason") + "}");
  EXPECT_THAT(rules_of(attempt<PayRecovered>("2024-06-01", fen + "}")), IsEmpty());
  EXPECT_THAT(rules_of(attempt<PayRecovered>("2024-06-02", fen + "}")),
              ElementsAre("law.recovered_as_ordered"));
}

// LAW-15, LAW-01, LAW-03
// --------------------------------------------------------------------------------------------------------------

TEST_F(MoneyLaws, LAW_15_AnAdvanceOfALaterDayAdvancesNothingBefore) {
  const auto advanced = [&](const std::string& on, const std::string& period) {
    record<FundAdvanced>(on, fmt::format(R"({{"org":"o-village","person":"p-1","component":"work_pay",)"
                                         R"("period":"{}","payer":"village","for_payer":"county",)"
                                         R"("amount_fen":1000}})",
                                         period));
  };
  advanced("2024-02-01", "2024-04");
  advanced("2024-02-02", "2024-05");
  EXPECT_THAT(rules_of(pay("2024-02-01", "2024-04", 1000)), IsEmpty());
  EXPECT_THAT(rules_of(pay("2024-02-01", "2024-05", 1000)), ElementsAre("law.period_begun"));
}

TEST_F(MoneyLaws, LAW_15_OnTheFirstDayOfThePeriodAndTheDayBefore) {
  EXPECT_THAT(rules_of(pay("2024-04-01", "2024-04", 1000)), IsEmpty());
  EXPECT_THAT(rules_of(pay("2024-04-30", "2024-05", 1000)), ElementsAre("law.period_begun"));
}

TEST_F(MoneyLaws, LAW_01_LAW_03_APaymentThatWasReversedRingsNoMore) {
  record<DeathRecorded>("2024-03-10", R"({"person":"p-1"})");
  const Position paid = at(pay("2024-05-01", "2024-04", 1000));
  EXPECT_TRUE(rings("law.dead_receive_nothing"));
  reversed("2024-06-01", paid, "2024-04", 999);
  EXPECT_TRUE(rings("law.dead_receive_nothing")) << "a part of it is still paid";
  reversed("2024-06-02", paid, "2024-04", 1);
  EXPECT_FALSE(rings("law.dead_receive_nothing"));
  EXPECT_TRUE(rings("law.dead_receive_nothing", "2024-06-01"));
}

TEST_F(MoneyLaws, LAW_03_APaymentInAnEndedOrganisationThatWasReversedRingsNoMore) {
  record<OrgClosed>("2024-04-01", R"({"org":"o-village","reason":"dissolved"})");
  const Position paid = at(pay("2024-05-01", "2024-04", 1000));
  EXPECT_TRUE(rings("law.nothing_after_its_end"));
  reversed("2024-06-01", paid, "2024-04", 1000);
  EXPECT_FALSE(rings("law.nothing_after_its_end"));
}

TEST_F(MoneyLaws, PY_03_APaymentThatIsReversedLaterCountsUntilThen) {
  adopt("o-county", "2020-01-01",
        "[pay]\nstandard_component = \"work_pay\"\nbeneficiaries_per_village = 1\n");
  const Position first = at(pay("2024-02-01", "2024", 1000));
  reversed("2024-06-01", first, "2024", 1000);
  const auto paid = [&](const std::string& on) {
    return rules_of(attempt<PayDisbursed>(
        on, R"({"person":"p-2","org":"o-village","component":"work_pay","period":"2024","amount_fen":1})"));
  };
  EXPECT_THAT(paid("2024-05-31"), Contains("gate.pay_headcount_paid"));
  EXPECT_THAT(paid("2024-06-01"), Not(Contains("gate.pay_headcount_paid")));
}

// Transcribed history
// --------------------------------------------------------------------------------------------------------------

TEST_F(MoneyLaws, LAW_24_FundsOfAPaperThatDoNotSumAreFlaggedAndOfANewActRefused) {
  const std::string funds = R"(,"funds":[{"source":"fiscal","amount_fen":999}])";
  const Refusal refusal = refusal_of(pay("2024-02-01", "2024-01", 1000, funds));
  EXPECT_EQ(refusal.reason, Reason::bad_value);
  EXPECT_EQ(refusal.where, "events[0].data.funds");
  EXPECT_THAT(rules_of(transcribed<PayDisbursed>("2024-02-01", payment("2024-01", 1000, funds))),
              ElementsAre("law.funds"));
  EXPECT_THAT(rules_of(transcribed<PensionShareSet>(
                  "2024-01-05", R"({"person":"p-1","org":"o-village","period":"2024","due_fen":300,)"
                                R"("funds":[{"source":"county","amount_fen":200}]})")),
              ElementsAre("law.funds"));
}

TEST_F(MoneyLaws, LAW_16_AmountsOfAPaperBelowZeroAreFlaggedAndOfANewActRefused) {
  const Refusal refusal = refusal_of(pay("2024-02-01", "2024-01", -1));
  EXPECT_EQ(refusal.reason, Reason::bad_value);
  EXPECT_EQ(refusal.where, "events[0].data.amount_fen");
  EXPECT_THAT(rules_of(transcribed<PayDisbursed>("2024-02-01", payment("2024-01", -1))),
              ElementsAre("law.amount"));
  EXPECT_THAT(
      rules_of(transcribed<PayStandardSet>(
          "2024-02-01", R"({"org":"o-village","period":"2024","component":"work_pay","amount_fen":-1})")),
      ElementsAre("law.amount"));
}

TEST_F(MoneyLaws, LAW_14_AReturnOfAPaperBeyondWhatWasPaidIsFlaggedAndOfANewActRefused) {
  const Position paid = at(pay("2024-02-01", "2024-01", 1000));
  EXPECT_EQ(refusal_of(reversed("2024-03-01", paid, "2024-01", 1001)).where, "events[0].data.amount_fen");
  EXPECT_THAT(rules_of(transcribed<PaymentReversed>("2024-03-01", of_payment(paid, "2024-01", 1001))),
              ElementsAre("law.returned_within_paid"));
  EXPECT_EQ(refusal_of(transcribed<PaymentReversed>("2024-03-01", of_payment({9999, 0}, "2024-01", 1))).where,
            "events[0].data.payment")
      << "a reference to nothing stays nonsense";
}

TEST_F(MoneyLaws, LAW_24_ACorrectionOfWhatWasTranscribedIsJudgedByTheLaw) {
  const std::string funds = R"(,"funds":[{"source":"fiscal","amount_fen":999}])";
  const Position unsound = at(transcribed<PayDisbursed>("2024-02-01", payment("2024-01", 1000, funds)));
  EXPECT_THAT(corrected<PayDisbursed>(unsound, "2024-02-02", payment("2024-01", 1000, funds)),
              ElementsAre("law.funds"))
      << "what was transcribed unsound may stay so";
  EXPECT_THAT(corrected<PayDisbursed>(unsound, "2024-02-02", payment("2024-01", 999, funds)), IsEmpty());
  EXPECT_THAT(corrected<PayDisbursed>(unsound, "2024-02-02", payment("2024-01", 1000, funds)).front(),
              ::testing::HasSubstr("data.replacement.data.funds"))
      << "what is sound stays so";
}

// LAW-14: money due for one period and paid for another length, and what comes back of it
// --------------------------------------------------------------------------------------------------------------

TEST_F(MoneyLaws, LAW_14_AQuarterThatIsPaidByTheMonthIsPaidInFull) {
  assess("2024-04-01", "2024-Q1", 3000);
  pay("2024-04-01", "2024-01", 1000);
  pay("2024-04-01", "2024-02", 1000);
  const Position last = at(pay("2024-04-01", "2024-03", 1000));
  const auto money = [&] { return RuleLedger::pay("p-1", 2024, "2025-01-01"); };
  EXPECT_EQ(money().difference_fen, Fen{0});
  EXPECT_EQ(money().overpaid_fen, Fen{0});
  EXPECT_THAT(corrected<PayDisbursed>(last, "2024-04-01", payment("2024-03", 1001)),
              Contains("law.paid_within_due"));
  EXPECT_EQ(money().difference_fen, Fen{0});
  EXPECT_EQ(money().overpaid_fen, Fen{1});
  EXPECT_THAT(corrected<PayDisbursed>(last, "2024-04-01", payment("2024-03", 999)),
              Not(Contains("law.paid_within_due")));
  EXPECT_EQ(money().difference_fen, Fen{1});
}

TEST_F(MoneyLaws, LAW_14_MonthsThatArePaidByTheQuarterArePaidInFull) {
  for (const char* month : {"2024-01", "2024-02", "2024-03"}) assess("2024-04-01", month, 1000);
  const Position paid = at(pay("2024-04-01", "2024-Q1", 3000));
  EXPECT_FALSE(rings("law.paid_within_due"));
  EXPECT_EQ(RuleLedger::pay("p-1", 2024, "2025-01-01").difference_fen, Fen{0});
  corrected<PayDisbursed>(paid, "2024-04-01", payment("2024-Q1", 3001));
  EXPECT_TRUE(rings("law.paid_within_due"));
  corrected<PayDisbursed>(paid, "2024-04-01", payment("2024-Q2", 3000));
  EXPECT_EQ(RuleLedger::pay("p-1", 2024, "2025-01-01").difference_fen, Fen{3000}) << "another quarter";
}

TEST_F(MoneyLaws, LAW_14_NoMoreComesBackThanWasPaidOnceThePaymentIsCorrectedAway) {
  const Position paid = at(pay("2024-02-01", "2024-01", 1000));
  reversed("2024-02-02", paid, "2024-01", 600);
  EXPECT_FALSE(rings("law.returned_within_paid"));
  EXPECT_THAT(voided(paid), Contains("law.returned_within_paid"));
  EXPECT_TRUE(rings("law.returned_within_paid"));
}

TEST_F(MoneyLaws, LAW_14_WhatWasRecoveredDoesNotComeBackAgain) {
  const Position paid = at(pay("2024-02-01", "2024-01", 1000));
  const auto of = [](const std::string& rest) {
    return fmt::format(
        R"({{"person":"p-1","org":"o-village","component":"work_pay","period":"2024-01","amount_fen":1000{}}})",
        rest);
  };
  record<PayRecoveryOrdered>("2024-03-01",
                             of(fmt::format(R"(,"decider":"o-town",{})", sealed_member("reason"))));
  record<PayRecovered>("2024-03-02", of(""));
  EXPECT_FALSE(rings("law.returned_within_paid"));
  reversed("2024-03-03", paid, "2024-01", 1000);
  EXPECT_TRUE(rings("law.returned_within_paid"));
}

}  // namespace
}  // namespace tenure::testing
