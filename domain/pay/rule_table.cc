#include <fmt/format.h>

#include <algorithm>

#include "domain/appraisal/grades.h"
#include "domain/pay/due.h"
#include "domain/pay/policy.h"
#include "domain/registry/rows.h"
#include "domain/registry/rules.h"
#include "domain/tenure/rows.h"

namespace tenure {
namespace {

using form::Anchor;
using form::Computed;
using form::Part;
using form::unknown;
using form::Window;

constexpr std::string_view kFen = "分";
constexpr std::string_view kYuan = "元";
constexpr std::string_view kRewardUses[] = {"pay", "promote"};

Decimal decimal(Fen fen) { return {fen.value * Decimal::kScale}; }

// Gates
// --------------------------------------------------------------------------------------------------------------

/// The people of an organisation who draw the component in a year, without this one.
std::int64_t others_paid(const Judged& judged, const OrgId& org, const Period& period, const Code& component,
                         const PersonId& person) {
  const auto& people = judged.facts.items<&OrgPay::people>(org.value, period.part());
  return std::ranges::count_if(people, [&](const PaidPerson& paid) {
    return paid.person.id != person && holds(paid.components, component);
  });
}

Objection too_many(std::int64_t people, std::int64_t most) {
  return unmet("发放对象 {} 人，一般为 {} 人", "{} people are paid, generally {}", people, most);
}

Objections standard_headcount(const Judged& judged, const PayStandardSet& event) {
  const auto most = judged.policy.get(kPaidPerVillage);
  if (!most || judged.policy.get(kStandardComponent).value != event.component) return std::nullopt;
  const auto people =
      std::max<std::int64_t>(event.headcount.value_or(0), static_cast<std::int64_t>(event.posts.size()));
  if (people <= *most) return std::nullopt;
  return too_many(people, *most);
}

template <class E>
Objections paid_headcount(const Judged& judged, const E& event) {
  const auto most = judged.policy.get(kPaidPerVillage);
  if (!most || judged.policy.get(kStandardComponent).value != event.component) return std::nullopt;
  const std::int64_t people = others_paid(judged, event.org, event.period, event.component, event.person) + 1;
  if (people <= *most) return std::nullopt;
  return too_many(people, *most);
}

/// Of another cadre than those whose posts are paid.
bool is_other_cadre(const PolicyView& policy, const PayEntitlementAssessed& event) {
  const auto posts = policy.get(kPaidPosts);
  return posts && event.post && !holds(*posts, *event.post);
}

bool asks_results(const Judged& judged) {
  return is_other_cadre(judged.policy, judged.event.as<PayEntitlementAssessed>());
}

/// The other cadres' pay comes from other payers.
Objections other_cadres(const Judged& judged, const PayEntitlementAssessed& event) {
  const auto sources = judged.policy.get(kOtherSources);
  if (!sources || !is_other_cadre(judged.policy, event)) return std::nullopt;
  for (const FundShare& share : event.funds) {
    if (holds(*sources, share.source)) continue;
    return unmet("其他干部报酬不由 {} 承担", "{} does not bear the other cadres' pay", share.source.value);
  }
  if (!event.funds.empty()) return std::nullopt;
  return unmet("未列明其他干部报酬的承担方", "the payers of the other cadre's pay are not stated");
}

/// Their pay is at the discretion of an organisation of this kind: its act assesses it.
Objections other_cadres_allotted(const Judged& judged, const PayEntitlementAssessed& event) {
  const auto allocator = judged.policy.get(kOtherAllocator);
  if (!allocator || !is_other_cadre(judged.policy, event)) return std::nullopt;
  const auto* authority = judged.facts.row<OrgRow>(judged.act.authority.value);
  if (authority != nullptr && authority->kind == *allocator) return std::nullopt;
  return unmet("其他干部报酬由 {} 统筹核定", "the other cadres' pay is allotted by a {}", allocator->value);
}

/// What is assessed or paid for a period that a grade decides is what the grade gives.
template <class E>
Objections as_graded(const Judged& judged, const E& event) {
  const auto scheme = scheme_of_component(judged.policy, event.component);
  if (!scheme) return std::nullopt;
  const Asked asked{judged.facts, judged.policy, event.person.value, judged.event.on};
  const GradedPay pay = graded_pay(asked, scheme->value, event.period);
  if (!pay.known() || pay.amount() == event.amount_fen) return std::nullopt;
  return unmet({*pay.graded}, "等次 {} 应为 {} 分，实为 {} 分", "grade {} gives {} fen, not {}",
               pay.grade->value, pay.amount().value, event.amount_fen.value);
}

/// The part of a year's subsidy that the public purse bears. (A69)
std::optional<Fen> fiscal_subsidy(const Asked& asked, const Period& year, std::vector<Position>& basis) {
  const auto component = asked.policy.get(kStandardComponent);
  const auto payer = asked.policy.get(kFiscalPayer);
  if (!component || !payer) return std::nullopt;
  std::optional<Fen> sum;
  for (const PayCell& cell : asked.facts.items<&PersonPay::cells>(asked.subject, year.part())) {
    const auto due = cell.component == *component && cell.payer == *payer ? cell.due() : std::nullopt;
    if (!due) continue;
    sum = Fen{sum.value_or(Fen()).value + due->value};
    basis.insert(basis.end(), cell.positions.begin(), cell.positions.end());
  }
  return sum;
}

/// The least reward that a grade of a year brings.
struct LeastReward {
  Graded graded;
  std::optional<Share> share;
  std::optional<Fen> base;
  std::vector<Position> basis;

