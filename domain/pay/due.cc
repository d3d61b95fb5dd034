#include "domain/pay/due.h"

#include <algorithm>
#include <map>

#include "domain/appraisal/grades.h"
#include "domain/pay/policy.h"
#include "domain/registry/successors.h"

namespace tenure {
namespace {

/// The scheme that names this component in that parameter.
std::optional<Code> scheme_naming(const PolicyView& policy, const Parameter<Code>& parameter,
                                  const Code& component) {
  for (const Code& scheme : policy.words(parameter)) {
    if (policy.get(parameter, scheme.value).value == component) return scheme;
  }
  return std::nullopt;
}

/// What each cell's due gives of the share: rounded where they add up, so that nothing is lost between them.
std::vector<Fen> parts_of(const std::vector<PayCell>& cells, Share share, const PolicyView& policy,
                          Share of = kWhole) {
  std::vector<Fen> out;
  Fen due;
  Fen given;
  for (const PayCell& cell : cells) {
    due.value += cell.due_fen.value_or(Fen()).value;
    const Fen upto = share_of(due, share, policy, of);
    out.push_back({upto.value - given.value});
    given = upto;
  }
  return out;
}

PayLine line_of(const PayCell& cell) {
  PayLine line;
  line.component = cell.component;
  line.period = cell.period;
  line.org = cell.org;
  line.payer = cell.payer;
  line.assessed_fen = cell.assessed_fen;
  line.adjusted_fen = cell.adjusted_fen;
  line.due_fen = cell.due_fen;
  line.paid_fen = cell.paid_fen;
  line.returned_fen = cell.returned_fen;
  line.ordered_fen = cell.ordered_fen;
  line.recovered_fen = cell.recovered_fen;
  line.advanced_fen = cell.advanced_fen;
  line.advanced_for_fen = cell.advanced_for_fen;
  line.positions = cell.positions;
  return line;
}

/// What was assessed is due, unless nothing was, or by a grade that holds no more: then what the grade says.
std::vector<PayLine> graded_lines(std::vector<PayCell> cells, const GradedPay& pay, const Code& component,
                                  const Period& period) {
  const bool assessed = std::any_of(cells.begin(), cells.end(),
                                    [](const PayCell& cell) { return cell.assessed_fen.has_value(); });
  const bool stale = std::any_of(cells.begin(), cells.end(), [&](const PayCell& cell) {
    return std::ranges::any_of(cell.posts,
                               [&](const PostPay& post) { return post.grade && post.grade != pay.grade; });
  });
  const bool rests_on_grade = pay.known() && (!assessed || stale);
  for (const PayCell& base : pay.base) {
    if (rests_on_grade) cell_of(cells, component, period, {base.org.str()}, base.payer);
  }
  std::vector<PayLine> out;
  for (const PayCell& cell : cells) {
    PayLine line = line_of(cell);
    line.grade = pay.grade;
    if (pay.graded) line.positions.push_back(*pay.graded);
    if (pay.known()) {
      const auto is_same = [&](const PayCell& base) {
        return base.payer == cell.payer && base.org == cell.org;
      };
      line.computed_fen = pay.amount_of(is_same).value_or(Fen());
    }
    if (rests_on_grade) line.due_fen = Fen{line.computed_fen->value + line.adjusted_fen.value};
    out.push_back(std::move(line));
  }
  return out;
}

/// What was assessed is due, less what of it is at stake: its holder gets that as another component. Where
/// nothing was assessed nothing is due of what was paid.
std::vector<PayLine> plain_lines(const std::vector<PayCell>& cells, const PolicyView& policy,
                                 const Code& component) {
  const auto scheme = scheme_naming(policy, kPayBase, component);
  const auto at_stake = scheme ? policy.get(kPayShare, scheme->value) : Setting<Share>();
  const std::vector<Fen> stakes = at_stake ? parts_of(cells, *at_stake, policy) : std::vector<Fen>();
  std::vector<PayLine> out;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    PayLine& line = out.emplace_back(line_of(cells[i]));
    if (!line.due_fen && cells[i].held_fen() > 0) line.due_fen = Fen();
    if (!at_stake || !cells[i].due_fen) continue;
    line.at_stake_fen = stakes[i];
    line.due_fen->value -= stakes[i].value;
  }
  return out;
}

/// Whether what was paid too much in one line may be what is owed in the other: where one of both states no
/// payer, or one payer pays for an organisation that went on in another one.
bool sets_off(const Asked& asked, const PayLine& owed, const PayLine& over) {
  if (!owed.payer || !over.payer) return true;
  return owed.payer == over.payer && owed.org != over.org &&
         are_one(asked.facts, owed.org.str(), over.org.str(), asked.on);
}

/// What was paid too much in one line covers what is owed in the other, as far as it goes.
void cover(PayLine& owed, PayLine& over) {
  const std::int64_t covered = std::min(owed.difference_fen->value, -over.difference_fen->value);
  if (covered <= 0) return;
  owed.difference_fen->value -= covered;
  over.difference_fen->value += covered;
}

/// Whether one period is a part of the other: what is due for a quarter may be paid by the month.
bool are_nested(const Period& a, const Period& b) {
  if (a == b || !a.calendar() || !b.calendar()) return false;
  const auto holds = [](const Period& whole, const Period& part) {
    return whole.first() <= part.first() && part.last() <= whole.last();
  };
  return holds(a, b) || holds(b, a);
}

/// The same between periods of one component of which one is a part of the other.
void settle_nested(const Asked& asked, std::vector<PayLine>& lines) {
  for (PayLine& owed : lines) {
    if (!owed.difference_fen || owed.difference_fen->value <= 0) continue;
    for (PayLine& over : lines) {
      if (!over.difference_fen || over.component != owed.component || !are_nested(owed.period, over.period))
        continue;
      const bool is_own = owed.payer == over.payer && owed.org == over.org;
      if (is_own || sets_off(asked, owed, over)) cover(owed, over);
    }
  }
}

/// Due less what is left of what was paid, by payer.
void settle(const Asked& asked, std::vector<PayLine>& lines) {
  std::vector<PayLine*> all;
  for (PayLine& line : lines) all.push_back(&line);
  settle_recovery(all);
  if (std::none_of(lines.begin(), lines.end(), [](const PayLine& line) { return line.due_fen.has_value(); }))
    return;
  for (PayLine& line : lines)
    line.difference_fen = Fen{line.due_fen.value_or(Fen()).value - line.paid_fen.value +
                              line.returned_fen.value + line.recovered_fen.value};
  for (PayLine& owed : lines) {
    for (PayLine& over : lines) {
      if (sets_off(asked, owed, over)) cover(owed, over);
    }
  }
}

}  // namespace

