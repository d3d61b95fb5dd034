// A grade that is made, by whichever event: determined, or revised. What gates on grades look at. Pure; any
// thread.
#pragma once

#include "domain/appraisal/events.h"
#include "domain/appraisal/grades.h"
#include "domain/appraisal/rows.h"
#include "domain/rules/rule.h"

namespace tenure {

/// What somebody's grade for a scheme and a period is once an event is applied, whichever event makes it so.
struct Made {
  std::optional<PersonId> person;  ///< absent: the team's
  OrgId org;
  Code scheme;
  Period period;
  Code grade;
};

/// The grade that an event determines or revises; nothing when it does neither, or revokes one.
std::optional<Made> made_by(const Facts& facts, const Event& event);

/// A gate on grades: asked of each event that makes one.
template <Objections (*Check)(const Judged&, const Made&)>
form::Gate gate_of_grades() {
  return {&kType<GradeDetermined>,
          [](const Judged& judged) -> Objections {
            const auto made = made_by(judged.facts, judged.event);
            return made ? Check(judged, *made) : std::nullopt;
          },
          &kType<DecisionRevised>};
}

/// Whether a step belongs to what is graded: of its scheme, where it names one, and of its period or a part
/// of it.
bool is_step_of(const AppraisalStep& step, std::string_view scheme, const Period& period);

}  // namespace tenure
