// What one cell of pay holds, and what each kind of money is.
#include "tests/scenarios/pingyang/pay.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Payments and assessments of any organisation, component and period.
class PingyangMoney : public PingyangReward {
 protected:
  PingyangMoney() { t.villages(1); }

  /// `rest` begins with a comma where it is there.
  template <class E>
  Result<Admission> money(const std::string& on, const std::string& period, int fen,
                          const std::string& rest = "", const std::string& org = "o-village",
                          const std::string& person = "p-1") {
    return t.attempt<E>(on, fmt::format(R"({{"person":"{}","org":"{}","component":"work_pay","period":"{}",
        "amount_fen":{}{}}})",
                                        person, org, period, fen, rest));
  }
  Result<Admission> assess(const std::string& period, int fen, const std::string& rest = "",
                           const std::string& org = "o-village", const std::string& person = "p-1") {
    return money<PayEntitlementAssessed>("2024-01-02", period, fen, rest, org, person);
  }
  Result<Admission> pay(const std::string& on, const std::string& period, int fen,
                        const std::string& rest = "", const std::string& org = "o-village",
                        const std::string& person = "p-1") {
    return money<PayDisbursed>(on, period, fen, rest, org, person);
  }
  static Position at(const Result<Admission>& admission) { return {RuleLedger::must(admission).index, 0}; }
  template <class E>
  Result<Admission> back(Position payment, int fen, const std::string& rest,
                         const std::string& period = "2024") {
    return money<E>("2024-08-01", period, fen, fmt::format(R"(,"payment":"{}"{})", payment.str(), rest));
  }
  Result<Admission> returned(Position payment, int fen, const std::string& rest = "") {
    return back<PaymentReturned>(payment, fen, R"(,"cause":"account_closed")" + rest);
  }
  Result<Admission> reversed(Position payment, int fen, const std::string& period = "2024") {
    return back<PaymentReversed>(payment, fen, "," + sealed_member("reason"), period);
  }
  Result<Admission> ordered_back(int fen, const std::string& rest = "") {
    return money<PayRecoveryOrdered>("2024-08-01", "2024", fen,
                                     R"(,"decider":"o-town",)" + sealed_member("reason") + rest);
  }
  PayStatement statement(const std::string& on = "2024-12-31") { return t.pay("p-1", 2024, on); }
  static PayLine line(const PayStatement& pay, const std::string& payer) {
    for (const PayLine& each : pay.lines) {
      if (word_in(each.payer) == payer) return each;
    }
    return {};
  }
  static std::string from(const std::string& source, int fen) {
    return fmt::format(R"(,"funds":[{{"source":"{}","amount_fen":{}}}])", source, fen);
  }
  static std::string from_both(int fiscal, int township) {
    return fmt::format(
        R"(,"funds":[{{"source":"fiscal","amount_fen":{}}},{{"source":"township","amount_fen":{}}}])", fiscal,
        township);
  }
};

TEST_F(PingyangMoney, PY_04_PY_39_WhatTwoVillagesAssessIsDueTogether) {
  const auto half = [&](const std::string& org, int fen) {
    t.record<PayEntitlementAssessed>(
        "2024-03-01", fmt::format(R"({{"person":"p-1","org":"{}","component":"pay_subsidy","period":"2024",
            "amount_fen":{}{}}})",
                                  org, fen, from("fiscal", fen)));
  };
  half("o-village", 300000);
  half("o-v1", 382750);
  half("o-village", 382750);
  EXPECT_EQ(statement().due_fen.value, 765500) << "the village's newest one, and the other village's";
  graded("excellent");
  EXPECT_EQ(value(t.compute("calc.reward", "p-1", "2024-12-31")), "76550");
  EXPECT_THAT(rules_of(reward(76549)), ElementsAre("gate.reward_floor"));
}

TEST_F(PingyangMoney, PY_04_EachPostIsAssessedForItself) {
  ASSERT_TRUE(assess("2024", 100000, R"(,"post":"director")"));
  ASSERT_TRUE(assess("2024", 200000, R"(,"post":"secretary")"));
  ASSERT_TRUE(assess("2024", 150000, R"(,"post":"director")"));
  EXPECT_EQ(statement().due_fen.value, 350000);
}

