// The books of an organisation over any days: balances, a trial balance, what others owe and are owed by age,
// and how what was handed over, counted and taken over agrees with them. A balance on a date is the sum of
// some years, months and days, since balances were taken over last: a few rows. Pure; any thread.
#pragma once

#include <map>

#include "domain/collective/chart.h"
#include "domain/collective/rows.h"

namespace tenure {

/// What an account holds, debit less credit. Fen, by account.
using Balances = std::map<std::string, std::int64_t, std::less<>>;

/// At the end of the day: what was taken over last by then, and what moved since. Refuses what the rows
/// refuse to be read for.
Result<Balances> balances_on(const Facts& facts, std::string_view org, Date date);
/// Of all accounts of that role in them, whichever chart they are of.
std::int64_t balance_of(const Balances& balances, AccountRole role);
/// Of all accounts of that kind, on their normal side (an income above zero is one).
std::int64_t balance_of(const Balances& balances, AccountKind kind);
/// Before any voucher nothing is known: the first day of the year of the first one; nothing where there is
/// none.
Result<std::optional<Date>> books_begin(const Facts& facts, std::string_view org);

/// An account over the period. Balances on the side on which they are; `restated_fen` is what balances that
/// were taken over within the period changed (debit less credit), so that closing is opening, debit less
/// credit, and what was restated.
TENURE_STRUCT(BookLine, "科目余额", "Line of a trial balance",
  (Code, account, "会计科目", "account")
  (Fen, opening_debit_fen, "期初借方（分）", "opening debit, fen")
  (Fen, opening_credit_fen, "期初贷方（分）", "opening credit, fen")
  (Fen, debit_fen, "本期借方（分）", "debit, fen")
  (Fen, credit_fen, "本期贷方（分）", "credit, fen")
  (Fen, restated_fen, "重建账调整（借减贷，分）", "restated, debit less credit, fen")
  (Fen, closing_debit_fen, "期末借方（分）", "closing debit, fen")
  (Fen, closing_credit_fen, "期末贷方（分）", "closing credit, fen"));

/// Balances that were taken over against those that the books held before. Without books before, nothing is
/// compared.
TENURE_STRUCT(OpeningCheck, "期初核对", "Check of an opening",
  (Date, on, "日期", "on")
  (Code, account, "会计科目", "account")
  (Fen, opening_fen, "期初余额（借减贷，分）", "opening, debit less credit, fen")
  (std::optional<Fen>, before_fen, "此前账面（借减贷，分）", "in the books before, debit less credit, fen")
  (std::optional<Fen>, difference_fen, "差额（分）", "difference, fen"));

/// What was handed over against the books at the end of the day up to which they were kept.
TENURE_STRUCT(HandoverCheck, "交接核对", "Check of a handover",
  (Date, on, "交接日期", "on")
  (Date, until, "账截至", "books until")
  (Ref<PersonId>, person, "移交人", "handed over by")
  (std::optional<Ref<PersonId>>, successor, "接交人", "successor")
  (std::optional<Fen>, cash_fen, "移交现金（分）", "cash handed over, fen")
  (Fen, cash_book_fen, "账面现金（分）", "cash in the books, fen")
  (std::optional<Fen>, cash_difference_fen, "现金差额（分）", "difference of cash, fen")
  (std::optional<Fen>, bank_fen, "移交存款（分）", "deposits handed over, fen")
  (Fen, bank_book_fen, "账面存款（分）", "deposits in the books, fen")
  (std::optional<Fen>, bank_difference_fen, "存款差额（分）", "difference of deposits, fen")
  (Position, position, "位置", "position"));

/// What was counted against the books of the day.
TENURE_STRUCT(CountCheck, "盘点核对", "Check of a count",
  (Date, on, "日期", "on")
  (Code, account, "会计科目", "account")
  (std::optional<Code>, sub, "明细科目编号", "number of the sub-account")
  (Fen, counted_fen, "实有（分）", "counted, fen")
  (Fen, book_fen, "账面（分）", "in the books, fen")
  (Fen, difference_fen, "差额（分）", "difference, fen")
  (Position, position, "位置", "position"));

/// A voucher of a month that had been closed when it was corrected.
TENURE_STRUCT(LateCorrection, "关账后更正", "Correction after the closing",
  (Position, target, "凭证位置", "position of the voucher")
  (Date, on, "凭证日期", "date of the voucher")
  (Period, period, "已关期间", "closed period")
  (Position, closing, "关账位置", "position of the closing")
  (Position, position, "更正位置", "position of the correction"));

/// The books from a day to a day, both inclusive. The totals of what balances are equal on both sides.
TENURE_STRUCT(Books, "账簿", "Books",
  (Ref<OrgId>, org, "组织", "organisation")
  (Date, from, "自", "from")
  (Date, until, "至", "until")
  (std::vector<BookLine>, lines, "科目", "lines")
  (Fen, opening_debit_fen, "期初借方（分）", "opening debit, fen")
  (Fen, opening_credit_fen, "期初贷方（分）", "opening credit, fen")
  (Fen, debit_fen, "本期借方（分）", "debit, fen")
  (Fen, credit_fen, "本期贷方（分）", "credit, fen")
  (Fen, restated_fen, "重建账调整（借减贷，分）", "restated, debit less credit, fen")
  (Fen, closing_debit_fen, "期末借方（分）", "closing debit, fen")
  (Fen, closing_credit_fen, "期末贷方（分）", "closing credit, fen")
  (std::vector<OpeningCheck>, openings, "期初核对", "openings")
  (std::vector<HandoverCheck>, handovers, "交接核对", "handovers")
  (std::vector<CountCheck>, counts, "盘点核对", "counts")
  (std::vector<Period>, closed, "已关账期间", "closed periods")
  (std::vector<LateCorrection>, corrected, "关账后更正", "corrected after the closing"));

Result<Books> books(const Facts& facts, std::string_view org, Date from, Date until);

/// What one counterparty owes, or is owed, on an account, on its normal side; in parts by when it arose, what
/// was settled set off against the oldest. Below zero: paid beyond what was owed.
TENURE_STRUCT(BookParty, "往来余额", "Balance of a counterparty",
  (Code, account, "会计科目", "account")
  (std::optional<Ref<PersonId>>, counterparty, "对方个人", "counterparty, a person")
  (std::optional<ShortText>, counterparty_name, "对方单位", "counterparty, a unit")
  (Fen, balance_fen, "余额（分）", "balance, fen")
  (Fen, year_1_fen, "一年以内（分）", "up to a year, fen")
  (Fen, year_2_fen, "一至二年（分）", "one to two years, fen")
  (Fen, year_3_fen, "二至三年（分）", "two to three years, fen")
  (Fen, older_fen, "三年以上（分）", "more than three years, fen")
  (std::optional<Date>, oldest, "最早发生", "oldest"));

/// Of all accounts of claims and debts, by account and counterparty, at the end of the day: as old as the day
/// on which it was posted, or taken over.
Result<std::vector<BookParty>> counterparties_on(const Facts& facts, std::string_view org, Date date);

}  // namespace tenure
