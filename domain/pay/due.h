// What a person is due against what was paid, by component, period and payer; and what of it follows from
// grades. A computed amount is a proposal: what was assessed holds, until the grade that it rests on is
// another one. Pure; any thread.
#pragma once

#include "domain/pay/rows.h"
#include "domain/rules/rule.h"

namespace tenure {

/// `due_fen` absent: it cannot be told. `difference_fen`: due less paid; above zero the payer owes it.
TENURE_STRUCT(PayLine, "报酬核对", "Pay line",
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (std::optional<Code>, payer, "承担方", "payer")
  (std::optional<Code>, grade, "等次", "grade")  ///< that holds now, of a component that follows from grades
  (std::optional<Fen>, assessed_fen, "核定（分）", "assessed, fen")
  /// of the assessed: what its holder gets as another component, by grade
  (std::optional<Fen>, at_stake_fen, "纳入考核（分）", "at stake, fen")
  (std::optional<Fen>, computed_fen, "按等次计算（分）", "computed, fen")
  (Fen, adjusted_fen, "调整（分）", "adjusted, fen")
  (std::optional<Fen>, due_fen, "应发（分）", "due, fen")
  (Fen, paid_fen, "已发（分）", "paid, fen")
  (std::optional<Fen>, difference_fen, "差额（分）", "difference, fen")
  (std::vector<Position>, positions, "位置", "positions"));

/// A year's pay; the totals are of what is known.
TENURE_STRUCT(PayStatement, "报酬对账", "Pay statement",
  (Ref<PersonId>, person, "人员", "person")
  (std::int32_t, year, "年度", "year", 0)
  (std::vector<PayLine>, lines, "明细", "lines")
  (Fen, due_fen, "应发（分）", "due, fen")
  (Fen, paid_fen, "已发（分）", "paid, fen")
  (Fen, difference_fen, "差额（分）", "difference, fen"));

PayStatement pay_statement(const Asked& asked, int year);

/// What a person gets of the component that follows from a scheme's grade, for one period.
struct GradedPay {
  std::string_view scheme;
  std::optional<Code> grade;       ///< that holds on the date
  std::optional<Position> graded;  ///< where it was determined
  std::vector<PayCell> base;       ///< a cell a payer
  std::optional<Share> at_stake;   ///< of the base
  std::optional<Share> granted;    ///< of what is at stake
  std::string why;                 ///< what is missing

  bool known() const { return why.empty(); }
  Fen of_payer(const std::optional<Code>& payer) const;
  Fen amount() const;
};
GradedPay graded_pay(const Asked& asked, std::string_view scheme, const Period& period);

/// The scheme whose grades decide a component of pay, when the policy names one.
std::optional<Code> scheme_of_component(const PolicyView& policy, const Code& component);

/// The cells of a person's component and period, one a payer.
std::vector<PayCell> pay_cells(const Facts& facts, std::string_view person, const Code& component,
                               const Period& period);

}  // namespace tenure
