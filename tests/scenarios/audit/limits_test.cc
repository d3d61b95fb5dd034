// Leads at their limits: each fact by the policy of its own day, and what looks like a lead and is none.
#include "domain/affairs/events.h"
#include "domain/collective/events.h"
#include "domain/decisions/events.h"
#include "tests/scenarios/audit/audit.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class LeadLimits : public ::testing::Test, public AuditLedger {
 protected:
  LeadLimits() { people(2); }

  static std::string side(const std::string& account, const std::string& of, std::int64_t fen) {
    return fmt::format(R"({{"account":"{}","{}_fen":{},"counterparty_name":"甲商店"}})", account, of, fen);
  }
  /// A voucher of one debit and one credit.
  Position post(const std::string& on, int number, const std::string& debit, const std::string& credit,
                std::int64_t fen, const std::string& rest = {}) {
    return at(attempt<JournalPosted>(
        on, fmt::format(R"({{"org":"o-village","series":"general","number":{},"lines":[{},{}]{}}})", number,
                        side(debit, "debit", fen), side(credit, "credit", fen), rest)));
  }
  void sign(const std::string& on, const std::string& contract, std::int64_t fen, const std::string& from,
            const std::string& until, const std::string& rest = {}) {
    must(attempt<ContractSigned>(
        on, fmt::format(R"({{"org":"o-village","contract":"{}","kind":"lease_out","amount_fen":{},)"
                        R"("from":"{}","until":"{}"{}}})",
                        contract, fen, from, until, rest)));
  }
  std::string why(const std::string& test) {
    const auto found = leads(test);
    return found.size() == 1 ? found.front().lead.why.zh : fmt::format("{} leads", found.size());
  }
};

TEST_F(LeadLimits, LEAD_B1_LEAD_C3_LEAD_C6_EachFactByThePolicyOfItsDay) {
  adopt("o-county", "2020-01-01", "[audit]\nnear_days = 7\ncash_cap_fen = 500000\nclose_days = 15\n");
  adopt("o-county", "2024-07-01", "[audit]\nnear_days = 14\ncash_cap_fen = 300000\nclose_days = 5\n");
  const auto closed = [&](const std::string& on, const std::string& period) {
    must(attempt<PeriodClosed>(on, fmt::format(R"({{"org":"o-village","period":"{}"}})", period)));
  };
  post("2024-03-01", 1, "513", "102", 700);
  post("2024-03-11", 2, "513", "102", 700);  // ten days apart
  post("2024-03-12", 3, "101", "501", 400'000);
  post("2024-03-13", 4, "102", "101", 400'000);
  closed("2024-04-10", "2024-03");
  for (const char* test : {"B1", "C3", "C6"}) EXPECT_THAT(told(test), IsEmpty()) << test;
  post("2024-08-01", 1, "513", "102", 700);
  post("2024-08-11", 2, "513", "102", 700);
  post("2024-08-12", 3, "101", "501", 400'000);
  post("2024-08-13", 4, "102", "101", 400'000);
  closed("2024-09-10", "2024-08");
  EXPECT_THAT(told("B1"), ElementsAre("2024-08-11 700"));
  EXPECT_THAT(told("C3"), ElementsAre("2024-08-12 100000"));
  EXPECT_THAT(why("C6"), HasSubstr("2024-09-05"));
}

TEST_F(LeadLimits, LEAD_B1_WhatACounterEntryReversedWasNotPaid) {
  post("2024-03-01", 1, "513", "102", 1'000);
  const Position counter = post("2024-03-02", 2, "102", "513", 1'000);
  post("2024-03-03", 3, "513", "102", 1'000);
  EXPECT_THAT(told("B1"), IsEmpty());
  must(voided(counter));
  EXPECT_THAT(told("B1"), ElementsAre("2024-03-03 1000"));
}

TEST_F(LeadLimits, LEAD_B7_NumbersMayGoOnThroughTheYear) {
  for (int number : {1, 2, 3}) post(fmt::format("2024-03-0{}", number), number, "513", "102", 700);
  post("2024-04-01", 4, "513", "102", 700);
  EXPECT_THAT(told("B7"), IsEmpty());
  post("2024-05-01", 1, "513", "102", 700);  // begins anew
  EXPECT_THAT(told("B7"), IsEmpty());
  post("2024-05-02", 3, "513", "102", 700);
  EXPECT_THAT(why("B7"), HasSubstr("缺 2 号"));
}

TEST_F(LeadLimits, LEAD_B7_AGapBetweenMonthsIsOne) {
  for (int number : {1, 2, 3}) post(fmt::format("2024-03-0{}", number), number, "513", "102", 700);
  post("2024-04-01", 5, "513", "102", 700);
  EXPECT_THAT(why("B7"), HasSubstr("缺 4 号"));
}

TEST_F(LeadLimits, LEAD_C4_AResolutionThatTheDebtNamesIsItsVote) {
  const auto decided = [&](const std::string& on, int votes) {
    return at(attempt<DecisionAdopted>(
        on, fmt::format(R"({{"org":"o-village","matter":"m-{0}","body":"villagers_meeting","topic":"loan",)"
                        R"("eligible":12,"present":10,"votes_for":{0}}})",
                        votes)));
  };
  const auto owe = [&](const std::string& debt, Position vote) {
    must(attempt<DebtRecorded>(
        "2024-03-01", fmt::format(R"({{"org":"o-village","debt":"{}","kind":"loan_taken","amount_fen":500,)"
                                  R"("vote":"{}"}})",
                                  debt, vote.str())));
  };
  owe("d-1", decided("2024-02-20", 6));
  EXPECT_THAT(told("C4"), IsEmpty());
  owe("d-2", decided("2024-02-20", 5));
  EXPECT_THAT(told("C4"), ElementsAre("2024-03-01 500")) << "half is no majority";
}

TEST_F(LeadLimits, LEAD_C4_WhatWasTakenOverDidNotGrow) {
  const AuditLedger::Question year{.from = "2024-01-01"};
  const Position opening = post("2024-05-01", 1, "102", "211", 13'000, R"(,"opening":true)");
  EXPECT_THAT(told("C4", year), IsEmpty());
  post("2024-06-01", 1, "513", "211", 1);
  EXPECT_THAT(told("C4", year), ElementsAre("2024-12-31 1"));
  EXPECT_THAT(leads("C4", year).front().lead.why.evidence, ::testing::Contains(opening));
}

TEST_F(LeadLimits, LEAD_C7_PricesAreComparedByTheYear) {
  sign("2019-01-01", "c-1", 5'000, "2019-01-01", "2023-12-31");
  sign("2024-01-10", "c-2", 10'000, "2024-01-01", "2033-12-31", R"(,"former":"c-1")");
  EXPECT_THAT(told("C7", {.from = "2024-01-01"}), IsEmpty()) << "1,000 a year each";
  sign("2024-01-11", "c-3", 9'990, "2024-01-01", "2033-12-31", R"(,"former":"c-1")");
  const auto found = leads("C7", {.from = "2024-01-01"});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().lead.amount_fen, Fen{1});
  EXPECT_THAT(found.front().lead.why.zh, HasSubstr("每年"));
}

}  // namespace
}  // namespace tenure::testing
