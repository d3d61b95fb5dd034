// What a person is due against what was paid, by component, period and payer; and what of it follows from
// grades. A computed amount is a proposal: what was assessed holds, until the grade that it rests on is
// another one. Pure; any thread.
#pragma once

#include "domain/pay/rows.h"
#include "domain/rules/rule.h"

namespace tenure {

// Descriptions are tables, one field a line.
// clang-format off
/// `due_fen` absent: it cannot be told. `difference_fen`: due less paid; above zero the payer owes it.
struct PayLine {
  Code component;
  Period period;
  std::optional<Code> payer;
  std::optional<Code> grade;  ///< that holds now, of a component that follows from grades
  std::optional<Fen> assessed_fen;
  std::optional<Fen> at_stake_fen;  ///< of the assessed: what its holder gets as another component, by grade
  std::optional<Fen> computed_fen;
  Fen adjusted_fen;
  std::optional<Fen> due_fen;
  Fen paid_fen;
  std::optional<Fen> difference_fen;
  std::vector<Position> positions;
};
TENURE_STRUCT(PayLine, "报酬核对", "Pay line",
  (component, "项目", "component")
  (period, "期间", "period")
  (payer, "承担方", "payer")
  (grade, "等次", "grade")
  (assessed_fen, "核定（分）", "assessed, fen")
  (at_stake_fen, "纳入考核（分）", "at stake, fen")
  (computed_fen, "按等次计算（分）", "computed, fen")
  (adjusted_fen, "调整（分）", "adjusted, fen")
  (due_fen, "应发（分）", "due, fen")
  (paid_fen, "已发（分）", "paid, fen")
  (difference_fen, "差额（分）", "difference, fen")
  (positions, "位置", "positions"));

/// A year's pay; the totals are of what is known.
struct PayStatement {
  Ref<PersonId> person;
  std::int32_t year = 0;
  std::vector<PayLine> lines;
  Fen due_fen;
  Fen paid_fen;
  Fen difference_fen;
};
TENURE_STRUCT(PayStatement, "报酬对账", "Pay statement",
  (person, "人员", "person")
  (year, "年度", "year")
  (lines, "明细", "lines")
  (due_fen, "应发（分）", "due, fen")
  (paid_fen, "已发（分）", "paid, fen")
  (difference_fen, "差额（分）", "difference, fen"));
// clang-format on

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
