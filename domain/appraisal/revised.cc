#include <algorithm>

#include "domain/appraisal/grades.h"
#include "domain/appraisal/laws.h"
#include "domain/discipline/rows.h"
#include "domain/incentive/events.h"
#include "domain/pay/events.h"
#include "domain/registry/resting.h"

namespace tenure {

namespace {

/// What results decide: rewards, honours, advancement, measures. Pay that was assessed by a grade is owed, or
/// overpaid, as soon as the grade is another one (pay/due.h).
bool is_decided_by_results(const EventType& type) {
  return is_one_of<RewardGranted, HonourGranted, RecruitmentMade, PromotionMade, DelegateRecommended,
                   CriticismGiven, AdmonitionIssued, WarningIssued, UnqualifiedDetermined, AdjustmentDecided,
                   DisciplineCaseHandled, SanctionImposed, PayAdjusted>(type);
}

/// Whether it is over by the date: an admonition that was served or taken back.
bool is_over(const Facts& facts, std::string_view person, const Recorded& decision, Date on) {
  if (decision.event.type->type != &kType<AdmonitionIssued>) return false;
  const auto* row = facts.row<PersonDiscipline>(person);
  const Admonition* admonition = row == nullptr ? nullptr : row->admonition_at(decision.position);
  return admonition != nullptr && admonition->ended && *admonition->ended <= on;
}

/// What was decided by the date, when the grade said something else than `now`, and rests on it: the first of
/// what it said then, and where the decisions stand.
struct Resting {
  std::optional<Code> then;
  std::vector<Position> decisions;
};

Result<Resting> rests_on_what_it_said(const Examined& examined, const Grade& grade, const Code* now) {
  Resting out;
  const std::string& person = grade.person->str();
  for (const EventType* type : event_types()) {
    if (!is_decided_by_results(*type)) continue;
    const auto recorded = examined.facts.events(*type, {SubjectKind::person, person});
    if (!recorded) return tl::unexpected(recorded.error());
    for (const Recorded& each : *recorded) {
      const Code* then = grade.in_force(each.event.on);
      if (examined.on < each.event.on || then == nullptr || (now != nullptr && *then == *now)) continue;
      if (!rests_on(each.event, grade.position) && !is_reward_for(each.event, grade.period, *then)) continue;
      if (is_over(examined.facts, person, each, examined.on)) continue;
      if (!out.then) out.then = *then;
      out.decisions.push_back(each.position);
    }
  }
  std::ranges::sort(out.decisions);
  return out;
}

/// A grade that was revised does not bear any more what was decided by it before.
Objections bears_what_rests_on_it(const Examined& examined, const PersonAppraisal&, const Grade& grade) {
  if (grade.revisions.empty() || !grade.person) return std::nullopt;
  const Code* now = grade.in_force(examined.on);
  auto resting = rests_on_what_it_said(examined, grade, now);
  if (!resting) return tl::unexpected(resting.error());
  if (resting->decisions.empty()) return std::nullopt;
  const Saying then = word_of(examined.policy, "grade", *resting->then);
  const Saying revised = now == nullptr ? saying(kNone) : word_of(examined.policy, "grade", *now);
  const Date since = says_so_since(grade, examined.on);
  const Position first = resting->decisions.front();
  Objection found = unmet(std::move(resting->decisions), "{} 的事项依据 {} 的等次“{}”，该等次已变更为“{}”",
                          "what stands at {} rests on the grade of {}, {}, which is {} now", first,
                          grade.period, then, revised)
                        .asks("{}", then)
                        .found("{}", revised);
  for (const Revision& revision : grade.revisions) {
    if (revision.on == since) found.evidence.push_back(revision.position);
  }
  found.since = since;
  return found;
}

}  // namespace

form::Invariant borne_by_a_grade_that_holds() {
  auto out = invariant<&PersonAppraisal::grades, &bears_what_rests_on_it>();
  out.told = [](const EventType&) { return false; };  // over the record alone: a revision is no item
  return out;
}

}  // namespace tenure
