#include "domain/appraisal/made.h"

namespace tenure {

std::optional<Made> made_by(const Facts& facts, const Event& event) {
  if (event.type->type == &kType<GradeDetermined>) {
    const auto& determined = event.as<GradeDetermined>();
    return Made{determined.person, determined.org, determined.scheme, determined.period, determined.grade};
  }
  if (event.type->type != &kType<DecisionRevised>) return std::nullopt;
  const auto& revised = event.as<DecisionRevised>();
  const Grade* grade =
      find_first(facts.items<&PersonAppraisal::grades>(revised.person.value, revised.period.part()),
                 [&](const Grade& each) { return each.position == revised.decision; });
  if (grade == nullptr || !revised.grade) return std::nullopt;
  return Made{revised.person, {grade->org.str()}, grade->scheme, grade->period, *revised.grade};
}

bool is_step_of(const AppraisalStep& step, std::string_view scheme, const Period& period) {
  if (step.scheme && step.scheme->value != scheme) return false;
  if (step.period == period) return true;
  return step.period.calendar() && period.calendar() && period.first() <= step.period.first() &&
         step.period.last() <= period.last();
}

}  // namespace tenure
