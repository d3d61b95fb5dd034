#include "domain/appraisal/rules.h"

#include <algorithm>

#include "domain/act/refers.h"
#include "domain/appraisal/grades.h"

namespace tenure {
namespace {

/// The grade of the event's person, or of the team, of that scheme and period; null when there is none.
template <class E>
const Grade* grade_meant(const Facts& facts, const E& data) {
  if (data.person) return grade_of(facts, data.person->value, data.scheme.value, data.period);
  const auto* row = facts.row<OrgAppraisal>(data.org.value, data.period.str());
  if (row == nullptr) return nullptr;
  const auto found = std::find_if(row->grades.begin(), row->grades.end(), [&](const Grade& grade) {
    return !grade.person && grade.scheme == data.scheme;
  });
  return found == row->grades.end() ? nullptr : &*found;
}

}  // namespace

Result<void> precondition(const Facts& facts, const Dated<QuestionAnswered>& event) {
  return refers_to<QuestionRaised>(facts, event.data.question, "data.question");
}

Result<void> precondition(const Facts& facts, const Dated<GradeDetermined>& event) {
  const Grade* grade = grade_meant(facts, event.data);
  if (grade == nullptr) return {};
  return refuse(Reason::already, "data.period",
                "determined at " + grade->position.str() + "; a decision is changed by revising it");
}

Result<void> precondition(const Facts& facts, const Dated<ResultFedBack>& event) {
  if (grade_meant(facts, event.data) != nullptr) return {};
  return refuse(Reason::absent, "data.period", "no result was determined for " + event.data.period.str());
}

Result<void> precondition(const Facts& facts, const Dated<AppealFiled>& event) {
  if (facts.original(event.data.decision)) return {};
  return refuse(Reason::absent, "data.decision", event.data.decision.str());
}

Result<void> precondition(const Facts& facts, const Dated<AppealDecided>& event) {
  return refers_to<AppealFiled>(facts, event.data.appeal, "data.appeal");
}

Result<void> precondition(const Facts& facts, const Dated<DecisionRevised>& event) {
  const auto decision = facts.original(event.data.decision);
  if (!decision) return refuse(Reason::absent, "data.decision", event.data.decision.str());
  if (decision->event.type->type != &kType<GradeDetermined>) return {};
  const auto& graded = decision->event.as<GradeDetermined>();
  if (graded.person == event.data.person && graded.period == event.data.period) return {};
  return refuse(Reason::bad_value, "data.decision", "the decision is of another person or period");
}

}  // namespace tenure
