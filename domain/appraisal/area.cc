#include <algorithm>

#include "domain/act/refers.h"
#include "domain/appraisal/grades.h"
#include "domain/appraisal/rows.h"
#include "domain/core/both.h"

namespace tenure {

const RuleTable& appraisal_rules();  // rule_table.cc

namespace {

template <class E>
AppraisalStep step_of(const Dated<E>& event, AppraisalStepKind kind, Code who) {
  AppraisalStep out{kind, std::move(who),    event.on,        {}, {}, event.position,
                    {},   event.data.period, {event.data.org}};
  if constexpr (requires { event.data.scheme; }) out.scheme = event.data.scheme;
  return out;
}

/// The grade of the event's person, or of the team, of that scheme and period; null when there is none.
template <class E>
const Grade* grade_meant(const Facts& facts, const E& data) {
  if (data.person) return grade_of(facts, data.person->value, data.scheme.value, data.period);
  return find_first(facts.items<&OrgAppraisal::grades>(data.org.value, data.period.str()),
                    [&](const Grade& grade) { return !grade.person && grade.scheme == data.scheme; });
}

}  // namespace

const Code* Grade::in_force(Date date) const {
  if (date < on) return nullptr;
  const Code* out = &determined;
  for (const Revision& revision : revisions) {
    if (revision.on <= date) out = revision.grade ? &*revision.grade : nullptr;
  }
  return out;
}

const Code* Grade::at_last() const {
  if (revisions.empty()) return &determined;
  const auto& last = revisions.back().grade;
  return last ? &*last : nullptr;
}

std::string score_part(const Code& scheme, const Period& period) { return scheme.value + "/" + period.str(); }

// What follows from the events.

static void change(std::vector<Grade>& grades, const Dated<GradeDetermined>& event) {
  Grade grade;
  if (event.data.person) grade.person = Ref<PersonId>{*event.data.person};
  grade.org = {event.data.org};
  grade.scheme = event.data.scheme;
  grade.period = event.data.period;
  grade.determined = event.data.grade;
  grade.on = event.on;
  grade.points = event.data.points;
  grade.position = event.position;
  grades.push_back(std::move(grade));
}

// The decision may be one that is no grade, or one that a correction voided.
static void change(std::vector<Grade>& grades, const Dated<DecisionRevised>& event) {
  for (Grade& grade : grades) {
    if (grade.position == event.data.decision)
      grade.revisions.push_back({event.on, event.data.grade, event.position});
  }
}

static void apply(PersonAppraisal& row, const Dated<DutyReportDelivered>& event) {
  row.steps.push_back(step_of(event, AppraisalStepKind::report, event.data.audience));
}

static void apply(PersonAppraisal& row, const Dated<BallotTallied>& event) {
  row.steps.push_back(step_of(event, AppraisalStepKind::ballot, event.data.group));
  row.steps.back().votes = event.data.votes;
}

static void apply(PersonAppraisal& row, const Dated<CommitteeAppraisalRecorded>& event) {
  row.steps.push_back(step_of(event, AppraisalStepKind::committee, {event.data.committee.str()}));
  row.steps.back().points = event.data.points;
}

static void apply(PersonAppraisal& row, const Dated<ContestHeld>& event) {
  for (const ContestEntry& entry : event.data.entries) {
    if (!entry.person || entry.person->value != event.self) continue;
    row.contests.push_back({event.data.kind, event.data.period, entry.rank,
                            static_cast<std::int32_t>(event.data.entries.size()), entry.points, event.on,
                            event.position});
  }
}

template <OneOf<AssessmentScored, StarsAwarded> E>
static void apply(PersonAppraisal& row, const Dated<E>& event) {
  std::optional<Code> scheme;
  if constexpr (requires { event.data.scheme; }) scheme = event.data.scheme;
  AssessedPeriod* known = find_first(row.periods, [&](const AssessedPeriod& each) {
    return each.scheme == scheme && each.org.id == event.data.org && each.period == event.data.period;
  });
  if (known == nullptr)
    known = &row.periods.emplace_back(
        AssessedPeriod{scheme, {event.data.org}, event.data.period, event.on, event.on, {}});
  known->last = event.on;
  known->positions.push_back(event.position);
}

static void apply(PersonScores& row, const Dated<AssessmentScored>& event) {
  const AssessmentScored& data = event.data;
  std::erase_if(row.scores, [&](const Score& score) {
    return score.part == data.part && score.item == data.item && score.kind == data.kind &&
           score.rater == data.rater;
  });
  row.scores.push_back(
      {data.part, data.item, data.kind, data.rater, data.points, data.level, data.passed, event.position});
}

static void apply(OrgAppraisal& row, const Dated<AssessmentScored>& event) {
  const bool known = std::ranges::any_of(row.assessed, [&](const Assessed& assessed) {
    return assessed.person.id == event.data.person && assessed.scheme == event.data.scheme;
  });
  if (!known) row.assessed.push_back({{event.data.person}, event.data.scheme});
}

static std::vector<std::string> parts(const PersonScores&, const Dated<AssessmentScored>& event) {
  return {score_part(event.data.scheme, event.data.period)};
}

/// Both rows keep grades, and the same events change them alike.
template <class Row, class E>
requires requires(Row& row, const Dated<E>& event) { change(row.grades, event); }
static void apply(Row& row, const Dated<E>& event) { change(row.grades, event); }

template <class E>
static std::vector<std::string> parts(const PersonAppraisal&, const Dated<E>& event) {
  return {event.data.period.part()};
}
template <class E>
static std::vector<std::string> parts(const OrgAppraisal&, const Dated<E>& event) {
  return {event.data.period.str()};
}

// Preconditions of appraisal: a grade is determined once and then revised; nothing answers, decides or feeds
// back what is not there.

static Result<void> precondition(const Facts& facts, const Dated<QuestionAnswered>& event) {
  return refers_to<QuestionRaised>(facts, event.data.question, "data.question");
}

static Result<void> precondition(const Facts& facts, const Dated<GradeDetermined>& event) {
  const Grade* grade = grade_meant(facts, event.data);
  if (grade == nullptr) return {};
  return refuse(Reason::already, "data.period",
                both("已在位置 {} 评定；决定应以 DecisionRevised 变更",
                     "determined at {}; a decision is changed by revising it", grade->position.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<ResultFedBack>& event) {
  if (grade_meant(facts, event.data) != nullptr) return {};
  return refuse(Reason::absent, "data.period",
                both("{} 没有评定结果", "no result was determined for {}", event.data.period.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<AppealFiled>& event) {
  return is_there(facts, event.data.decision, "data.decision");
}

static Result<void> precondition(const Facts& facts, const Dated<AppealDecided>& event) {
  return refers_to_own<AppealFiled>(facts, event.data.person, event.data.appeal, "data.appeal");
}

static Result<void> precondition(const Facts& facts, const Dated<DecisionRevised>& event) {
  const auto decision = facts.original(event.data.decision);
  if (!decision) return refuse(Reason::absent, "data.decision", event.data.decision.str());
  if (decision->event.type->type != &kType<GradeDetermined>) return {};
  const auto& graded = decision->event.as<GradeDetermined>();
  if (graded.person == event.data.person && graded.period == event.data.period) return {};
  return refuse(Reason::bad_value, "data.decision",
                both("该决定属于另一人或另一期间", "the decision is of another person or period"));
}

Area& appraisal_area() {
  static Area area =
      make_area("appraisal", "考核", "Appraisal", AppraisalEvents{}, AppraisalRows{}, &appraisal_rules());
  return area;
}

}  // namespace tenure
