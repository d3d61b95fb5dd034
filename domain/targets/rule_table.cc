#include <fmt/format.h>

#include <algorithm>

#include "domain/affairs/events.h"
#include "domain/appraisal/events.h"
#include "domain/registry/anchors.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/left_open.h"
#include "domain/registry/rows.h"
#include "domain/selection/events.h"
#include "domain/targets/policy.h"
#include "domain/targets/rows.h"
#include "domain/tenure/rows.h"

namespace tenure {

static form::Placed placed(const ProjectItem& item) { return {item.listed, {}}; }
static form::Placed placed(const Pledge& pledge) { return {pledge.made, pledge.org.str()}; }

namespace {

using form::Anchor;
using form::Window;

constexpr std::string_view kPreElection = "pre_election";
constexpr std::string_view kElected = "elected";
constexpr std::string_view kTwoCommittees = "two_committees";

const Pledge* pledge_of(const Facts& facts, const PersonId& person, const OrgId& org, Date on) {
  const auto* row = facts.row<PersonPledges>(person.value);
  return row == nullptr ? nullptr : row->newest(org, on);
}

Codes missing_of(const Codes& wanted, const Codes& present) {
  Codes out = wanted;
  std::erase_if(out, [&](const Code& code) { return holds(present, code); });
  return out;
}

// Gates
// --------------------------------------------------------------------------------------------------------------

/// The day from which on a pledge is of this vote: on which the round was opened, or the one after the post
/// was last filled, by an election or otherwise. A run-off is of the same vote.
Result<Date> round_opened(const Judged& judged, const ElectionHeld& election) {
  const Subject org{SubjectKind::org, election.org.value};
  Date out = Date::of(1900, 1, 1);
  const auto since = [&](Date day, Date from) {
    if (day < judged.event.on) out = std::max(out, from);
  };
  const auto rounds = judged.facts.events(*find_event_type(kType<TermElectionOpened>.name), org);
  if (!rounds) return tl::unexpected(rounds.error());
  for (const Recorded& round : *rounds) since(round.event.on, round.event.on);
  const auto votes = judged.facts.events(*find_event_type(kType<ElectionHeld>.name), org);
  if (!votes) return tl::unexpected(votes.error());
  for (const Recorded& vote : *votes) {
    const auto& held = vote.event.as<ElectionHeld>();
    if (held.post == election.post && held.outcome.value == kElected)
      since(vote.event.on, vote.event.on.plus_days(1));
  }
  const auto people = judged.facts.parts(kView<OrgOffices>, election.org.value);
  if (!people) return tl::unexpected(people.error());
  for (const std::string& person : *people) {
    for (const Office& office : judged.facts.items<&OrgOffices::offices>(election.org.value, person)) {
      if (office.post == election.post && !office.acting) since(office.from, office.from.plus_days(1));
    }
  }
  return out;
}

/// Every candidate pledged before this vote, where the policy says and to all whom it names.
Objections candidates_pledged(const Judged& judged, const ElectionHeld& election) {
  if (!judged.policy.is_true(kPledgeAsked)) return std::nullopt;
  const auto audiences = judged.policy.get(kPledgeAudiences);
  const auto place = judged.policy.get(kPledgePlace);
  const auto opened = round_opened(judged, election);
  if (!opened) return tl::unexpected(opened.error());
  for (const CandidateVotes& candidate : election.candidates) {
    const Pledge* pledge = pledge_of(judged.facts, candidate.person, election.org, judged.event.on);
    const bool of_this_vote = pledge != nullptr && pledge->phase && pledge->phase->value == kPreElection &&
                              (!election.round || pledge->round == election.round) && *opened <= pledge->made;
    if (!of_this_vote) {
      const Saying said = pledge == nullptr ? saying(kNone) : word_of(judged.policy, "pledge", pledge->phase);
      const bool is_stale = pledge != nullptr && pledge->made < *opened;
      return unmet("候选人 {} 没有选前承诺", "candidate {} made no pledge before the vote", candidate.person)
          .asks("{}", word_of(judged.policy, "pledge", kPreElection))
          .found("{}", is_stale ? phrase("{}（{}）", "{} ({})", said, pledge->made) : said);
    }
    if (place && pledge->place != *place) {
      const Saying said = word_of(judged.policy, "place", *place);
      return unmet({pledge->position}, "候选人 {} 的承诺不在“{}”作出",
                   "candidate {} did not pledge at the {}", candidate.person, said)
          .asks("{}", said)
          .found("{}", word_of(judged.policy, "place", pledge->place));
    }
    if (!audiences || holds_all(pledge->audiences, *audiences)) continue;
    return unmet({pledge->position}, "候选人 {} 没有向这些对象承诺：{}", "candidate {} did not pledge to: {}",
                 candidate.person,
                 words_of(judged.policy, "audience", missing_of(*audiences, pledge->audiences)))
        .asks("{}", words_of(judged.policy, "audience", *audiences))
        .found("{}", words_of(judged.policy, "audience", pledge->audiences));
  }
  return std::nullopt;
}

Objections categories_present(const Judged& judged, const TargetSet& event) {
  const auto wanted = judged.policy.get(kTargetCategories, event.scope.value);
  if (!wanted) return std::nullopt;
  Codes present;
  for (const Target& target : event.targets) {
    if (!holds(present, target.category)) present.push_back(target.category);
  }
  const Codes missing = missing_of(*wanted, present);
  if (missing.empty()) return std::nullopt;
  return unmet("目标缺少方面：{}", "no targets under: {}",
               words_of(judged.policy, "target_category", missing))
      .asks("{}", words_of(judged.policy, "target_category", *wanted))
      .found("{}", words_of(judged.policy, "target_category", present));
}

Objections signed_by_all(const Judged& judged, const ResponsibilityLetterSigned& event) {
  const auto wanted = judged.policy.get(kLetterParties);
  if (!wanted) return std::nullopt;
  const Codes missing = missing_of(*wanted, event.parties);
  if (missing.empty()) return std::nullopt;
  return unmet("责任书缺少签订方：{}", "not signed by: {}", words_of(judged.policy, "audience", missing))
      .asks("{}", words_of(judged.policy, "audience", *wanted))
      .found("{}", words_of(judged.policy, "audience", event.parties));
}

/// The items of an event that promises, plans or lists some.
template <class E>
bool lists(const Recorded& recorded, const Code& item) {
  return recorded.event.type->type == &kType<E> &&
         std::ranges::any_of(recorded.event.as<E>().items,
                             [&](const ListItem& each) { return each.item == item; });
}

/// What goes on was pledged, planned or entered before: by this person, where one is named, or by the
/// organisation.
Objections progress_of_listed(const Judged& judged, const CommitmentProgressed& event) {
  const Subject org{SubjectKind::org, event.org.value};
  std::vector<Position> evidence;
  for (const TypeInfo* type : {&kType<PledgeMade>, &kType<AnnualPlanAdopted>, &kType<TargetLedgerOpened>}) {
    const auto recorded = judged.facts.events(*find_event_type(type->name), org);
    if (!recorded) return tl::unexpected(recorded.error());
    for (const Recorded& each : *recorded) {
      const bool is_anothers =
          type == &kType<PledgeMade> && event.person && each.event.as<PledgeMade>().person != *event.person;
      if (judged.event.on < each.event.on || is_anothers) continue;
      if (lists<PledgeMade>(each, event.item) || lists<AnnualPlanAdopted>(each, event.item) ||
          lists<TargetLedgerOpened>(each, event.item))
        return std::nullopt;
      evidence.push_back(each.position);
    }
  }
  return unmet(std::move(evidence), "此前没有承诺或列入这一事项",
               "no such item was pledged or planned before")
      .asks("{}", phrase("已承诺或列入", "pledged or planned"))
      .found("{}", kNone);
}

// Requirements
// --------------------------------------------------------------------------------------------------------------

/// Opinions on this person's pledge, since it was made, of all whom the policy names.
bool consulted_on_the_pledge(const Judged& judged, const Event& needed) {
  const auto& review = judged.event.as<PledgeReviewed>();
  const auto& collected = needed.as<OpinionCollected>();
  const Pledge* pledge = pledge_of(judged.facts, review.person, review.org, judged.event.on);
  if (collected.kind.value != kPledge || pledge == nullptr || needed.on < pledge->made) return false;
  if (collected.about && collected.about->id != review.person) return false;
  Codes asked;
  for (const Respondents& group : collected.respondents) asked.push_back(group.group);
  return holds_all(asked, judged.policy.get(kPledgeConsultedOf).value.value_or(Codes()));
}

bool needs_approval(const Judged& judged) {
  return judged.policy.get(kPledgeApprover) && judged.event.as<CommitmentPublished>().person;
}

/// Approved as it now stands, by an organisation of the kind that the policy names, and not returned since.
bool approves_the_pledge(const Judged& judged, const Event& needed) {
  const auto& published = judged.event.as<CommitmentPublished>();
  const auto& review = needed.as<PledgeReviewed>();
  const Pledge* pledge = pledge_of(judged.facts, *published.person, published.org, judged.event.on);
  const auto* reviewer = judged.facts.row<OrgRow>(review.reviewer.str());
  const bool returned = pledge != nullptr && pledge->review && pledge->review->on <= judged.event.on &&
                        pledge->review->outcome.value != kApproved;
  return review.outcome.value == kApproved && !returned && review.org == published.org && pledge != nullptr &&
         pledge->made <= needed.on && reviewer != nullptr &&
         is_within(judged.facts, published.org.value, review.reviewer.str(), needed.on) &&
         reviewer->kind == judged.policy.get(kPledgeApprover).value;
}

/// After the last plan was adopted: what was said and decided for that one is used up.
bool since_the_last_plan(const Judged& judged, const Event& needed) {
  const OrgId& org = judged.event.as<AnnualPlanAdopted>().org;
  return std::ranges::none_of(judged.facts.items<&OrgPlans::plans>(org.value), [&](const Plan& plan) {
    return plan.adopted < judged.event.on && needed.on <= plan.adopted;
  });
}

bool is_of_a_term(const GradeDetermined& grade) {
  return grade.person && grade.period.kind == Period::Kind::term;
}

bool is_of_the_same_period(const Event& grade, const Event& letter) {
  return letter.as<ResponsibilityLetterSigned>().period == grade.as<GradeDetermined>().period;
}

// Expectations
// --------------------------------------------------------------------------------------------------------------

std::vector<Anchor> at_approval(const Asked& asked) {
  std::vector<Anchor> out;
  if (!asked.policy.get(kPledgePublishedTo)) return out;
  for (const Pledge& pledge : asked.facts.items<&PersonPledges::pledges>(asked.subject)) {
    if (!pledge.review || pledge.review->outcome.value != kApproved || pledge.review->on > asked.on) continue;
    out.push_back({pledge.review->on, std::nullopt, pledge.review->position, pledge.org.str(), {}});
  }
  return out;
}

bool reaches_all_in_form(const Asked& asked, const Event& event) {
  const auto& published = event.as<CommitmentPublished>();
  const auto form = asked.policy.get(kPledgeForm);
  return (!form || published.form == *form) &&
         holds_all(published.audiences, *asked.policy.get(kPledgePublishedTo));
}

std::vector<Anchor> at_adoption(const Asked& asked) {
  std::vector<Anchor> out;
  if (!asked.policy.get(kPlanPlace)) return out;
  for (const Plan& plan : asked.facts.items<&OrgPlans::plans>(asked.subject)) {
    if (plan.adopted <= asked.on)
      out.push_back({plan.adopted, std::nullopt, plan.position, asked.subject, plan.period.str(),
                     std::nullopt, saying(plan.period)});
  }
  return out;
}

bool is_of_that_year(const Anchor& anchor, const Event& published) {
  const auto& period = published.as<CommitmentPublished>().period;
  return period && period->str() == anchor.of;
}

bool is_in_its_place(const Asked& asked, const Event& published) {
  return published.as<CommitmentPublished>().place == asked.policy.get(kPlanPlace).value;
}

// Statistics
// --------------------------------------------------------------------------------------------------------------

/// How far a pledge has come by the day that is asked about.
std::vector<std::string> pledge_state(const Facts& facts, const PledgeMade& made, const Window& window) {
  const Pledge* pledge = pledge_of(facts, made.person, made.org, window.on);
  if (pledge == nullptr) return {};
  if (pledge->published) return {"published"};
  return {pledge->review ? pledge->review->outcome.value : "pledged"};
}

/// Whether a pledge binds: one that was returned does not, and one from before a vote binds who came into
/// office after it.
bool binds(const Facts& facts, const PersonId& person, const Pledge& pledge) {
  if (pledge.review && pledge.review->outcome.value != kApproved) return false;
  if (!pledge.phase || pledge.phase->value != kPreElection) return true;
  return find_first(facts.items<&PersonTenure::offices>(person.value), [&](const Office& office) {
           return office.org == pledge.org && pledge.made <= office.from;
         }) != nullptr;
}

/// The day on which the person was left with no office there; nothing where they hold one, or never did.
std::optional<Date> left_on(const Facts& facts, const PersonId& person, const Ref<OrgId>& org) {
  std::optional<Date> out;
  for (const Office& office : facts.items<&PersonTenure::offices>(person.value)) {
    if (office.org != org) continue;
    if (!office.until) return std::nullopt;
    out = std::max(out.value_or(*office.until), *office.until);
  }
  return out;
}

/// Until all that was pledged is done or dropped, or the person is dead or left before the organisation
/// ended. A pledge without items has nothing that could stay open.
std::optional<Lasting> pledge_lasts(const Examined& examined, const Pledge& pledge) {
  const PersonId person{std::string(examined.subject)};
  if (pledge.items.empty() || !binds(examined.facts, person, pledge)) return std::nullopt;
  std::optional<Date> until = pledge.made;
  for (const PledgedItem& item : pledge.items)
    until = until && item.finished ? std::optional(std::max(*until, *item.finished)) : std::nullopt;
  const auto end = end_of(examined.facts, pledge.org.str());
  const auto left = left_on(examined.facts, person, pledge.org);
  for (const auto& last :
       {death_of(examined.facts, examined.subject), left && left < end ? left : std::nullopt})
    if (last) until = std::min(until.value_or(*last), *last);
  return Lasting{pledge.org.str(), pledge.made, until, pledge.position};
}

/// From its listing until it was done or dropped.
std::optional<Lasting> item_lasts(const Examined& examined, const ProjectItem& item) {
  const Progress* last =
      find_first(item.progress, [](const Progress& progress) { return is_finished(progress.state); });
  return Lasting{examined.subject, item.listed, last == nullptr ? std::nullopt : std::optional(last->on),
                 item.position};
}

bool is_listed(const OrgProject&, const ProjectItem& item, const Window& window) {
  return item.listed <= window.on;
}

std::vector<std::string> item_state(const Facts&, const ProjectItem& item, const Window&) {
  return {item.progress.empty() ? "listed" : item.progress.back().state.value};
}

}  // namespace

const RuleTable& targets_rules() {
  static const RuleTable table{
      kTargetsParameters,
      {{"gate.election", "PY-29", "候选人须选前承诺", "No candidacy vote without a pledge",
        gate<&candidates_pledged>()},
       {"gate.pledge_consulted", "PY-30", "承诺须先征求意见", "Pledge consulted before review",
        form::Requirement{.event = on<PledgeReviewed>(),
                          .needs = on<OpinionCollected>(),
                          .same = SubjectKind::org,
                          .asked = &kPledgeConsulted,
                          .suits = &consulted_on_the_pledge}},
       {"gate.pledge_publish", "PY-31 BB-26", "承诺经审核同意后公示", "Pledge approved before publication",
        form::Requirement{.event = on<CommitmentPublished, &is_of_a_pledge>(),
                          .needs = on<PledgeReviewed>(),
                          .same = SubjectKind::person,
                          .applies = &needs_approval,
                          .suits = &approves_the_pledge}},
       {"gate.target_classes", "CITY-34 PY-33", "目标须含各方面", "Required target heads present",
        gate<&categories_present>()},
       {"gate.letter_signed", "SH-32 PY-34 SX-37", "责任书须各方签订", "Responsibility letter signed by all",
        gate<&signed_by_all>()},
       {"gate.term_assessment", "PY-34", "届满考核依据责任书", "Term assessment rests on the letter",
        form::Requirement{.event = on<GradeDetermined, &is_of_a_term>(),
                          .needs = on<ResponsibilityLetterSigned>(),
                          .same = SubjectKind::person,
                          .asked = &kLetterOfTerm,
                          .serves = &is_of_the_same_period}},
       {"gate.plan_meeting", "PY-35", "年度计划须经两委会议", "Plan adopted at a meeting of both committees",
        form::Requirement{.event = on<AnnualPlanAdopted>(),
                          .needs = on<&MeetingHeld::kind, kTwoCommittees>(),
                          .same = SubjectKind::org,
                          .asked = &kPlanMeeting,
                          .suits = &since_the_last_plan}},
       {"gate.target_consulted", "PY-35 BB-25", "年度计划须先征求意见", "Opinions sought before the plan",
        form::Requirement{.event = on<AnnualPlanAdopted>(),
                          .needs = on<&OpinionCollected::kind, kAnnualPlan>(),
                          .same = SubjectKind::org,
                          .asked = &kPlanConsulted,
                          .suits = &since_the_last_plan}},
       {"law.progress_of_listed", "LAW-21 SH-38", "进展对应已承诺或列入的事项",
        "What goes on was pledged or planned", gate<&progress_of_listed>()},
       {"law.open_after_org_pledge", "LAW-04", "组织撤销后承诺未了结",
        "Pledge open after its organisation ended", left_open<&PersonPledges::pledges, &pledge_lasts>()},
       {"law.open_after_org_item", "LAW-04", "组织撤销后清单事项未了结",
        "Listed item open after its organisation ended", left_open<&OrgProject::items, &item_lasts>()},
       {"alert.pledge_unpublished", "PY-32", "承诺未公示", "Approved pledge not published",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &at_approval,
                          .expects = on<CommitmentPublished, &is_of_a_pledge>(),
                          .serves = &form::is_in_its_org<&CommitmentPublished::org>,
                          .suits = &reaches_all_in_form,
                          .grace = &kPledgePublishDays}},
       {"alert.annual_plan_missing", "PY-35", "未形成年度办实事计划", "No annual plan",
        form::Expectation{.subject = SubjectKind::org,
                          .anchors = &org_of<kPlanOrgs>,
                          .expects = on<AnnualPlanAdopted>(),
                          .earlier_serves = true,
                          .cadence = &kPlanCadence,
                          .due = &kPlanDue,
                          .period = &form::period_of<AnnualPlanAdopted>}},
       {"alert.plan_unpublished", "PY-36", "年度计划未公示", "Annual plan not posted",
        form::Expectation{.subject = SubjectKind::org,
                          .anchors = &at_adoption,
                          .expects = on<&CommitmentPublished::kind, kAnnualPlan>(),
                          .serves = &is_of_that_year,
                          .suits = &is_in_its_place,
                          .grace = &kPlanPublishDays}},
       {"stat.commitments", "SH-33 CITY-33 PY-28 PY-32 OPN-34", "承诺情况", "Pledges by state",
        with(tally<PledgeMade>("", {"kind", "state"}),
             {derived<&pledge_state>("state", "进展", "state", "state decision")})},
       {"stat.commitment_progress", "SH-38", "承诺进展", "Progress of commitments",
        tally<CommitmentProgressed>("", {"item", "state"})},
       {"stat.targets", "SH-30 CITY-12 PY-33 SX-37 BB-02", "目标设定", "Targets set",
        tally<TargetSet>("", {"scope"})},
       {"stat.letters", "SH-32 PY-34 SX-37", "责任书", "Responsibility letters",
        tally<ResponsibilityLetterSigned>("", {"period"})},
       {"stat.annual_plans", "PY-35 BB-25", "年度办实事计划", "Annual plans",
        tally<AnnualPlanAdopted>("", {"period"})},
       {"stat.project_items", "OPN-33 BB-06 HX-02 HX-11 HX-14 HX-15 HX-16", "清单事项", "Listed items",
        with(count<&OrgProject::items, &is_listed>("", {"topic", "state"}),
             {derived<&item_state>("state", "进展", "state", "state")})},
       {"rpt.case_study", "PY-22 DY-10 HX-11 HX-23", "典型案例", "Case entries",
        form::Report{{{"stat.profile_facts", {"org", "fact"}},
                      {"stat.project_items", {"org", "item", "title", "state"}}}}}}};
  return table;
}

}  // namespace tenure