Fen share_of(Fen fen, Share share, const PolicyView& policy, Share of) {
  // The whole multiples of the denominator need no rounding, and what is left of them no wider numbers.
  constexpr std::int64_t kDenominator = Decimal::kScale * Decimal::kScale;
  const std::int64_t scaled = share.value.scaled * of.value.scaled;
  std::int64_t whole = fen.value / kDenominator;
  if (fen.value % kDenominator < 0) --whole;
  const std::int64_t product = (fen.value - whole * kDenominator) * scaled;
  const auto word = policy.get(kPayRounding);
  const std::string_view rounding = word ? std::string_view(word->value) : std::string_view();
  const std::int64_t added = rounding == "floor"     ? 0
                             : rounding == "ceiling" ? kDenominator - 1
                                                     : kDenominator / 2;
  return {whole * scaled + (product + added) / kDenominator};
}

std::vector<PayLine> pay_lines(const Asked& asked, const Code& component, const Period& period,
                               std::vector<PayCell> cells) {
  const PolicyView policy = asked.policy.of(period);
  const auto scheme = scheme_of_component(policy, component);
  auto lines =
      scheme ? graded_lines(std::move(cells), graded_pay(asked, scheme->value, period), component, period)
             : plain_lines(cells, policy, component);
  settle(asked, lines);
  return lines;
}

