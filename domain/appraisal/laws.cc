#include "domain/appraisal/laws.h"

#include <algorithm>

#include "domain/act/refers.h"
#include "domain/appraisal/events.h"
#include "domain/appraisal/grades.h"
#include "domain/appraisal/policy.h"
#include "domain/appraisal/score.h"
#include "domain/ledger/corrected.h"
#include "domain/pay/due.h"
#include "domain/tenure/conditions.h"

namespace tenure {

static form::Placed placed(const AssessedPeriod& assessed) { return {assessed.first, assessed.org.str()}; }

namespace {

using form::kPoints;

Objections was_in_office(const Examined& examined, const PersonAppraisal&, const Grade& grade) {
  if (served_in(examined.facts, examined.subject, grade.org.str(), {}, grade.period)) return std::nullopt;
  Objection found = not_in_office(examined.subject, grade.org.str(), {}, grade.period);
  found.evidence.push_back(grade.position);
  return found;
}

/// Who is scored, or awarded stars, held an office in the period. (LAW-18)
Objections was_in_office_then(const Examined& examined, const PersonAppraisal&,
                              const AssessedPeriod& assessed) {
  if (served_in(examined.facts, examined.subject, assessed.org.str(), {}, assessed.period))
    return std::nullopt;
  Objection found = not_in_office(examined.subject, assessed.org.str(), {}, assessed.period);
  found.evidence = assessed.positions;
  return found;
}

/// No number of a ballot is above the one before it: eligible, issued, returned, valid, votes.
Objections ballots_add_up(const Judged&, const BallotTallied& event) {
  std::int64_t votes = 0;
  for (const BallotCount& count : event.votes) votes += count.count;
  const std::pair<Word, std::optional<std::int64_t>> numbers[] = {
      {{"eligible", "应参加", "eligible"}, event.eligible},
      {{"issued", "发出", "issued"}, event.issued},
      {{"returned", "收回", "returned"}, event.returned},
      {{"valid", "有效", "valid"}, event.valid},
      {{"votes", "得票", "votes"}, votes},
  };
  const std::pair<Word, std::optional<std::int64_t>>* before = nullptr;
  for (const auto& number : numbers) {
    if (!number.second) continue;
    if (before != nullptr && *number.second > *before->second)
      return unmet("票数不符：{} {} 大于 {} {}", "votes do not add up: {} {} above {} {}", number.first,
                   *number.second, before->first, *before->second)
          .asks("{} ≤ {}", number.first, *before->second)
          .found("{}", *number.second);
    before = &number;
  }
  return std::nullopt;
}

/// Ballots and committees' appraisals of its scheme and period are not dated after a grade.
Objections comes_after_its_steps(const Examined&, const PersonAppraisal& row, const Grade& grade) {
  for (const AppraisalStep& step : row.steps) {
    if (step.scheme != grade.scheme || step.period != grade.period || step.on <= grade.on) continue;
    return unmet({grade.position, step.position}, "等次早于 {} 的测评或考评",
                 "the grade comes before a ballot or appraisal of {}", step.on.str())
        .asks("≥ {}", step.on.str())
        .found("{}", grade.on.str());
  }
  for (const AssessedPeriod& scored : row.periods) {
    if (scored.scheme != grade.scheme || scored.period != grade.period || scored.last <= grade.on) continue;
    return unmet({grade.position, scored.positions.back()}, "等次早于 {} 的评分",
                 "the grade comes before a score of {}", scored.last.str())
        .asks("≥ {}", scored.last.str())
        .found("{}", grade.on.str());
  }
  return std::nullopt;
}

/// From nothing to the most that the scheme gives, where it says.
Objections within_the_points(const Judged& judged, const AssessmentScored& event) {
  if (event.points && event.points->scaled < 0)
    return unmet("{} 分，得分不应小于零", "{} points: a score is not below zero", *event.points)
        .asks("≥ {}", many(0, kPoints))
        .found("{}", many(*event.points, kPoints));
  const auto most = judged.policy.get(kScoreMax, event.scheme.value);
  if (!most || !event.points) return std::nullopt;
  // All that one rater gives of the scheme in the period, but for what a correction takes away; that an item
  // is scored twice is another law's business.
  Decimal given = *event.points;
  std::vector<Position> evidence;
  const auto target = corrected_by(judged);
  const auto part = score_part(event.scheme, event.period);
  for (const Score& score : judged.facts.items<&PersonScores::scores>(event.person.value, part)) {
    const bool is_other = score.part != event.part || score.item != event.item || score.kind != event.kind;
    if (score.rater != event.rater || !score.points || score.position == target || !is_other) continue;
    given.scaled += score.points->scaled;
    evidence.push_back(score.position);
  }
  if (given <= *most) return std::nullopt;
  return unmet(std::move(evidence), "{} 分，超过满分 {} 分", "{} points of at most {}", given.str(),
               most->str())
      .asks("≤ {}", many(*most, form::kPoints))
      .found("{}", many(given, form::kPoints));
}

/// Points and levels are given once. Whether a basic item is met may be looked at again; a correction puts
/// one score in the place of its target, and of no other.
Objections scored_once(const Judged& judged, const AssessmentScored& event) {
  if (!event.points && !event.level) return std::nullopt;
  const auto target = corrected_by(judged);
  const auto part = score_part(event.scheme, event.period);
  for (const Score& score : judged.facts.items<&PersonScores::scores>(event.person.value, part)) {
    const bool same = score.part == event.part && score.item == event.item && score.kind == event.kind &&
                      score.rater == event.rater && (score.points || score.level) && score.position != target;
    if (!same) continue;
    return unmet({score.position}, "{} 已评分（见 {}），更正须用更正记录",
                 "{} is scored already, see {}: a wrong score is corrected",
                 word_of(judged.policy, "review_dimension", event.item), score.position.str())
        .asks("{}", kNone)
        .found("{}", score.position.str());
  }
  return std::nullopt;
}

/// Who appeals is whom the decision is about.
Objections appeals_own_decision(const Judged& judged, const AppealFiled& event) {
  const auto decision = judged.facts.original(event.decision);
  if (!decision) return std::nullopt;
  std::vector<Saying> people;
  for (const Subject& about : *decision->event.about) {
    if (about == subject(event.person)) return std::nullopt;
    if (about.kind == SubjectKind::person) people.push_back(saying(about));
  }
  if (people.empty()) return std::nullopt;
  return unmet({event.decision}, "{} 不是该决定的当事人", "the decision is not about {}", event.person)
      .asks("{}", listed(people))
      .found("{}", event.person);
}

/// Who decided: whom the event names, else the authority that issued it.
std::string decider_of(const Event& event, const OrgId& authority) {
  const auto& fields = event.type->structure->fields;
  const auto field = std::ranges::find(fields, std::string_view("decider"), &Field::name);
  if (field == fields.end()) return authority.value;
  const void* value = field->in(event.data.get());
  if (field->type == &kType<Ref<OrgId>>) return static_cast<const Ref<OrgId>*>(value)->str();
  const auto& named = *static_cast<const std::optional<Ref<OrgId>>*>(value);
  return named ? named->str() : authority.value;
}

/// Nobody decides an appeal against their own decision.
Objections decided_by_another(const Judged& judged, const AppealDecided& event) {
  const auto appeal = event_at<AppealFiled>(judged.facts, event.appeal);
  const auto decision = appeal ? judged.facts.original(appeal->as<AppealFiled>().decision)
                               : Result<Facts::Original>(refuse(Reason::absent, {}, {}));
  if (!decision) return std::nullopt;
  const std::string decider = decider_of(judged.event, judged.act.authority);
  if (decider != decider_of(decision->event, decision->authority)) return std::nullopt;
  return unmet({appeal->as<AppealFiled>().decision}, "由作出原决定的 {} 自行决定",
               "{} decides an appeal against its own decision", OrgId{decider})
      .asks("≠ {}", OrgId{decider})
      .found("{}", OrgId{decider});
}

}  // namespace

form::Invariant graded_in_office() { return invariant<&PersonAppraisal::grades, &was_in_office>(); }

form::Invariant assessed_in_office() {
  auto out = invariant<&PersonAppraisal::periods, &was_in_office_then>();
  out.told = &is_one_of<AssessmentScored, StarsAwarded>;
  return out;
}

form::Invariant graded_last() { return invariant<&PersonAppraisal::grades, &comes_after_its_steps>(); }
form::Gate ballot_adds_up() { return gate<&ballots_add_up>(); }
form::Gate score_in_bounds() { return gate<&within_the_points>(); }
form::Gate scored_by_a_rater_once() { return gate<&scored_once>(); }
form::Gate appealed_by_its_subject() { return gate<&appeals_own_decision>(); }
form::Gate appeal_decided_by_another() { return gate<&decided_by_another>(); }

}  // namespace tenure
