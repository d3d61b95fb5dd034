#include "domain/registry/laws.h"

#include <algorithm>

#include "domain/affairs/events.h"
#include "domain/appraisal/events.h"
#include "domain/audit/events.h"
#include "domain/care/events.h"
#include "domain/collective/winding_up.h"
#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "domain/ledger/corrected.h"
#include "domain/ledger/rows.h"
#include "domain/pay/due.h"
#include "domain/pension/events.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/left_open.h"
#include "domain/registry/resting.h"
#include "domain/registry/rows.h"
#include "domain/reserve/events.h"
#include "domain/selection/events.h"
#include "domain/supervision/events.h"
#include "domain/targets/events.h"
#include "domain/tenure/events.h"
#include "domain/training/events.h"

namespace tenure {
namespace {

bool begins_office(const EventType& type) {
  return is_one_of<SecretaryAppointed, OfficeAssumed, ConcurrentPostAssumed, ActingAssigned,
                   FirstSecretaryDispatched>(type);
}

bool is_for_the_living(const EventType& type) {
  return begins_office(type) ||
         is_one_of<OfficeResumed, DutyAssigned, MentorAssigned, PostCertified, GradeDetermined, StarsAwarded,
                   HonourGranted, RecruitmentMade, PromotionMade, DelegateRecommended, DelegateElected,
                   ElectionHeld, ReserveListed, PlacementStarted, ActivistIdentified, MemberAdmitted,
                   TrainingAttended, DegreeStudyEnrolled, StudyPointsLogged, LifeConfirmed, PensionEnrolled,
                   PensionShareSet, PayEntitlementAssessed, PayDisbursed, PayAdjusted, FundAdvanced,
                   RewardGranted, ContributionPaid, DepartureSubsidyApproved, SubsidyPaid, SubsidyResumed>(
             type);
}

/// Less for the dead is no favour.
bool is_cut(const Event& event) {
  return event.type->type == &kType<PayAdjusted> && event.as<PayAdjusted>().amount_fen.value < 0;
}

/// Money that all came back is as if it had never been paid.
bool came_back(const Facts& facts, const Recorded& recorded) {
  return recorded.event.type->type == &kType<PayDisbursed> &&
         came_back_whole(facts, recorded.event.as<PayDisbursed>(), recorded.position);
}

/// A ballot gives something to those whom it elects.
bool elects_another(const Event& event, std::string_view person) {
  if (event.type->type != &kType<ElectionHeld>) return false;
  return std::ranges::none_of(event.as<ElectionHeld>().candidates, [&](const CandidateVotes& candidate) {
    return candidate.person.value == person && candidate.elected.value_or(false);
  });
}

bool died(const Facts& facts, std::string_view person) { return death_of(facts, person).has_value(); }

/// What the dead are due.
bool is_burial_help(const Event& event) {
  if (event.type->type == &kType<PayDisbursed>)
    return event.as<PayDisbursed>().component.value == kBurialHelp;
  return event.type->type == &kType<PayEntitlementAssessed> &&
         event.as<PayEntitlementAssessed>().component.value == kBurialHelp;
}

/// What is for a period is about the past when the period had begun in life: arrears are in order.
Objections is_for_the_dead(const Examined& examined, const Recorded& recorded) {
  const auto* person = examined.facts.row<PersonRow>(examined.subject);
  if (person == nullptr || !person->died) return std::nullopt;
  const auto period = period_of_event(recorded.event);
  const Date day = period ? period->first() : recorded.event.on;
  if (day <= *person->died || is_burial_help(recorded.event) || is_cut(recorded.event) ||
      elects_another(recorded.event, examined.subject) || came_back(examined.facts, recorded))
    return std::nullopt;
  Objection found = unmet({recorded.position}, "{} 已于 {} 去世", "{} died on {}",
                          PersonId{std::string(examined.subject)}, *person->died)
                        .asks("≤ {}", *person->died)
                        .found("{}", period ? saying(*period) : saying(day));
  if (person->died_at) found.evidence.push_back(*person->died_at);
  return found;
}

/// What winds an organisation up goes on after its end: hand-over, arrears and what is taken back, archives,
/// reviews, and ends of what is still open there. Of the collective's money each event says it of itself.
bool is_not_winding_up(const EventType& type) {
  return !is_one_of<OrgClosed, TenureEnded, HandoverRecorded, ServiceCertified, ArchiveEntryFiled,
                    PeriodClosed, FlagReviewed, CorrectionRecorded, PaymentReturned, PaymentReversed,
                    PayRecoveryOrdered, PayRecovered, SubsidyStopped, AdmonitionEnded, SanctionLifted,
                    DocumentServed, AppealFiled, AppealDecided, DecisionRevised, RectificationClosed,
                    LeadDisposed, ReserveRemoved, PlacementEnded, ProjectItemProgressed,
                    PensionSubsidyStopped, FilingSubmitted, FilingReceived, FilingReturned, DeathRecorded,
                    PersonAttributeRecorded, AuditOpened, AuditProcedureRun, AuditCommentReceived,
                    AuditFindingRecorded, AuditConcluded, AuditPublished, AuditRectified>(type);
}

/// What is set for the rest of a period is no arrears of it.
bool plans_ahead(const EventType& type) {
  return is_one_of<TargetSet, TargetLedgerOpened, AnnualPlanAdopted, TrainingPlanAdopted, AppraisalOpened,
                   PayStandardSet>(type);
}

/// Whether the event ends something of the organisation, or takes somebody out of it.
bool leads_out_of(const Event& event, std::string_view org) {
  if (event.type->type == &kType<OrgMerged>) return event.as<OrgMerged>().into.value != org;
  if (event.type->type != &kType<PersonRegistered>) return false;
  const auto& registered = event.as<PersonRegistered>();
  return registered.moved_from && registered.moved_from->str() == org && registered.org.value != org;
}

Objections is_after_the_end(const Examined& examined, const Recorded& recorded) {
  const auto end = end_of(examined.facts, examined.subject);
  if (!end) return std::nullopt;
  const auto period = plans_ahead(*recorded.event.type) ? std::nullopt : period_of_event(recorded.event);
  const Date day = period ? period->first() : recorded.event.on;
  const bool ends_here = leads_out_of(recorded.event, examined.subject);
  if (day < *end || ends_here || came_back(examined.facts, recorded) ||
      winds_up(examined.facts, recorded.event))
    return std::nullopt;
  return unmet({recorded.position}, "{} 已于 {} 撤销或并入他处", "{} ended on {}",
               OrgId{std::string(examined.subject)}, *end)
      .asks("< {}", end->str())
      .found("{}", day.str());
}

bool favours(const EventType& type) {
  return begins_office(type) ||
         is_one_of<GradeDetermined, DecisionRevised, StarsAwarded, HonourGranted, RecruitmentMade,
                   PromotionMade, RewardGranted, PayEntitlementAssessed, PayDisbursed, PayAdjusted,
                   FundAdvanced, DepartureSubsidyApproved, SubsidyPaid, SubsidyResumed, PensionEnrolled,
                   PensionShareSet, ContributionPaid, AssistanceGiven, AssessmentScored, DelegateRecommended,
                   SanctionLifted, AdmonitionEnded, OfficeResumed, CorrectionRecorded>(type);
}

bool burdens(const EventType& type) {
  return is_one_of<CriticismGiven, AdmonitionIssued, WarningIssued, UnqualifiedDetermined, AdjustmentDecided,
                   DisciplineCaseHandled, SanctionImposed>(type);
}

/// Whom the event favours: of a correction that takes a burden back, those who bore it.
std::vector<Subject> favoured(const Judged& judged) {
  const auto& about = subjects(judged.event);
  if (judged.event.type->type != &kType<CorrectionRecorded>) return {about.begin(), about.end()};
  const auto target = judged.facts.original(judged.event.as<CorrectionRecorded>().target);
  if (!target || !burdens(*target->event.type)) return {};
  const auto& bore = subjects(target->event);
  return {bore.begin(), bore.end()};
}

Objections favours_a_signer(const Judged& judged) {
  for (const std::string& keyid : judged.keyids) {
    const auto* key = judged.facts.row<KeyRow>(keyid);
    if (key == nullptr || !key->person) continue;
    for (const Subject& subject : favoured(judged)) {
      if (subject.kind != SubjectKind::person || subject.id != key->person->str()) continue;
      return unmet("{} 签署了有利于本人的事项", "{} signed what favours themself", subject)
          .asks("≠ {}", subject)
          .found("{}", *key->person);
    }
  }
  return std::nullopt;
}

// What a decision rests on
// --------------------------------------------------------------------------------------------------------------

/// Whether both are about one person or, where one of them names nobody, about organisations of one branch of
/// the hierarchy.
bool are_of_the_same(const Facts& facts, const Event& event, const Event& other) {
  const auto meet = [&](SubjectKind kind, auto same) -> std::optional<bool> {
    bool both = false;
    for (const Subject& one : subjects(event)) {
      for (const Subject& each : subjects(other)) {
        if (one.kind != kind || each.kind != kind) continue;
        if (same(one.id, each.id)) return true;
        both = true;
      }
    }
    return both ? std::optional(false) : std::nullopt;
  };
  if (const auto people = meet(SubjectKind::person, std::equal_to<>())) return *people;
  const auto orgs = meet(SubjectKind::org, [&](const std::string& one, const std::string& each) {
    return is_related(facts, one, each, event.on);
  });
  return orgs.value_or(true);
}

/// The positions that the basis names: other bases are numbers of documents.
std::vector<Position> positions_of_basis(const Event& event) {
  std::vector<Position> out;
  for (const ShortText& text : basis_of(event)) {
    if (const auto position = Position::parse(text.value)) out.push_back(*position);
  }
  return out;
}

/// Calls `check(position, whether there is an event, the event as it counts or null)` for each of them.
template <class Check>
Objections of_each(const Judged& judged, const std::vector<Position>& positions, Check check) {
  for (const Position position : positions) {
    auto original = judged.facts.original(position);
    std::optional<Event> counted;
    if (original) {
      auto found = as_counted(judged.facts, position, std::move(original->event));
      if (!found) return tl::unexpected(found.error());
      counted = std::move(*found);
    }
    auto objection = check(position, original.has_value(), counted ? &*counted : nullptr);
    if (!objection || *objection) return objection;
  }
  return std::nullopt;
}

/// What rests on the event that a correction takes back, or puts another one in the place of, and is not
/// `borne(resting)` by that one.
template <class Borne>
Result<std::vector<Position>> let_down(const Judged& judged, Position target, Link link, Borne borne) {
  std::vector<Position> out;
  const auto corrected = judged.facts.original(target);
  if (!corrected) return out;
  const auto resting = resting_on(judged.facts, corrected->event, target, link);
  if (!resting) return tl::unexpected(resting.error());
  for (const Recorded& each : *resting) {
    const Result<bool> is_borne = borne(each);
    if (!is_borne) return tl::unexpected(is_borne.error());
    if (!*is_borne) out.push_back(each.position);
  }
  return out;
}

/// Whether a grade that was determined anew says what it said when `resting` was recorded.
Result<bool> is_the_same_grade(const Facts& facts, Position target, const Event& replacement,
                               const Recorded& resting) {
  const auto original = facts.original(target);
  if (!original) return tl::unexpected(original.error());
  if (original->event.type->type != &kType<GradeDetermined>) return true;
  if (replacement.type->type != &kType<GradeDetermined>) return false;
  Code known = original->event.as<GradeDetermined>().grade;
  for (const Position made : facts.items<&Corrections::made>(kLedgerSubject.id, target.str())) {
    if (!(made < resting.position)) break;
    const auto correction = facts.original(made);
    if (!correction) return tl::unexpected(correction.error());
    const Event* then = replacement_of(correction->event);
    if (then != nullptr && then->type->type == &kType<GradeDetermined>)
      known = then->as<GradeDetermined>().grade;
  }
  return replacement.as<GradeDetermined>().grade == known;
}

/// A correction of an event on which something rests: voided, or replaced by what cannot bear it, of another
/// person or organisation, or another grade. `replacement`: null where there is none.
Objections bears_what_rests_on_it(const Judged& judged, Position target, const Event* replacement) {
  auto left = let_down(judged, target, Link::basis, [&](const Recorded& each) -> Result<bool> {
    if (replacement == nullptr || !are_of_the_same(judged.facts, each.event, *replacement)) return false;
    return is_the_same_grade(judged.facts, target, *replacement, each);
  });
  if (!left) return tl::unexpected(left.error());
  if (left->empty()) return std::nullopt;
  const Position first = left->front();
  Objection out =
      replacement == nullptr
          ? unmet(std::move(*left), "{} 的事项以所撤销的 {} 为依据",
                  "what stands at {} rests on {}, which goes", first, target)
          : unmet(std::move(*left), "{} 的事项以 {} 为依据，更正后的人员、组织或等次与之不符",
                  "what stands at {} rests on {}, which becomes another's or another grade", first, target);
  return std::move(out)
      .asks("{}", phrase("没有以 {} 为依据的事项", "nothing that rests on {}", target))
      .found("{}", first);
}

Objections rests_on_what_counts(const Judged& judged) {
  if (judged.event.type->type == &kType<CorrectionRecorded>)
    return bears_what_rests_on_it(judged, judged.event.as<CorrectionRecorded>().target, nullptr);
  if (const auto target = corrected_by(judged)) {
    auto objection = bears_what_rests_on_it(judged, *target, &judged.event);
    if (!objection || *objection) return objection;
  }
  const auto basis = positions_of_basis(judged.event);
  return of_each(judged, basis, [&](Position position, bool is_there, const Event* counted) -> Objections {
    Objection found;
    if (!is_there) {
      found = unmet("依据 {} 处没有事件", "there is no event at {}, the basis", position.str());
    } else if (counted == nullptr) {
      found = unmet({position}, "依据 {} 已被更正撤销", "the basis at {} was corrected away", position.str());
    } else if (!are_of_the_same(judged.facts, judged.event, *counted)) {
      found = unmet({position}, "依据 {} 与本事项的人员、组织无关",
                    "the basis at {} is about another person or organisation", position.str());
    } else {
      return std::nullopt;
    }
    return std::move(found)
        .asks("{}", phrase("同一人员或组织的事件", "an event of the same person or organisation"))
        .found("{}", position.str());
  });
}

/// Whatever it is, something may rest on it.
bool rests_or_bears(const EventType&) { return true; }

/// What is put in the place of something later than what rests on it.
Objections comes_before_what_rests_on_it(const Judged& judged, Position target) {
  auto left = let_down(judged, target, Link::any, [&](const Recorded& each) -> Result<bool> {
    return judged.event.on <= each.event.on;
  });
  if (!left) return tl::unexpected(left.error());
  if (left->empty()) return std::nullopt;
  const Position first = left->front();
  const auto resting = judged.facts.original(first);
  return unmet(std::move(*left), "{} 的事项以 {} 为依据或针对它，更正后的日期在其之后",
               "what stands at {} rests on {}, or answers it, which becomes later", first, target)
      .asks("≤ {}", resting ? saying(resting->event.on) : saying(first))
      .found("{}", judged.event.on);
}

/// Told of either side: what rests on something later, and what becomes later than what rests on it.
Objections rests_on_what_was_before(const Judged& judged) {
  if (const auto target = corrected_by(judged)) {
    auto objection = comes_before_what_rests_on_it(judged, *target);
    if (!objection || *objection) return objection;
  }
  const auto cited =
      judged.event.type->traits.control ? std::vector<Position>() : positions_cited(judged.event);
  return of_each(judged, cited, [&](Position position, bool, const Event* counted) -> Objections {
    if (counted == nullptr || counted->on <= judged.event.on) return std::nullopt;
    return unmet({position}, "所依据或针对的 {} 日期在后",
                 "what it rests on, or answers, at {} is dated later", position.str())
        .asks("≥ {}", counted->on.str())
        .found("{}", judged.event.on.str());
  });
}

// When, and who
// --------------------------------------------------------------------------------------------------------------

constexpr std::int32_t kOfficeAheadMax =
    60;  ///< days after its act is issued on which an office may begin or end

/// What is decided ahead of the day from which it holds.
bool is_decided_ahead(const EventType& type) {
  return type.traits.control || is_one_of<OrgRenamed, OrgParentChanged, OrgMerged, OrgClosed, PostsSet,
                                          DutyAssigned, PayStandardSet>(type);
}

bool is_dated(const EventType& type) { return !is_decided_ahead(type); }

Objections is_dated_ahead(const Judged& judged) {
  const EventType& type = *judged.event.type;
  const bool planned = begins_office(type) || is_one_of<TenureEnded, PlacementStarted>(type);
  const Date issued = judged.act.issued_at.date();
  const Date last = planned ? issued.plus_days(kOfficeAheadMax) : issued;
  if (judged.event.on <= last) return std::nullopt;
  return unmet("晚于文书签发日 {} 所容", "dated later than its act, issued on {}, may state", issued.str())
      .asks("≤ {}", last.str())
      .found("{}", judged.event.on.str());
}

bool is_of_organisations(const EventType& type) { return !type.traits.control && !type.traits.registers; }

/// No event of an organisation is dated before a registration that stands as it was recorded, but for those
/// that were told of it.
bool registered_anew(const Facts& facts, std::string_view org) {
  const auto* row = facts.row<OrgRow>(org);
  return row != nullptr && row->registered &&
         !facts.items<&Corrections::made>(kLedgerSubject.id, row->registered->str()).empty();
}

Objections is_before_registration(const Examined& examined, const Recorded& recorded) {
  const auto* org = examined.facts.row<OrgRow>(examined.subject);
  if (org == nullptr || org->names.empty() || org->names.front().from <= recorded.event.on)
    return std::nullopt;
  const Date since = org->names.front().from;
  Objection found =
      unmet({recorded.position}, "{} 自 {} 起登记，此前没有该组织",
            "{} is registered since {}: there was none before", OrgId{std::string(examined.subject)}, since)
          .asks("≥ {}", since)
          .found("{}", recorded.event.on);
  if (org->registered) found.evidence.push_back(*org->registered);
  return found;
}

Objections is_registered_again(const Judged& judged, const PersonRegistered& event) {
  const auto* row = judged.facts.row<PersonRow>(event.person.value);
  if (row == nullptr || !row->registered || row->orgs.empty() || event.moved_from) return std::nullopt;
  if (corrected_by(judged) == row->registered) return std::nullopt;
  return unmet({*row->registered}, "{} 已在 {} 登记；调动应注明调出组织",
               "{} is registered with {}: a move says where from", event.person, row->orgs.back())
      .asks("{}", Saying("moved_from", "调出组织", "the organisation moved from"))
      .found("{}", row->orgs.back());
}

}  // namespace

bool has_ended(const Facts& facts, std::string_view org) { return end_of(facts, org).has_value(); }

bool outlasts(const Lasting& lasting, Date end) {
  return lasting.from <= end && (!lasting.until || end < *lasting.until);
}

Objections outlasts_its_org(const Examined& examined, const Lasting& lasting) {
  const auto end = end_of(examined.facts, lasting.org);
  if (!end || !outlasts(lasting, *end)) return std::nullopt;
  const bool in_time =
      !lasting.within || (lasting.until && *lasting.until <= end->plus_days(*lasting.within));
  if (lasting.until && *lasting.until <= examined.on && in_time) return std::nullopt;  // it was ended since
  Objection found = unmet({lasting.position}, "组织已于 {} 撤销或并入他处，事项未终止",
                          "still open after the organisation ended on {}", *end)
                        .asks("≤ {}", *end)
                        .found("{}", lasting.until ? saying(*lasting.until) : phrase("未终止", "open"));
  found.since = *end;
  return found;
}

form::Gate rests_on_the_record() { return standing(gate_of_types<&rests_on_what_counts>(&rests_or_bears)); }

form::Gate rests_on_the_past() { return standing(gate_of_types<&rests_on_what_was_before>(&rests_or_bears)); }

form::Gate not_dated_ahead() { return gate_of_types<&is_dated_ahead>(&is_dated); }

form::Invariant nothing_before_its_registration() {
  auto out =
      invariant_of_events<&is_before_registration>(SubjectKind::org, &is_of_organisations, &registered_anew);
  out.stands = true;
  return out;
}

form::Gate registered_once() { return gate<&is_registered_again>(); }

form::Invariant dead_receive_nothing() {
  return invariant_of_events<&is_for_the_dead>(SubjectKind::person, &is_for_the_living, &died);
}

form::Invariant nothing_after_its_end() {
  return invariant_of_events<&is_after_the_end>(SubjectKind::org, &is_not_winding_up, &has_ended);
}

form::Gate nobody_favours_themself() { return gate_of_types<&favours_a_signer>(&favours); }

}  // namespace tenure
