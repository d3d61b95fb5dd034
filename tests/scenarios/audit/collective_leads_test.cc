// B2, B7 to B9, C1 to C8 of the audit: the village's own money. Each limit from both sides, what is
// corrected, and what is in order. Figures are worked out by hand beside the facts.
#include "domain/affairs/events.h"
#include "domain/collective/books.h"
#include "tests/scenarios/audit/audit.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CollectiveLeads : public ::testing::Test, public AuditLedger {
 protected:
  CollectiveLeads() { people(3); }

  static std::string line(const std::string& account, const std::string& side, std::int64_t fen,
                          const std::string& rest = {}) {
    return fmt::format(R"({{"account":"{}","{}_fen":{}{}}})", account, side, fen, rest);
  }
  static std::string debit(const std::string& account, std::int64_t fen, const std::string& rest = {}) {
    return line(account, "debit", fen, rest);
  }
  static std::string credit(const std::string& account, std::int64_t fen, const std::string& rest = {}) {
    return line(account, "credit", fen, rest);
  }
  Position post(const std::string& on, int number, const std::vector<std::string>& lines,
                const std::string& rest = {}, const std::string& series = "general") {
    return at(attempt<JournalPosted>(
        on, fmt::format(R"({{"org":"o-village","series":"{}","number":{},"lines":[{}]{}}})", series, number,
                        fmt::join(lines, ","), rest)));
  }
  /// Paid out of the bank, to a unit.
  Position paid(const std::string& on, int number, std::int64_t fen, const std::string& to = "甲商店",
                const std::string& purpose = "operation") {
    return post(on, number,
                {debit("513", fen, fmt::format(R"(,"purpose":"{}","counterparty_name":"{}")", purpose, to)),
                 credit("102", fen)});
  }
  Position sign(const std::string& on, const std::string& contract, const std::string& rest,
                const std::string& kind = "lease_out") {
    return at(attempt<ContractSigned>(
        on, fmt::format(R"({{"org":"o-village","contract":"{}","kind":"{}"{}}})", contract, kind, rest)));
  }
  Position owe(const std::string& on, const std::string& debt, const std::string& kind,
               const std::string& rest = {}) {
    return at(attempt<DebtRecorded>(
        on, fmt::format(R"({{"org":"o-village","debt":"{}","kind":"{}","amount_fen":100000{}}})", debt, kind,
                        rest)));
  }
  /// Of one lead.
  std::string why(const std::string& test) {
    const auto found = leads(test);
    return found.size() == 1 ? found.front().lead.why.zh : fmt::format("{} leads", found.size());
  }
};

