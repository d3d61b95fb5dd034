#include "domain/tenure/laws.h"

#include <algorithm>

#include "domain/appraisal/events.h"
#include "domain/incentive/events.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "domain/registry/rows.h"
#include "domain/registry/rules.h"
#include "domain/tenure/conditions.h"
#include "domain/tenure/policy.h"
#include "domain/tenure/rows.h"

namespace tenure {

static form::Placed placed(const Office& office) { return {office.from, office.org.str()}; }

namespace {

constexpr std::int64_t kAgeLeast = 18;  ///< years, where the policy says nothing more
constexpr int kMonthsOfYear = 12;
constexpr std::string_view kDirectorPost = "director";

/// The day on which the office was left, by its end or by the death of its holder; nothing while it is held.
std::optional<Date> left_on(const Facts& facts, const Office& office) {
  const auto died = death_of(facts, office.person.str());
  if (!died) return office.until;
  return office.until ? std::min(*office.until, *died) : *died;
}

bool holds_then(const Facts& facts, const Office& office, Date date) {
  const auto left = left_on(facts, office);
  return office.from <= date && (!left || date < *left);
}

/// A day on which both are held; nothing when there is none.
std::optional<Date> shared_day(const Facts& facts, const Office& a, const Office& b) {
  const Date later = std::max(a.from, b.from);
  if (holds_then(facts, a, later) && holds_then(facts, b, later)) return later;
  return std::nullopt;
}

/// How many may hold the post at a time; nothing when nobody counts them.
std::optional<std::int64_t> seats_of(const PolicyView& policy, std::string_view post) {
  if (const auto seats = policy.get(kSeats, post)) return *seats;
  const bool one = post == kSecretaryPost || post == kDirectorPost || post == kFirstSecretaryPost;
  return one ? std::optional<std::int64_t>(1) : std::nullopt;
}

/// Of two offices that exclude each other the one that was recorded later is objected to.
Objections has_a_seat(const Examined& examined, const OrgOffices&, const Office& office) {
  const auto seats = seats_of(examined.policy, office.post.value);
  if (!seats || office.acting) return std::nullopt;
  const auto people = examined.facts.parts(kView<OrgOffices>, office.org.str());
  if (!people) return tl::unexpected(people.error());
  std::vector<Position> evidence{office.begun_at};
  std::string holder;
  for (const std::string& person : *people) {
    for (const Office& other : examined.facts.items<&OrgOffices::offices>(office.org.str(), person)) {
      if (other.post != office.post || other.acting || !(other.begun_at < office.begun_at)) continue;
      if (!shared_day(examined.facts, office, other)) continue;
      evidence.push_back(other.begun_at);
      holder = person;
    }
  }
  const auto holders = static_cast<std::int64_t>(evidence.size());
  if (holders <= *seats) return std::nullopt;
  return unmet(std::move(evidence), "该职务已由 {} 担任", "the post is held by {}", PersonId{holder})
      .asks("≤ {}", *seats)
      .found("{}", holders);
}

/// Whether one of the two is a joint organisation of the other.
bool are_joint(const Facts& facts, const Office& a, const Office& b) {
  const auto has = [&](const Office& joint, const Office& member) {
    const auto& members = facts.items<&OrgRow::joint_members>(joint.org.str());
    return std::ranges::find(members, member.org) != members.end();
  };
  return has(a, b) || has(b, a);
}

/// Whether its act said that the office stands beside another one.
bool says_so(const Office& office) {
  if (office.by && office.by->value == "dispatch") return true;
  return office.mode &&
         (office.mode->value == "cross_village" || office.mode->value == "concurrent_township_cadre" ||
          office.mode->value == "seconded");
}

Objections is_the_only_one(const Examined& examined, const PersonTenure& row, const Office& office) {
  const bool one_of_a_kind = office.post.value == kSecretaryPost || office.post.value == kDirectorPost;
  if (!one_of_a_kind || office.acting || says_so(office)) return std::nullopt;
  for (const Office& other : row.offices) {
    if (other.post != office.post || other.org == office.org || other.acting || says_so(other)) continue;
    if (!(other.begun_at < office.begun_at) || are_joint(examined.facts, office, other)) continue;
    if (!shared_day(examined.facts, office, other)) continue;
    return unmet({office.begun_at, other.begun_at}, "同时担任 {} 的同一职务", "holds the same post of {} too",
                 other.org)
        .asks("≠ {}", other.org)
        .found("{}", office.org);
  }
  return std::nullopt;
}

/// The last day that a date known to its month or year may stand for.
Date latest(Date date, DatePrecision precision) {
  if (precision == DatePrecision::day) return date;
  return date.plus_months(precision == DatePrecision::month ? 1 : kMonthsOfYear).plus_days(-1);
}

Objections is_of_age(const Examined& examined, const PersonTenure&, const Office& office) {
  const auto* birth = attribute_on(examined.facts, examined.subject, kBirthDate, examined.on);
  if (birth == nullptr || !birth->date) return std::nullopt;
  const auto asked = examined.policy.get(kOfficeAge);
  const std::int64_t least = asked ? std::max(*asked, kAgeLeast) : kAgeLeast;
  const Date from = birthday(*birth->date, static_cast<int>(least));
  if (from <= latest(office.from, office.precision)) return std::nullopt;
  return unmet({office.begun_at, birth->position}, "任职时未满 {} 周岁",
               "below the age of {} at the beginning of the office", least)
      .asks("≥ {}", from.str())
      .found("{}", office.from.str());
}

/// Open, or ended later than that day.
bool outlasts(const Office& office, Date end) {
  return office.from <= end && (!office.until || end < *office.until);
}

Saying last_day(const Office& office) {
  return office.until ? saying(*office.until) : phrase("未终止", "open");
}

bool died(const Facts& facts, std::string_view person) { return death_of(facts, person).has_value(); }

Objections is_left_by_death(const Examined& examined, const PersonTenure&, const Office& office) {
  const auto* person = examined.facts.row<PersonRow>(examined.subject);
  if (person == nullptr || !person->died || !outlasts(office, *person->died)) return std::nullopt;
  Objection found =
      unmet({office.begun_at}, "{} 去世后职务未终止", "still open after the death on {}", person->died->str())
          .asks("≤ {}", person->died->str())
          .found("{}", last_day(office));
  if (person->died_at) found.evidence.push_back(*person->died_at);
  return found;
}

bool ended(const Facts& facts, std::string_view org) { return end_of(facts, org).has_value(); }

Objections is_left_by_its_end(const Examined& examined, const OrgOffices&, const Office& office) {
  const auto end = end_of(examined.facts, examined.subject);
  if (!end || !outlasts(office, *end) || !is_held(examined.facts, office, *end)) return std::nullopt;
  return unmet({office.begun_at}, "组织已于 {} 撤销或并入他处，职务未终止",
               "still open after the organisation ended on {}", end->str())
      .asks("≤ {}", end->str())
      .found("{}", last_day(office));
}

/// Calls `check(person, org)` for each person that the event is about, with its first organisation.
template <class Check>
Objections of_each_person(const Judged& judged, Check check) {
  std::string_view org;
  for (const Subject& subject : subjects(judged.event)) {
    if (subject.kind == SubjectKind::org && org.empty()) org = subject.id;
  }
  for (const Subject& subject : subjects(judged.event)) {
    if (subject.kind != SubjectKind::person) continue;
    auto found = check(std::string_view(subject.id), org);
    if (!found || *found) return found;
  }
  return std::nullopt;
}

Objections was_in_office(const Judged& judged) {
  const auto period = period_of_event(judged.event);
  return of_each_person(judged, [&](std::string_view person, std::string_view org) -> Objections {
    if (!period || served_in(judged.facts, person, org, {}, *period)) return std::nullopt;
    return not_in_office(person, org, {}, *period);
  });
}

/// Whether the person is registered with the organisation, one below or one above it, or serves there.
bool belongs(const Facts& facts, std::string_view person, std::string_view org, const Period& period) {
  const auto* row = facts.row<PersonRow>(person);
  const Date date = period.last();
  const bool registered = row != nullptr && std::ranges::any_of(row->orgs, [&](const Ref<OrgId>& of) {
                            return is_related(facts, of.str(), org, date);
                          });
  return registered || served_in(facts, person, org, {}, period);
}

Objections belongs_there(const Judged& judged) {
  if (!basis_of(judged.event).empty()) return std::nullopt;
  const auto named = period_of_event(judged.event);
  const Period period = named ? *named : Period::of_month(judged.event.on);
  return of_each_person(judged, [&](std::string_view person, std::string_view org) -> Objections {
    if (belongs(judged.facts, person, org, period)) return std::nullopt;
    const auto* row = judged.facts.row<PersonRow>(person);
    return unmet("{} 不在 {} 登记或任职，也未说明依据",
                 "{} is neither registered nor in office in {}, and no basis says why",
                 PersonId{std::string(person)}, OrgId{std::string(org)})
        .asks("{}", OrgId{std::string(org)})
        .found("{}", row == nullptr || row->orgs.empty() ? saying(kNone) : saying(row->orgs.back()));
  });
}

/// Whether the person left an office by the date, or service is certified.
bool left_an_office(const Facts& facts, std::string_view person, Date date) {
  const auto* row = facts.row<PersonTenure>(person);
  if (row == nullptr) return false;
  return !row->certified.empty() || std::ranges::any_of(row->offices, [&](const Office& office) {
    return office.until && *office.until <= date;
  });
}

Objections has_departed(const Judged& judged, const DepartureSubsidyApproved& event) {
  if (left_an_office(judged.facts, event.person.value, judged.event.on)) return std::nullopt;
  Objection found =
      unmet("{} 截至 {} 没有离任记录", "{} has left no office by {}", event.person, judged.event.on.str())
          .asks("≤ {}", judged.event.on.str())
          .found("{}", kNone);
  for (const Office& office : judged.facts.items<&PersonTenure::offices>(event.person.value))
    found.evidence.push_back(office.begun_at);
  if (!found.evidence.empty()) found.actual = phrase("在任", "in office");
  return found;
}

}  // namespace

form::Gate assessed_in_office() {
  return gate_of_types<&was_in_office>(&is_one_of<AssessmentScored, StarsAwarded>);
}

form::Gate belongs_or_says_why() {
  return gate_of_types<&belongs_there>(&is_one_of<GradeDetermined, StarsAwarded, HonourGranted,
                                                  PayEntitlementAssessed, PayDisbursed, RewardGranted>);
}

form::Gate departed_before() { return gate<&has_departed>(); }

form::Invariant old_enough() { return invariant<&PersonTenure::offices, &is_of_age>(); }

form::Invariant closed_with_its_org() {
  auto out = invariant<&OrgOffices::offices, &is_left_by_its_end>();
  out.awake = &ended;
  return out;
}

form::Invariant seat_is_free() { return invariant<&OrgOffices::offices, &has_a_seat>(); }

form::Invariant one_of_a_kind() { return invariant<&PersonTenure::offices, &is_the_only_one>(); }

form::Invariant closed_with_its_holder() {
  auto out = invariant<&PersonTenure::offices, &is_left_by_death>();
  out.awake = &died;
  return out;
}

}  // namespace tenure