TEST_F(PingyangMoney, PY_03_SuccessorIsNotAFourthPerson) {
  const auto subsidise = [&](const std::string& person, const std::string& period, const std::string& org) {
    const std::string json = fmt::format(
        R"({{"person":"{}","org":"{}","component":"pay_subsidy","period":"{}","amount_fen":100000}})", person,
        org, period);
    auto out = rules_of(t.attempt<PayEntitlementAssessed>("2024-01-10", json));
    for (std::string& rule : rules_of(t.attempt<PayDisbursed>("2024-12-01", json))) out.push_back(rule);
    return out;
  };
  for (const char* person : {"p-1", "p-2"}) EXPECT_THAT(subsidise(person, "2024", "o-village"), IsEmpty());
  EXPECT_THAT(subsidise("p-3", "2024-H1", "o-village"), IsEmpty());
  EXPECT_THAT(subsidise("p-4", "2024-H2", "o-village"), IsEmpty());
  EXPECT_THAT(subsidise("p-4", "2024-06", "o-village"),
              ElementsAre("gate.pay_headcount_assessed", "gate.pay_headcount_paid"));

  t.in_office("p-1", "o-v1");
  t.in_office("p-2", "o-v1");
  ASSERT_TRUE(t.appoint("2020-01-01", "p-3", "o-v1"));
  for (const char* person : {"p-1", "p-2", "p-3"}) EXPECT_THAT(subsidise(person, "2024", "o-v1"), IsEmpty());
  EXPECT_THAT(subsidise("p-4", "2024", "o-v1"), Contains("gate.pay_headcount_paid"));
  t.end("2024-07-01", "p-3", "term_expiry", "secretary", "o-v1");
  ASSERT_TRUE(t.appoint("2024-07-01", "p-4", "o-v1"));
  EXPECT_THAT(rules_of(t.attempt<PayEntitlementAssessed>(
                  "2024-07-02", R"({"person":"p-4","org":"o-v1","component":"pay_subsidy","period":"2024",
                      "amount_fen":50000})")),
              IsEmpty())
      << "each in the time of their office";
}

TEST_F(PingyangMoney, PY_03_WhosePaymentsWereAllReversedDoesNotCount) {
  Position third;
  for (const char* person : {"p-1", "p-2", "p-3"}) third = at(paid(person, kFiscal));
  EXPECT_THAT(rules_of(paid("p-4", kFiscal)), ElementsAre("gate.pay_headcount_paid"));
  t.record<PaymentReversed>("2024-06-01", fmt::format(R"({{"person":"p-3","org":"o-village","payment":"{}",
                                "component":"pay_subsidy","period":"2024","amount_fen":765500,{}}})",
                                                      third.str(), sealed_member("reason")));
  t.person("p-5", "o-village");
  t.in_office("p-5");
  EXPECT_EQ(t.figures("stat.paid_people", "2024-12-31")["2024/pay_subsidy"], 3);
  EXPECT_THAT(rules_of(paid("p-4", "", 1)), Not(Contains("gate.pay_headcount_paid")));
  EXPECT_THAT(rules_of(paid("p-5", kFiscal)), ElementsAre("gate.pay_headcount_paid"));
}

TEST_F(PingyangMoney, LAW_13_SecondPaymentIsFlaggedWithTheFirst) {
  t.in_office("p-1", "o-v1");
  const Position first = at(pay("2024-06-01", "2024", 100000, from("fiscal", 100000)));
  const auto second = pay("2024-06-02", "2024", 100000, from("fiscal", 100000));
  ASSERT_THAT(rules_of(second), ElementsAre("law.paid_once"));
  EXPECT_THAT(second->verdict.flags[0].message.value, HasSubstr(first.str()));
  EXPECT_THAT(rules_of(pay("2024-06-02", "2024", 50000, from("township", 50000))), IsEmpty())
      << "another payer";
  EXPECT_THAT(rules_of(pay("2024-06-02", "2024", 50000, "", "o-v1")), IsEmpty()) << "another village";
  EXPECT_THAT(rules_of(pay("2024-06-02", "2023", 50000)), IsEmpty()) << "another period";
  EXPECT_THAT(rules_of(pay("2024-06-03", "2024", 1)), ElementsAre("law.paid_once")) << "without a payer";
}