TEST_F(CollectiveLeads, LEAD_B2_PiecesBelowALimitThatTogetherAreAboveIt) {
  paid("2024-03-01", 1, 300'000);
  paid("2024-03-31", 2, 200'000);  // thirty days later: 5,000.00 in all, which is the limit
  EXPECT_THAT(told("B2"), IsEmpty());
  paid("2024-03-15", 3, 1);
  EXPECT_THAT(told("B2"), ElementsAre("2024-03-31 500001"));
  EXPECT_THAT(told("B2", {.thresholds = "split_days = 29"}), IsEmpty());
  EXPECT_THAT(told("B2", {.thresholds = "split_limit_fen = 500001"}), IsEmpty());
  paid("2024-06-01", 1, 300'000);
  paid("2024-06-10", 2, 300'000, "乙商店");
  paid("2024-06-11", 3, 300'000, "甲商店", "training");
  EXPECT_THAT(told("B2"), SizeIs(1)) << "another payee, another purpose";
  paid("2024-08-01", 1, 600'000);
  paid("2024-08-02", 2, 600'000);
  EXPECT_THAT(told("B2"), SizeIs(1)) << "each of them is above the limit";
  const Position other = paid("2024-06-20", 4, 300'000);
  EXPECT_THAT(told("B2"), ElementsAre("2024-03-31 500001", "2024-06-20 600000"));
  must(voided(other));
  EXPECT_THAT(told("B2"), SizeIs(1));
}

TEST_F(CollectiveLeads, LEAD_B7_NumbersOfASeriesThatAreMissing) {
  paid("2024-03-01", 1, 100);
  const Position second = paid("2024-03-02", 2, 100);
  paid("2024-04-01", 1, 100);
  EXPECT_THAT(told("B7"), IsEmpty()) << "each month begins with 1";
  paid("2024-03-05", 4, 100);
  paid("2024-03-06", 8, 100);
  EXPECT_THAT(told("B7"), ElementsAre("2024-03-06"));
  EXPECT_THAT(why("B7"), HasSubstr("3, 5–7"));
  post("2024-05-02", 2, {debit("101", 5), credit("501", 5)}, {}, "receipt");
  EXPECT_THAT(told("B7"), ElementsAre("2024-03-06", "2024-05-02")) << "the first one";
  must(voided(second));
  EXPECT_THAT(why("B7"), "2 leads") << "what was made void keeps its number";
  paid("2024-03-03", 3, 100);
  for (int number = 5; number < 8; ++number) paid("2024-03-06", number, 100);
  EXPECT_THAT(told("B7"), ElementsAre("2024-05-02"));
  EXPECT_THAT(told("B7", {.until = "2024-05-01"}), IsEmpty()) << "of the time audited alone";
}

TEST_F(CollectiveLeads, LEAD_B8_SpendingBeforeAHandover) {
  // 1,000.00 in the 91 days before April, 3,000.00 in the 90 days before 30 June.
  paid("2024-01-01", 1, 100'000, "乙商店");
  paid("2024-04-10", 1, 180'000);
  paid("2024-06-29", 1, 120'000, "乙商店");
  const AuditLedger::Question half{.from = "2024-01-01"};
  const auto handed = [&](const std::string& on) {
    return at(attempt<HandoverRecorded>(on, R"({"person":"p-1","org":"o-village","post":"secretary"})"));
  };
  const Position handover = handed("2024-06-30");
  EXPECT_THAT(told("B8", half), IsEmpty());
  const Position more = paid("2024-06-30", 2, 20'000);
  // Usual: 100,000 * 90 / 91 = 98,901; three times that are 296,703. To the first payee 200,000 of 320,000.
  EXPECT_THAT(told("B8", half), ElementsAre("2024-06-30 200000"));
  EXPECT_THAT(told("B8", {.from = "2024-01-01", .thresholds = "burst_above = 0.625"}), IsEmpty());
  EXPECT_THAT(told("B8", {.from = "2024-01-01", .thresholds = "burst_times = 3.3"}), IsEmpty());
  must(voided(more));
  EXPECT_THAT(told("B8", half), IsEmpty()) << "180,000 of 300,000 are no more than 60 %";
  must(voided(handover));
  EXPECT_THAT(told("B8", half), IsEmpty());
}

TEST_F(CollectiveLeads, LEAD_B9_PaidAfterDeath) {
  record<DeathRecorded>("2024-03-10", R"({"person":"p-2"})");
  const auto to_p2 = [&](const std::string& on, int number) {
    return post(on, number, {debit("513", 500, R"(,"counterparty":"p-2")"), credit("101", 500)});
  };
  to_p2("2024-03-10", 1);
  EXPECT_THAT(told("B9"), IsEmpty());
  const Position after = to_p2("2024-03-11", 2);
  EXPECT_THAT(told("B9"), ElementsAre("2024-03-11 500"));
  must(voided(after));
  EXPECT_THAT(told("B9"), IsEmpty());
}

TEST_F(CollectiveLeads, LEAD_C1_MoneyOfASourceForSomethingElse) {
  adopt("o-county", "2024-01-01", "[audit]\nfund_uses.one_case = [\"public_works\", \"sanitation\"]\n");
  const auto spent = [&](int number, const std::string& purpose, const std::string& fund = "one_case") {
    return post("2024-03-01", number,
                {debit("514", 700, fmt::format(R"(,"purpose":"{}","fund":"{}")", purpose, fund)),
                 credit("102", 700)});
  };
  spent(1, "public_works");
  spent(2, "hospitality", "own");  // of which nobody says what it is for
  EXPECT_THAT(told("C1"), IsEmpty());
  const Position misused = spent(3, "hospitality");
  EXPECT_THAT(told("C1"), ElementsAre("2024-03-01 700"));
  EXPECT_THAT(why("C1"), HasSubstr("招待"));
  must(voided(misused));
  EXPECT_THAT(told("C1"), IsEmpty());
}

TEST_F(CollectiveLeads, LEAD_C2_WhatAContractBringsIsBooked) {
  // 2,000.00 on 1 January of each year; the grace is 30 days.
  sign("2023-01-01", "c-1",
       R"(,"per_year_fen":200000,"from":"2023-01-01","until":"2025-12-31","counterparty":"p-2")");
  const auto until = [](const std::string& day) { return AuditLedger::Question{.until = day, .on = day}; };
  EXPECT_THAT(told("C2", until("2023-01-31")), IsEmpty()) << "that day is not over";
  EXPECT_THAT(told("C2", until("2023-02-01")), ElementsAre("2023-01-01 200000"));
  const auto booked = [&](const std::string& on, int number, std::int64_t fen) {
    return post(on, number, {debit("102", fen), credit("501", fen, R"(,"contract":"c-1")")});
  };
  booked("2023-02-10", 1, 200'000);
  EXPECT_THAT(told("C2", until("2023-12-31")), IsEmpty());
  EXPECT_THAT(told("C2", until("2024-12-31")), ElementsAre("2024-01-01 200000"));
  EXPECT_THAT(why("C2"), HasSubstr("合同 c-1："));
  booked("2024-03-10", 1, 199'999);
  EXPECT_THAT(told("C2", until("2024-12-31")), ElementsAre("2024-01-01 1")) << "a fen is missing";
  const Position rest = booked("2024-03-11", 2, 1);
  EXPECT_THAT(told("C2", until("2024-12-31")), IsEmpty());
  must(voided(rest));
  EXPECT_THAT(told("C2", until("2024-12-31")), ElementsAre("2024-01-01 1"));
  EXPECT_THAT(told("C2", {.from = "2024-01-02"}), IsEmpty()) << "due before the time audited";
}

TEST_F(CollectiveLeads, LEAD_C2_WhatIsLetHasAContract) {
  const auto let = [&](const std::string& on, const std::string& asset, const std::string& rest = {}) {
    return at(attempt<AssetRecorded>(
        on, fmt::format(R"({{"org":"o-village","asset":"{}","kind":"leased_out"{}}})", asset, rest)));
  };
  sign("2024-02-01", "c-1", R"(,"amount_fen":1,"from":"2024-12-31")");
  let("2024-02-01", "a-1", R"(,"contract":"c-1")");
  EXPECT_THAT(told("C2"), IsEmpty());
  let("2024-01-31", "a-2", R"(,"contract":"c-1")");
  EXPECT_THAT(told("C2"), ElementsAre("2024-01-31")) << "a day before it was signed";
  const Position without = let("2024-05-01", "a-3");
  EXPECT_THAT(told("C2"), ElementsAre("2024-01-31", "2024-05-01"));
  must(voided(without));
  EXPECT_THAT(told("C2"), SizeIs(1));
}

TEST_F(CollectiveLeads, LEAD_C3_CashAboveTheCap) {
  post("2024-01-01", 1, {debit("101", 500'000), credit("311", 500'000)}, R"(,"opening":true)");
  EXPECT_THAT(told("C3"), IsEmpty()) << "as much as the cap";
  const Position over = post("2024-01-05", 2, {debit("101", 1), credit("102", 1)});
  post("2024-01-20", 3, {debit("101", 9), credit("102", 9)});
  post("2024-01-25", 4, {debit("513", 100), credit("101", 100)});
  EXPECT_THAT(told("C3"), ElementsAre("2024-01-05 10")) << "one stretch, and the most of it";
  EXPECT_THAT(told("C3", {.thresholds = "cash_cap_fen = 500010"}), IsEmpty());
  must(voided(over));
  EXPECT_THAT(told("C3"), ElementsAre("2024-01-20 9"));
}

TEST_F(CollectiveLeads, LEAD_C3_CashReceivedIsBroughtToTheBank) {
  const Position received = post("2024-03-01", 1, {debit("101", 1'000), credit("501", 1'000)});
  const AuditLedger::Question week{.until = "2024-03-08", .on = "2024-03-08"};
  EXPECT_THAT(told("C3", week), IsEmpty()) << "the last day is not over";
  EXPECT_THAT(told("C3", {.until = "2024-03-09", .on = "2024-03-09"}), ElementsAre("2024-03-01 1000"));
  EXPECT_THAT(told("C3"), ElementsAre("2024-03-01 1000"));
  post("2024-03-08", 2, {debit("102", 600), credit("101", 600)});
  EXPECT_THAT(told("C3"), ElementsAre("2024-03-01 400"));
  const Position late = post("2024-03-09", 3, {debit("102", 400), credit("101", 400)});
  EXPECT_THAT(told("C3"), SizeIs(1)) << "the eighth day";
  EXPECT_THAT(told("C3", {.thresholds = "deposit_days = 8"}), IsEmpty());
  must(voided(late));
  post("2024-03-05", 4, {debit("102", 400), credit("101", 400)});
  EXPECT_THAT(told("C3"), IsEmpty());
  post("2024-04-01", 1, {debit("101", 900), credit("102", 900)});
  EXPECT_THAT(told("C3"), IsEmpty()) << "drawn from the bank, not received";
  static_cast<void>(received);
}

TEST_F(CollectiveLeads, LEAD_C4_DebtsThatGrewOverTheTerm) {
  post("2024-01-01", 1, {debit("102", 100), credit("211", 100)}, R"(,"opening":true)");
  const AuditLedger::Question year{.from = "2024-01-01"};
  post("2024-02-01", 1, {debit("513", 50), credit("211", 50)});
  post("2024-03-01", 1, {debit("211", 50), credit("102", 50)});
  EXPECT_THAT(told("C4", year), IsEmpty()) << "what it was";
  const Position more = post("2024-04-01", 1, {debit("513", 1), credit("211", 1)});
  EXPECT_THAT(told("C4", year), ElementsAre("2024-12-31 1"));
  EXPECT_THAT(leads("C4", year).front().lead.why.evidence, ::testing::Contains(more));
  EXPECT_THAT(told("C4", {.from = "2024-01-01", .thresholds = "debt_growth_fen = 1"}), IsEmpty());
  must(voided(more));
  EXPECT_THAT(told("C4", year), IsEmpty());
}

TEST_F(CollectiveLeads, LEAD_C4_ALoanIsVotedBefore) {
  const auto meeting = [&](const std::string& on, const std::string& rest) {
    return at(
        attempt<MeetingHeld>(on, fmt::format(R"({{"org":"o-village","kind":"two_committees"{}}})", rest)));
  };
  const Position vote = meeting("2024-03-01", R"(,"present":10,"votes_for":6)");
  owe("2024-03-01", "d-1", "loan_taken", fmt::format(R"(,"vote":"{}")", vote.str()));
  EXPECT_THAT(told("C4"), IsEmpty());
  owe("2024-02-28", "d-2", "guarantee", fmt::format(R"(,"vote":"{}")", vote.str()));
  EXPECT_THAT(told("C4"), ElementsAre("2024-02-28 100000")) << "before the vote";
  const Position lost = meeting("2024-04-01", R"(,"present":10,"votes_for":5,"matter":"m-1")");
  const Position loan = owe("2024-04-02", "d-3", "loan_taken", R"(,"matter":"m-1")");
  EXPECT_THAT(told("C4"), SizeIs(2)) << "half is no majority";
  meeting("2024-04-02", R"(,"present":10,"votes_for":6,"matter":"m-1")");
  EXPECT_THAT(told("C4"), SizeIs(1));
  owe("2024-05-01", "d-4", "loan_made");
  EXPECT_THAT(told("C4"), SizeIs(1)) << "C5 asks of what is lent";
  const Position bare = owe("2024-06-01", "d-5", "loan_taken");
  EXPECT_THAT(told("C4"), SizeIs(2));
  must(voided(bare));
  EXPECT_THAT(told("C4"), SizeIs(1));
  static_cast<void>(lost), static_cast<void>(loan);
}

TEST_F(CollectiveLeads, LEAD_C5_OfficialsAreLentNothing) {
  record<OfficeAssumed>("2024-03-01", R"({"person":"p-1","org":"o-village","post":"director"})");
  owe("2024-02-29", "d-1", "loan_made", R"(,"counterparty":"p-1")");
  owe("2024-03-01", "d-2", "loan_made", R"(,"counterparty":"p-2")");
  owe("2024-03-01", "d-3", "loan_taken", R"(,"counterparty":"p-1")");
  EXPECT_THAT(told("C5"), IsEmpty()) << "before the office, to nobody in office, from an official";
  const Position loan = owe("2024-03-01", "d-4", "loan_made", R"(,"counterparty":"p-1")");
  owe("2024-03-02", "d-5", "guarantee", R"(,"counterparty":"p-1")");
  EXPECT_THAT(told("C5"), ElementsAre("2024-03-01 100000", "2024-03-02 100000"));
  must(voided(loan));
  EXPECT_THAT(told("C5"), ElementsAre("2024-03-02 100000"));
}

TEST_F(CollectiveLeads, LEAD_C5_IncomeOfTheCollectiveIsNotLeftWithAnOfficial) {
  record<OfficeAssumed>("2024-03-01", R"({"person":"p-1","org":"o-village","post":"director"})");
  const auto owed_by = [&](int number, const std::string& person) {
    return post("2024-03-05", number,
                {debit("112", 800, fmt::format(R"(,"counterparty":"{}")", person)), credit("501", 800)});
  };
  owed_by(1, "p-2");
  post("2024-03-06", 2, {debit("101", 800, R"(,"counterparty":"p-1")"), credit("501", 800)});
  EXPECT_THAT(told("C5"), IsEmpty());
  const Position kept = owed_by(3, "p-1");
  EXPECT_THAT(told("C5"), ElementsAre("2024-03-05 800"));
  must(voided(kept));
  EXPECT_THAT(told("C5"), IsEmpty());
}

TEST_F(CollectiveLeads, LEAD_C6_AMonthIsClosedByItsCutOff) {
  const auto close = [&](const std::string& on, const std::string& period) {
    return at(attempt<PeriodClosed>(on, fmt::format(R"({{"org":"o-village","period":"{}"}})", period)));
  };
  paid("2024-01-10", 1, 100);
  paid("2024-02-10", 1, 100);
  EXPECT_THAT(told("C6", {.until = "2024-02-15", .on = "2024-02-15"}), IsEmpty());
  EXPECT_THAT(told("C6", {.until = "2024-02-15", .on = "2024-02-16"}), ElementsAre("2024-01-31"));
  close("2024-02-15", "2024-01");
  const Position late = close("2024-03-16", "2024-02");
  EXPECT_THAT(told("C6"), ElementsAre("2024-02-29")) << "a day late";
  EXPECT_THAT(told("C6", {.thresholds = "close_days = 16"}), IsEmpty());
  must(voided(late));
  EXPECT_THAT(why("C6"), HasSubstr("应于 2024-03-15"));
  close("2024-03-10", "2024-Q1");
  EXPECT_THAT(told("C6"), IsEmpty()) << "with its quarter; months without vouchers need none";
}

TEST_F(CollectiveLeads, LEAD_C7_BelowTheAppraisalOrTheFormerPrice) {
  sign("2024-01-10", "c-1", R"(,"per_year_fen":1000,"appraised_fen":1000,"from":"2024-01-10")");
  sign("2024-01-10", "c-2", R"(,"amount_fen":1,"appraised_fen":1000,"from":"2024-01-10")", "purchase");
  EXPECT_THAT(told("C7"), IsEmpty()) << "what it was appraised at; the collective pays less";
  const Position cheap =
      sign("2024-02-10", "c-3", R"(,"per_year_fen":999,"appraised_fen":1000,"from":"2024-02-10")");
  EXPECT_THAT(told("C7"), ElementsAre("2024-02-10 1"));
  must(voided(cheap));
  EXPECT_THAT(told("C7"), IsEmpty());
  sign("2024-03-10", "c-4", R"(,"per_year_fen":1000,"former":"c-1","from":"2024-03-10")");
  EXPECT_THAT(told("C7"), IsEmpty());
  sign("2024-04-10", "c-5", R"(,"per_year_fen":990,"former":"c-4","from":"2024-04-10")");
  EXPECT_THAT(told("C7"), ElementsAre("2024-04-10 10"));
}

TEST_F(CollectiveLeads, LEAD_C7_OverlongOrRunOutAndUnrenewed) {
  sign("2024-01-10", "c-1", R"(,"from":"2024-02-01","until":"2044-01-31")");
  EXPECT_THAT(told("C7"), IsEmpty()) << "twenty years to the day";
  sign("2024-01-11", "c-2", R"(,"from":"2024-02-01","until":"2044-02-01")");
  EXPECT_THAT(told("C7"), ElementsAre("2024-01-11"));
  EXPECT_THAT(told("C7", {.thresholds = "contract_months = 241"}), IsEmpty());
  sign("2024-01-12", "c-3", R"(,"from":"2024-02-01","until":"2024-06-30")");
  EXPECT_THAT(told("C7", {.on = "2024-07-30"}), SizeIs(1)) << "thirty days are not over";
  EXPECT_THAT(told("C7", {.on = "2024-07-31"}), ElementsAre("2024-01-11", "2024-06-30"));
  const Position renewed = sign("2024-07-30", "c-4", R"(,"from":"2024-07-01","former":"c-3")");
  EXPECT_THAT(told("C7"), SizeIs(1));
  must(voided(renewed));
  EXPECT_THAT(told("C7"), SizeIs(2));
  record<ContractEnded>("2024-07-30", R"({"org":"o-village","contract":"c-3","reason":"run_out"})");
  EXPECT_THAT(told("C7"), SizeIs(1));
}

TEST_F(CollectiveLeads, LEAD_C8_OpeningAgainstThePredecessorsClosing) {
  post("2024-01-01", 1, {debit("101", 500), debit("102", 9'500), credit("311", 10'000)},
       R"(,"opening":true)");
  EXPECT_THAT(told("C8"), IsEmpty()) << "there was nobody before";
  post("2024-02-01", 1, {debit("513", 100), credit("101", 100)});
  const Position taken = post("2024-07-01", 1, {debit("101", 399), debit("102", 9'500), credit("311", 9'899)},
                              R"(,"opening":true)");
  EXPECT_THAT(told("C8"), ElementsAre("2024-07-01 1"));
  EXPECT_THAT(why("C8"), HasSubstr("库存现金"));
  EXPECT_THAT(leads("C8").front().lead.why.evidence, ElementsAre(taken));
  must(voided(taken));
  EXPECT_THAT(told("C8"), IsEmpty());
  post("2024-08-01", 1, {debit("101", 400), debit("102", 9'500), credit("311", 9'900)}, R"(,"opening":true)");
  EXPECT_THAT(told("C8"), ElementsAre("2024-08-01 0")) << "the money agrees, what is owned does not";
}

TEST_F(CollectiveLeads, LEAD_C8_WhatWasHandedOverAndWhen) {
  post("2024-01-01", 1, {debit("101", 400), debit("102", 9'600), credit("311", 10'000)},
       R"(,"opening":true)");
  in_office("p-1", "o-village", "director");
  end("2024-06-30", "p-1", "term_expiry", "director");
  EXPECT_THAT(told("C8", {.on = "2024-07-10"}), IsEmpty()) << "ten days";
  EXPECT_THAT(told("C8", {.on = "2024-07-11"}), ElementsAre("2024-06-30"));
  const auto handed = [&](const std::string& on, int cash) {
    return at(attempt<HandoverRecorded>(
        on,
        fmt::format(
            R"({{"person":"p-1","org":"o-village","post":"director","successor":"p-2","cash_fen":{},"bank_fen":9600}})",
            cash)));
  };
  const Position late = handed("2024-07-11", 400);
  EXPECT_THAT(told("C8"), ElementsAre("2024-06-30")) << "a day late";
  EXPECT_THAT(told("C8", {.thresholds = "handover_days = 11"}), IsEmpty());
  must(voided(late));
  const Position less = handed("2024-07-10", 390);
  EXPECT_THAT(told("C8"), ElementsAre("2024-07-10 10")) << "in time, ten fen short";
  must(voided(less));
  handed("2024-07-10", 400);
  EXPECT_THAT(told("C8"), IsEmpty());
}

}  // namespace
}  // namespace tenure::testing
