#include "domain/pay/computations.h"

#include <algorithm>

#include "domain/appraisal/grades.h"
#include "domain/pay/due.h"
#include "domain/pay/least_reward.h"
#include "domain/pay/policy.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/rows.h"

namespace tenure {

namespace {

using form::Computed;
using form::kFen;
using form::kShare;
using form::kYuan;
using form::Part;
using form::unknown;

Decimal decimal(Fen fen) { return {fen.value * Decimal::kScale}; }

/// The newest number of a name among the facts of an organisation or the nearest one above it.
const DatedFact* indicator(const Facts& facts, std::string_view org, const Code& name, int year, Date on) {
  const DatedFact* found = nullptr;
  climb(facts, org, on, [&](std::string_view at) {
    found = find_last(facts.items<&OrgYear::facts>(at, std::to_string(year)),
                      [&](const DatedFact& known) { return known.fact.name == name && known.fact.number; });
    return found != nullptr;
  });
  return found;
}

}  // namespace

Result<Computed> pay_standard(const Asked& asked) {
  const PolicyView policy = asked.policy.of(asked.year());
  const auto name = policy.get(kPayStandard);
  if (!name) return unknown(kYuan, phrase("政策未指定指标", "the policy names no indicator"));
  const int year = asked.year().year - static_cast<int>(policy.get(kStandardYearOffset).value.value_or(0));
  const DatedFact* fact = indicator(asked.facts, asked.subject, *name, year, asked.on);
  const Saying said = word_of(asked.policy, "indicator", *name);
  if (fact == nullptr)
    return unknown(kYuan, phrase("{1} 年没有登记“{0}”", "no {0} is recorded for {1}", said, year));
  return Computed{fact->fact.number,
                  kYuan,
                  {{"indicator", "指标", "indicator", *fact->fact.number, {fact->position}, said}},
                  {}};
}

Result<Computed> pay_other_cadres(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const auto sources = asked.policy.of(asked.year()).get(kOtherSources);
  const auto& cells = asked.facts.items<&PersonPay::cells>(asked.subject, asked.year().part());
  if (!sources) return unknown(kFen, phrase("政策未列明承担方", "the policy names no payers"));
  if (std::ranges::none_of(cells, [](const PayCell& cell) { return cell.due_fen.has_value(); }))
    return unknown(kFen, phrase("当年没有核定", "nothing was assessed this year"));
  Fen sum;
  for (const Code& source : *sources) {
    Part part{"payer", "承担方", "payer", {}, {}, word_of(asked.policy, "payer", source)};
    for (const PayCell& cell : cells) {
      const auto due = cell.payer == source ? cell.due_fen : std::nullopt;
      if (!due) continue;
      part.value.scaled += decimal(*due).scaled;
      sum.value += due->value;
      part.basis.insert(part.basis.end(), cell.positions.begin(), cell.positions.end());
    }
    out.parts.push_back(std::move(part));
  }
  out.value = decimal(sum);
  return out;
}

Result<Computed> reward_of_the_year(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const LeastReward least = least_reward(asked, asked.year());
  if (least.share)
    out.parts.push_back(
        {"share", "比例", "share", least.share->value, {least.graded.record->position}, {}, kShare});
  if (least.base)
    out.parts.push_back({"base", "当年财政补贴", "fiscal subsidy", decimal(*least.base), least.basis});
  if (least.amount) {
    out.value = decimal(*least.amount);
  } else if (least.graded.grade == nullptr) {
    out.why = phrase("当年没有有效等次", "no grade of the year holds");
  } else {
    out.why = least.share ? phrase("当年没有财政补贴记录", "no fiscal subsidy of the year is recorded")
                          : phrase("该等次没有奖励", "this grade brings no reward");
  }
  return out;
}

Result<Computed> pay_reduction(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const Period year = asked.year();
  const Graded graded = grade_on(asked.facts, asked.subject, kAnnual, year, asked.on);
  const auto reduction = graded.grade == nullptr
                             ? Setting<Code>()
                             : asked.policy.of(year).get(kGradeReduction, kAnnual, graded.grade->value);
  if (!reduction) return unknown(kFen, phrase("当年等次不降低报酬", "the year's grade brings no cut"));
  Fen cut;
  for (const PayCell& cell : asked.facts.items<&PersonPay::cells>(asked.subject, year.part())) {
    if (cell.adjusted_fen.value >= 0) continue;
    cut.value -= cell.adjusted_fen.value;
    out.parts.push_back({"cut", "降低", "cut", decimal({-cell.adjusted_fen.value}), cell.positions,
                         cell.payer ? word_of(asked.policy, "payer", *cell.payer)
                                    : word_of(asked.policy, "component", cell.component)});
  }
  if (out.parts.empty())
    return unknown(kFen, phrase("{}：尚未作出决定", "{}: nothing was decided yet",
                                word_of(asked.policy, "pay_reduction", *reduction)));
  out.value = decimal(cut);
  return out;
}

Result<Computed> monthly_subsidy(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const GradedPay pay = graded_pay(asked, kMonthly, asked.month());
  for (const PayCell& cell : pay.base) {
    out.parts.push_back({"base", "基数", "base", decimal(*cell.due_fen), cell.positions,
                         cell.payer ? word_of(asked.policy, "payer", *cell.payer) : Saying()});
  }
  if (pay.at_stake)
    out.parts.push_back({"at_stake", "纳入考核比例", "at stake", pay.at_stake->value, {}, {}, kShare});
  if (pay.at_stake && !pay.base.empty()) {
    Fen base;
    for (const PayCell& cell : pay.base) base.value += cell.due_fen->value;
    const Fen fifth = share_of(base, *pay.at_stake, asked.policy.of(asked.month()));
    out.parts.push_back({"assessed", "纳入考核金额", "under assessment", decimal(fifth), {}});
  }
  if (pay.granted)
    out.parts.push_back({"granted",
                         "发放比例",
                         "granted",
                         pay.granted->value,
                         {*pay.graded},
                         word_of(asked.policy, "grade", *pay.grade),
                         kShare});
  out.why = pay.why;
  if (pay.known()) out.value = decimal(pay.amount());
  return out;
}

Result<Computed> monthly_reward(const Asked& asked) {
  const Period month = asked.month();
  const Graded graded = grade_on(asked.facts, asked.subject, kMonthly, month, asked.on);
  if (graded.grade == nullptr)
    return unknown(kFen, phrase("当月没有有效等次", "no grade of the month holds"));
  const PolicyView policy = asked.policy.of(month);
  const auto rewarded = policy.get(kGradeRewarded, kMonthly, graded.grade->value);
  const auto amount = policy.get(kGradeReward, kMonthly, graded.grade->value);
  const Saying grade = word_of(asked.policy, "grade", *graded.grade);
  if (!rewarded || !*rewarded) return unknown(kFen, phrase("“{}”等次没有奖励", "{} is not rewarded", grade));
  if (!amount) return unknown(kFen, phrase("政策未规定金额", "the policy gives no amount"));
  const Decimal fen = decimal(*amount);
  return Computed{fen, kFen, {{"reward", "奖励", "reward", fen, {graded.record->position}, grade}}, {}};
}

}  // namespace tenure