TEST_F(PingyangMoney, LAW_13_PaidAgainAfterItCameBackAndInInstalments) {
  const Position first = at(pay("2024-06-01", "2024", 100000));
  ASSERT_TRUE(reversed(first, 60000));
  EXPECT_THAT(rules_of(pay("2024-08-02", "2024", 100000, "", "o-village")), ElementsAre("law.paid_once"))
      << "a part of it is still paid";
  const Position other = at(pay("2024-06-01", "2023", 100000));
  ASSERT_TRUE(reversed(other, 100000, "2023"));
  EXPECT_THAT(rules_of(pay("2024-08-02", "2023", 100000)), IsEmpty());

  ASSERT_TRUE(assess("2022", 100000));
  EXPECT_THAT(rules_of(pay("2024-08-02", "2022", 60000)), IsEmpty());
  EXPECT_THAT(rules_of(pay("2024-08-03", "2022", 40000)), IsEmpty()) << "up to what was assessed";
  const auto again = pay("2024-08-04", "2022", 1);
  EXPECT_THAT(rules_of(again), ElementsAre("law.paid_once", "law.paid_within_due"));
  EXPECT_EQ(explained(again, "law.paid_once"), "≤ 100000 fen | 100001 fen") << "nothing is due any more";
}

TEST_F(PingyangMoney, LAW_13_CorrectedPaymentIsNoSecondOne) {
  const Position first = at(pay("2024-06-01", "2024", 100000));
  const auto corrected = [&](int fen) {
    return rules_of(t.attempt<CorrectionRecorded>(
        "2024-08-01", fmt::format(R"({{"target":"{}","reason":"{}","replacement":{{"type":"PayDisbursed",
            "on":"2024-06-01","data":{{"person":"p-1","org":"o-village","component":"work_pay",
            "period":"2024","amount_fen":{}}}}}}})",
                                  first.str(), Commitment{}.str(), fen)));
  };
  EXPECT_THAT(corrected(90000), IsEmpty());
  EXPECT_THAT(corrected(0), ElementsAre("law.amount"));
}

TEST_F(PingyangMoney, LAW_14_NoMoreIsPaidThanWasAssessed) {
  ASSERT_TRUE(assess("2024-01", 5000));
  const auto too_much = pay("2024-02-01", "2024-01", 11000);
  EXPECT_THAT(rules_of(too_much), ElementsAre("law.paid_within_due"));
  EXPECT_EQ(explained(too_much, "law.paid_within_due"), "≤ 5000 fen | 11000 fen");
  ASSERT_TRUE(assess("2024-02", 5000));
  EXPECT_THAT(rules_of(pay("2024-03-01", "2024-02", 5000)), IsEmpty());
  EXPECT_THAT(rules_of(pay("2024-03-01", "2024-03", 11000)), IsEmpty()) << "nothing was assessed";
}

TEST_F(PingyangMoney, LAW_14_OnePayersMoneyIsNotAnothersDebt) {
  ASSERT_TRUE(assess("2024", 300000, from_both(200000, 100000)));
  const auto by_one = pay("2024-06-01", "2024", 300000, from("fiscal", 300000));
  EXPECT_THAT(rules_of(by_one), ElementsAre("law.paid_within_due"));
  EXPECT_EQ(explained(by_one, "law.paid_within_due"), "≤ 200000 fen | 300000 fen");
  const PayStatement all = statement();
  EXPECT_EQ(all.difference_fen.value, 100000) << "the township owes it";
  EXPECT_EQ(all.overpaid_fen.value, 100000) << "of the fisc";
  EXPECT_EQ(line(all, "fiscal").difference_fen, Fen{-100000});
  EXPECT_EQ(line(all, "township").difference_fen, Fen{100000});
  EXPECT_THAT(t.ringing("2025-01-01"), Contains("alert.pay_short"));

  ASSERT_TRUE(assess("2023", 300000, from_both(200000, 100000)));
  ASSERT_TRUE(pay("2024-06-01", "2023", 300000));
  EXPECT_EQ(t.pay("p-1", 2023, "2024-12-31").difference_fen.value, 0) << "whose money it was is not stated";
}

