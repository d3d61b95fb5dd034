// What is known of the village's own money: what moved on each account by day, month and year; its vouchers,
// contracts, debts and assets; when its cash was counted.
//
// What moved are totals, whatever the order of the events: a balance is the sum of some years, months and
// days, so that it costs a few rows on any date (collective/books.h).
#pragma once

#include "domain/act/unanswered.h"
#include "domain/collective/events.h"

namespace tenure {

/// What vouchers moved on one account within the time that the row is of, which begins on `on`.
TENURE_STRUCT(BookCell, "科目发生额", "Moved on an account",
  (Date, on, "日期", "on")
  (Code, account, "会计科目", "account")
  (std::optional<Code>, sub, "明细科目编号", "number of the sub-account")
  (std::optional<Code>, fund, "资金来源", "source of the money")
  (std::optional<Code>, purpose, "用途", "purpose")
  (std::optional<Ref<PersonId>>, counterparty, "对方个人", "counterparty, a person")
  (std::optional<ShortText>, counterparty_name, "对方单位", "counterparty, a unit")
  (Fen, opening_fen, "期初余额（借减贷，分）", "opening balance, debit less credit, fen")
  (Fen, debit_fen, "借方发生额（分）", "debit, fen")
  (Fen, credit_fen, "贷方发生额（分）", "credit, fen")
  /// on its normal side, without openings and without what is carried to the year's result
  (Fen, amount_fen, "发生净额（分）", "moved, fen")
  (std::int32_t, lines, "分录数", "lines", 0));  ///< that it is the sum of

/// A year's accounts (the part is the year): by account alone.
TENURE_ROW(OrgBookYear, org, "年度账", "Books of a year", (std::vector<BookCell>, cells, "发生额", "cells"));
/// A month's (the part is the month): what others owe and what is owed also by counterparty.
TENURE_ROW(OrgBookMonth, org, "月度账", "Books of a month",
  (std::vector<BookCell>, cells, "发生额", "cells"));
/// A day's (the part is the date): by everything that a line says.
TENURE_ROW(OrgBookDay, org, "日记账", "Books of a day", (std::vector<BookCell>, cells, "发生额", "cells"));

TENURE_STRUCT(Voucher, "凭证", "Voucher",
  (Code, series, "凭证字", "voucher series")
  (std::int32_t, number, "凭证号", "voucher number", 0)
  (Date, on, "日期", "on")
  (bool, opening, "期初余额", "opening balances", false)
  (Fen, amount_fen, "金额（分）", "amount, fen")  ///< of its debits
  (Position, position, "位置", "position"));

/// An organisation's vouchers of a month (the part), by series and number; and those that a correction took
/// out of it, as they were: what replaces one may stand beside it.
TENURE_ROW(OrgVouchers, org, "记账凭证", "Vouchers",
  (std::vector<Voucher>, vouchers, "凭证", "vouchers")
  (std::vector<Voucher>, corrected, "已更正的凭证", "corrected vouchers"));

TENURE_STRUCT(BooksOpening, "期初建账", "Opening of books",
  (Date, on, "日期", "on")
  (Position, position, "位置", "position"));

/// When balances were taken over.
TENURE_ROW(OrgOpenings, org, "期初建账", "Openings of books",
  (std::vector<BooksOpening>, openings, "期初", "openings"));

struct Contract {
  TENURE_FIELDS(Contract, "合同", "Contract",
    (Code, contract, "合同编号", "number of the contract")
    (Code, kind, "类别", "kind")
    (std::optional<Ref<MatterId>>, matter, "事项", "matter")
    (std::optional<ShortText>, title, "标的", "title")
    (std::optional<Ref<PersonId>>, counterparty, "对方个人", "counterparty, a person")
    (std::optional<ShortText>, counterparty_name, "对方单位", "counterparty, a unit")
    (std::optional<Fen>, amount_fen, "总价（分）", "price in all, fen")
    (std::optional<Fen>, per_year_fen, "年价（分）", "price a year, fen")
    (std::vector<ContractDue>, dues, "应付款期", "dues")
    (std::optional<Fen>, appraised_fen, "评估价（分）", "appraised, fen")
    (std::optional<Code>, former, "原合同编号", "number of the former contract")
    (std::optional<Code>, asset, "资产编号", "number of the asset")
    (Date, signed_on, "签订日期", "signed on")
    (Date, from, "自", "from")
    (std::optional<Date>, until, "至", "until")
    (std::optional<Date>, ended, "终止日期", "ended on")
    (std::optional<Code>, reason, "终止原因", "reason of the end")
    (std::vector<Position>, basis, "依据位置", "positions that it rests on")
    (Position, position, "位置", "position"));

