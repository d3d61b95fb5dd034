// Events of the village's own money: its journal, contracts, assets, debts, and counts of its cash.
//
// Whoever deals with the collective is named as somebody on the register, or as a unit by its name; a person
// who is on no register by a name that is sealed.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// One line of a voucher: money on one side of one account. `account` is of the chart of accounts
/// (collective/chart.h), `sub` the organisation's own number below it. `fund` says which money it is,
/// `purpose` what it is for, `contract` which contract it fulfils.
TENURE_STRUCT(JournalLine, "分录", "Line of a voucher",
  (Code, account, "会计科目", "account")
  (std::optional<Code>, sub, "明细科目编号", "number of the sub-account")
  (std::optional<Fen>, debit_fen, "借方金额（分）", "debit, fen")
  (std::optional<Fen>, credit_fen, "贷方金额（分）", "credit, fen")
  (std::optional<Code>, fund, "资金来源", "source of the money")
  (std::optional<Code>, purpose, "用途", "purpose")
  (std::optional<Ref<PersonId>>, counterparty, "对方个人", "counterparty, a person")
  (std::optional<ShortText>, counterparty_name, "对方单位", "counterparty, a unit")
  (std::optional<Sealed<ShortText>>, counterparty_sealed, "对方姓名（未登记人员）",
   "counterparty, a person on no register")
  (std::optional<Code>, contract, "合同编号", "number of the contract")
  (std::optional<ShortText>, summary, "摘要", "summary"));  ///< of the matter, never of a person

/// A voucher of double entry: its debits are its credits, each line stands on one side. It is of the month of
/// its date, and numbered there in its series. `opening`: balances as they are taken over at the beginning of
/// that day, which hold from then on, whatever the books before say.
TENURE_STRUCT(JournalPosted, "记账凭证", "Journal posted",
  (OrgId, org, "组织", "organisation")
  (Code, series, "凭证字", "voucher series")
  (std::int32_t, number, "凭证号", "voucher number", 0)
  (std::vector<JournalLine>, lines, "分录", "lines")
  (std::optional<bool>, opening, "期初余额", "opening balances")
  (std::optional<MatterId>, matter, "事项", "matter")
  (std::optional<Ref<PersonId>>, handler, "经手人", "handled by")
  (std::vector<Ref<PersonId>>, approvers, "审批人", "approved by")
  (std::vector<ShortText>, basis, "依据", "basis")
  (std::optional<Sealed<LongText>>, note, "说明", "note"));

/// What is due of a contract by a day.
TENURE_STRUCT(ContractDue, "应付款期", "Due of a contract",
  (Date, until, "期限", "until")
  (Fen, amount_fen, "金额（分）", "amount, fen"));

/// A contract of the collective; `contract` is the number by which its other events name it. Without `dues`
/// each year's price is due on the first day of that year of the contract, and the whole price on the first
/// day.
TENURE_STRUCT(ContractSigned, "签订合同", "Contract signed",
  (OrgId, org, "组织", "organisation")
  (Code, contract, "合同编号", "number of the contract")
  (Code, kind, "类别", "kind")  ///< lease_out, contracting_out, sale, construction, purchase, ...
  (std::optional<MatterId>, matter, "事项", "matter")
  (std::optional<ShortText>, title, "标的", "title")
  (std::optional<Ref<PersonId>>, counterparty, "对方个人", "counterparty, a person")
  (std::optional<ShortText>, counterparty_name, "对方单位", "counterparty, a unit")
  (std::optional<Sealed<ShortText>>, counterparty_sealed, "对方姓名（未登记人员）",
   "counterparty, a person on no register")
  (std::optional<Fen>, amount_fen, "总价（分）", "price in all, fen")
  (std::optional<Fen>, per_year_fen, "年价（分）", "price a year, fen")
  (std::vector<ContractDue>, dues, "应付款期", "dues")
  (Date, from, "自", "from")
  (std::optional<Date>, until, "至", "until")  ///< the last day
  (std::optional<Fen>, appraised_fen, "评估价（分）", "appraised, fen")  ///< of what the price is of
  (std::optional<Code>, former, "原合同编号", "number of the former contract")
  (std::optional<Code>, asset, "资产编号", "number of the asset")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// A contract is at its end: fulfilled, run out, terminated.
TENURE_STRUCT(ContractEnded, "合同终止", "Contract ended",
  (OrgId, org, "组织", "organisation")
  (Code, contract, "合同编号", "number of the contract")
  (Code, reason, "原因", "reason")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// What the collective owns, as it comes, is let, goes, or is found when it is counted. `asset` is the number
/// by which its events name it.
TENURE_STRUCT(AssetRecorded, "资产登记", "Asset recorded",
  (OrgId, org, "组织", "organisation")
  (Code, asset, "资产编号", "number of the asset")
  (Code, kind, "变动类别", "kind")  ///< acquired, leased_out, returned, disposed, counted
  (std::optional<Code>, category, "资产类别", "category")
  (std::optional<ShortText>, name, "名称", "name")
  (std::optional<Decimal>, quantity, "数量", "quantity")
  (std::optional<Fen>, amount_fen, "价值（分）", "value, fen")
  (std::optional<Code>, contract, "合同编号", "number of the contract")
  (std::optional<MatterId>, matter, "事项", "matter")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// Money borrowed, lent or advanced, or a guarantee given; `debt` is the number by which it is settled.
TENURE_STRUCT(DebtRecorded, "债权债务登记", "Debt recorded",
  (OrgId, org, "组织", "organisation")
  (Code, debt, "债权债务编号", "number of the debt")
  (Code, kind, "类别", "kind")  ///< loan_taken, loan_made, advance, guarantee
  (std::optional<Ref<PersonId>>, counterparty, "对方个人", "counterparty, a person")
  (std::optional<ShortText>, counterparty_name, "对方单位", "counterparty, a unit")
  (std::optional<Sealed<ShortText>>, counterparty_sealed, "对方姓名（未登记人员）",
   "counterparty, a person on no register")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Date>, until, "到期日", "due by")
  (std::optional<Code>, purpose, "用途", "purpose")
  (std::optional<MatterId>, matter, "事项", "matter")
  (std::optional<Position>, vote, "表决位置", "position of the vote")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// A debt is repaid or collected, in part or to its end, or a guarantee is released.
TENURE_STRUCT(DebtSettled, "债权债务结清", "Debt settled",
  (OrgId, org, "组织", "organisation")
  (Code, debt, "债权债务编号", "number of the debt")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// Cash in the box, or what the bank says, counted against the books at the end of the day.
TENURE_STRUCT(CashCounted, "现金盘点", "Cash counted",
  (OrgId, org, "组织", "organisation")
  (Code, account, "会计科目", "account")
  (std::optional<Code>, sub, "明细科目编号", "number of the sub-account")
  (Fen, counted_fen, "实有（分）", "counted, fen")
  (std::vector<Ref<PersonId>>, counters, "盘点人", "counted by")
  (std::optional<Sealed<LongText>>, note, "说明", "note"));

using CollectiveEvents = EventList<JournalPosted, ContractSigned, ContractEnded, AssetRecorded, DebtRecorded,
                                   DebtSettled, CashCounted>;

}  // namespace tenure
