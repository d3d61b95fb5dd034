#include "domain/pay/gates.h"

#include <algorithm>

#include "domain/act/refers.h"
#include "domain/appraisal/events.h"
#include "domain/appraisal/grades.h"
#include "domain/appraisal/policy.h"
#include "domain/pay/computations.h"
#include "domain/pay/due.h"
#include "domain/pay/least_reward.h"
#include "domain/pay/period_gate.h"
#include "domain/pay/policy.h"
#include "domain/registry/rows.h"
#include "domain/rules/alerts.h"

namespace tenure {

namespace {

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
  const auto cadence = judged.policy.get(kSchemeCadence, scheme->value);
  const std::string_view length = cadence_of(event.period);
  if (cadence && !length.empty() && cadence->value != length)
    return unmet("“{0}”随等次按{1}核定，不按{2}", "{0} follows from grades by the {1}, not the {2}",
                 word_of(judged.policy, "component", event.component),
                 word_of(judged.policy, "cadence", *cadence),
                 word_of(judged.policy, "cadence", Code{std::string(length)}))
        .asks("{}", word_of(judged.policy, "cadence", *cadence))
        .found("{}", word_of(judged.policy, "cadence", Code{std::string(length)}));
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

/// A year's standard that says that it is the policy's indicator is what the indicator is.
Objections standard_of_the_indicator(const Judged& judged, const PayStandardSet& event) {
  const auto indicator = judged.policy.get(kPayStandard);
  if (!indicator || event.measure != *indicator || event.period.kind != Period::Kind::year)
    return std::nullopt;
  const auto found =
      pay_standard({judged.facts, judged.policy, event.org.value, judged.event.on, event.period});
  if (!found) return tl::unexpected(found.error());
  constexpr std::int64_t kFenAYuan = 100;
  if (!found->value || found->value->scaled * kFenAYuan == event.amount_fen.value * Decimal::kScale)
    return std::nullopt;
  const Fen right{found->value->scaled * kFenAYuan / Decimal::kScale};
  return unmet(found->parts.front().basis, "标准为 {}，所依指标“{}”为 {}",
               "a standard of {}, its indicator {} is {}", event.amount_fen,
               word_of(judged.policy, "indicator", *indicator), right)
      .asks("{}", right)
      .found("{}", event.amount_fen);
}

}  // namespace

form::Gate standard_is_its_indicator() { return period_gate<&standard_of_the_indicator>(); }
form::Gate cut_cites_its_grade() { return gate<&cut_by_grade>(); }
form::Gate floor_is_stated() { return period_gate<&floor_stated>(); }
form::Gate other_cadres_paid_by_the_right_ones() { return period_gate<&other_cadres>(); }
form::Gate other_cadres_allotted_by_the_right_one() { return period_gate<&other_cadres_allotted>(); }
form::Gate assessed_as_graded() { return period_gate<&as_graded<PayEntitlementAssessed>>(); }
form::Gate paid_as_graded() { return period_gate<&as_graded<PayDisbursed>>(); }
form::Gate assessed_for_a_grade_held() { return gate<&assessed_grade>(); }
form::Gate reward_above_the_floor() { return gate<&reward_floor>(); }
form::Gate reward_of_the_base() { return gate<&reward_base>(); }
form::Gate rewarded_for_a_grade_held() { return gate<&reward_grade>(); }
form::Gate reward_of_the_policy() { return period_gate<&reward_amount>(); }

form::Requirement other_cadres_by_results() {
  return {.event = on<PayEntitlementAssessed>(),
          .needs = on<PerformanceAssessed>(),
          .same = SubjectKind::person,
          .asked = &kOtherByResults,
          .serves = &are_recent_results,
          .applies = &asks_results};
}

}  // namespace tenure
