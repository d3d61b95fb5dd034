#include "domain/ledger/closings.h"

#include <algorithm>

#include "domain/affairs/events.h"
#include "domain/appraisal/events.h"
#include "domain/care/events.h"
#include "domain/collective/events.h"
#include "domain/ledger/corrected.h"
#include "domain/ledger/rows.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"

namespace tenure {
namespace {

bool is_final_once_closed(const EventType& type) {
  return is_one_of<PayStandardSet, PayEntitlementAssessed, PayDisbursed, PayAdjusted, RewardGranted,
                   FundAdvanced, BudgetAppropriated, FundSpent, AssistanceGiven, PensionShareSet,
                   ContributionPaid, SubsidyPaid, GradeDetermined, AssessmentScored, PerformanceAssessed,
                   StarsAwarded, StudyPointsLogged, DecisionRevised, JournalPosted>(type);
}

/// Whether the event is of an appraisal of that kind, by its scheme or its own word.
bool is_of_kind(const Event& event, const Code& kind) {
  if (event.type->type == &kType<GradeDetermined>) return event.as<GradeDetermined>().scheme == kind;
  if (event.type->type == &kType<PerformanceAssessed>) return event.as<PerformanceAssessed>().scheme == kind;
  if (event.type->type != &kType<AssessmentScored>) return false;
  const auto& score = event.as<AssessmentScored>();
  return score.scheme == kind || score.kind == kind;
}

/// Whether the closing is of all of the event's period, or of its day where it is for none.
bool closes(const ClosedPeriod& closed, const Event& event) {
  if (closed.kind && !is_of_kind(event, *closed.kind)) return false;
  const Period* period = period_named_by(event);
  if (period != nullptr && (!period->calendar() || !closed.period.calendar()))
    return *period == closed.period;
  if (!closed.period.calendar()) return false;
  const Date first = period == nullptr ? event.on : period->first();
  const Date last = period == nullptr ? event.on : period->last();
  return closed.period.first() <= first && last <= closed.period.last();
}

bool is_about(const Event& event, const OrgId& org) {
  return std::ranges::any_of(subjects(event), [&](const Subject& subject) {
    return subject.kind == SubjectKind::org && subject.id == org.value;
  });
}

/// The closing that keeps the event out, of any of its organisations.
const ClosedPeriod* closing_of(const Facts& facts, const Event& event) {
  for (const Subject& subject : subjects(event)) {
    if (subject.kind != SubjectKind::org) continue;
    const auto* found = find_first(facts.items<&OrgClosings::closed>(subject.id),
                                   [&](const ClosedPeriod& closed) { return closes(closed, event); });
    if (found != nullptr) return found;
  }
  return nullptr;
}

/// Whether the judged event stands where another one of the closed period stood: the record of it is mended.
bool mends(const Judged& judged, const ClosedPeriod& closed) {
  const auto target = corrected_by(judged);
  if (!target) return false;
  const auto before = judged.facts.original(*target);
  return before && is_final_once_closed(*before->event.type) && is_about(before->event, closed.org) &&
         closes(closed, before->event);
}

Objections is_in_a_closed_period(const Judged& judged) {
  const ClosedPeriod* closed = closing_of(judged.facts, judged.event);
  if (closed == nullptr || mends(judged, *closed)) return std::nullopt;
  return unmet({closed->position}, "{0} 的{1}已关账（见 {2}）", "{1} of {0} was closed, see {2}", closed->org,
               closed->period, closed->position)
      .asks("{}", phrase("未关账的期间", "a period that is open"))
      .found("{}", closed->period);
}

}  // namespace

const ClosedPeriod* closing_of_day(const Facts& facts, const OrgId& org, Date day) {
  return find_first(facts.items<&OrgClosings::closed>(org.value), [&](const ClosedPeriod& closed) {
    return !closed.kind && closed.period.calendar() && closed.period.first() <= day &&
           day <= closed.period.last();
  });
}

form::Gate nothing_in_a_closed_period() {
  return standing(gate_of_types<&is_in_a_closed_period>(&is_final_once_closed));
}

}  // namespace tenure
