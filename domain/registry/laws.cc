#include "domain/registry/laws.h"

#include <algorithm>

#include "domain/affairs/events.h"
#include "domain/appraisal/events.h"
#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "domain/ledger/rows.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "domain/registry/rows.h"
#include "domain/registry/rules.h"
#include "domain/reserve/events.h"
#include "domain/supervision/events.h"
#include "domain/tenure/events.h"
#include "domain/training/events.h"

namespace tenure {
namespace {

template <class... E>
bool is_one_of(const EventType& type) {
  return ((type.type == &kType<E>) || ...);
}

/// The calendar period that the event names; nothing where it names none.
std::optional<Period> period_in(const Event& event) {
  for (const Field& field : event.type->structure->fields) {
    const void* value = field.in(event.data.get());
    const Period* period = nullptr;
    if (field.type == &kType<Period>) period = static_cast<const Period*>(value);
    if (field.type->form == Form::optional && field.type->element == &kType<Period> &&
        field.type->size(value) > 0)
      period = static_cast<const Period*>(field.type->item(value, 0));
    if (period != nullptr && period->kind != Period::Kind::term) return *period;
  }
  return std::nullopt;
}

bool begins_office(const EventType& type) {
  return is_one_of<SecretaryAppointed, OfficeAssumed, ConcurrentPostAssumed, ActingAssigned,
                   FirstSecretaryDispatched>(type);
}

bool is_for_the_living(const EventType& type) {
  return begins_office(type) ||
         is_one_of<PostCertified, GradeDetermined, StarsAwarded, HonourGranted, RecruitmentMade,
                   PromotionMade, DelegateRecommended, DelegateElected, ReserveListed, ActivistIdentified,
                   MemberAdmitted, TrainingAttended, DegreeStudyEnrolled, LifeConfirmed, PensionEnrolled,
                   PayEntitlementAssessed, PayDisbursed, RewardGranted, ContributionPaid, SubsidyPaid,
                   SubsidyResumed>(type);
}

bool died(const Facts& facts, std::string_view person) { return death_of(facts, person).has_value(); }

/// What is for a period is about the past when the period had begun in life: arrears are in order.
Objections is_for_the_dead(const Examined& examined, const Recorded& recorded) {
  const auto* person = examined.facts.row<PersonRow>(examined.subject);
  if (person == nullptr || !person->died) return std::nullopt;
  const auto period = period_in(recorded.event);
  const Date day = period ? period->first() : recorded.event.on;
  if (day <= *person->died) return std::nullopt;
  Objection found =
      unmet({recorded.position}, "{} 已于 {} 去世", "{} died on {}", examined.subject, person->died->str());
  if (person->died_at) found.evidence.push_back(*person->died_at);
  found.required = "≤ " + person->died->str();
  found.actual = period ? period->str() : day.str();
  return found;
}

/// What winds an organisation up goes on after its end: hand-over, arrears and what is taken back, archives,
/// reviews, and ends of what is still open there.
bool is_not_winding_up(const EventType& type) {
  return !is_one_of<OrgMerged, OrgClosed, TenureEnded, HandoverRecorded, ServiceCertified, ArchiveEntryFiled,
                    PeriodClosed, FlagReviewed, CorrectionRecorded, PaymentReturned, PaymentReversed,
                    PayRecoveryOrdered, PayRecovered, SubsidyStopped, AdmonitionEnded, SanctionLifted,
                    DocumentServed, AppealFiled, AppealDecided, DecisionRevised, RectificationClosed,
                    LeadDisposed, ReserveRemoved, PlacementEnded, DeathRecorded, PersonAttributeRecorded>(
      type);
}

bool ended(const Facts& facts, std::string_view org) { return end_of(facts, org).has_value(); }

Objections is_after_the_end(const Examined& examined, const Recorded& recorded) {
  const auto end = end_of(examined.facts, examined.subject);
  if (!end) return std::nullopt;
  const auto period = period_in(recorded.event);
  const Date day = period ? period->first() : recorded.event.on;
  if (day < *end) return std::nullopt;
  Objection found =
      unmet({recorded.position}, "{} 已于 {} 撤销或并入他处", "{} ended on {}", examined.subject, end->str());
  found.required = "< " + end->str();
  found.actual = day.str();
  return found;
}

bool favours(const EventType& type) {
  return begins_office(type) ||
         is_one_of<GradeDetermined, DecisionRevised, StarsAwarded, HonourGranted, RecruitmentMade,
                   PromotionMade, RewardGranted, PayEntitlementAssessed, PayDisbursed, PayAdjusted,
                   FundAdvanced, DepartureSubsidyApproved, SubsidyPaid, SubsidyResumed, SanctionLifted,
                   AdmonitionEnded, OfficeResumed>(type);
}

Objections favours_a_signer(const Judged& judged) {
  for (const std::string& keyid : judged.keyids) {
    const auto* key = judged.facts.row<KeyRow>(keyid);
    if (key == nullptr || !key->person) continue;
    for (const Subject& subject : subjects(judged.event)) {
      if (subject.kind != SubjectKind::person || subject.id != key->person->str()) continue;
      return unmet("{} 签署了有利于本人的事项", "{} signed what favours themself", subject.id);
    }
  }
  return std::nullopt;
}

}  // namespace

form::Invariant dead_receive_nothing() {
  return invariant_of_events<&is_for_the_dead>(SubjectKind::person, &is_for_the_living, &died);
}

form::Invariant nothing_after_its_end() {
  return invariant_of_events<&is_after_the_end>(SubjectKind::org, &is_not_winding_up, &ended);
}

form::Gate nobody_favours_themself() { return gate_of_types<&favours_a_signer>(&favours); }

}  // namespace tenure