  std::optional<Fen> amount() const {
    if (!share || !base) return std::nullopt;
    return Fen{base->value * share->value.scaled / Decimal::kScale};
  }
};

LeastReward least_reward(const Asked& asked, const Period& year) {
  LeastReward out;
  out.graded = grade_on(asked.facts, asked.subject, kAnnual, year, asked.on);
  if (out.graded.grade == nullptr) return out;
  out.share = asked.policy.get(kRewardMin, kAnnual, out.graded.grade->value).value;
  if (out.share) out.base = fiscal_subsidy(asked, year, out.basis);
  return out;
}

Objections reward_floor(const Judged& judged, const RewardGranted& event) {
  if (!event.period || !event.amount_fen) return std::nullopt;
  const Asked asked{judged.facts, judged.policy, event.person.value, judged.event.on};
  const LeastReward least = least_reward(asked, *event.period);
  const auto amount = least.amount();
  if (!amount || *event.amount_fen >= *amount) return std::nullopt;
  return unmet(least.basis, "奖励 {} 分，不低于 {} 分", "a reward of {} fen, at least {}",
               event.amount_fen->value, amount->value);
}

/// The floor is stated where the policy names one.
Objections floor_stated(const Judged& judged, const PayStandardSet& event) {
  const auto floor = judged.policy.get(kPayFloor);
  if (!floor || event.floor_fen) return std::nullopt;
  return unmet("未列明下限（{}）", "the floor ({}) is not stated", floor->value);
}

// Expectations
// --------------------------------------------------------------------------------------------------------------

/// The newest standard of each component, where it is below its floor.
std::vector<Anchor> below_floor(const Asked& asked) {
  std::vector<Anchor> out;
  if (!asked.policy.get(kPayFloor)) return out;
  for (int year = asked.on.year() - 1; year <= asked.on.year(); ++year) {
    for (const PayStandard& standard :
         asked.facts.items<&OrgPay::standards>(asked.subject, std::to_string(year))) {
      std::erase_if(out, [&](const Anchor& older) { return older.of == standard.component.value; });
      if (standard.floor_fen && standard.amount_fen < *standard.floor_fen)
        out.push_back({standard.honour_by.value_or(standard.from), std::nullopt, standard.position,
                       asked.subject, standard.component.value});
    }
  }
  return out;
}

/// What is still owed of a year's pay, by payer. It is there until the money is.
std::vector<Anchor> owed(const Asked& asked) {
  std::vector<Anchor> out;
  for (const PayLine& line : pay_statement(asked, asked.on.year()).lines) {
    if (!line.difference_fen || line.difference_fen->value <= 0 || line.positions.empty()) continue;
    const std::string payer = line.payer ? line.payer->value : std::string("?");
    out.push_back({line.period.calendar() ? line.period.last() : asked.on,
                   std::nullopt,
                   line.positions.back(),
                   {},
                   fmt::format("{} {} {}", payer, line.component.value, line.period.str()),
                   line.period});
  }
  return out;
}

bool never(const Anchor&, const Event&) { return false; }

// Computations
// --------------------------------------------------------------------------------------------------------------

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

/// Of an organisation and year: the indicator that the policy takes as the standard, in yuan.
Result<Computed> pay_standard(const Asked& asked) {
  const auto name = asked.policy.get(kPayStandard);
  if (!name) return unknown(kYuan, "the policy names no indicator");
  const int year =
      asked.on.year() - static_cast<int>(asked.policy.get(kStandardYearOffset).value.value_or(0));
  const DatedFact* fact = indicator(asked.facts, asked.subject, *name, year, asked.on);
  if (fact == nullptr) return unknown(kYuan, fmt::format("no {} is recorded for {}", name->value, year));
  return Computed{fact->fact.number,
                  kYuan,
                  {{"indicator", "指标", "indicator", *fact->fact.number, {fact->position}, name->value}},
                  {}};
}

/// A year's pay by payer. Who allots what is the township's to say: the parts show it.
Result<Computed> pay_other_cadres(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const auto sources = asked.policy.get(kOtherSources);
  const auto* row = asked.facts.row<PersonPay>(asked.subject, std::to_string(asked.on.year()));
  if (!sources) return unknown(kFen, "the policy names no payers");
  if (row == nullptr) return unknown(kFen, "nothing was assessed this year");
  Fen sum;
  for (const Code& source : *sources) {
    Part part{"payer", "承担方", "payer", {}, {}, source.value};
    for (const PayCell& cell : row->cells) {
      const auto due = cell.payer == source ? cell.due() : std::nullopt;
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

Result<Computed> reward(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const LeastReward least = least_reward(asked, Period::of_year(asked.on.year()));
  if (least.share)
    out.parts.push_back({"share", "比例", "share", least.share->value, {least.graded.record->position}});
  if (least.base)
    out.parts.push_back({"base", "当年财政补贴", "fiscal subsidy", decimal(*least.base), least.basis});
  const auto amount = least.amount();
  if (amount) {
    out.value = decimal(*amount);
  } else if (least.graded.grade == nullptr) {
    out.why = "no grade of the year holds";
  } else {
    out.why = least.share ? "no fiscal subsidy of the year is recorded" : "this grade brings no reward";
  }
  return out;
}

/// How much was cut: at discretion, so the parts say what was decided, not what should be.
Result<Computed> pay_reduction(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const Period year = Period::of_year(asked.on.year());
  const Graded graded = grade_on(asked.facts, asked.subject, kAnnual, year, asked.on);
  const auto reduction = graded.grade == nullptr
                             ? Setting<Code>()
                             : asked.policy.get(kGradeReduction, kAnnual, graded.grade->value);
  if (!reduction) return unknown(kFen, "the year's grade brings no cut");
  Fen cut;
  for (const PayCell& cell : asked.facts.items<&PersonPay::cells>(asked.subject, year.part())) {
    if (cell.adjusted_fen.value >= 0) continue;
    cut.value -= cell.adjusted_fen.value;
    out.parts.push_back({"cut", "降低", "cut", decimal({-cell.adjusted_fen.value}), cell.positions,
                         cell.payer ? cell.payer->value : cell.component.value});
  }
  if (out.parts.empty()) return unknown(kFen, fmt::format("{}: nothing was decided yet", reduction->value));
  out.value = decimal(cut);
  return out;
}

/// What the month's grade gives.
Result<Computed> monthly_subsidy(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const GradedPay pay = graded_pay(asked, kMonthly, Period::of_month(asked.on));
  for (const PayCell& cell : pay.base) {
    out.parts.push_back({"base", "基数", "base", decimal(*cell.due()), cell.positions,
                         cell.payer ? cell.payer->value : std::string()});
  }
  if (pay.at_stake) out.parts.push_back({"at_stake", "纳入考核比例", "at stake", pay.at_stake->value, {}});
  if (pay.granted)
    out.parts.push_back(
        {"granted", "发放比例", "granted", pay.granted->value, {*pay.graded}, pay.grade->value});
  out.why = pay.why;
  if (pay.known()) out.value = decimal(pay.amount());
  return out;
}

Result<Computed> monthly_reward(const Asked& asked) {
  const Graded graded = grade_on(asked.facts, asked.subject, kMonthly, Period::of_month(asked.on), asked.on);
  if (graded.grade == nullptr) return unknown(kFen, "no grade of the month holds");
  const auto rewarded = asked.policy.get(kGradeRewarded, kMonthly, graded.grade->value);
  const auto amount = asked.policy.get(kGradeReward, kMonthly, graded.grade->value);
  if (!rewarded || !*rewarded) return unknown(kFen, fmt::format("{} is not rewarded", graded.grade->value));
  if (!amount) return unknown(kFen, "the policy gives no amount");
  const Decimal fen = decimal(*amount);
  return Computed{
      fen, kFen, {{"reward", "奖励", "reward", fen, {graded.record->position}, graded.grade->value}}, {}};
}

// Statistics
// --------------------------------------------------------------------------------------------------------------

bool in_window(int year, const Window& window) {
  return year <= window.on.year() && (!window.from || window.from->year() <= year);
}

bool paid_then(const OrgPay&, const PaidPerson& paid, const Window& window) {
  return in_window(paid.year, window);
}

bool total_then(const OrgPaid&, const PaidTotal& total, const Window& window) {
  return !total.period.calendar() || in_window(total.period.year, window);
}

bool due_then(const PersonPay&, const PayCell& cell, const Window& window) {
  return cell.assessed_fen && (!cell.period.calendar() || in_window(cell.period.year, window));
}

bool newest_of_its_kind(const OrgPay& row, const PayStandard& standard, const Window& window) {
  if (!in_window(standard.period.year, window)) return false;
  return std::none_of(row.standards.begin(), row.standards.end(), [&](const PayStandard& other) {
    return other.component == standard.component && other.group == standard.group &&
           other.position > standard.position;
  });
}

bool meets_floor(const OrgPay&, const PayStandard& standard, const Window&) {
  return standard.floor_fen && standard.amount_fen >= *standard.floor_fen;
}

}  // namespace

const RuleTable& pay_rules() {
  static const RuleTable table{
      kPayParameters,
      {{"gate.pay_headcount", "PY-03", "每村发放人数", "People paid in a village",
        gate<&standard_headcount>()},
       {"gate.pay_headcount_assessed", "PY-03", "每村核定人数", "People assessed in a village",
        gate<&paid_headcount<PayEntitlementAssessed>>()},
       {"gate.pay_headcount_paid", "PY-03", "每村实发人数", "People actually paid in a village",
        gate<&paid_headcount<PayDisbursed>>()},
       {"gate.pay_floor", "PY-01 SX-26 BB-47", "列明报酬下限", "The floor is stated", gate<&floor_stated>()},
       {"gate.other_cadres", "PY-09", "其他干部报酬来源", "Payers of the other cadres' pay",
        gate<&other_cadres>()},
       {"gate.other_cadres_allotted", "PY-09", "其他干部报酬由规定组织统筹",
        "The other cadres' pay is allotted by the right organisation", gate<&other_cadres_allotted>()},
       {"gate.other_cadres_results", "PY-09", "其他干部报酬依据工作实绩",
        "The other cadres' pay rests on assessed work results",
        form::Requirement{.event = on<PayEntitlementAssessed>(),
                          .needs = on<PerformanceAssessed>(),
                          .same = SubjectKind::person,
                          .asked = &kOtherByResults,
                          .applies = &asks_results}},
       {"gate.performance_pay", "HX-44 HX-45 CITY-49", "按等次核定", "Assessed as the grade says",
        gate<&as_graded<PayEntitlementAssessed>>()},
       {"gate.performance_paid", "HX-44 HX-45 CITY-49", "按等次发放", "Paid as the grade says",
        gate<&as_graded<PayDisbursed>>()},
       {"gate.reward_floor", "PY-39", "奖励不低于规定比例", "The least reward of the grade",
        gate<&reward_floor>()},
       {"gate.result_use.reward", "PY-38 HX-40 SH-45 SX-39 DY-58 OPN-40 BB-51", "奖励依据考核结果",
        "Rewards cite the latest result", gate<&cites<RewardGranted, kRewardUses>>()},
       {"gate.result_use.pay", "PY-38 PY-44 HX-40 DY-58 DG-38", "报酬调整依据考核结果",
        "Adjustments of pay cite the latest result", gate<&cites<PayAdjusted, kRewardUses>>()},
       {"alert.pay_below_floor", "PY-01 SX-26 BB-47", "报酬低于下限", "Pay below the floor",
        form::Expectation{.subject = SubjectKind::org,
                          .anchors = &below_floor,
                          .expects = on<PayStandardSet>(),
                          .serves = &never}},
       {"alert.pay_short", "CITY-50 HX-44", "报酬未足额发放", "Payment below due",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &owed,
                          .expects = on<PayDisbursed>(),
                          .serves = &never,
                          .outlives = true}},
       {"calc.pay_standard", "CITY-46 PY-04 SJ-46", "报酬标准", "Pay standard",
        form::Computation{&pay_standard}},
       {"calc.pay_other_cadres", "PY-09", "其他干部报酬", "Other cadres' pay",
        form::Computation{&pay_other_cadres}},
       {"calc.reward", "PY-39", "奖励下限", "Least reward", form::Computation{&reward}},
       {"calc.pay_reduction", "PY-44", "报酬降低", "Cut of pay", form::Computation{&pay_reduction}},
       {"calc.monthly_subsidy", "HX-44 HX-45", "当月绩效补贴", "The month's performance subsidy",
        form::Computation{&monthly_subsidy}},
       {"calc.monthly_reward", "HX-46", "当月奖励", "The month's reward", form::Computation{&monthly_reward}},
       {"stat.pay_average", "DY-46 PY-09", "人均报酬", "Average pay",
        count<&OrgPay::people, &paid_then>("person", {"year"}, "paid_fen")},
       {"stat.pay_assessed", "PY-09 HX-35 HX-44", "核定报酬（含按等次浮动部分）",
        "Pay assessed, with what grades decide of it",
        count<&PersonPay::cells, &due_then>("", {"period", "component", "payer"}, "assessed_fen")},
       {"stat.paid", "PY-09 HX-44", "已发报酬", "What was paid, by organisation, period and payer",
        count<&OrgPaid::totals, &total_then>("", {"period", "component", "payer"}, "paid_fen")},
       {"stat.pay_gap", "PY-49", "主要干部与其他干部报酬", "Pay of main and other cadres",
        count<&OrgPay::standards, &newest_of_its_kind>("", {"group"}, "amount_fen")},
       {"stat.pay_dispersion", "PY-51", "报酬差距", "Spread of pay",
        count<&OrgPay::people, &paid_then>("person", {"year", "post"}, "paid_fen")},
       {"stat.paid_people", "PY-03 HX-35", "领取报酬人数", "People by component of pay",
        count<&OrgPay::people, &paid_then>("person", {"year", "components"})},
       {"stat.policy_honoured", "PY-01", "报酬政策兑现", "Pay policy honoured",
        share<&OrgPay::standards, &newest_of_its_kind, &meets_floor>("", {"honour_by"})},
       {"stat.rewards", "HX-46 PY-39", "奖励情况", "Rewards by grade",
        tally<RewardGranted>("", {"grade"}, "amount_fen")},
       {"rpt.policy_honoured", "PY-01", "报酬政策兑现情况", "Whether the pay policy is honoured, and when",
        form::Report{{{"stat.policy_honoured", {}}, {"stat.pay_gap", {}}}}}}};
  return table;
}

}  // namespace tenure
