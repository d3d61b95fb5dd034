// B1, B3 to B6 of the audit: what an organisation spent. Figures are worked out by hand beside the facts.
#include "domain/affairs/events.h"
#include "domain/pay/events.h"
#include "tests/scenarios/audit/audit.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SpendingLeads : public ::testing::Test, public AuditLedger {
 protected:
  static FundSpent spending(std::int64_t fen, const std::string& payee, const std::string& purpose = "care") {
    return fact<FundSpent>(
        fmt::format(R"({{"org":"o-village","purpose":"{}","period":"2024","amount_fen":{},"payee":"{}"}})",
                    purpose, fen, payee));
  }
  Position spent(const std::string& on, std::int64_t fen, const std::string& payee,
                 const std::string& purpose = "care") {
    return at(submit(act().add(on, spending(fen, payee, purpose)), root()));
  }
  /// `amounts(i)` for i from 0 on, a payment a day from 1 March 2024 on, each to a payee of its own.
  template <class Amounts>
  void spent_many(int count, Amounts amounts) {
    auto all = act();
    for (int i = 0; i < count; ++i)
      all.add(Date::of(2024, 3, 1).plus_days(i % 300).str(), spending(amounts(i), fmt::format("商户{}", i)));
    must(submit(all, root()));
  }
};

