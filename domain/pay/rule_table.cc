#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "domain/act/refers.h"
#include "domain/affairs/events.h"
#include "domain/appraisal/grades.h"
#include "domain/appraisal/policy.h"
#include "domain/care/events.h"
#include "domain/pay/due.h"
#include "domain/pay/laws.h"
#include "domain/pay/policy.h"
#include "domain/pension/events.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/rows.h"
#include "domain/tenure/conditions.h"

namespace tenure {
namespace {

using form::Anchor;
using form::Computed;
using form::kFen;
using form::kShare;
using form::kYuan;
using form::Part;
using form::unknown;
using form::Window;

constexpr std::string_view kRewardUses[] = {"pay", "promote"};

Decimal decimal(Fen fen) { return {fen.value * Decimal::kScale}; }

// Gates
// --------------------------------------------------------------------------------------------------------------

template <auto Check, class E>
form::Gate period_gate_of(Objections (*)(const Judged&, const E&)) {
  return {&kType<E>, [](const Judged& judged) -> Objections {
            const E& event = judged.event.as<E>();
            std::optional<Period> period = event.period;
            const PolicyView policy = period ? judged.policy.of(*period) : judged.policy;
            return Check({judged.facts, policy, judged.act, judged.event}, event);
          }};
}
/// A gate on what is for a period: asked by the policy of that period, not of the day on which it is done.
template <auto Check>
form::Gate period_gate() {
  return period_gate_of<Check>(Check);
}

/// Days of a period on which a person has to do with an organisation.
struct Stretch {
  Date first, last;
  bool holds(Date date) const { return first <= date && date <= last; }
};

/// The days of a period in the person's offices in the organisation; all of it where none of them is in it.
std::vector<Stretch> days_of(const Facts& facts, const PersonId& person, const OrgId& org,
                             const Period& period) {
  std::vector<Stretch> out;
  if (!period.calendar()) return {{Date::of(1900, 1, 1), Date::of(2199, 12, 31)}};
  for (const Office& office : facts.items<&PersonTenure::offices>(person.value)) {
    const Date last = office.until ? std::min(office.until->plus_days(-1), period.last()) : period.last();
    const Date first = std::max(office.from, period.first());
    if (office.org.id == org && first <= last) out.push_back({first, last});
  }
  if (out.empty()) out.push_back({period.first(), period.last()});
  return out;
}

/// Whether two periods have days in common; of a term nobody can tell.
bool meet(const Period& a, const Period& b) {
  return !a.calendar() || !b.calendar() || (a.first() <= b.last() && b.first() <= a.last());
}

/// How many people draw the event's component of its organisation at one time, at most, with the event's own:
/// a successor is not counted beside whom they succeed.
template <class E>
std::int64_t most_at_once(const Facts& facts, const E& event, Date on) {
  const std::vector<Stretch> own = days_of(facts, event.person, event.org, event.period);
  std::vector<std::vector<Stretch>> others;
  for (const PaidPerson& paid : facts.items<&OrgPay::people>(event.org.value, event.period.part())) {
    if (paid.person.id == event.person) continue;
    std::vector<Stretch> drawn;
    for (const PayDraw& draw : paid.draws) {
      if (draw.component != event.component || !draw.counted_on(on) || !meet(draw.period, event.period))
        continue;
      const auto days = days_of(facts, paid.person.id, event.org, draw.period);
      drawn.insert(drawn.end(), days.begin(), days.end());
    }
    if (!drawn.empty()) others.push_back(std::move(drawn));
  }
  const auto is_in = [](const std::vector<Stretch>& drawn, Date date) {
    return std::ranges::any_of(drawn, [&](const Stretch& days) { return days.holds(date); });
  };
  std::int64_t most = 0;
  // Numbers only grow where somebody begins.
  const auto look = [&](Date date) {
    if (is_in(own, date))
      most = std::max(
          most, 1 + std::ranges::count_if(others, [&](const auto& drawn) { return is_in(drawn, date); }));
  };
  for (const Stretch& days : own) look(days.first);
  for (const auto& drawn : others) {
    for (const Stretch& days : drawn) look(days.first);
  }
  return most;
}

Objection too_many(std::int64_t people, std::int64_t most) {
  return unmet("发放对象 {} 人，一般为 {} 人", "{} people are paid, generally {}", people, most)
      .asks("≤ {}", many(most, form::kPeople))
      .found("{}", many(people, form::kPeople));
}

/// The number that a standard states is the policy's; posts that it lists may be a part of them.
Objections standard_headcount(const Judged& judged, const PayStandardSet& event) {
  const auto most = judged.policy.get(kPaidPerVillage);
  if (!most || judged.policy.get(kStandardComponent).value != event.component) return std::nullopt;
  const auto people =
      std::max<std::int64_t>(event.headcount.value_or(0), static_cast<std::int64_t>(event.posts.size()));
  if (event.headcount && people < *most) {
    return unmet("发放对象 {} 人，一般为 {} 人", "{} people are paid, generally {}", people, *most)
        .asks("≥ {}", many(*most, form::kPeople))
        .found("{}", many(people, form::kPeople));
  }
  if (people <= *most) return std::nullopt;
  return too_many(people, *most);
}

template <class E>
Objections paid_headcount(const Judged& judged, const E& event) {
  const auto most = judged.policy.get(kPaidPerVillage);
  if (!most || judged.policy.get(kStandardComponent).value != event.component) return std::nullopt;
  const std::int64_t people = most_at_once(judged.facts, event, judged.event.on);
  if (people <= *most) return std::nullopt;
  return too_many(people, *most);
}

/// Of another cadre than those whose posts are paid.
bool is_other_cadre(const PolicyView& policy, const PayEntitlementAssessed& event) {
  const auto posts = policy.get(kPaidPosts);
  return posts && event.post && !holds(*posts, *event.post);
}

bool asks_results(const Judged& judged) {
  const auto& event = judged.event.as<PayEntitlementAssessed>();
  return is_other_cadre(judged.policy.of(event.period), event);
}

/// Results of the year before, or of the year itself: older ones are of another time.
bool are_recent_results(const Event& pay, const Event& assessed) {
  return assessed.as<PerformanceAssessed>().period.year + 1 >= pay.as<PayEntitlementAssessed>().period.year;
}

/// A cut cites no grade that brings none, where the policy says which grades do.
Objections cut_by_grade(const Judged& judged, const PayAdjusted& event) {
  if (event.amount_fen.value >= 0) return std::nullopt;
  for (const ShortText& text : event.basis) {
    const auto position = Position::parse(text.value);
    const auto cited = position ? event_at<GradeDetermined>(judged.facts, *position) : std::nullopt;
    if (!cited) continue;
    const Code& scheme = cited->as<GradeDetermined>().scheme;
    const Period& period = cited->as<GradeDetermined>().period;
    const Code* grade =
        grade_on(judged.facts, event.person.value, scheme.value, period, judged.event.on).grade;
    const auto cuts = [&](const Code& each) {
      return !judged.policy.get(kGradeReduction, scheme.value, each.value).absent();
    };
    Codes cutting = judged.policy.get(kGrades, scheme.value).value.value_or(Codes());
    std::erase_if(cutting, [&](const Code& each) { return !cuts(each); });
    if (grade == nullptr || cuts(*grade) || cutting.empty()) continue;
    const Saying said = word_of(judged.policy, "grade", *grade);
    return unmet({*position}, "“{}”等次不降低报酬", "{} brings no cut of pay", said)
        .asks("{}", words_of(judged.policy, "grade", cutting))
        .found("{}", said);
  }
  return std::nullopt;
}

/// The other cadres' pay comes from other payers.
Objections other_cadres(const Judged& judged, const PayEntitlementAssessed& event) {
  const auto sources = judged.policy.get(kOtherSources);
  if (!sources || !is_other_cadre(judged.policy, event)) return std::nullopt;
  for (const FundShare& share : event.funds) {
    if (holds(*sources, share.source)) continue;
    const Saying source = word_of(judged.policy, "payer", share.source);
    return unmet("其他干部报酬不由“{}”承担", "{} does not bear the other cadres' pay", source)
        .asks("{}", words_of(judged.policy, "payer", *sources))
        .found("{}", source);
  }
  if (!event.funds.empty()) return std::nullopt;
  return unmet("未列明其他干部报酬的承担方", "the payers of the other cadre's pay are not stated")
      .asks("{}", words_of(judged.policy, "payer", *sources))
      .found("{}", kNone);
}

/// Their pay is at the discretion of an organisation of this kind: its act assesses it.
Objections other_cadres_allotted(const Judged& judged, const PayEntitlementAssessed& event) {
  const auto allocator = judged.policy.get(kOtherAllocator);
  if (!allocator || !is_other_cadre(judged.policy, event)) return std::nullopt;
  const auto* authority = judged.facts.row<OrgRow>(judged.act.authority.value);
  if (authority != nullptr && authority->kind == *allocator) return std::nullopt;
  const Saying said = word_of(judged.policy, "org_kind", *allocator);
  return unmet("其他干部报酬由“{}”统筹核定", "the other cadres' pay is allotted by a {}", said)
      .asks("{}", said)
      .found("{}",
             authority == nullptr ? saying(kNone) : word_of(judged.policy, "org_kind", authority->kind));
}

/// What is assessed or paid for a period that a grade decides is what the grade gives: of the base in the
/// event's organisation, or of all of it where it is paid in one place.
template <class E>
Objections as_graded(const Judged& judged, const E& event) {
  const auto scheme = scheme_of_component(judged.policy, event.component);
  if (!scheme) return std::nullopt;
  const Asked asked{judged.facts, judged.policy, event.person.value, judged.event.on};
  const GradedPay pay = graded_pay(asked, scheme->value, event.period);
  if (!pay.known() || pay.amount() == event.amount_fen) return std::nullopt;
  const auto here = pay.amount_of([&](const PayCell& cell) { return cell.org.id == event.org; });
  if (here == event.amount_fen) return std::nullopt;
  const Fen right = here.value_or(pay.amount());
  return unmet({*pay.graded}, "“{}”等次应为 {}，实为 {}", "grade {} gives {}, not {}",
               word_of(judged.policy, "grade", *pay.grade), right, event.amount_fen)
      .asks("{}", right)
      .found("{}", event.amount_fen);
}

/// The part of a year's subsidy that the public purse bears. (A69)
std::optional<Fen> fiscal_subsidy(const Asked& asked, const PolicyView& policy, const Period& year,
                                  std::vector<Position>& basis) {
  const auto component = policy.get(kStandardComponent);
  const auto payer = policy.get(kFiscalPayer);
  if (!component || !payer) return std::nullopt;
  std::optional<Fen> sum;
  for (const PayCell& cell : asked.facts.items<&PersonPay::cells>(asked.subject, year.part())) {
    const auto due = cell.component == *component && cell.payer == *payer ? cell.due_fen : std::nullopt;
    if (!due) continue;
    sum = Fen{sum.value_or(Fen()).value + due->value};
    basis.insert(basis.end(), cell.positions.begin(), cell.positions.end());
  }
  return sum;
}

/// The least reward that a grade of a year brings, by the policy of the year.
struct LeastReward {
  Graded graded;
  std::optional<Share> share;
  std::optional<Fen> base;
  std::optional<Fen> amount;
  std::vector<Position> basis;
};

LeastReward least_reward(const Asked& asked, const Period& year) {
  LeastReward out;
  const PolicyView policy = asked.policy.of(year);
  out.graded = grade_on(asked.facts, asked.subject, kAnnual, year, asked.on);
  if (out.graded.grade == nullptr) return out;
  out.share = policy.get(kRewardMin, kAnnual, out.graded.grade->value).value;
  if (out.share) out.base = fiscal_subsidy(asked, policy, year, out.basis);
  if (out.base) out.amount = share_of(*out.base, *out.share, policy);
  return out;
}

Objections reward_floor(const Judged& judged, const RewardGranted& event) {
  if (!event.period || !event.amount_fen) return std::nullopt;
  const Asked asked{judged.facts, judged.policy, event.person.value, judged.event.on};
  const LeastReward least = least_reward(asked, *event.period);
  if (!least.amount || *event.amount_fen >= *least.amount) return std::nullopt;
  return unmet(least.basis, "奖励 {}，应不低于 {}", "a reward of {}, at least {}", *event.amount_fen,
               *least.amount)
      .asks("≥ {}", *least.amount)
      .found("{}", *event.amount_fen);
}

/// The base that a reward says it is a share of is the one on record.
Objections reward_base(const Judged& judged, const RewardGranted& event) {
  if (!event.period || !event.base_fen) return std::nullopt;
  const Asked asked{judged.facts, judged.policy, event.person.value, judged.event.on};
  const LeastReward least = least_reward(asked, *event.period);
  if (!least.base || *event.base_fen == *least.base) return std::nullopt;
  return unmet(least.basis, "奖励基数 {}，应为 {}", "a base of {}, it is {}", *event.base_fen, *least.base)
      .asks("{}", *least.base)
      .found("{}", *event.base_fen);
}

/// The person's grades of a period that hold on the date, of all schemes.
std::vector<Graded> grades_held(const Facts& facts, const PersonId& person, const Period& period, Date on) {
  std::vector<Graded> out;
  for (const Grade& grade : facts.items<&PersonAppraisal::grades>(person.value, period.part())) {
    const Code* held = grade.period == period ? grade.in_force(on) : nullptr;
    if (held != nullptr) out.push_back({&grade, held});
  }
  return out;
}

/// The grade that money says it is for is one that the person holds.
template <class E>
Objections is_grade_held(const Judged& judged, const E& event) {
  const std::optional<Period> of = event.period;
  if (!of || !event.grade) return std::nullopt;
  std::vector<Position> evidence;
  Codes held;
  for (const Graded& graded : grades_held(judged.facts, event.person, *of, judged.event.on)) {
    if (*graded.grade == *event.grade) return std::nullopt;
    evidence.push_back(graded.record->position);
    held.push_back(*graded.grade);
  }
  const Saying grade = word_of(judged.policy, "grade", *event.grade);
  const Saying grades = words_of(judged.policy, "grade", held);
  return unmet(std::move(evidence), "所依等次为“{0}”，{1}的等次为：{2}",
               "it is for the grade {0}, those of {1} are: {2}", grade, *of, grades)
      .asks("{}", grades)
      .found("{}", grade);
}

/// The grades of any scheme that the policy rewards.
Codes rewarded_grades(const PolicyView& policy) {
  Codes out;
  for (const Code& scheme : policy.words(kGrades)) {
    const auto grades = policy.get(kGrades, scheme.value);
    for (const Code& grade : grades ? *grades : Codes()) {
      if (policy.get(kGradeRewarded, scheme.value, grade.value).value.value_or(false)) out.push_back(grade);
    }
  }
  return out;
}

/// A reward is for a grade that the person holds. Where the policy rewards grades, one for a period that
/// names none is for one of those.
Objections reward_grade(const Judged& judged, const RewardGranted& event) {
  if (event.grade) return is_grade_held(judged, event);
  const Codes rewarded = event.period ? rewarded_grades(judged.policy) : Codes();
  if (rewarded.empty()) return std::nullopt;
  std::vector<Position> evidence;
  Codes held;
  for (const Graded& graded : grades_held(judged.facts, event.person, *event.period, judged.event.on)) {
    if (holds(rewarded, *graded.grade)) return std::nullopt;
    evidence.push_back(graded.record->position);
    held.push_back(*graded.grade);
  }
  const Saying grades = words_of(judged.policy, "grade", held);
  return unmet(std::move(evidence), "未写明奖励所依等次，{0}的等次为：{1}",
               "the reward names no grade, those of {0} are: {1}", *event.period, grades)
      .asks("{}", words_of(judged.policy, "grade", rewarded))
      .found("{}", grades);
}

/// What is assessed for a grade that the record does not know yet waits for it.
Objections assessed_grade(const Judged& judged, const PayEntitlementAssessed& event) {
  auto found = is_grade_held(judged, event);
  return found && *found && (*found)->evidence.empty() ? Objections() : std::move(found);
}

/// The amount of a reward is the one that the policy gives for the grade.
Objections reward_amount(const Judged& judged, const RewardGranted& event) {
  if (!event.period || !event.amount_fen) return std::nullopt;
  for (const Graded& graded : grades_held(judged.facts, event.person, *event.period, judged.event.on)) {
    if (event.grade && *graded.grade != *event.grade) continue;
    const auto amount = judged.policy.get(kGradeReward, graded.record->scheme.value, graded.grade->value);
    if (!amount || *amount == *event.amount_fen) continue;
    return unmet({graded.record->position}, "“{}”等次奖励 {}，实为 {}", "grade {} is rewarded {}, not {}",
                 word_of(judged.policy, "grade", *graded.grade), *amount, *event.amount_fen)
        .asks("{}", *amount)
        .found("{}", *event.amount_fen);
  }
  return std::nullopt;
}

/// The floor is stated where the policy names one.
Objections floor_stated(const Judged& judged, const PayStandardSet& event) {
  const auto floor = judged.policy.get(kPayFloor);
  if (!floor || event.floor_fen) return std::nullopt;
  const Saying said = word_of(judged.policy, "indicator", *floor);
  return unmet("未列明下限（{}）", "the floor ({}) is not stated", said).asks("{}", said).found("{}", kNone);
}

// Expectations
// --------------------------------------------------------------------------------------------------------------

/// The newest standard of each component, where it is below its floor.
std::vector<Anchor> below_floor(const Asked& asked) {
  std::vector<Anchor> out;
  if (!asked.policy.get(kPayFloor)) return out;
  const auto years = asked.facts.parts(kView<OrgPay>, asked.subject);
  for (const std::string& year : years ? *years : std::vector<std::string>()) {
    for (const PayStandard& standard : asked.facts.items<&OrgPay::standards>(asked.subject, year)) {
      std::erase_if(out, [&](const Anchor& older) { return older.of == standard.component.value; });
      if (standard.floor_fen && standard.amount_fen < *standard.floor_fen)
        out.push_back({standard.honour_by.value_or(standard.from), std::nullopt, standard.position,
                       asked.subject, standard.component.value, std::nullopt,
                       word_of(asked.policy, "component", standard.component)});
    }
  }
  return out;
}

/// What is still owed of any year's pay, by payer. It is there until the money is.
std::vector<Anchor> owed(const Asked& asked) {
  std::vector<Anchor> out;
  const auto parts = asked.facts.parts(kView<PersonPay>, asked.subject);
  const auto is_due = [](const PayCell& cell) { return cell.due_fen.has_value(); };
  for (const std::string& part : parts ? *parts : std::vector<std::string>()) {
    // Where nothing was decided nothing is owed, by a grade neither: what is at stake is a part of what was.
    if (std::ranges::none_of(asked.facts.items<&PersonPay::cells>(asked.subject, part), is_due)) continue;
    for (const PayLine& line : pay_lines(asked, part)) {
      if (!line.difference_fen || line.difference_fen->value <= 0 || line.positions.empty()) continue;
      const std::string payer = line.payer ? line.payer->value : std::string("?");
      const Saying said = phrase("{}，{}，{}", "{}, {}, {}",
                                 line.payer ? word_of(asked.policy, "payer", *line.payer)
                                            : phrase("承担方未列明", "payer not stated"),
                                 word_of(asked.policy, "component", line.component), line.period);
      out.push_back({line.period.calendar() ? line.period.last() : asked.on, std::nullopt,
                     line.positions.back(), line.org.str(),
                     fmt::format("{} {} {}", payer, line.component.value, line.period.str()), line.period,
                     said});
    }
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
  const PolicyView policy = asked.policy.of(Period::of_year(asked.on.year()));
  const auto name = policy.get(kPayStandard);
  if (!name) return unknown(kYuan, phrase("政策未指定指标", "the policy names no indicator"));
  const int year = asked.on.year() - static_cast<int>(policy.get(kStandardYearOffset).value.value_or(0));
  const DatedFact* fact = indicator(asked.facts, asked.subject, *name, year, asked.on);
  const Saying said = word_of(asked.policy, "indicator", *name);
  if (fact == nullptr)
    return unknown(kYuan, phrase("{1} 年没有登记“{0}”", "no {0} is recorded for {1}", said, year));
  return Computed{fact->fact.number,
                  kYuan,
                  {{"indicator", "指标", "indicator", *fact->fact.number, {fact->position}, said}},
                  {}};
}

/// A year's pay by payer. Who allots what is the township's to say: the parts show it.
Result<Computed> pay_other_cadres(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const auto sources = asked.policy.of(Period::of_year(asked.on.year())).get(kOtherSources);
  const auto& cells = asked.facts.items<&PersonPay::cells>(asked.subject, std::to_string(asked.on.year()));
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

Result<Computed> reward(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const LeastReward least = least_reward(asked, Period::of_year(asked.on.year()));
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

/// How much was cut: at discretion, so the parts say what was decided, not what should be.
Result<Computed> pay_reduction(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const Period year = Period::of_year(asked.on.year());
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

/// What the month's grade gives.
Result<Computed> monthly_subsidy(const Asked& asked) {
  Computed out{std::nullopt, kFen, {}, {}};
  const GradedPay pay = graded_pay(asked, kMonthly, Period::of_month(asked.on));
  for (const PayCell& cell : pay.base) {
    out.parts.push_back({"base", "基数", "base", decimal(*cell.due_fen), cell.positions,
                         cell.payer ? word_of(asked.policy, "payer", *cell.payer) : Saying()});
  }
  if (pay.at_stake)
    out.parts.push_back({"at_stake", "纳入考核比例", "at stake", pay.at_stake->value, {}, {}, kShare});
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
  const Period month = Period::of_month(asked.on);
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

// Statistics
// --------------------------------------------------------------------------------------------------------------

bool in_window(int year, const Window& window) {
  return year <= window.on.year() && (!window.from || window.from->year() <= year);
}

bool paid_then(const OrgPay&, const PaidPerson& paid, const Window& window) {
  return in_window(paid.year, window);
}

bool draws_then(const OrgPay&, const PaidPerson& paid, const Window& window) {
  return in_window(paid.year, window) && !paid.components.empty();
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
           std::tie(other.from, other.position) > std::tie(standard.from, standard.position);
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
        period_gate<&standard_headcount>()},
       {"gate.pay_headcount_assessed", "PY-03", "每村核定人数", "People assessed in a village",
        period_gate<&paid_headcount<PayEntitlementAssessed>>()},
       {"gate.pay_headcount_paid", "PY-03", "每村实发人数", "People actually paid in a village",
        period_gate<&paid_headcount<PayDisbursed>>()},
       {"gate.pay_reduction", "PY-44", "降低报酬依据相应等次", "A cut cites a grade that brings one",
        gate<&cut_by_grade>()},
       {"gate.pay_floor", "PY-01 SX-26 BB-47", "列明报酬下限", "The floor is stated",
        period_gate<&floor_stated>()},
       {"gate.other_cadres", "PY-09", "其他干部报酬来源", "Payers of the other cadres' pay",
        period_gate<&other_cadres>()},
       {"gate.other_cadres_allotted", "PY-09", "其他干部报酬由规定组织统筹",
        "The other cadres' pay is allotted by the right organisation", period_gate<&other_cadres_allotted>()},
       {"gate.other_cadres_results", "PY-09", "其他干部报酬依据工作实绩",
        "The other cadres' pay rests on assessed work results",
        form::Requirement{.event = on<PayEntitlementAssessed>(),
                          .needs = on<PerformanceAssessed>(),
                          .same = SubjectKind::person,
                          .asked = &kOtherByResults,
                          .serves = &are_recent_results,
                          .applies = &asks_results}},
       {"gate.performance_pay", "HX-44 HX-45 CITY-49", "按等次核定", "Assessed as the grade says",
        period_gate<&as_graded<PayEntitlementAssessed>>()},
       {"gate.performance_paid", "HX-44 HX-45 CITY-49", "按等次发放", "Paid as the grade says",
        period_gate<&as_graded<PayDisbursed>>()},
       {"gate.reward_floor", "PY-39", "奖励不低于规定比例", "The least reward of the grade",
        gate<&reward_floor>()},
       {"gate.reward_base", "PY-39", "奖励基数与记载相符", "The base of a reward is the one on record",
        gate<&reward_base>()},
       {"gate.reward_grade", "PY-39 HX-46", "奖励所依等次与记载相符",
        "The grade of a reward is one that is held", gate<&reward_grade>()},
       {"gate.assessed_grade", "HX-44 HX-45", "核定所依等次与记载相符",
        "The grade of an assessment is one that is held", gate<&assessed_grade>()},
       {"gate.reward_amount", "HX-46", "奖励金额为规定金额", "The reward that the policy gives for the grade",
        period_gate<&reward_amount>()},
       {"law.paid_in_office", "LAW-12", "任职期间的报酬", "Pay is for days in office",
        paid_for_days_in_office()},
       {"law.account_number", "LAW-26", "账号合规", "An account is an account number", paid_to_an_account()},
       {"law.paid_once", "LAW-13", "同一项目、期间、承担方只发一次",
        "Paid once for a component, period and payer", paid_once()},
       {"law.rewarded_once", "LAW-13", "同一期间、类别、等次只奖励一次",
        "One reward for a period, kind and grade", rewarded_once()},
       {"law.returned_within_paid", "LAW-14", "退回、冲销不超过已发",
        "No more comes back of a payment than was paid", returned_within_paid()},
       {"law.paid_within_due", "LAW-14", "发放不超过核定", "No more is paid than was assessed",
        paid_within_due()},
       {"law.recovered_as_ordered", "LAW-14", "追缴到账不超过追缴决定",
        "No more is recovered than was ordered", recovered_as_ordered()},
       {"law.recovered_within_orders", "LAW-14", "追缴到账超过现行追缴决定",
        "More was recovered than orders that stand", recovered_within_orders()},
       {"law.period_begun", "LAW-15", "期间开始后发放", "Nothing is paid before its period", period_begun()},
       {"law.amount", "LAW-16", "金额大于零且不超过上限", "Amounts are above zero and in bounds",
        amount_bounded()},
       {"law.funds", "LAW-24", "资金来源之和等于金额", "Shares of the payers add up", funds_add_up()},
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
        form::Computation{&pay_standard, SubjectKind::org}},
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
       {"stat.pay_due", "LAW-14 PY-09", "应发报酬（核定及调整）", "Pay due: assessed and adjusted",
        count<&PersonPay::cells, &due_then>("", {"period", "component", "payer"}, "due_fen")},
       {"stat.pay_returned", "LAW-14", "退回或冲销", "What was returned or reversed",
        count<&OrgPaid::totals, &total_then>("", {"period", "component", "payer"}, "returned_fen")},
       {"stat.pay_ordered_back", "LAW-14", "应追缴", "What was ordered back",
        count<&OrgPaid::totals, &total_then>("", {"period", "component", "payer"}, "ordered_fen")},
       {"stat.pay_recovered", "LAW-14", "已追缴", "What was recovered",
        count<&OrgPaid::totals, &total_then>("", {"period", "component", "payer"}, "recovered_fen")},
       {"stat.pay_to_recover", "LAW-14", "尚待追缴", "What is still to be recovered",
        count<&OrgPaid::totals, &total_then>("", {"period", "component", "payer"}, "to_recover_fen")},
       {"stat.pay_advanced", "BB-63", "垫付", "What payers advanced for others",
        count<&OrgPaid::totals, &total_then>("", {"period", "component", "payer"}, "advanced_fen")},
       {"stat.pay_advanced_for", "BB-63", "由他方垫付", "What others advanced for payers",
        count<&OrgPaid::totals, &total_then>("", {"period", "component", "payer"}, "advanced_for_fen")},
       {"stat.pay_gap", "PY-49", "主要干部与其他干部报酬", "Pay of main and other cadres",
        count<&OrgPay::standards, &newest_of_its_kind>("", {"group"}, "amount_fen")},
       {"stat.pay_dispersion", "PY-51", "报酬差距", "Spread of pay",
        count<&OrgPay::people, &paid_then>("person", {"year", "post"}, "paid_fen")},
       {"stat.paid_people", "PY-03 HX-35", "领取报酬人数", "People by component of pay",
        count<&OrgPay::people, &draws_then>("person", {"year", "components"})},
       {"stat.policy_honoured", "PY-01", "报酬政策兑现", "Pay policy honoured",
        share<&OrgPay::standards, &newest_of_its_kind, &meets_floor>("", {"honour_by"})},
       {"stat.rewards", "HX-46 PY-39", "奖励情况", "Rewards by grade",
        tally<RewardGranted>("", {"grade"}, "amount_fen")},
       {"rpt.policy_honoured", "PY-01", "报酬政策兑现情况", "Whether the pay policy is honoured, and when",
        form::Report{{{"stat.policy_honoured", {}}, {"stat.pay_gap", {}}}}}}};
  return table;
}

}  // namespace tenure
