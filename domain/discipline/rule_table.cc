#include <algorithm>

#include "domain/appraisal/grades.h"
#include "domain/appraisal/policy.h"
#include "domain/discipline/policy.h"
#include "domain/discipline/rows.h"
#include "domain/incentive/events.h"
#include "domain/pay/events.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/left_open.h"
#include "domain/rules/answered.h"
#include "domain/supervision/events.h"

namespace tenure {

static form::Placed placed(const Admonition& admonition) { return {admonition.from, admonition.org.str()}; }

namespace {

using form::Anchor;
using form::Computed;

constexpr std::string_view kRecommendAdjustment = "recommend_adjustment";
constexpr std::string_view kRevoked = "revoked";
constexpr std::string_view kManagementUses[] = {"manage", "punish", "remove"};

bool is_admonition(const Code& action) {
  return action.value == "written_admonition" || action.value == "admonition_talk";
}

// Bars
// --------------------------------------------------------------------------------------------------------------

/// How the admonition ended, when it did.
const Admonition* ended(const Facts& facts, const Recorded& issued) {
  const auto* row = facts.row<PersonDiscipline>(issued.event.as<AdmonitionIssued>().person.value);
  const Admonition* admonition = row == nullptr ? nullptr : row->admonition_at(issued.position);
  return admonition != nullptr && admonition->ended ? admonition : nullptr;
}

/// The day from which it is as if there had been none; nothing when it was not taken back.
std::optional<Date> revoked_on(const Facts& facts, const Recorded& issued) {
  const Admonition* admonition = ended(facts, issued);
  if (admonition == nullptr || admonition->outcome != Code{std::string(kRevoked)}) return std::nullopt;
  return admonition->ended;
}

/// The day on which an admonition of that day has lasted its time: what it says itself, else what the policy
/// of that day says; nothing where neither does.
std::optional<Date> term_of(const PolicyView& policy, Date from, const std::optional<Date>& until) {
  const auto months = until ? Setting<Months>() : policy.on(from).get(kAdmonitionMonths);
  return months ? std::optional(from.plus_months(months->count)) : until;
}

/// Until it was ended, else for its time; nothing where nobody knows that.
std::optional<Date> open_until(const Facts& facts, const PolicyView& policy, const Recorded& issued) {
  std::optional<Date> until = term_of(policy, issued.event.on, issued.event.as<AdmonitionIssued>().until);
  const Admonition* lifted = ended(facts, issued);
  if (until && lifted != nullptr) until = std::min(*until, *lifted->ended);
  return until;
}

/// The calendar year and the time while it is open run into each other: one interval. (A20)
std::optional<Interval> closed_by_admonition(const Facts& facts, const PolicyView& policy,
                                             const Recorded& issued) {
  const Date on = issued.event.on;
  std::optional<Interval> out;
  if (policy.is_true(kBarsCalendarYear))
    out = Interval{Date::of(on.year(), 1, 1), Date::of(on.year() + 1, 1, 1)};
  const auto until = policy.is_true(kBarsWhileOpen) ? open_until(facts, policy, issued) : std::nullopt;
  if (until) out = out ? Interval{out->from, std::max(out->until, *until)} : Interval{on, *until};
  const auto revoked = revoked_on(facts, issued);
  if (out && revoked) out->until = std::min(out->until, *revoked);
  return out;
}

std::optional<Interval> rewards_closed(const Facts& facts, const PolicyView& policy, const Recorded& issued) {
  return policy.is_true(kCancelsRewards) ? closed_by_admonition(facts, policy, issued) : std::nullopt;
}

template <class E>
bool is_for_assessed_year(const Facts& facts, const PolicyView& policy, const Recorded& issued,
                          const Event& award) {
  const auto& assessed = issued.event.as<AdmonitionIssued>().period;
  const auto revoked = revoked_on(facts, issued);
  return policy.is_true(kBarsAssessedYear) && assessed && award.as<E>().period == assessed &&
         (!revoked || award.on < *revoked);
}

bool reward_is_for_assessed_year(const Facts& facts, const PolicyView& policy, const Recorded& issued,
                                 const Event& reward) {
  return policy.is_true(kCancelsRewards) &&
         is_for_assessed_year<RewardGranted>(facts, policy, issued, reward);
}

/// The bars the other way round: an award that stands already when the admonition is recorded. Whichever of
/// the two is recorded first, somebody is told.
template <class E, auto Closed, auto Forbids>
Objections stands_already(const Judged& judged, const AdmonitionIssued& event) {
  const Recorded issued{judged.event, {}};
  const auto closed = Closed(judged.facts, judged.policy, issued);
  const auto awards =
      judged.facts.events(*find_event_type(kType<E>.name), {SubjectKind::person, event.person.value});
  if (!awards) return tl::unexpected(awards.error());
  std::vector<Position> standing;
  for (const Recorded& award : *awards) {
    const bool barred = (closed && closed->holds(award.event.on)) ||
                        Forbids(judged.facts, judged.policy, issued, award.event);
    if (barred) standing.push_back(award.position);
  }
  if (standing.empty()) return std::nullopt;
  return unmet(standing, "受限期间已有{1}（见 {0}）", "{1} stands that it closes, see {0}", standing.front(),
               Description<E>::kInfo)
      .asks("{}", phrase("没有{}", "no {}", Description<E>::kInfo))
      .found("{}", standing.size());
}

/// It lasts as long as the policy says, whatever the event claims.
Objections as_long_as_said(const Judged& judged, const AdmonitionIssued& event) {
  const auto months = judged.policy.get(kAdmonitionMonths);
  if (!months || !event.until) return std::nullopt;
  const Date due = judged.event.on.plus_months(months->count);
  if (*event.until == due) return std::nullopt;
  return unmet("诫勉期限 {} 个月，应至 {}，所填为 {}", "it lasts {} months, until {}; the act says {}",
               months->count, due.str(), event.until->str())
      .asks("{}", due.str())
      .found("{}", event.until->str());
}

/// Whoever served it served it to its last day; what is taken back before is revoked.
Objections served_to_its_end(const Judged& judged, const AdmonitionEnded& event) {
  if (event.outcome.value == kRevoked) return std::nullopt;
  const auto* row = judged.facts.row<PersonDiscipline>(event.person.value);
  const Admonition* admonition = row == nullptr ? nullptr : row->admonition_at(event.admonition);
  const auto due =
      admonition == nullptr ? std::nullopt : term_of(judged.policy, admonition->from, admonition->until);
  if (!due || *due <= judged.event.on) return std::nullopt;
  return unmet({admonition->position}, "诫勉至 {} 期满，{} 不得按期满解除",
               "it lasts until {}, and is not served on {}", due->str(), judged.event.on.str())
      .asks("≥ {}", due->str())
      .found("{}", judged.event.on.str());
}

// Expectations
// --------------------------------------------------------------------------------------------------------------

/// The person's grades that hold on the date, in the order of the years.
std::vector<Graded> grades_held(const Asked& asked) {
  std::vector<Graded> out;
  const auto parts = asked.facts.parts(kView<PersonAppraisal>, asked.subject);
  for (const std::string& part : parts ? *parts : std::vector<std::string>()) {
    for (const Grade& record : asked.facts.items<&PersonAppraisal::grades>(asked.subject, part)) {
      const Code* grade = record.in_force(asked.on);
      if (grade != nullptr) out.push_back({&record, grade});
    }
  }
  return out;
}

/// From the day since which the grade calls for something.
Anchor from_grade(const Graded& graded, Date since, const Code& of, Saying said) {
  const Grade& record = *graded.record;
  return {since, std::nullopt, record.position, record.org.str(), of.value, record.period, std::move(said)};
}

std::vector<Anchor> to_admonish(const Asked& asked) {
  std::vector<Anchor> out;
  for (const Graded& graded : grades_held(asked)) {
    const auto action = asked.policy.get(kGradeAction, graded.record->scheme.value, graded.grade->value);
    if (action && is_admonition(*action))
      out.push_back(from_grade(graded, says_so_since(*graded.record, asked.on), *action,
                               word_of(asked.policy, "form grade_action", *action)));
  }
  return out;
}

bool has_form(const Anchor& anchor, const Event& event) {
  const auto& issued = event.as<AdmonitionIssued>();
  return issued.form.value == anchor.of && (!issued.period || issued.period == anchor.period);
}

/// Whether every admonition of that day and form was taken back by the date that is asked about.
bool was_revoked(const Asked& asked, const Event& event) {
  const auto& issued = event.as<AdmonitionIssued>();
  const auto& all = asked.facts.items<&PersonDiscipline::admonitions>(asked.subject);
  return std::ranges::none_of(all, [&](const Admonition& each) {
    const bool revoked = each.ended && *each.ended <= asked.on && each.outcome == Code{std::string(kRevoked)};
    return each.from == event.on && each.form == issued.form && each.by == issued.by && !revoked;
  });
}

/// By whom the policy says: of the grade that calls for this form. One that was taken back serves nobody.
bool is_by_the_right_one(const Asked& asked, const Event& event) {
  const auto& issued = event.as<AdmonitionIssued>();
  if (was_revoked(asked, event)) return false;
  for (const Graded& graded : grades_held(asked)) {
    const auto& scheme = graded.record->scheme.value;
    const auto by = asked.policy.get(kGradeActionBy, scheme, graded.grade->value);
    if (asked.policy.get(kGradeAction, scheme, graded.grade->value).value == issued.form && by)
      return issued.by == *by;
  }
  return true;
}

/// The day since which the same grade stands in each of the years before, as many as the run is long;
/// nothing where it does not.
std::optional<Date> runs_since(const Asked& asked, const Graded& last, std::int64_t years) {
  Date since = says_so_since(*last.record, asked.on);
  for (std::int64_t back = 1; back < years; ++back) {
    const Period year = Period::of_year(last.record->period.year - static_cast<int>(back));
    const Graded earlier = grade_on(asked.facts, asked.subject, last.record->scheme.value, year, asked.on);
    if (earlier.grade == nullptr || *earlier.grade != *last.grade) return std::nullopt;
    since = std::max(since, says_so_since(*earlier.record, asked.on));
  }
  return since;
}

/// A grade that calls for it at once, or for years running.
std::vector<Anchor> to_adjust(const Asked& asked) {
  std::vector<Anchor> out;
  for (const Graded& graded : grades_held(asked)) {
    const auto& scheme = graded.record->scheme.value;
    const auto action = asked.policy.get(kGradeAction, scheme, graded.grade->value);
    const auto run_action = asked.policy.get(kRunAction, scheme, graded.grade->value);
    const auto years = asked.policy.get(kRunYears, scheme, graded.grade->value);
    const bool by_run = run_action && years && run_action->value == kRecommendAdjustment;
    auto since = by_run ? runs_since(asked, graded, *years) : std::nullopt;
    if (action && action->value == kRecommendAdjustment) since = says_so_since(*graded.record, asked.on);
    if (since)
      out.push_back(from_grade(graded, *since, *graded.grade, word_of(asked.policy, "grade", *graded.grade)));
  }
  return out;
}

std::vector<Anchor> open_admonitions(const Asked& asked) {
  std::vector<Anchor> out;
  for (const Admonition& admonition : asked.facts.items<&PersonDiscipline::admonitions>(asked.subject)) {
    const auto until = term_of(asked.policy, admonition.from, admonition.until);
    if (until) out.push_back({*until, std::nullopt, admonition.position, {}});
  }
  return out;
}

bool ends_it(const Anchor& anchor, const Event& event) {
  return event.as<AdmonitionEnded>().admonition == anchor.position;
}

// Laws
// --------------------------------------------------------------------------------------------------------------

bool is_decided_in_a_case(const EventType& type) {
  return is_one_of<SanctionImposed, DisciplineCaseHandled>(type);
}

bool was_disciplined(const Facts& facts, std::string_view person) {
  return facts.row<PersonDiscipline>(person) != nullptr;
}

const std::optional<CaseId>& case_of(const Event& event) {
  return event.type->type == &kType<SanctionImposed> ? event.as<SanctionImposed>().case_
                                                     : event.as<DisciplineCaseHandled>().case_;
}

/// The day of a filing is not repeated: who sees a sanction need not see the filing.
Objection decided_before(std::vector<Position> evidence, const CaseId& of) {
  return unmet(std::move(evidence), "处理决定早于案件 {} 的立案", "decided before the case {} was opened",
               subject(of))
      .asks("{}", phrase("立案之日或之后", "the day of the filing, or later"))
      .found("{}", phrase("立案之前", "before it"));
}

/// What is decided in a case that it names does not come before the case. Of one that nobody opened nothing
/// is known.
Objections follows_its_case(const Examined& examined, const Recorded& decision) {
  const auto& of = case_of(decision.event);
  if (!of) return std::nullopt;
  const auto opened = examined.facts.events(*find_event_type(kType<CaseOpened>.name), subject(*of));
  if (!opened) return tl::unexpected(opened.error());
  std::vector<Position> evidence{decision.position};
  for (const Recorded& each : *opened) {
    if (each.event.on <= decision.event.on) return std::nullopt;
    evidence.push_back(each.position);
  }
  if (opened->empty()) return std::nullopt;
  return decided_before(std::move(evidence), *of);
}

/// The other way round: whoever opens a case is told what was decided in it before.
Objections opened_before_it_is_decided(const Judged& judged, const CaseOpened& event) {
  std::vector<Position> evidence;
  for (const EventType* type : event_types()) {
    if (!is_decided_in_a_case(*type)) continue;
    const auto decided = judged.facts.events(*type, subject(event.case_));
    if (!decided) return tl::unexpected(decided.error());
    for (const Recorded& each : *decided) {
      if (each.event.on < judged.event.on) evidence.push_back(each.position);
    }
  }
  if (evidence.empty()) return std::nullopt;
  return decided_before(std::move(evidence), event.case_);
}

/// Whether an event that names a case closes it: a decision on the person, or a lead that is not confirmed
/// and so goes no further.
bool closes_its_case(const Event& event) {
  if (is_decided_in_a_case(*event.type)) return true;
  return event.type->type == &kType<LeadDisposed> &&
         event.as<LeadDisposed>().disposition.value != "confirmed";
}

/// A case of an organisation that has ended was closed, or taken over: opened anew by another one.
Objections case_is_closed(const Examined& examined, const Recorded& opened) {
  const auto& filing = opened.event.as<CaseOpened>();
  const Subject self = subject(filing.case_);
  std::optional<Date> until;
  for (const EventType* type : event_types()) {
    if (!is_one_of<SanctionImposed, DisciplineCaseHandled, LeadDisposed, CaseOpened>(*type)) continue;
    const auto events = examined.facts.events(*type, self);
    if (!events) return tl::unexpected(events.error());
    for (const Recorded& each : *events) {
      const bool taken_over =
          type->type == &kType<CaseOpened> && each.event.as<CaseOpened>().org != filing.org;
      const bool closes = taken_over || closes_its_case(each.event);
      if (closes && opened.event.on <= each.event.on)
        until = std::min(until.value_or(each.event.on), each.event.on);
    }
  }
  return outlasts_its_org(examined, {filing.org.str(), opened.event.on, until, opened.position});
}

/// Until it was ended, or else as long as it was to last; nobody is admonished after their death.
std::optional<Lasting> admonition_lasts(const Examined& examined, const Admonition& admonition) {
  const auto months = examined.policy.get(kAdmonitionMonths);
  std::optional<Date> until = admonition.ended ? admonition.ended : admonition.until;
  if (!until && months) until = admonition.from.plus_months(months->count);
  const auto died = death_of(examined.facts, examined.subject);
  if (died) until = std::min(until.value_or(*died), *died);
  return Lasting{admonition.org.str(), admonition.from, until, admonition.position};
}

// Computations
// --------------------------------------------------------------------------------------------------------------

/// How many admonitions are open on the date, each with its end.
Result<Computed> admonition_status(const Asked& asked) {
  Computed out{std::nullopt, form::kAdmonitions, {}, {}};
  std::int64_t open = 0;
  const auto* row = asked.facts.row<PersonDiscipline>(asked.subject);
  for (const Anchor& anchor : open_admonitions(asked)) {
    const Admonition& admonition = *row->admonition_at(anchor.position);
    const bool is_open = admonition.from <= asked.on && asked.on < anchor.from &&
                         (!admonition.ended || asked.on < *admonition.ended);
    if (!is_open) continue;
    ++open;
    out.parts.push_back({"open_until",
                         "期满日",
                         "open until",
                         {(anchor.from.days - asked.on.days) * Decimal::kScale},
                         {anchor.position},
                         anchor.from.str(),
                         form::kDays});
  }
  out.value = Decimal{open * Decimal::kScale};
  return out;
}

}  // namespace

const RuleTable& discipline_rules() {
  static const RuleTable table{
      kDisciplineParameters,
      {{"gate.result_use.admonition", "HX-40 SH-45 DY-58", "诫勉依据考核结果",
        "Admonitions cite the latest result", gate<&cites<AdmonitionIssued, kManagementUses>>()},
       {"gate.result_use.adjustment", "HX-40 SH-45 DY-58", "组织调整依据考核结果",
        "Adjustments cite the latest result", gate<&cites<AdjustmentDecided, kManagementUses>>()},
       {"gate.advanced_award", "PY-42 SH-48 DY-34", "诫勉期间不得评先", "No awards while admonished",
        form::Bar{.after = on<AdmonitionIssued>(),
                  .closes = {on<HonourGranted>()},
                  .same = SubjectKind::person,
                  .closed = &closed_by_admonition,
                  .forbids = &is_for_assessed_year<HonourGranted>},
        RuleMode::enforce},
       {"gate.reward", "PY-42 CITY-35", "诫勉期间取消奖励", "No rewards while admonished",
        form::Bar{.after = on<AdmonitionIssued>(),
                  .closes = {on<RewardGranted>()},
                  .same = SubjectKind::person,
                  .closed = &rewards_closed,
                  .forbids = &reward_is_for_assessed_year}},
       {"gate.award_before_admonition", "PY-42", "诫勉前已评先", "An award stands that the admonition closes",
        gate<&stands_already<HonourGranted, &closed_by_admonition, &is_for_assessed_year<HonourGranted>>>()},
       {"gate.reward_before_admonition", "PY-42", "诫勉前已奖励",
        "A reward stands that the admonition closes",
        gate<&stands_already<RewardGranted, &rewards_closed, &reward_is_for_assessed_year>>()},
       {"gate.admonition_length", "PY-41", "诫勉期限符合规定", "An admonition lasts as the policy says",
        gate<&as_long_as_said>()},
       {"gate.admonition_served", "PY-41", "诫勉期满方可解除", "An admonition is served to its end",
        gate<&served_to_its_end>()},
       {"law.open_after_org_admonition", "LAW-04", "组织撤销后诫勉未解除",
        "Admonition open after its organisation ended",
        left_open<&PersonDiscipline::admonitions, &admonition_lasts>()},
       {"law.open_after_org_case", "LAW-04", "组织撤销后案件未办结", "Case open after its organisation ended",
        invariant_of_events<&case_is_closed>(SubjectKind::case_, &is_one_of<CaseOpened>, nullptr)},
       {"law.sanction_after_case", "LAW-20", "先立案后处理", "A sanction follows the case that it names",
        invariant_of_events<&follows_its_case>(SubjectKind::person, &is_decided_in_a_case, &was_disciplined)},
       {"law.case_before_sanction", "LAW-20", "案件立案先于处理", "A case is opened before what it decides",
        gate<&opened_before_it_is_decided>()},
       {"law.discipline_ends", "LAW-21", "解除的诫勉、处分确有其事",
        "What is lifted or ended was imposed and stands", answers_what_is_open<PersonDiscipline>()},
       {"alert.admonition_due", "PY-41 HX-30", "应诫勉而未诫勉", "Admonition that the grade calls for",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &to_admonish,
                          .expects = on<AdmonitionIssued>(),
                          .serves = &has_form,
                          .suits = &is_by_the_right_one,
                          .grace = &kActionGrace}},
       {"alert.admonition_expiry", "PY-41", "诫勉期满未解除", "Admonition past its end",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &open_admonitions,
                          .expects = on<AdmonitionEnded>(),
                          .serves = &ends_it,
                          .earlier_serves = true,
                          .grace = &kAdmonitionGrace}},
       {"alert.two_year_basic", "HX-31 BB-54", "连续等次应提出调整建议", "Grades that call for adjustment",
        form::Expectation{.subject = SubjectKind::person,
                          .anchors = &to_adjust,
                          .expects = on<AdjustmentDecided>(),
                          .grace = &kActionGrace}},
       {"calc.admonition", "PY-41 DY-60 HX-30", "未期满诫勉", "Admonitions that are open",
        form::Computation{&admonition_status}},
       {"stat.admonitions", "PY-41 HX-30", "诫勉情况", "Admonitions by form",
        tally<AdmonitionIssued>("", {"form", "by"})},
       {"stat.adjustments", "HX-31 SH-28", "组织调整情况", "Adjustments by kind",
        tally<AdjustmentDecided>("", {"kind"})}}};
  return table;
}

}  // namespace tenure
