// What a person is due against what was paid, by component, period and payer; and what of it follows from
// grades. A computed amount is a proposal: what was assessed holds, until the grade that it rests on is
// another one. Pure; any thread.
#pragma once

#include "domain/pay/rows.h"
#include "domain/rules/rule.h"

namespace tenure {

/// Each kind of money has its own column: what came back is not taken off what was paid. `due_fen` absent: it
/// cannot be told, or there is nothing to tell; zero of what was paid and never assessed. `difference_fen`:
/// due less what is left with the person of what was paid; above zero the payer owes it, below zero it paid
/// too much. `to_recover_fen`: ordered back and not recovered yet. One payer's money never stands for another
/// one's; what is stated without a payer stands for any of the same component and period, and what a
/// successor pays for what the organisation owed that went on in it.
TENURE_STRUCT(PayLine, "报酬核对", "Pay line",
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (Ref<OrgId>, org, "组织", "organisation")
  (std::optional<Code>, payer, "承担方", "payer")
  (std::optional<Code>, grade, "等次", "grade")  ///< that holds now, of a component that follows from grades
  (std::optional<Fen>, assessed_fen, "核定（分）", "assessed, fen")
  /// of the assessed: what its holder gets as another component, by grade
  (std::optional<Fen>, at_stake_fen, "纳入考核（分）", "at stake, fen")
  (std::optional<Fen>, computed_fen, "按等次计算（分）", "computed, fen")
  (Fen, adjusted_fen, "调整（分）", "adjusted, fen")
  (std::optional<Fen>, due_fen, "应发（分）", "due, fen")
  (Fen, paid_fen, "已发（分）", "paid, fen")
  (Fen, returned_fen, "退回或冲销（分）", "returned or reversed, fen")
  (Fen, ordered_fen, "应追缴（分）", "ordered back, fen")
  (Fen, recovered_fen, "已追缴（分）", "recovered, fen")
  (Fen, to_recover_fen, "尚待追缴（分）", "still to be recovered, fen")
  (Fen, advanced_fen, "为他方垫付（分）", "advanced for others, fen")
  (Fen, advanced_for_fen, "由他方垫付（分）", "advanced by others, fen")
  (std::optional<Fen>, difference_fen, "差额（分）", "difference, fen")
  (std::vector<Position>, positions, "位置", "positions"));

/// What one payer bears of a year's pay: the columns of its lines, added up.
TENURE_STRUCT(PayerTotal, "承担方合计", "Total of a payer",
  (std::optional<Code>, payer, "承担方", "payer")  ///< absent: not stated
  (Fen, due_fen, "应发（分）", "due, fen")
  (Fen, paid_fen, "已发（分）", "paid, fen")
  (Fen, returned_fen, "退回或冲销（分）", "returned or reversed, fen")
  (Fen, ordered_fen, "应追缴（分）", "ordered back, fen")
  (Fen, recovered_fen, "已追缴（分）", "recovered, fen")
  (Fen, to_recover_fen, "尚待追缴（分）", "still to be recovered, fen")
  (Fen, advanced_fen, "为他方垫付（分）", "advanced for others, fen")
  (Fen, advanced_for_fen, "由他方垫付（分）", "advanced by others, fen")
  (Fen, difference_fen, "差额（分）", "difference, fen")
  (Fen, overpaid_fen, "多发（分）", "overpaid, fen"));

/// A year's pay; the totals are of what is known. `difference_fen` is what is owed: what was paid too much
/// stands beside it and lessens no debt.
TENURE_STRUCT(PayStatement, "报酬对账", "Pay statement",
  (Ref<PersonId>, person, "人员", "person")
  (std::int32_t, year, "年度", "year", 0)
  (std::vector<PayLine>, lines, "明细", "lines")
  (Fen, due_fen, "应发（分）", "due, fen")
  (Fen, paid_fen, "已发（分）", "paid, fen")
  (Fen, returned_fen, "退回或冲销（分）", "returned or reversed, fen")
  (Fen, ordered_fen, "应追缴（分）", "ordered back, fen")
  (Fen, recovered_fen, "已追缴（分）", "recovered, fen")
  (Fen, to_recover_fen, "尚待追缴（分）", "still to be recovered, fen")
  (Fen, advanced_fen, "垫付（分）", "advanced, fen")
  (Fen, difference_fen, "差额（分）", "difference, fen")
  (Fen, overpaid_fen, "多发（分）", "overpaid, fen")
  (std::vector<PayerTotal>, payers, "按承担方", "by payer"));

PayStatement pay_statement(const Asked& asked, int year);

/// The lines of all components, or of one alone, of one part of a person's pay: a year, or a term. What is
/// due for a period and paid for parts of it, or the other way round, is set off.
std::vector<PayLine> pay_lines(const Asked& asked, const std::string& part,
                               const std::optional<Code>& component_alone = std::nullopt);
/// The lines of one component and period, if its cells were these, whatever is due for longer or shorter
/// ones.
std::vector<PayLine> pay_lines(const Asked& asked, const Code& component, const Period& period,
                               std::vector<PayCell> cells);

/// A share of an amount (of another share of it), rounded once, to the fen, as the policy says: half a fen
/// and more is a fen where it says nothing.
inline constexpr Share kWhole{Decimal{Decimal::kScale}};
Fen share_of(Fen fen, Share share, const PolicyView& policy, Share of = kWhole);

/// What a person gets of the component that follows from a scheme's grade, for one period, wherever its base
/// was assessed: by the policy of the period.
struct GradedPay {
  std::string_view scheme;
  std::optional<Code> grade;       ///< that holds on the date
  std::optional<Position> graded;  ///< where it was determined
  std::vector<PayCell> base;       ///< a cell a payer and organisation
  std::vector<Fen> parts;          ///< what each gives
  std::optional<Share> at_stake;   ///< of the base
  std::optional<Share> granted;    ///< of what is at stake
  Saying why;                      ///< what is missing

  bool known() const { return why.empty(); }
  /// What the cells give for which `is(cell)`; nothing where there is none.
  template <class Is>
  std::optional<Fen> amount_of(Is is) const {
    std::optional<Fen> out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (is(base[i])) out = Fen{out.value_or(Fen()).value + parts[i].value};
    }
    return out;
  }
  Fen amount() const {
    return amount_of([](const PayCell&) { return true; }).value_or(Fen());
  }
};
GradedPay graded_pay(const Asked& asked, std::string_view scheme, const Period& period);

/// The scheme whose grades decide a component of pay, when the policy names one.
std::optional<Code> scheme_of_component(const PolicyView& policy, const Code& component);

/// Whether all of the payment that stands at the position was returned or reversed.
bool came_back_whole(const Facts& facts, const PayDisbursed& payment, Position position);

/// The cells of a person's component and period, one a payer and organisation.
std::vector<PayCell> pay_cells(const Facts& facts, std::string_view person, const Code& component,
                               const Period& period);

}  // namespace tenure