  /// Signed by then, and not ended.
  bool open_on(Date date) const { return signed_on <= date && (!ended || date < *ended); }
};

/// The contracts of one number (the part): one, unless the number was given again.
struct OrgContracts {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  TENURE_FIELDS(OrgContracts, "合同台账", "Contracts",
    (std::vector<Contract>, contracts, "合同", "contracts")
    (std::vector<Unanswered>, unanswered, "无对应事项的终止", "ends of nothing"));

  /// The one that no event has ended, or null.
  const Contract* open() const;
};

/// What a day's vouchers booked of a contract.
TENURE_STRUCT(ContractBooking, "合同入账", "Booking of a contract",
  (Code, contract, "合同编号", "number of the contract")
  (Date, on, "日期", "on")
  /// credit less debit, but for money and claims: income of the collective above zero, a cost below it
  (Fen, booked_fen, "入账（分）", "booked, fen")
  (Fen, money_fen, "收款（分）", "money, fen")  ///< that came in; below zero: went out
  (std::int32_t, lines, "分录数", "lines", 0));

/// Of all contracts in a year (the part), by contract and day.
TENURE_ROW(OrgContractBookings, org, "合同入账", "Bookings of contracts",
  (std::vector<ContractBooking>, bookings, "入账", "bookings"));

TENURE_STRUCT(Settlement, "结清", "Settlement",
  (Date, on, "日期", "on")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (Position, position, "位置", "position"));

struct Debt {
  TENURE_FIELDS(Debt, "债权债务", "Debt",
    (Code, debt, "债权债务编号", "number of the debt")
    (Code, kind, "类别", "kind")
    (std::optional<Ref<PersonId>>, counterparty, "对方个人", "counterparty, a person")
    (std::optional<ShortText>, counterparty_name, "对方单位", "counterparty, a unit")
    (Fen, amount_fen, "金额（分）", "amount, fen")
    (Date, from, "发生日期", "from")
    (std::optional<Date>, until, "到期日", "due by")
    (std::optional<Code>, purpose, "用途", "purpose")
    (std::optional<Ref<MatterId>>, matter, "事项", "matter")
    (std::optional<Position>, vote, "表决位置", "position of the vote")
    (std::vector<Settlement>, settlements, "结清", "settlements")
    (std::optional<Date>, settled, "结清日期", "settled on")
    (Position, position, "位置", "position"));

  /// What is left of it at the end of the day.
  Fen left_on(Date date) const;
};

/// The debts of one number (the part).
struct OrgDebts {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  TENURE_FIELDS(OrgDebts, "债权债务台账", "Debts",
    (std::vector<Debt>, debts, "债权债务", "debts")
    (std::vector<Unanswered>, unanswered, "无对应事项的终止", "ends of nothing"));

  /// The one that is not settled, or null.
  const Debt* open() const;
};

TENURE_STRUCT(AssetChange, "资产变动", "Change of an asset",
  (Date, on, "日期", "on")
  (Code, asset, "资产编号", "number of the asset")
  (Code, kind, "变动类别", "kind")
  (std::optional<Code>, category, "资产类别", "category")  ///< as it was said last
  (std::optional<ShortText>, name, "名称", "name")
  (std::optional<Decimal>, quantity, "数量", "quantity")
  (std::optional<Fen>, amount_fen, "价值（分）", "value, fen")
  (std::optional<Code>, contract, "合同编号", "number of the contract")
  (Position, position, "位置", "position"));

/// What became of one asset (the part).
TENURE_ROW(OrgAssets, org, "资产台账", "Assets", (std::vector<AssetChange>, changes, "变动", "changes"));

TENURE_STRUCT(CashCount, "盘点", "Count of cash",
  (Date, on, "日期", "on")
  (Code, account, "会计科目", "account")
  (std::optional<Code>, sub, "明细科目编号", "number of the sub-account")
  (Fen, counted_fen, "实有（分）", "counted, fen")
  (std::vector<Ref<PersonId>>, counters, "盘点人", "counted by")
  (Position, position, "位置", "position"));

/// Counts of a calendar year (the part).
TENURE_ROW(OrgCashCounts, org, "现金盘点", "Counts of cash", (std::vector<CashCount>, counts, "盘点", "counts"));

using CollectiveRows = RowList<OrgBookYear, OrgBookMonth, OrgBookDay, OrgVouchers, OrgOpenings, OrgContracts,
                               OrgContractBookings, OrgDebts, OrgAssets, OrgCashCounts>;

}  // namespace tenure