TEST_F(PingyangMoney, LAW_14_EachKindOfMoneyIsSeen) {
  using Sums = std::map<std::string, std::int64_t>;
  ASSERT_TRUE(assess("2024", 2000000, from("fiscal", 2000000)));
  const Position sent = at(pay("2024-06-01", "2024", 10000000, from("fiscal", 10000000)));
  const std::string fiscal = R"(,"payer":"fiscal")";
  ASSERT_TRUE(ordered_back(8000000, fiscal));
  const auto recover = [&](int fen) {
    return rules_of(money<PayRecovered>("2024-09-01", "2024", fen, fiscal));
  };
  EXPECT_THAT(recover(3000000), IsEmpty());
  ASSERT_TRUE(returned(sent, 500000, fiscal));
  ASSERT_TRUE(t.attempt<FundAdvanced>("2024-06-01",
                                      R"({"org":"o-village","person":"p-1","component":"work_pay",
      "period":"2024","payer":"township","for_payer":"fiscal","amount_fen":70000})"));
  const PayLine found = line(statement(), "fiscal");
  EXPECT_EQ(found.due_fen, Fen{2000000});
  EXPECT_EQ(found.paid_fen, Fen{10000000}) << "what came back of it stands beside it";
  EXPECT_EQ(found.returned_fen, Fen{500000});
  EXPECT_EQ(found.ordered_fen, Fen{8000000});
  EXPECT_EQ(found.recovered_fen, Fen{3000000});
  EXPECT_EQ(found.to_recover_fen, Fen{5000000});
  EXPECT_EQ(found.advanced_for_fen, Fen{70000});
  EXPECT_EQ(line(statement(), "township").advanced_fen, Fen{70000});
  EXPECT_EQ(found.difference_fen, Fen{-4500000});
  const auto of_county = [&](const std::string& rule) {
    return t.sums(rule, "2024-12-31", {"payer"}).at("fiscal");
  };
  EXPECT_EQ(of_county("stat.pay_due"), 2000000);
  EXPECT_EQ(of_county("stat.paid"), 10000000);
  EXPECT_EQ(of_county("stat.pay_returned"), 500000);
  EXPECT_EQ(of_county("stat.pay_ordered_back"), 8000000);
  EXPECT_EQ(of_county("stat.pay_recovered"), 3000000);
  EXPECT_EQ(of_county("stat.pay_to_recover"), 5000000);
  EXPECT_EQ(of_county("stat.pay_advanced_for"), 70000);
  EXPECT_EQ(t.sums("stat.pay_advanced", "2024-12-31", {"payer"}),
            (Sums{{"", 70000}, {"fiscal", 0}, {"township", 70000}}));
  EXPECT_THAT(recover(5000001), ElementsAre("law.recovered_as_ordered"));
}

TEST_F(PingyangMoney, LAW_14_WhatIsRecoveredIsNoNegativePayment) {
  ASSERT_TRUE(ordered_back(8000000));
  ASSERT_TRUE(money<PayRecovered>("2024-09-01", "2024", 3000000, R"(,"payer":"fiscal")"));
  const PayStatement all = statement();
  EXPECT_EQ(all.paid_fen.value, 0);
  EXPECT_EQ(all.ordered_fen.value, 8000000);
  EXPECT_EQ(all.recovered_fen.value, 3000000);
  EXPECT_EQ(all.to_recover_fen.value, 5000000) << "an order that names no payer is met by any";
  ASSERT_EQ(all.payers.size(), 2U);
  EXPECT_EQ(all.payers.at(0).payer, std::nullopt);
  EXPECT_EQ(all.payers.at(0).to_recover_fen.value, 5000000);
  EXPECT_EQ(all.payers.at(1).payer, Code{"fiscal"});
  EXPECT_EQ(all.payers.at(1).recovered_fen.value, 3000000);
  EXPECT_EQ(all.payers.at(1).paid_fen.value, 0);
  EXPECT_EQ(t.sums("stat.paid", "2024-12-31", {"component"})["work_pay"], 0);
  EXPECT_EQ(t.sums("stat.pay_to_recover", "2024-12-31", {"component"})["work_pay"], 5000000);
  ASSERT_TRUE(money<PayRecovered>("2024-10-01", "2024", 5000000));
  EXPECT_EQ(statement().to_recover_fen.value, 0);
}

