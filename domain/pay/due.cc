#include "domain/pay/due.h"

#include <algorithm>
#include <set>

#include "domain/appraisal/grades.h"
#include "domain/pay/policy.h"

namespace tenure {
namespace {

Fen part_of(Fen fen, Share share) { return {fen.value * share.value.scaled / Decimal::kScale}; }

/// The scheme that names this component in that parameter.
std::optional<Code> scheme_naming(const PolicyView& policy, const Parameter<Code>& parameter,
                                  const Code& component) {
  for (const Code& scheme : policy.words(parameter)) {
    if (policy.get(parameter, scheme.value).value == component) return scheme;
  }
  return std::nullopt;
}

PayLine line_of(const PayCell& cell) {
  PayLine line;
  line.component = cell.component;
  line.period = cell.period;
  line.payer = cell.payer;
  line.assessed_fen = cell.assessed_fen;
  line.adjusted_fen = cell.adjusted_fen;
  line.due_fen = cell.due();
  line.paid_fen = cell.paid_fen;
  line.positions = cell.positions;
  return line;
}

class Statement {
 public:
  Statement(const Asked& asked, int year) : asked_(asked) {
    out_.person = {PersonId{asked.subject}};
    out_.year = year;
  }

  PayStatement take() {
    std::set<std::pair<Period, Code>> wanted;
    for (const PayCell& cell :
         asked_.facts.items<&PersonPay::cells>(asked_.subject, std::to_string(out_.year))) {
      wanted.emplace(cell.period, cell.component);
      // What follows from a grade is due whether or not somebody assessed it.
      if (const auto scheme = scheme_naming(asked_.policy, kPayBase, cell.component)) {
        const auto component = asked_.policy.get(kPerformanceComponent, scheme->value);
        if (component) wanted.emplace(cell.period, *component);
      }
    }
    for (const auto& [period, component] : wanted) add(component, period);
    for (PayLine& line : out_.lines) {
      out_.paid_fen.value += line.paid_fen.value;
      if (!line.due_fen) continue;
      line.difference_fen = Fen{line.due_fen->value - line.paid_fen.value};
      out_.due_fen.value += line.due_fen->value;
      out_.difference_fen.value += line.difference_fen->value;
    }
    return std::move(out_);
  }

 private:
  void add(const Code& component, const Period& period) {
    auto cells = pay_cells(asked_.facts, asked_.subject, component, period);
    if (const auto scheme = scheme_of_component(asked_.policy, component)) {
      return add_graded(std::move(cells), graded_pay(asked_, scheme->value, period), component, period);
    }
    const auto scheme = scheme_naming(asked_.policy, kPayBase, component);
    const auto at_stake = scheme ? asked_.policy.get(kPayShare, scheme->value) : Setting<Share>();
    for (const PayCell& cell : cells) {
      PayLine line = line_of(cell);
      if (at_stake && line.due_fen) {
        line.at_stake_fen = part_of(*line.due_fen, *at_stake);
        line.due_fen->value -= line.at_stake_fen->value;
      }
      out_.lines.push_back(std::move(line));
    }
  }

  /// What was assessed is due, unless nothing was, or by a grade that holds no more: then what the grade
  /// says.
  void add_graded(std::vector<PayCell> cells, const GradedPay& pay, const Code& component,
                  const Period& period) {
    const bool assessed = std::any_of(cells.begin(), cells.end(),
                                      [](const PayCell& cell) { return cell.assessed_fen.has_value(); });
    const bool stale = std::any_of(cells.begin(), cells.end(), [&](const PayCell& cell) {
      return cell.grade && cell.grade != pay.grade;
    });
    const bool rests_on_grade = pay.known() && (!assessed || stale);
    for (const PayCell& base : pay.base) {
      const bool named = std::any_of(cells.begin(), cells.end(),
                                     [&](const PayCell& cell) { return cell.payer == base.payer; });
      if (rests_on_grade && !named) cells.push_back({component, period, base.payer, {}, {}, {}, {}, {}});
    }
    for (const PayCell& cell : cells) {
      PayLine line = line_of(cell);
      line.grade = pay.grade;
      if (pay.graded) line.positions.push_back(*pay.graded);
      if (pay.known()) line.computed_fen = pay.of_payer(cell.payer);
      if (rests_on_grade) line.due_fen = Fen{line.computed_fen->value + line.adjusted_fen.value};
      out_.lines.push_back(std::move(line));
    }
  }

  const Asked& asked_;
  PayStatement out_;
};

}  // namespace

Fen GradedPay::of_payer(const std::optional<Code>& payer) const {
  for (const PayCell& cell : base) {
    if (cell.payer == payer) return part_of(part_of(*cell.due(), *at_stake), *granted);
  }
  return {};
}

Fen GradedPay::amount() const {
  Fen out;
  for (const PayCell& cell : base) out.value += of_payer(cell.payer).value;
  return out;
}

PayStatement pay_statement(const Asked& asked, int year) { return Statement(asked, year).take(); }

GradedPay graded_pay(const Asked& asked, std::string_view scheme, const Period& period) {
  GradedPay out;
  out.scheme = scheme;
  const auto at_stake = asked.policy.get(kPayShare, scheme);
  const auto base = asked.policy.get(kPayBase, scheme);
  const auto graded = grade_on(asked.facts, asked.subject, scheme, period, asked.on);
  if (graded.grade != nullptr) {
    out.grade = *graded.grade;
    out.graded = graded.record->position;
  }
  out.at_stake = at_stake.value;
  if (base) out.base = pay_cells(asked.facts, asked.subject, *base, period);
  std::erase_if(out.base, [](const PayCell& cell) { return !cell.due(); });
  if (!at_stake || !base) {
    out.why = "the policy does not say what is at stake";
  } else if (!out.grade) {
    out.why = "no grade of " + period.str();
  } else if (out.base.empty()) {
    out.why = "no " + base->value + " was assessed for " + period.str();
  } else {
    out.granted = asked.policy.get(kGradePay, scheme, out.grade->value).value;
    if (!out.granted) out.why = "the policy gives no amount for " + out.grade->value;
  }
  return out;
}

std::optional<Code> scheme_of_component(const PolicyView& policy, const Code& component) {
  return scheme_naming(policy, kPerformanceComponent, component);
}

std::vector<PayCell> pay_cells(const Facts& facts, std::string_view person, const Code& component,
                               const Period& period) {
  std::vector<PayCell> out;
  for (const PayCell& cell : facts.items<&PersonPay::cells>(person, period.part())) {
    if (cell.component == component && cell.period == period) out.push_back(cell);
  }
  return out;
}

}  // namespace tenure
