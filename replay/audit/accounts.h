// The accounts of an audit: what the organisation has and owes at both ends of the time audited, what came
// in, whom it subsidised. Out of its books and registers; empty where it keeps none. Pure but for the
// reading; any thread.
#pragma once

#include "domain/audit/lead.h"
#include "domain/collective/books.h"

namespace tenure {

inline Labels labels_of(const Saying& said) { return {{said.zh}, {said.en}}; }

/// One figure of the position, on its normal side. `item`: cash, bank, claims and assets, which they are part
/// of; debts and liabilities, which they are part of; net: assets less liabilities.
TENURE_STRUCT(PositionLine, "财务状况", "Financial position",
  (Code, item, "项目", "item")
  (Labels, labels, "名称", "labels")
  (Fen, opening_fen, "期初（分）", "opening, fen")
  (Fen, closing_fen, "期末（分）", "closing, fen"));

/// Without what was taken over, and what was carried to the year's result.
TENURE_STRUCT(IncomeLine, "收入", "Income",
  (std::int32_t, year, "年度", "year", 0)
  (Code, account, "会计科目", "account")
  (Labels, labels, "名称", "labels")
  (std::optional<Code>, source, "资金来源", "source of the money")
  (std::optional<Labels>, source_labels, "资金来源（文字）", "source, in words")
  (Fen, amount_fen, "金额（分）", "amount, fen"));

/// A debt of the register that was recorded by the last day, and what was left of it on the first and the
/// last one.
TENURE_STRUCT(DebtLine, "债权债务", "Debt",
  (Code, debt, "债权债务编号", "number of the debt")
  (Code, kind, "类别", "kind")
  (Labels, labels, "类别（文字）", "kind, in words")
  (std::optional<Ref<PersonId>>, counterparty, "对方个人", "counterparty, a person")
  (std::optional<ShortText>, counterparty_name, "对方单位", "counterparty, a unit")
  (Date, from, "发生日期", "from")
  (std::optional<Date>, until, "到期日", "due by")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (Fen, opening_fen, "期初余额（分）", "left at the opening, fen")
  (Fen, closing_fen, "期末余额（分）", "left at the closing, fen")
  (Position, position, "位置", "position"));

/// What a person got in a year beside their pay.
TENURE_STRUCT(SubsidyLine, "补贴", "Subsidy",
  (std::int32_t, year, "年度", "year", 0)
  (Code, kind, "类别", "kind")  ///< departure_subsidy, pension
  (Labels, labels, "名称", "labels")
  (Ref<PersonId>, person, "人员", "person")
  (std::int32_t, payments, "笔数", "payments", 0)
  (Fen, amount_fen, "金额（分）", "amount, fen"));

struct AuditAccounts {
  std::vector<PositionLine> position;
  std::vector<IncomeLine> income;
  std::vector<AssetChange> assets;        ///< that it has at the end: the newest change of each
  std::vector<DebtLine> debts;            ///< open on some day of the time audited
  std::vector<BookParty> counterparties;  ///< claims and debts of the books at the end, by age
  std::vector<SubsidyLine> subsidies;
};

/// `spent`: what the organisation spent in the time audited.
Result<AuditAccounts> audit_accounts(const Facts& facts, const PolicyView& policy, const AuditScope& scope,
                                     const std::vector<Spent>& spent);

}  // namespace tenure