TEST_F(PingyangMoney, LAW_14_WhatOnePersonRecoveredTooMuchIsOffNobodyElsesOrder) {
  const auto order = [&](const std::string& person, int fen) {
    return at(money<PayRecoveryOrdered>(
        "2024-08-01", "2024", fen, R"(,"decider":"o-town",)" + sealed_member("reason"), "o-village", person));
  };
  const auto open = [&] { return t.sums("stat.pay_to_recover", "2024-12-31", {"component"})["work_pay"]; };
  const Position wrong = order("p-1", 3000000);
  order("p-2", 500000);
  EXPECT_EQ(open(), 3500000);
  ASSERT_TRUE(money<PayRecovered>("2024-09-01", "2024", 3000000));
  EXPECT_EQ(open(), 500000);
  t.record<CorrectionRecorded>("2024-10-01",
                               fmt::format(R"({{"target":"{}",{}}})", wrong.str(), sealed_member("reason")));
  EXPECT_EQ(open(), 500000) << "p-1 gave back what nobody orders any more; p-2 owes as before";
  ASSERT_TRUE(money<PayRecovered>("2024-11-01", "2024", 499999, R"(,"payer":"fiscal")", "o-village", "p-2"));
  EXPECT_EQ(open(), 1) << "an order of no stated payer is met by any";
}

TEST_F(PingyangMoney, LAW_14_RecoveringNineOfEightOrderedMillionIsFlagged) {
  ASSERT_TRUE(ordered_back(8000000));
  EXPECT_THAT(rules_of(money<PayRecovered>("2024-09-01", "2024", 9000000)),
              ElementsAre("law.recovered_as_ordered"));
}

TEST_F(PingyangMoney, LAW_14_AllOfItIsRecoveredInParts) {
  ASSERT_TRUE(ordered_back(8000000));
  EXPECT_THAT(rules_of(money<PayRecovered>("2024-09-01", "2024", 5000000)), IsEmpty());
  EXPECT_THAT(rules_of(money<PayRecovered>("2024-10-01", "2024", 3000000)), IsEmpty());
}

TEST_F(PingyangMoney, LAW_14_PaymentComesBackOnceAndHidesNoDebt) {
  ASSERT_TRUE(assess("2024", 300000, from_both(200000, 100000)));
  const Position sent = at(pay("2024-06-01", "2024", 300000, from_both(200000, 100000)));
  EXPECT_EQ(refusal_of(returned(sent, 100001, R"(,"payer":"township")")).reason, Reason::bad_value)
      << "more than the township bore";
  EXPECT_EQ(refusal_of(returned(sent, 1, R"(,"payer":"village")")).reason, Reason::bad_value)
      << "it bore nothing";
  ASSERT_TRUE(returned(sent, 250000));
  EXPECT_EQ(line(statement(), "fiscal").difference_fen, Fen{200000});
  EXPECT_EQ(line(statement(), "township").difference_fen, Fen{50000});
  EXPECT_EQ(statement().difference_fen.value, 250000) << "it names no payer, and is owed all the same";
  EXPECT_EQ(refusal_of(returned(sent, 250000)).reason, Reason::bad_value) << "it came back already";
  EXPECT_EQ(refusal_of(reversed(sent, 50001)).reason, Reason::bad_value);
  ASSERT_TRUE(reversed(sent, 50000));
  EXPECT_EQ(statement().paid_fen.value, 300000);
  EXPECT_EQ(statement().returned_fen.value, 300000);
  EXPECT_EQ(statement().difference_fen.value, 300000) << "nothing of it is left";
}

TEST_F(PingyangMoney, BB_63_AdvanceForAVillageStandsInItsTotals) {
  t.record<FundAdvanced>("2024-06-01", R"({"org":"o-village","component":"work_pay","period":"2024",
      "payer":"township","for_payer":"village","amount_fen":70000})");
  EXPECT_EQ(t.sums("stat.pay_advanced", "2024-12-31", {"payer"}).at("township"), 70000);
  EXPECT_EQ(t.sums("stat.pay_advanced_for", "2024-12-31", {"payer"}).at("village"), 70000);
}

TEST_F(PingyangMoney, LAW_15_NothingIsPaidBeforeItsPeriod) {
  EXPECT_THAT(rules_of(pay("2024-06-30", "2024-07", 1000)), ElementsAre("law.period_begun"));
  EXPECT_THAT(rules_of(pay("2024-08-01", "2024-08", 1000)), IsEmpty()) << "on its first day";
  EXPECT_THAT(rules_of(pay("2024-06-30", "2030", 1000)), ElementsAre("law.period_begun"));
  t.record<FundAdvanced>("2024-06-01", R"({"org":"o-village","component":"work_pay","period":"2024-09",
      "payer":"township","for_payer":"fiscal","amount_fen":1000})");
  EXPECT_THAT(rules_of(pay("2024-06-30", "2024-09", 1000)), IsEmpty()) << "it was advanced";
}

