#include "domain/appraisal/rows.h"

#include <algorithm>

namespace tenure {
namespace {

template <class E>
AppraisalStep step_of(const Dated<E>& event, AppraisalStepKind kind, Code who) {
  return {kind, std::move(who), event.on, {}, {}, event.position};
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

std::string score_part(const Code& scheme, const Period& period) { return scheme.value + "/" + period.str(); }

void change(std::vector<Grade>& grades, const Dated<GradeDetermined>& event) {
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
void change(std::vector<Grade>& grades, const Dated<DecisionRevised>& event) {
  for (Grade& grade : grades) {
    if (grade.position == event.data.decision)
      grade.revisions.push_back({event.on, event.data.grade, event.position});
  }
}

void apply(PersonAppraisal& row, const Dated<DutyReportDelivered>& event) {
  row.steps.push_back(step_of(event, AppraisalStepKind::report, event.data.audience));
}

void apply(PersonAppraisal& row, const Dated<BallotTallied>& event) {
  row.steps.push_back(step_of(event, AppraisalStepKind::ballot, event.data.group));
  row.steps.back().votes = event.data.votes;
}

void apply(PersonAppraisal& row, const Dated<CommitteeAppraisalRecorded>& event) {
  row.steps.push_back(step_of(event, AppraisalStepKind::committee, {event.data.committee.str()}));
  row.steps.back().points = event.data.points;
}

void apply(PersonAppraisal& row, const Dated<ContestHeld>& event) {
  for (const ContestEntry& entry : event.data.entries) {
    if (!entry.person || entry.person->value != event.self) continue;
    row.contests.push_back({event.data.kind, event.data.period, entry.rank,
                            static_cast<std::int32_t>(event.data.entries.size()), entry.points, event.on,
                            event.position});
  }
}

void apply(PersonScores& row, const Dated<AssessmentScored>& event) {
  const AssessmentScored& data = event.data;
  std::erase_if(row.scores, [&](const Score& score) {
    return score.part == data.part && score.item == data.item && score.kind == data.kind &&
           score.rater == data.rater;
  });
  row.scores.push_back(
      {data.part, data.item, data.kind, data.rater, data.points, data.level, data.passed, event.position});
}

void apply(OrgAppraisal& row, const Dated<AssessmentScored>& event) {
  const bool known = std::any_of(row.assessed.begin(), row.assessed.end(), [&](const Assessed& assessed) {
    return assessed.person.id == event.data.person && assessed.scheme == event.data.scheme;
  });
  if (!known) row.assessed.push_back({{event.data.person}, event.data.scheme});
}

std::vector<std::string> parts(const PersonScores&, const Dated<AssessmentScored>& event) {
  return {score_part(event.data.scheme, event.data.period)};
}

}  // namespace tenure
