// Shares of pension contributions that nobody paid, over the year's end; and pay that nobody assessed.
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class PensionShares : public ::testing::Test, public RuleLedger {
 protected:
  static constexpr const char* kShort = "alert.pension_short";

  PensionShares() {
    adopt("o-county", "2000-01-01", pack_of("pingyang"));
    person("p-1", "o-village");
    in_office("p-1");
  }

  void share(const std::string& period, const std::string& rest = {}) {
    record<PensionShareSet>(
        "2024-02-01",
        fmt::format(R"({{"person":"p-1","org":"o-village","period":"{}","due_fen":80000{}}})", period, rest));
  }
  Position pay(const std::string& on, const std::string& period, const std::string& payer, int fen) {
    return {record<ContributionPaid>(
                on, fmt::format(
                        R"({{"person":"p-1","org":"o-village","period":"{}","payer":"{}","amount_fen":{}}})",
                        period, payer, fen))
                .index,
            0};
  }
  std::size_t open(const std::string& on) {
    std::size_t out = 0;
    for (const Alert& alert : alerts(on)) out += alert.rule.value == kShort ? 1 : 0;
    return out;
  }

  const std::string halves_ = R"(,"funds":[{"source":"fiscal","amount_fen":40000},)"
                              R"({"source":"individual","amount_fen":40000}])";
};

TEST_F(PensionShares, PY_05_AShareThatIsNotPaidRingsOverTheYearsEnd) {
  share("2024", halves_);
  EXPECT_EQ(open("2024-12-31"), 0U) << "the year is not over";
  EXPECT_EQ(open("2025-01-01"), 2U);
  EXPECT_EQ(open("2027-06-01"), 2U);
  pay("2025-02-01", "2024", "individual", 40000);
  EXPECT_EQ(open("2025-02-01"), 1U) << "the fisc's is open";
  pay("2025-02-02", "2024", "fiscal", 39999);
  EXPECT_EQ(open("2025-02-02"), 1U);
  const Position rest = pay("2025-02-03", "2024", "fiscal", 1);
  EXPECT_EQ(open("2025-02-03"), 0U);
  record<CorrectionRecorded>("2025-03-01",
                             fmt::format(R"({{"target":"{}",{}}})", rest.str(), sealed_member("reason")));
  EXPECT_EQ(open("2025-03-01"), 1U) << "it was not paid after all";
}

TEST_F(PensionShares, PY_05_OnePayersContributionIsNotAnothersShare) {
  share("2024-03", halves_);
  pay("2024-03-20", "2024-03", "township", 80000);
  EXPECT_EQ(open("2024-04-01"), 2U);
  share("2024-04");
  pay("2024-04-20", "2024-04", "township", 80000);
  EXPECT_EQ(open("2024-05-01"), 2U) << "of March alone: April's names no payer";
}

TEST_F(PensionShares, PY_05_MonthsThatArePaidByTheQuarterAndYearsThatArePaidByTheMonth) {
  for (const char* month : {"2024-04", "2024-05", "2024-06"}) share(month);
  EXPECT_EQ(open("2024-07-01"), 3U);
  pay("2024-07-01", "2024-Q2", "fiscal", 239999);
  EXPECT_EQ(open("2024-07-01"), 3U);
  pay("2024-07-02", "2024-Q2", "fiscal", 1);
  EXPECT_EQ(open("2024-07-02"), 0U);
  share("2023");
  for (const char* month : {"2023-01", "2023-02"}) pay("2024-07-03", month, "fiscal", 40000);
  EXPECT_EQ(open("2024-07-03"), 0U);
}

TEST_F(PensionShares, PY_05_LAW_01_WhatFellDueInLifeIsOwedAfterADeath) {
  share("2024-03");
  share("2024-05");
  record<DeathRecorded>("2024-04-10", R"({"person":"p-1"})");
  EXPECT_EQ(open("2025-01-01"), 1U) << "May is not of their life";
}

TEST_F(PensionShares, PY_05_LAW_13_AMonthOfWhichTheQuarterIsPaidIsNotPaidAgain) {
  pay("2024-07-01", "2024-Q2", "fiscal", 30000);
  const auto again = attempt<ContributionPaid>(
      "2024-07-02",
      R"({"person":"p-1","org":"o-village","period":"2024-05","payer":"fiscal","amount_fen":10000})");
  EXPECT_THAT(rules_of(again), ElementsAre("law.contributed_once"));
  EXPECT_THAT(
      rules_of(attempt<ContributionPaid>(
          "2024-07-02",
          R"({"person":"p-1","org":"o-village","period":"2024-03","payer":"fiscal","amount_fen":1})")),
      IsEmpty());
}

TEST_F(PensionShares, PY_04_WhatWasPaidAndNeverAssessedIsADifference) {
  const auto paid = [&](const std::string& component, const std::string& period, int fen) {
    return Position{
        record<PayDisbursed>(
            "2024-06-01", fmt::format(R"({{"person":"p-1","org":"o-village","component":"{}","period":"{}",)"
                                      R"("amount_fen":{},"funds":[{{"source":"fiscal","amount_fen":{}}}]}})",
                                      component, period, fen, fen))
            .index,
        0};
  };
  record<PayEntitlementAssessed>("2024-02-01",
                                 R"({"person":"p-1","org":"o-village","component":"pay_subsidy",)"
                                 R"("period":"2024","amount_fen":5000,)"
                                 R"("funds":[{"source":"fiscal","amount_fen":5000}]})");
  paid("pay_subsidy", "2024", 5000);
  EXPECT_EQ(RuleLedger::pay("p-1", 2024, "2024-12-31").overpaid_fen, Fen{0});
  const Position extra = paid("work_pay", "2024-03", 700);
  const PayStatement all = RuleLedger::pay("p-1", 2024, "2024-12-31");
  EXPECT_EQ(all.overpaid_fen, Fen{700});
  EXPECT_EQ(all.difference_fen, Fen{0});
  ASSERT_THAT(all.lines, SizeIs(2));
  for (const PayLine& line : all.lines) {
    if (line.component.value != "work_pay") continue;
    EXPECT_EQ(line.due_fen, Fen{0});
    EXPECT_EQ(line.difference_fen, Fen{-700});
  }
  record<PaymentReversed>("2024-07-01", fmt::format(R"({{"person":"p-1","org":"o-village","payment":"{}",)"
                                                    R"("component":"work_pay","period":"2024-03",)"
                                                    R"("amount_fen":700,{}}})",
                                                    extra.str(), sealed_member("reason")));
  EXPECT_EQ(RuleLedger::pay("p-1", 2024, "2024-12-31").overpaid_fen, Fen{0}) << "it all came back";
}

}  // namespace
}  // namespace tenure::testing