TEST_F(PingyangMoney, LAW_16_AmountsAreAboveZeroAndBelowABound) {
  EXPECT_THAT(rules_of(pay("2024-06-01", "2024-05", 0)), ElementsAre("law.amount"));
  EXPECT_THAT(rules_of(pay("2024-06-01", "2024-04", 1)), IsEmpty());
  EXPECT_THAT(rules_of(pay("2024-06-01", "2024-03", 100'000'000)), IsEmpty()) << "a million yuan";
  EXPECT_THAT(rules_of(pay("2024-06-01", "2024-02", 100'000'001)), ElementsAre("law.amount"));
  EXPECT_THAT(rules_of(pay("2024-06-01", "2023-Q1", 300'000'000)), IsEmpty()) << "of three months";
  EXPECT_THAT(rules_of(assess("2024-05", 0)), IsEmpty()) << "nothing may be due";
  EXPECT_THAT(rules_of(assess("2024-05", 100'000'001)), ElementsAre("law.amount"));
  EXPECT_THAT(rules_of(ordered_back(0)), ElementsAre("law.amount"));
  t.adopt("o-county", "2000-01-02",
          supplied(pack_of("pingyang"), "fiscal_payer = \"fiscal\"",
                   "fiscal_payer = \"fiscal\"\nmonth_most_fen = 500000"));
  EXPECT_THAT(rules_of(pay("2024-06-01", "2024-01", 500'001)), ElementsAre("law.amount"));
  EXPECT_THAT(rules_of(pay("2024-06-01", "2023-12", 500'000)), IsEmpty());
  const auto together = pay("2024-06-02", "2023-12", 1);
  EXPECT_EQ(used_by(flag_of(together, "law.month_in_bounds"), "pay.month_most_fen"), "500000")
      << "what is asked of the record says its parameters too";
}

TEST_F(PingyangMoney, LAW_24_ReplacementThatDoesNotAddUpIsNotUnnoticed) {
  const Position sent = at(pay("2024-06-01", "2024", 10000, from("fiscal", 10000)));
  const auto replaced = [&](int fen, int share) {
    return t.attempt<CorrectionRecorded>(
        "2024-08-01", fmt::format(R"({{"target":"{}","reason":"{}","replacement":{{"type":"PayDisbursed",
            "on":"2024-06-01","data":{{"person":"p-1","org":"o-village","component":"work_pay",
            "period":"2024","amount_fen":{}{}}}}}}})",
                                  sent.str(), Commitment{}.str(), fen, from("fiscal", share)));
  };
  const auto is_noticed = [](const Result<Admission>& done) { return !done || !done->verdict.flags.empty(); };
  EXPECT_TRUE(is_noticed(replaced(-9999, 777)));
  EXPECT_TRUE(is_noticed(replaced(9999, 777)));
  EXPECT_FALSE(is_noticed(replaced(9999, 9999)));
}

TEST_F(PingyangMoney, CITY_50_ArrearsOfDecemberAndOfTheYearRingAfterNewYear) {
  const auto owed = [&](const std::string& on) {
    std::vector<std::string> out;
    for (const Alert& alert : t.alerts(on)) {
      const std::string& message = alert.message.value;
      if (alert.rule.value == "alert.pay_short") out.push_back(message.substr(message.rfind(' ') + 1));
    }
    return out;
  };
  for (const char* period : {"2024", "2024-06", "2024-12"}) ASSERT_TRUE(assess(period, 1000));
  EXPECT_THAT(owed("2024-12-31"), ElementsAre("2024-06"));
  EXPECT_THAT(owed("2025-01-01"), ::testing::UnorderedElementsAre("2024", "2024-06", "2024-12"));
  EXPECT_THAT(owed("2027-01-01"), ::testing::SizeIs(3)) << "until it is paid";
  for (const char* period : {"2024", "2024-06", "2024-12"}) ASSERT_TRUE(pay("2025-01-02", period, 1000));
  EXPECT_THAT(owed("2025-01-02"), IsEmpty());
}

}  // namespace
}  // namespace tenure::testing
