// The books: vouchers go in, balances of any day come out, worked out by hand.
#include "tests/scenarios/collective/village.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

using Figures = std::map<std::string, std::int64_t>;

TEST_F(VillageBooks, ATrialBalanceOfAnyDays) {
  open_books();
  first_quarter();
  const Books spring = told("2024-02-01", "2024-03-31");
  EXPECT_EQ(line_of(spring, "101"), "500000 | 100000 120000 | 480000");
  EXPECT_EQ(line_of(spring, "102"), "14000000 | 0 600000 | 13400000");
  EXPECT_EQ(line_of(spring, "112"), "300000 | 0 100000 | 200000");
  EXPECT_EQ(line_of(spring, "211"), "-800000 | 0 0 | -800000");
  EXPECT_EQ(line_of(spring, "501"), "-2000000 | 0 0 | -2000000");
  EXPECT_EQ(line_of(spring, "513"), "0 | 120000 0 | 120000");
  EXPECT_EQ(line_of(spring, "514"), "0 | 600000 0 | 600000");
  EXPECT_EQ(spring.opening_debit_fen, Fen{34'800'000});
  EXPECT_EQ(spring.opening_credit_fen, Fen{34'800'000});
  EXPECT_EQ(spring.debit_fen, Fen{820'000});
  EXPECT_EQ(spring.credit_fen, Fen{820'000});
  EXPECT_EQ(spring.closing_debit_fen, Fen{34'800'000});
  EXPECT_EQ(spring.closing_credit_fen, Fen{34'800'000});
  EXPECT_EQ(spring.restated_fen, Fen());
  EXPECT_EQ(spring.lines.front().account.value, "101") << "in the order of the chart";
  EXPECT_EQ(spring.lines.back().account.value, "514");
}

TEST_F(VillageBooks, OpeningBalancesAreWhatTheFirstDayBeginsWith) {
  open_books();
  first_quarter();
  const Books year = told("2024-01-01", "2024-12-31");
  EXPECT_EQ(line_of(year, "102"), "12000000 | 2000000 600000 | 13400000");
  EXPECT_EQ(year.opening_debit_fen, Fen{32'800'000});
  ASSERT_THAT(year.openings, SizeIs(6));
  EXPECT_FALSE(year.openings.front().difference_fen) << "there were no books before";
}

TEST_F(VillageBooks, ABalanceIsThatOfTheEndOfItsDay) {
  open_books();
  first_quarter();
  EXPECT_EQ(balance("101", "2023-12-31"), 0);
  EXPECT_EQ(balance("101", "2024-02-09"), 500'000);
  EXPECT_EQ(balance("101", "2024-02-10"), 380'000);
  EXPECT_EQ(balance("101", "2024-03-19"), 380'000);
  EXPECT_EQ(balance("101", "2024-03-20"), 480'000);
  EXPECT_EQ(balance("101", "2031-07-15"), 480'000) << "years on";
}

TEST_F(VillageBooks, BooksThatWereNeverOpenedAreTheSumOfTheirVouchers) {
  post("2023-12-30", "receipt", 1, {debit("2004:101", 700), credit("2004:501", 700)});
  post("2024-01-02", "receipt", 1, {debit("101", 300), credit("501", 300)});
  EXPECT_EQ(balance("2004:101", "2024-01-02"), 700);
  EXPECT_EQ(balance("101", "2024-01-02"), 300);
  const Past facts = past("2024-01-02");
  EXPECT_EQ(balance_of(must(balances_on(facts, "o-village", *Date::parse("2024-01-02"))), AccountRole::cash),
            1'000)
      << "of both charts";
}

TEST_F(VillageBooks, AVoucherThatDoesNotBalanceIsRefusedWithItsPlace) {
  const auto refused = [&](const std::vector<std::string>& lines, const std::string& rest = {}) {
    const Refusal why = refusal_of(attempt<JournalPosted>("2024-01-10", voucher("general", 1, lines, rest)));
    EXPECT_EQ(info(why.reason).status, 400);
    return why.where;
  };
  EXPECT_EQ(refused({debit("101", 100), credit("102", 99)}), "events[0].data.lines");
  EXPECT_EQ(refused({debit("101", 100)}), "events[0].data.lines");
  EXPECT_EQ(refused({debit("101", 100), credit("102", 100), R"({"account":"513"})"}),
            "events[0].data.lines[2]");
  EXPECT_EQ(refused({debit("101", 100, R"(,"credit_fen":100)"), credit("102", 100)}),
            "events[0].data.lines[0]");
  EXPECT_EQ(refused({debit("101", 0), credit("102", 0)}), "events[0].data.lines[0].debit_fen");
  EXPECT_EQ(refused({debit("101", -100), credit("102", -100)}), "events[0].data.lines[0].debit_fen");
  EXPECT_EQ(
      refused({debit("101", 100, R"(,"counterparty":"p-1","counterparty_name":"甲")"), credit("102", 100)}),
      "events[0].data.lines[0].counterparty");
  EXPECT_TRUE(attempt<JournalPosted>(
      "2024-01-10", voucher("general", 1, {debit("101", 100), credit("102", 60), credit("513", 40)})));
}

TEST_F(VillageBooks, ALateVoucherAndACorrectionAreWhereTheirDayIs) {
  open_books();
  first_quarter();
  const std::uint64_t before = store().size();
  post("2024-02-05", "payment", 2, {debit("513", 1'000), credit("101", 1'000)});
  EXPECT_EQ(balance("101", "2024-02-09"), 499'000);
  EXPECT_EQ(balance("101", "2024-03-20"), 479'000);
  must(correct(office_, "2024-04-01",
               event("JournalPosted", "2024-02-12",
                     voucher("payment", 1,
                             {debit("513", 20'000, R"(,"purpose":"operation")"), credit("101", 20'000)}))));
  EXPECT_EQ(balance("101", "2024-02-11"), 499'000);
  EXPECT_EQ(balance("101", "2024-02-12"), 479'000);
  EXPECT_EQ(sums("stat.book_spending", "2024-02-29", {"purpose"}),
            (Figures{{"", 21'000}, {"operation", 20'000}, {"unrecorded", 1'000}}));
  const Past then(store(), {before, *Date::parse("2024-03-20")});
  EXPECT_EQ(must(balances_on(then, "o-village", *Date::parse("2024-03-20")))["101"], 480'000)
      << "what was known before";
  must(correct(rent_, "2024-04-02"));
  EXPECT_EQ(balance("102", "2024-01-31"), 12'000'000) << "void";
}

TEST_F(VillageBooks, BB_61_IncomeBySourceAndSpendingByPurposeWithoutWhatIsCarriedOver) {
  open_books();
  first_quarter();
  post("2024-12-31", "transfer", 1,
       {debit("501", 2'000'000), credit("513", 120'000), credit("514", 600'000), credit("321", 1'280'000)});
  EXPECT_EQ(balance("501", "2024-12-31"), 0) << "carried to the result";
  EXPECT_EQ(balance("321", "2024-12-31"), -1'280'000);
  EXPECT_EQ(sums("stat.book_income", "2024-12-31"),
            (Figures{{"", 2'000'000}, {"501/own", 2'000'000}, {"501/unrecorded", 0}}));
  EXPECT_EQ(sums("stat.book_spending", "2024-12-31", {"purpose"}),
            (Figures{{"", 720'000}, {"operation", 120'000}, {"public_works", 600'000}, {"unrecorded", 0}}));
  EXPECT_EQ(sums("stat.fund_use", "2024-12-31"),
            (Figures{{"", 600'000}, {"one_case/public_works", 600'000}}));
  EXPECT_EQ(sums("stat.fund_use", "2024-03-04"), (Figures{})) << "the day before";
  EXPECT_EQ(figures("stat.book_spending", "2024-03-31", {}, "o-county", "2024-03-01")[""], 1)
      << "of a period alone";
  EXPECT_THAT(report("rpt.collective", "2024-12-31"), HasSubstr(R"("name":"stat.fund_use")"));
}

TEST_F(VillageBooks, ClaimsAndDebtsByAgeTheOldestIsSettledFirst) {
  open_books("2021-01-01");
  const std::string owes = R"(,"counterparty":"p-1")";
  post("2022-05-10", "general", 1, {debit("2004:112", 50'000, owes), credit("2004:501", 50'000)});
  post("2023-08-10", "general", 1, {debit("112", 40'000, owes), credit("501", 40'000)});
  post("2024-03-10", "general", 1, {debit("112", 30'000, owes), credit("501", 30'000)});
  post("2024-03-20", "receipt", 1, {debit("101", 310'000), credit("112", 310'000, owes)});
  const auto of = [&](const std::string& on, const std::string& account) {
    const Past facts = past(on);
    std::string out;
    for (const BookParty& each : must(counterparties_on(facts, "o-village", *Date::parse(on)))) {
      if (each.account.value == account)
        out += fmt::format("{}: {} = {} {} {} {}", each.counterparty ? each.counterparty->str() : "-",
                           each.balance_fen.value, each.year_1_fen.value, each.year_2_fen.value,
                           each.year_3_fen.value, each.older_fen.value);
    }
    return out;
  };
  EXPECT_EQ(of("2024-03-15", "112"), "p-1: 370000 = 70000 0 0 300000");
  EXPECT_EQ(of("2024-03-31", "112"), "p-1: 60000 = 60000 0 0 0") << "300,000 of old, 10,000 of August";
  EXPECT_EQ(of("2024-07-31", "112"), "p-1: 60000 = 60000 0 0 0");
  EXPECT_EQ(of("2024-08-09", "112"), "p-1: 60000 = 60000 0 0 0");
  EXPECT_EQ(of("2024-08-10", "112"), "p-1: 60000 = 30000 30000 0 0") << "a year old to the day";
  EXPECT_EQ(of("2024-08-01", "2004:112"), "p-1: 50000 = 0 0 50000 0");
  EXPECT_EQ(of("2024-08-01", "211"), "-: 800000 = 0 0 0 800000");
  EXPECT_EQ(of("2020-12-31", "112"), "");
  post("2024-09-01", "receipt", 1, {debit("101", 70'000), credit("112", 70'000, owes)});
  EXPECT_EQ(of("2024-09-01", "112"), "p-1: -10000 = 0 0 0 0") << "paid beyond what was owed";
}

TEST_F(VillageBooks, ASuccessorsOpeningIsComparedWithWhatTheBooksHeld) {
  open_books();
  first_quarter();
  post("2024-04-01", "general", 1,
       {debit("101", 450'000), debit("102", 13'400'000), debit("112", 200'000), debit("151", 20'000'000),
        credit("211", 800'000), credit("311", 33'250'000)},
       R"(,"opening":true)");
  const Books books = told("2024-03-01", "2024-04-30");
  std::map<std::string, std::int64_t> differences;
  for (const OpeningCheck& check : books.openings) {
    ASSERT_TRUE(check.difference_fen);
    if (*check.difference_fen != Fen()) differences[check.account.value] = check.difference_fen->value;
  }
  EXPECT_EQ(
      differences,
      (Figures{
          {"101", -30'000}, {"311", -1'250'000}, {"501", 2'000'000}, {"513", -120'000}, {"514", -600'000}}));
  EXPECT_EQ(balance("101", "2024-03-31"), 480'000);
  EXPECT_EQ(balance("101", "2024-04-01"), 450'000) << "what was taken over holds";
  for (const BookLine& line : books.lines) {
    EXPECT_EQ(line.closing_debit_fen.value - line.closing_credit_fen.value,
              line.opening_debit_fen.value - line.opening_credit_fen.value + line.debit_fen.value -
                  line.credit_fen.value + line.restated_fen.value)
        << line.account.value;
  }
}

TEST_F(VillageBooks, WhatWasHandedOverAndCountedIsComparedWithTheBooksOfTheDay) {
  open_books();
  first_quarter();
  record<HandoverRecorded>("2024-03-25",
                           R"({"person":"p-1","org":"o-village","post":"secretary","successor":"p-2",
       "cash_fen":470000,"bank_fen":13400000,"counted":true,"books_until":"2024-03-20"})");
  record<CashCounted>("2024-03-10",
                      R"({"org":"o-village","account":"101","counted_fen":380000,"counters":["p-2"]})");
  record<CashCounted>("2024-03-25", R"({"org":"o-village","account":"101","counted_fen":470000})");
  const Books books = told("2024-03-01", "2024-03-31");
  ASSERT_THAT(books.handovers, SizeIs(1));
  EXPECT_EQ(books.handovers[0].cash_book_fen, Fen{480'000});
  EXPECT_EQ(books.handovers[0].cash_difference_fen, Fen{-10'000});
  EXPECT_EQ(books.handovers[0].bank_difference_fen, Fen{0});
  ASSERT_THAT(books.counts, SizeIs(2));
  EXPECT_EQ(books.counts[0].difference_fen, Fen{0}) << "before 1,000 yuan came in";
  EXPECT_EQ(books.counts[1].difference_fen, Fen{-10'000});
  EXPECT_THAT(told("2024-01-01", "2024-02-29").counts, IsEmpty());
}

TEST_F(VillageBooks, ABankAccountIsCountedByItsSubAccount) {
  post("2024-01-01", "general", 1,
       {debit("102", 100'000, R"(,"sub":"102.01")"), debit("102", 50'000, R"(,"sub":"102.02")"),
        credit("311", 150'000)},
       R"(,"opening":true)");
  post("2024-01-10", "payment", 1, {debit("513", 1'000), credit("102", 1'000, R"(,"sub":"102.02")")});
  record<CashCounted>("2024-01-31",
                      R"({"org":"o-village","account":"102","sub":"102.02","counted_fen":48000})");
  const Books books = told("2024-01-01", "2024-01-31");
  ASSERT_THAT(books.counts, SizeIs(1));
  EXPECT_EQ(books.counts[0].book_fen, Fen{49'000});
  EXPECT_EQ(books.counts[0].difference_fen, Fen{-1'000});
}

// LAW-03
// --------------------------------------------------------------------------------------------------------------

TEST_F(VillageBooks, LAW_03_AClosedMonthTakesNoNewVoucher) {
  open_books();
  first_quarter();
  close("2024-04-05", "2024-Q1");
  const auto late =
      attempt<JournalPosted>("2024-03-31", voucher("payment", 9, {debit("513", 100), credit("101", 100)}));
  EXPECT_EQ(refusal_of(late).reason, Reason::already);
  EXPECT_EQ(refusal_of(late).where, "events[0].on");
  EXPECT_TRUE(
      attempt<JournalPosted>("2024-04-01", voucher("payment", 9, {debit("513", 100), credit("101", 100)})))
      << "the month after";
  EXPECT_TRUE(attempt<JournalPosted>(
      "2023-12-31", voucher("payment", 9, {debit("2004:541", 100), credit("2004:101", 100)})))
      << "the month before";
}

TEST_F(VillageBooks, LAW_03_ACorrectionInAClosedMonthIsAdmittedAndShownAsOne) {
  open_books();
  first_quarter();
  must(correct(rent_, "2024-02-01",
               event("JournalPosted", "2024-01-15",
                     voucher("receipt", 1, {debit("102", 2'100'000), credit("501", 2'100'000)}))));
  const Position closing = close("2024-04-05", "2024-Q1");
  EXPECT_THAT(told("2024-01-01", "2024-03-31").corrected, IsEmpty()) << "before the closing";
  const Position after =
      at(must(correct(office_, "2024-04-20",
                      event("JournalPosted", "2024-02-10",
                            voucher("payment", 1, {debit("513", 110'000), credit("101", 110'000)})))));
  const Books books = told("2024-01-01", "2024-03-31");
  EXPECT_THAT(books.closed, ElementsAre(*Period::parse("2024-Q1")));
  ASSERT_THAT(books.corrected, SizeIs(1));
  EXPECT_EQ(books.corrected[0].target, office_);
  EXPECT_EQ(books.corrected[0].closing, closing);
  EXPECT_EQ(books.corrected[0].position, after);
  EXPECT_EQ(line_of(books, "513"), "0 | 110000 0 | 110000");
  must(correct(road_, "2024-04-21"));
  EXPECT_THAT(told("2024-01-01", "2024-03-31").corrected, SizeIs(2)) << "a voucher that was made void too";
  EXPECT_THAT(told("2024-01-01", "2024-01-31").corrected, IsEmpty()) << "of other months";
}

TEST_F(VillageBooks, LAW_03_ACorrectionMovesNothingIntoAClosedMonth) {
  open_books();
  const Position april = post("2024-04-02", "payment", 1, {debit("513", 100), credit("101", 100)});
  close("2024-04-05", "2024-03");
  const auto moved = correct(
      april, "2024-04-20",
      event("JournalPosted", "2024-03-31", voucher("payment", 1, {debit("513", 100), credit("101", 100)})));
  EXPECT_EQ(refusal_of(moved).reason, Reason::already);
  EXPECT_EQ(refusal_of(moved).where, "events[0].data.replacement.on");
}

TEST_F(VillageBooks, LAW_03_WhatIsTranscribedIntoAClosedMonthIsFlagged) {
  open_books();
  close("2024-04-05", "2024-03");
  const auto paper =
      transcribe<JournalPosted>("2024-03-31", voucher("payment", 9, {debit("513", 100), credit("101", 100)}));
  EXPECT_THAT(rules_of(paper), Contains("law.period_open"));
  EXPECT_TRUE(rings("law.period_open", "2024-05-01"));
}

// LAW-13, LAW-23
// --------------------------------------------------------------------------------------------------------------

TEST_F(VillageBooks, LAW_13_ANumberIsThatOfOneVoucher) {
  constexpr const char* kLaw = "law.voucher_numbered_once";
  const std::vector<std::string> lines = {debit("513", 100), credit("101", 100)};
  post("2024-03-01", "payment", 7, lines);
  EXPECT_EQ(refusal_of(attempt<JournalPosted>("2024-03-31", voucher("payment", 7, lines))).reason,
            Reason::already);
  EXPECT_TRUE(attempt<JournalPosted>("2024-04-01", voucher("payment", 7, lines))) << "another month";
  EXPECT_TRUE(attempt<JournalPosted>("2024-03-31", voucher("receipt", 7, lines))) << "another series";
  const Position twice = at(must(transcribe<JournalPosted>("2024-03-31", voucher("payment", 7, lines))));
  EXPECT_TRUE(rings(kLaw, "2024-04-01"));
  EXPECT_FALSE(rings(kLaw, "2024-03-30"));
  must(correct(twice, "2024-05-01", event("JournalPosted", "2024-03-31", voucher("payment", 8, lines))));
  EXPECT_FALSE(rings(kLaw, "2024-05-02"));
}

TEST_F(VillageBooks, LAW_23_AnAccountIsAWordOfTheChartInForce) {
  EXPECT_THAT(rules_of(attempt<JournalPosted>(
                  "2024-01-10", voucher("general", 1, {debit("999", 100), credit("101", 100)}))),
              Contains("law.known_word"));
  const auto old = attempt<JournalPosted>(
      "2023-12-31", voucher("general", 1, {debit("502", 100), credit("2004:101", 100)}));
  EXPECT_THAT(rules_of(old), Contains("law.account_in_force")) << "502 was another account then";
  EXPECT_THAT(rules_of(attempt<JournalPosted>(
                  "2023-12-31", voucher("general", 2, {debit("2004:502", 100), credit("2004:101", 100)}))),
              Not(Contains("law.account_in_force")));
  EXPECT_THAT(rules_of(attempt<JournalPosted>(
                  "2024-01-01", voucher("general", 3, {debit("2004:502", 100), credit("101", 100)}))),
              Contains("law.account_in_force"));
}

TEST(Chart, TheSystemOf2023HasItsFortyTwoAccounts) {
  ASSERT_EQ(chart_on(*Date::parse("2024-01-01")).accounts.size(), 42U);
  EXPECT_EQ(chart_on(*Date::parse("2023-12-31")).name, "2004");
  EXPECT_EQ(chart_on(*Date::parse("2003-12-31")).name, "2004") << "the oldest that is known";
  std::map<AccountKind, int> kinds;
  for (const Account& account : chart_on(*Date::parse("2025-01-01")).accounts) ++kinds[account.kind];
  EXPECT_EQ(kinds, (std::map<AccountKind, int>{{AccountKind::asset, 19},
                                               {AccountKind::liability, 8},
                                               {AccountKind::equity, 4},
                                               {AccountKind::cost, 1},
                                               {AccountKind::income, 4},
                                               {AccountKind::expense, 6}}));
  EXPECT_EQ(find_account("213")->word.zh, "应付劳务费");
  EXPECT_TRUE(find_account("152")->is_credit) << "depreciation stands against its asset";
  EXPECT_EQ(find_account("999"), nullptr);
}

}  // namespace
}  // namespace tenure::testing