std::vector<PayLine> pay_lines(const Asked& asked, const std::string& part,
                               const std::optional<Code>& component_alone) {
  std::map<std::pair<Period, Code>, std::vector<PayCell>> wanted;
  for (const PayCell& cell : asked.facts.items<&PersonPay::cells>(asked.subject, part)) {
    wanted[{cell.period, cell.component}].push_back(cell);
    // What follows from a grade is due whether or not somebody assessed it.
    const PolicyView policy = asked.policy.of(cell.period);
    if (const auto scheme = scheme_naming(policy, kPayBase, cell.component)) {
      const auto component = policy.get(kPerformanceComponent, scheme->value);
      if (component) wanted[{cell.period, *component}];
    }
  }
  std::vector<PayLine> out;
  for (auto& [of, cells] : wanted) {
    if (component_alone && of.second != *component_alone) continue;
    auto lines = pay_lines(asked, of.second, of.first, std::move(cells));
    std::move(lines.begin(), lines.end(), std::back_inserter(out));
  }
  settle_nested(asked, out);
  return out;
}

namespace {

/// Adds a line's columns to a total that has them.
template <class Total>
void add_line(Total& total, const PayLine& line) {
  total.due_fen.value += line.due_fen.value_or(Fen()).value;
  total.paid_fen.value += line.paid_fen.value;
  total.returned_fen.value += line.returned_fen.value;
  total.ordered_fen.value += line.ordered_fen.value;
  total.recovered_fen.value += line.recovered_fen.value;
  total.to_recover_fen.value += line.to_recover_fen.value;
  total.advanced_fen.value += line.advanced_fen.value;
  const std::int64_t difference = line.difference_fen.value_or(Fen()).value;
  (difference > 0 ? total.difference_fen : total.overpaid_fen).value += std::abs(difference);
}

}  // namespace

PayStatement pay_statement(const Asked& asked, int year) {
  PayStatement out;
  out.person = {PersonId{asked.subject}};
  out.year = year;
  out.lines = pay_lines(asked, std::to_string(year));
  for (const PayLine& line : out.lines) {
    add_line(out, line);
    PayerTotal* payer =
        find_first(out.payers, [&](const PayerTotal& each) { return each.payer == line.payer; });
    if (payer == nullptr) {
      payer = &out.payers.emplace_back();
      payer->payer = line.payer;
    }
    add_line(*payer, line);
    payer->advanced_for_fen.value += line.advanced_for_fen.value;
  }
  return out;
}

GradedPay graded_pay(const Asked& asked, std::string_view scheme, const Period& period) {
  GradedPay out;
  out.scheme = scheme;
  const PolicyView policy = asked.policy.of(period);
  const auto at_stake = policy.get(kPayShare, scheme);
  const auto base = policy.get(kPayBase, scheme);
  const auto graded = grade_on(asked.facts, asked.subject, scheme, period, asked.on);
  if (graded.grade != nullptr) {
    out.grade = *graded.grade;
    out.graded = graded.record->position;
  }
  out.at_stake = at_stake.value;
  if (base) out.base = pay_cells(asked.facts, asked.subject, *base, period);
  std::erase_if(out.base, [](const PayCell& cell) { return !cell.due_fen; });
  if (!at_stake || !base) {
    out.why = phrase("政策未规定纳入考核的部分", "the policy does not say what is at stake");
  } else if (!out.grade) {
    out.why = phrase("{} 没有有效等次", "no grade of {}", period);
  } else if (out.base.empty()) {
    out.why = phrase("{1} 没有核定“{0}”", "no {0} was assessed for {1}", word_of(policy, "component", *base),
                     period);
  } else {
    out.granted = policy.get(kGradePay, scheme, out.grade->value).value;
    if (!out.granted)
      out.why = phrase("政策未规定“{}”等次的金额", "the policy gives no amount for {}",
                       word_of(policy, "grade", *out.grade));
  }
  if (out.known()) out.parts = parts_of(out.base, *out.at_stake, policy, *out.granted);
  return out;
}

std::optional<Code> scheme_of_component(const PolicyView& policy, const Code& component) {
  return scheme_naming(policy, kPerformanceComponent, component);
}

bool came_back_whole(const Facts& facts, const PayDisbursed& payment, Position position) {
  std::int64_t left = 0;
  std::int64_t paid = 0;
  for (const PayCell& cell : facts.items<&PersonPay::cells>(payment.person.value, payment.period.part())) {
    for (const PaymentPart& part : cell.payments) {
      if (part.position != position) continue;
      left += part.left();
      paid += part.amount_fen.value;
    }
  }
  return paid > 0 && left <= 0;
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