TEST_F(SpendingLeads, LEAD_B1_TheSameAmountAgainWithinDays) {
  spent("2024-03-01", 50'000, "甲商店");
  spent("2024-03-09", 50'000, "甲商店");  // eight days: a usual week is seven
  EXPECT_THAT(told("B1"), IsEmpty());
  spent("2024-03-16", 50'000, "甲商店");
  EXPECT_THAT(told("B1"), ElementsAre("2024-03-16 50000"));
  spent("2024-03-17", 50'000, "乙商店");
  spent("2024-03-17", 50'001, "甲商店");
  spent("2024-03-17", 50'000, "甲商店", "training");
  EXPECT_THAT(told("B1"), SizeIs(1));
  EXPECT_THAT(told("B1", {.thresholds = "near_days = 8"}), SizeIs(2));
}

TEST_F(SpendingLeads, LEAD_B1_APairAcrossTheFirstOrTheLastDay) {
  spent("2024-02-29", 50'000, "甲商店");
  spent("2024-03-01", 50'000, "甲商店");
  EXPECT_THAT(told("B1", {.from = "2024-03-01"}), ElementsAre("2024-03-01 50000"));
  EXPECT_THAT(told("B1", {.until = "2024-02-29"}), ElementsAre("2024-02-29 50000"));
  EXPECT_THAT(told("B1", {.from = "2024-03-02"}), IsEmpty()) << "neither lies in it";
  EXPECT_THAT(told("B1", {.until = "2024-02-29", .on = "2024-02-29"}), IsEmpty()) << "not known yet";
}

TEST_F(SpendingLeads, LEAD_B2_PiecesAcrossTheFirstDay) {
  spent("2024-02-20", 300'000, "甲商店");
  spent("2024-03-05", 300'000, "甲商店");
  EXPECT_THAT(told("B2", {.from = "2024-03-01"}), ElementsAre("2024-03-05 600000"));
  EXPECT_THAT(told("B2", {.until = "2024-02-29"}), ElementsAre("2024-02-20 600000"));
  EXPECT_THAT(told("B2", {.from = "2024-03-06"}), IsEmpty());
  // Two pieces before it hide none of those in it.
  spent("2024-02-10", 300'000, "乙商店");
  spent("2024-02-11", 300'000, "乙商店");
  spent("2024-03-12", 300'000, "乙商店");
  EXPECT_THAT(told("B2", {.from = "2024-03-01"}), ElementsAre("2024-03-05 600000", "2024-03-12 600000"));
}

TEST_F(SpendingLeads, LEAD_B1_PaidTwiceForOneMonth) {
  person("p-1", "o-village");
  in_office("p-1");
  const auto pay_of = [](const std::string& period) {
    return fmt::format(
        R"({{"person":"p-1","org":"o-village","component":"basic_pay","period":"{}","amount_fen":1000}})",
        period);
  };
  must(attempt<PayEntitlementAssessed>("2024-01-01", pay_of("2024-01")));
  must(attempt<PayDisbursed>("2024-01-31", pay_of("2024-01")));
  EXPECT_THAT(told("B1"), IsEmpty());
  const Position again = at(attempt<PayDisbursed>("2024-02-01", pay_of("2024-01")));
  EXPECT_THAT(told("B1"), SizeIs(1));
  // A review explains it, and is told with it.
  must(attempt<FlagReviewed>(
      "2024-02-10", fmt::format(R"({{"flagged":"{}","rule":"law.paid_once","disposition":"explained",{}}})",
                                again.str(), sealed_member("reason"))));
  EXPECT_THAT(told("B1"), SizeIs(1));
  EXPECT_THAT(explanations("B1"), ElementsAre("review"));
  voided(again);
  EXPECT_THAT(told("B1"), IsEmpty());
}

TEST_F(SpendingLeads, LEAD_B3_RecordedManyDaysLate) {
  const auto late = [&](const std::string& on, const std::string& issued) {
    auto builder = act();
    must(submit(builder.add(on, spending(10'000, "甲商店")).issued(issued), root()));
  };
  person("p-1", "o-village");
  const auto appointed = [&](const std::string& on, const std::string& issued) {
    auto builder = act();
    must(submit(builder.add(on, secretary("p-1")).issued(issued), root()));
  };
  late("2024-01-01", "2024-01-31T01:00:00Z");
  EXPECT_THAT(told("B3"), IsEmpty());
  late("2024-01-01", "2024-02-01T01:00:00Z");
  EXPECT_THAT(told("B3"), ElementsAre("2024-01-01"));
  appointed("2024-06-01", "2024-07-01T01:00:00Z");  // thirty days
  EXPECT_THAT(told("B3"), SizeIs(1));
  end("2024-07-05", "p-1", "resignation");
  appointed("2024-08-01", "2024-09-01T01:00:00Z");  // thirty-one
  EXPECT_THAT(told("B3"), ElementsAre("2024-01-01", "2024-08-01"));
}

TEST_F(SpendingLeads, LEAD_B3_WhatIsTranscribedIsNone) {
  person("p-1", "o-village");
  person("p-9", "o-village");
  must(transcribed<OfficeAssumed>("2010-01-01", R"({"person":"p-1","org":"o-village","post":"director"})"));
  EXPECT_THAT(told("B3", {.from = "2001-01-01"}), IsEmpty());
  must(attempt<OfficeAssumed>("2010-01-01", R"({"person":"p-9","org":"o-village","post":"deputy"})"));
  must(attempt<OfficeAssumed>("2020-01-01", R"({"person":"p-9","org":"o-village","post":"clerk"})"));
  must(attempt<OfficeAssumed>("2010-01-01", R"({"person":"p-9","org":"o-village","post":"cadre"})"));
  EXPECT_THAT(told("B3", {.from = "2001-01-01"}), SizeIs(3));
}

TEST_F(SpendingLeads, LEAD_B4_MostAmountsAreRound) {
  const auto half_round = [](int i) { return i % 2 == 0 ? 100'000 + i * 100'000 : 123'457 + i * 1'013; };
  spent_many(30, half_round);  // fifteen of thirty: half, and half is borne
  EXPECT_THAT(told("B4"), IsEmpty());
  spent("2024-12-01", 200'000, "甲商店");
  EXPECT_THAT(told("B4"), SizeIs(1));
  EXPECT_THAT(leads("B4").front().lead.why.evidence, SizeIs(16));
}

TEST_F(SpendingLeads, LEAD_B4_AFewPaymentsSayNothing) {
  spent_many(29, [](int) { return 100'000; });
  EXPECT_THAT(told("B4"), IsEmpty());
  spent("2024-12-01", 100'000, "甲商店");
  EXPECT_THAT(told("B4"), SizeIs(1));
}

TEST_F(SpendingLeads, LEAD_B5_FirstDigitsThatNobodyWouldGrow) {
  // Growing by 2.5 percent a step through three orders of magnitude follows Benford's law closely.
  std::vector<std::int64_t> grown;
  double at = 1'000;
  for (int i = 0; i < 300; ++i, at *= 1.0233) grown.push_back(static_cast<std::int64_t>(at));
  spent_many(300, [&](int i) { return grown[static_cast<std::size_t>(i)]; });
  EXPECT_THAT(told("B5"), IsEmpty());
}

TEST_F(SpendingLeads, LEAD_B5_FirstDigitsAllAlike) {
  spent_many(299, [](int i) { return 4'000 + i + (i % 2) * 40'000; });
  EXPECT_THAT(told("B5"), IsEmpty());  // too few of them
  spent("2024-12-01", 4'900, "甲商店");
  EXPECT_THAT(told("B5"), SizeIs(1));
}

TEST_F(SpendingLeads, LEAD_B6_MostGoesToOne) {
  spent_many(29, [](int) { return 10'000; });  // 290,000 to many
  spent("2024-12-01", 435'000, "甲商店");      // 435,000 of 725,000: six tenths, which are borne
  EXPECT_THAT(told("B6"), IsEmpty());
  spent("2024-12-20", 1'000, "甲商店");
  EXPECT_THAT(told("B6"), ElementsAre("2024-12-20 436000"));
}

}  // namespace
}  // namespace tenure::testing
