#include "domain/appraisal/expectations.h"

#include <algorithm>

#include "domain/affairs/events.h"
#include "domain/appraisal/events.h"
#include "domain/appraisal/grades.h"
#include "domain/appraisal/policy.h"
#include "domain/pay/due.h"
#include "domain/registry/anchors.h"
#include "domain/tenure/conditions.h"

namespace tenure {

namespace {

using form::Anchor;
using form::is_of;
using form::period_of;

/// Offices of these posts, as far as they were held under the policy.
std::vector<Anchor> in_office(const Asked& asked, const Codes& posts, const Code& of,
                              std::string_view vocabulary) {
  std::vector<Anchor> out;
  const auto& offices = asked.facts.items<&PersonTenure::offices>(asked.subject);
  const auto since = offices.empty() ? std::nullopt : policy_since(asked);
  for (const Office& office : offices) {
    if (office.acting || !holds(posts, office.post)) continue;
    const Date from = since ? std::max(office.from, *since) : office.from;
    if (office.until && *office.until <= from) continue;
    out.push_back({from, office.until, office.begun_at, office.org.str(), of.value, std::nullopt,
                   word_of(asked.policy, vocabulary, of)});
  }
  return out;
}

std::vector<Anchor> appraised_offices(const Asked& asked) {
  std::vector<Anchor> out;
  for (const Code& scheme : asked.policy.words(kSchemePosts)) {
    const auto posts = asked.policy.get(kSchemePosts, scheme.value);
    auto anchors = posts ? in_office(asked, *posts, scheme, "scheme") : std::vector<Anchor>();
    out.insert(out.end(), anchors.begin(), anchors.end());
  }
  return out;
}

/// Each period for which the scheme's component was assessed, whoever bears it. (HX-35)
std::vector<Anchor> drawn_periods(const Asked& asked) {
  std::vector<Anchor> out;
  const auto component = asked.policy.get(kSchemeScope, kMonthly);
  if (!component) return out;
  const auto years = asked.facts.parts(kView<PersonPay>, asked.subject);
  for (const std::string& year : years ? *years : std::vector<std::string>()) {
    for (const PayCell& cell : asked.facts.items<&PersonPay::cells>(asked.subject, year)) {
      const bool known =
          std::ranges::any_of(out, [&](const Anchor& anchor) { return anchor.period == cell.period; });
      if (known || cell.component != *component || !cell.assessed_fen || !cell.period.calendar()) continue;
      out.push_back({cell.period.first(),
                     cell.period.last().plus_days(1),
                     cell.positions.front(),
                     {},
                     std::string(kMonthly),
                     cell.period,
                     word_of(asked.policy, "scheme", kMonthly)});
    }
  }
  return out;
}

/// A grade that was revised to none, as if it had not been determined, concludes nothing.
bool still_holds(const Asked& asked, const Event& event) {
  const auto& determined = event.as<GradeDetermined>();
  return grade_on(asked.facts, asked.subject, determined.scheme.value, determined.period, asked.on).grade !=
         nullptr;
}

std::vector<Anchor> report_audiences(const Asked& asked) {
  std::vector<Anchor> out;
  const auto audiences = asked.policy.get(kReportAudiences);
  const auto posts = asked.policy.get(kSchemePosts, kAnnual);
  for (const Code& audience : audiences ? *audiences : Codes()) {
    auto anchors = posts ? in_office(asked, *posts, audience, "audience") : std::vector<Anchor>();
    out.insert(out.end(), anchors.begin(), anchors.end());
  }
  return out;
}

/// Grades of schemes whose results are fed back, of all years: what is open stays open.
std::vector<Anchor> graded_results(const Asked& asked) {
  std::vector<Anchor> out;
  const auto parts = asked.facts.parts(kView<PersonAppraisal>, asked.subject);
  for (const std::string& part : parts ? *parts : std::vector<std::string>()) {
    for (const Grade& grade : asked.facts.items<&PersonAppraisal::grades>(asked.subject, part)) {
      if (grade.in_force(asked.on) == nullptr || !asked.policy.get(kFeedbackTo, grade.scheme.value)) continue;
      // A grade that was revised is another result, which is fed back anew.
      out.push_back({says_so_since(grade, asked.on), std::nullopt, grade.position, grade.org.str(),
                     grade.scheme.value, grade.period, word_of(asked.policy, "scheme", grade.scheme)});
    }
  }
  return out;
}

bool feeds_back(const Anchor& anchor, const Event& event) {
  const auto& fed = event.as<ResultFedBack>();
  return fed.scheme.value == anchor.of && fed.period == anchor.period;
}

/// To whom the same result was told in the form that the policy asks, by this event and those up to the day:
/// each may be told on another one.
bool in_form_and_to_all(const Asked& asked, const Event& event) {
  const auto& fed = event.as<ResultFedBack>();
  const auto form = asked.policy.get(kFeedbackForm, fed.scheme.value);
  const auto to = asked.policy.get(kFeedbackTo, fed.scheme.value);
  if (form && fed.form != *form) return false;
  if (!to || holds_all(fed.to, *to)) return true;
  const Grade* grade = grade_of(asked.facts, asked.subject, fed.scheme.value, fed.period);
  const auto all =
      asked.facts.events(*find_event_type(kType<ResultFedBack>.name), {SubjectKind::person, asked.subject});
  if (grade == nullptr || !all) return false;
  const Date since = says_so_since(*grade, asked.on);
  Codes told;
  for (const Recorded& each : *all) {
    const auto& other = each.event.as<ResultFedBack>();
    const bool same =
        other.scheme == fed.scheme && other.period == fed.period && (!form || other.form == *form);
    if (same && since <= each.event.on && each.event.on <= asked.on)
      told.insert(told.end(), other.to.begin(), other.to.end());
  }
  return holds_all(told, *to);
}

std::vector<Anchor> contests_due(const Asked& asked) {
  std::vector<Anchor> out;
  for (const Code& kind : asked.policy.words(kContestCadence)) {
    const auto held_by = asked.policy.get(kContestHeldBy, kind.value);
    auto anchor = held_by ? org_of_kind(asked, {*held_by}) : std::nullopt;
    if (!anchor) continue;
    anchor->of = kind.value;
    anchor->said = word_of(asked.policy, "contest", kind);
    out.push_back(std::move(*anchor));
  }
  return out;
}

}  // namespace

form::Expectation appraisal_in_each_period() {
  return {.subject = SubjectKind::person,
          .anchors = &appraised_offices,
          .expects = on<GradeDetermined>(),
          .serves = &is_of<&GradeDetermined::scheme>,
          .suits = &still_holds,
          .cadence = &kSchemeCadence,
          .grace = &kSchemeGrace,
          .period = &period_of<GradeDetermined>};
}

form::Expectation result_of_each_month() {
  return {.subject = SubjectKind::person,
          .anchors = &drawn_periods,
          .expects = on<GradeDetermined>(),
          .serves = &is_of<&GradeDetermined::scheme>,
          .suits = &still_holds,
          .cadence = &kSchemeCadence,
          .grace = &kSchemeGrace,
          .period = &period_of<GradeDetermined>};
}

form::Expectation report_to_each_audience() {
  return {.subject = SubjectKind::person,
          .anchors = &report_audiences,
          .expects = on<DutyReportDelivered>(),
          .serves = &is_of<&DutyReportDelivered::audience>,
          .cadence = &kReportCadence,
          .grace = &kReportGrace,
          .period = &period_of<DutyReportDelivered>};
}

form::Expectation results_fed_back() {
  return {.subject = SubjectKind::person,
          .anchors = &graded_results,
          .expects = on<ResultFedBack>(),
          .serves = &feeds_back,
          .suits = &in_form_and_to_all,
          .grace = &kFeedbackGrace};
}

form::Expectation contests_held() {
  return {.subject = SubjectKind::org,
          .anchors = &contests_due,
          .expects = on<ContestHeld>(),
          .serves = &is_of<&ContestHeld::kind>,
          .cadence = &kContestCadence,
          .grace = &kContestGrace,
          .period = &period_of<ContestHeld>};
}

}  // namespace tenure
