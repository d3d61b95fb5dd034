#include "domain/tenure/laws.h"

#include <algorithm>
#include <tuple>

#include "domain/appraisal/events.h"
#include "domain/discipline/dismissals.h"
#include "domain/discipline/rows.h"
#include "domain/incentive/events.h"
#include "domain/pay/events.h"
#include "domain/pension/rows.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/left_open.h"
#include "domain/registry/rows.h"
#include "domain/registry/successors.h"
#include "domain/rules/answered.h"
#include "domain/tenure/conditions.h"
#include "domain/tenure/policy.h"
#include "domain/tenure/rows.h"

namespace tenure {

static form::Placed placed(const Office& office) { return {office.from, office.org.str()}; }
static form::Placed placed(const Seats& set) { return {set.from, set.org.str()}; }
static form::Placed placed(const DepartureSubsidy& subsidy) { return {subsidy.from, subsidy.org.str()}; }

namespace {

constexpr std::int64_t kAgeLeast = 18;  ///< years, where the policy says nothing more
constexpr int kMonthsOfYear = 12;
/// Days in which an office is ended after its organisation, or after the decision that takes it: a vote and a
/// hand-over need some. Ended later it was open past that day, and goes on ringing.
constexpr std::int32_t kEndedWithinDays = 30;
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

/// The newest number of seats that was set for the post by the date; null where none was.
const Seats* seats_set(const Facts& facts, std::string_view org, const Code& post, Date on) {
  return find_last(facts.items<&OrgPosts::seats>(org),
                   [&](const Seats& set) { return set.post == post && set.from <= on; });
}

/// How many may hold the post of the organisation at a time: as was set for it, else as the policy says;
/// nothing when nobody counts them.
std::optional<std::int64_t> seats_of(const Facts& facts, const PolicyView& policy, const Office& office) {
  if (const Seats* set = seats_set(facts, office.org.str(), office.post, office.from)) return set->count;
  const std::string_view post = office.post.value;
  if (const auto seats = policy.get(kSeats, post)) return *seats;
  const bool one = post == kSecretaryPost || post == kDirectorPost || post == kFirstSecretaryPost;
  return one ? std::optional<std::int64_t>(1) : std::nullopt;
}

/// Whether one office began before the other: on one day the one that was recorded first did.
bool began_before(const Office& a, const Office& b) {
  return std::tie(a.from, a.begun_at) < std::tie(b.from, b.begun_at);
}

/// Of offices that exclude each other the one that began last is objected to, in whatever order they were
/// recorded. At admission it is the one that is recorded, also before another one began.
Objections has_a_seat(const Examined& examined, const OrgOffices&, const Office& office) {
  const auto seats = seats_of(examined.facts, examined.policy, office);
  if (!seats || office.acting) return std::nullopt;
  const auto people = examined.facts.parts(kView<OrgOffices>, office.org.str());
  if (!people) return tl::unexpected(people.error());
  std::vector<Position> evidence{office.begun_at};
  std::string holder;
  std::optional<Date> since;
  for (const std::string& person : *people) {
    for (const Office& other : examined.facts.items<&OrgOffices::offices>(office.org.str(), person)) {
      if (other.post != office.post || other.acting || other.begun_at == office.begun_at) continue;
      if (!examined.at_admission && !began_before(other, office)) continue;
      const auto shared = shared_day(examined.facts, office, other);
      if (!shared) continue;
      since = std::min(since.value_or(*shared), *shared);
      evidence.push_back(other.begun_at);
      holder = person;
    }
  }
  const auto holders = static_cast<std::int64_t>(evidence.size());
  if (holders <= *seats) return std::nullopt;
  Objection found =
      unmet(std::move(evidence), "该职务已由 {} 担任", "the post is held by {}", PersonId{holder})
          .asks("≤ {}", *seats)
          .found("{}", holders);
  found.since = since;
  return found;
}

/// No more hold a post than seats were set for it. They may be more on the day on which it is set: it rings
/// while those who are too many hold on, and at admission where no end of theirs is known.
Objections seats_suffice(const Examined& examined, const OrgPosts&, const Seats& set) {
  if (seats_set(examined.facts, examined.subject, set.post, examined.on) != &set) return std::nullopt;
  const auto people = examined.facts.parts(kView<OrgOffices>, examined.subject);
  if (!people) return tl::unexpected(people.error());
  std::vector<Position> evidence{set.position};
  for (const std::string& person : *people) {
    for (const Office& office : examined.facts.items<&OrgOffices::offices>(examined.subject, person)) {
      if (office.post == set.post && !office.acting && holds_then(examined.facts, office, examined.on))
        evidence.push_back(office.begun_at);
    }
  }
  const auto holders = static_cast<std::int64_t>(evidence.size()) - 1;
  if (holders <= set.count) return std::nullopt;
  return unmet(std::move(evidence), "“{}”核定 {} 职，现有 {} 人任职",
               "{}: {} seats are set, {} people hold the post", word_of(examined.policy, "post", set.post),
               set.count, holders)
      .asks("≤ {}", set.count)
      .found("{}", holders);
}

/// Whether by that day one of the two is a joint organisation of the other, or both are members of one.
bool are_joint(const Facts& facts, const Office& a, const Office& b, Date day) {
  const auto has = [&](const Ref<OrgId>& joint, const Ref<OrgId>& member) {
    const auto& members = facts.items<&OrgRow::joint_members>(joint.str());
    const auto& joined = facts.items<&OrgRow::joint_orgs>(member.str());
    return std::ranges::find(members, member) != members.end() &&
           std::ranges::any_of(joined,
                               [&](const DatedJoint& each) { return each.org == joint && each.from <= day; });
  };
  if (has(a.org, b.org) || has(b.org, a.org)) return true;
  return std::ranges::any_of(facts.items<&OrgRow::joint_orgs>(a.org.str()), [&](const DatedJoint& joint) {
    return has(joint.org, a.org) && has(joint.org, b.org);
  });
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
    if (!examined.at_admission && !began_before(other, office)) continue;
    const auto shared = shared_day(examined.facts, office, other);
    if (!shared || are_joint(examined.facts, office, other, *shared)) continue;
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
  const Date from = birthday(examined.policy, *birth->date, static_cast<int>(least));
  if (from <= latest(office.from, office.precision)) return std::nullopt;
  return unmet({office.begun_at, birth->position}, "任职时未满 {} 周岁",
               "below the age of {} at the beginning of the office", least)
      .asks("≥ {}", from.str())
      .found("{}", office.from.str());
}

Saying last_day(const Office& office) {
  return office.until ? saying(*office.until) : phrase("未终止", "open");
}

Lasting lasting(const Office& office) {
  return {office.org.str(), office.from, office.until, office.begun_at};
}

bool died(const Facts& facts, std::string_view person) { return death_of(facts, person).has_value(); }

Objections is_left_by_death(const Examined& examined, const PersonTenure&, const Office& office) {
  const auto* person = examined.facts.row<PersonRow>(examined.subject);
  if (person == nullptr || !person->died || !outlasts(lasting(office), *person->died)) return std::nullopt;
  Objection found =
      unmet({office.begun_at}, "{} 去世后职务未终止", "still open after the death on {}", person->died->str())
          .asks("≤ {}", person->died->str())
          .found("{}", last_day(office));
  if (person->died_at) found.evidence.push_back(*person->died_at);
  found.since = *person->died;
  return found;
}

/// Whoever has died by its end holds nothing in it: that is another law.
std::optional<Lasting> held_at_the_end(const Examined& examined, const Office& office) {
  const auto end = end_of(examined.facts, office.org.str());
  if (!end || !is_alive(examined.facts, office.person.str(), *end)) return std::nullopt;
  Lasting out = lasting(office);
  out.within = kEndedWithinDays;
  return out;
}

/// Whether the decision takes the office away.
bool takes(const Dismissal& decision, const Office& office) {
  switch (*loss_by(decision.word.value)) {
    case Loss::post:
      return decision.org == office.org && (!decision.post || *decision.post == office.post);
    case Loss::party_posts:
      return is_party_post(office.post.value);
    case Loss::every_office:
      return true;
  }
  return false;
}

/// What took an office away that had begun before: decisions, and ends of other offices by a sentence.
std::vector<Dismissal> dismissals_of(const Facts& facts, const PersonTenure& row, const Office& office) {
  std::vector<Dismissal> out;
  for (const Dismissal& decision : facts.items<&PersonDiscipline::dismissals>(office.person.str())) {
    if (office.from < decision.on && takes(decision, office)) out.push_back(decision);
  }
  for (const Office& other : row.offices) {
    if (!other.ended_at || other.begun_at == office.begun_at || *other.until <= office.from) continue;
    if (other.end_reason && loss_by(other.end_reason->value) == Loss::every_office)
      out.push_back({*other.until, other.org, {}, *other.end_reason, *other.ended_at});
  }
  return out;
}

/// The end may follow the decision by some days.
Objections is_left_by_dismissal(const Examined& examined, const PersonTenure& row, const Office& office) {
  auto dismissals = dismissals_of(examined.facts, row, office);
  if (office.until)
    std::erase_if(dismissals, [&](const Dismissal& decision) {
      return *office.until <= decision.on.plus_days(kEndedWithinDays);
    });
  if (dismissals.empty()) return std::nullopt;
  const Dismissal& first = dismissals.front();
  Objection found =
      unmet({office.begun_at, first.position}, "{} 已决定去职（{}），职务未终止",
            "still open after the decision of {}: {}", first.on,
            word_of(examined.policy, "sanction end_reason", first.word))
          .asks("{}", phrase("“{}”终止", "an end of {}", word_of(examined.policy, "post", office.post)))
          .found("{}", last_day(office));
  found.since = first.on;
  return found;
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

/// Days of which an event speaks.
struct DaySpan {
  Date first, last;
};

/// Whether the person was, on one of the days, on the register of the organisation, of one below or of one
/// above it, or of one that has gone on in it since. Nobody stood alone before their first registration.
bool was_registered(const Facts& facts, std::string_view person, std::string_view org, DaySpan days,
                    Date today) {
  const auto& memberships = facts.items<&PersonRow::memberships>(person);
  return std::ranges::any_of(memberships, [&](const Membership& each) {
    const bool begun = &each == &memberships.front() || each.from <= days.last;
    return begun && (!each.until || days.first < *each.until) &&
           (is_related(facts, each.org.str(), org, days.last) ||
            is_related(facts, goes_on_in(facts, each.org.str(), today), org, days.last));
  });
}

Objections belongs_there(const Judged& judged) {
  if (!basis_of(judged.event).empty()) return std::nullopt;
  const auto named = period_of_event(judged.event);
  const Period period = named ? *named : Period::of_month(judged.event.on);
  const Date on = judged.event.on;
  const DaySpan days = named && named->calendar() ? DaySpan{named->first(), named->last()} : DaySpan{on, on};
  return of_each_person(judged, [&](std::string_view person, std::string_view org) -> Objections {
    if (was_registered(judged.facts, person, org, days, on) ||
        served_in(judged.facts, person, org, {}, period))
      return std::nullopt;
    const auto* row = judged.facts.row<PersonRow>(person);
    return unmet("{} 不在 {} 登记或任职，也未说明依据",
                 "{} is neither registered nor in office in {}, and no basis says why",
                 PersonId{std::string(person)}, OrgId{std::string(org)})
        .asks("{}", OrgId{std::string(org)})
        .found("{}", row == nullptr || row->orgs.empty() ? saying(kNone) : saying(row->orgs.back()));
  });
}

/// The post that a beginning says its holder had before is one that they held, where the record knows any.
Objections previous_was_held(const Examined& examined, const PersonTenure& row, const Office& office) {
  if (!office.previous_post) return std::nullopt;
  std::vector<Position> evidence;
  Codes held;
  for (const Office& other : row.offices) {
    if (office.from <= other.from) continue;
    evidence.push_back(other.begun_at);
    if (!holds(held, other.post)) held.push_back(other.post);
  }
  if (held.empty() || holds(held, *office.previous_post)) return std::nullopt;
  evidence.push_back(office.begun_at);
  return unmet(std::move(evidence), "此前任{}，没有任过{}", "held {} before, and never {}",
               words_of(examined.policy, "post", held),
               word_of(examined.policy, "post", *office.previous_post))
      .asks("{}", word_of(examined.policy, "post", *office.previous_post))
      .found("{}", words_of(examined.policy, "post", held));
}

/// Whether the person left an office by the date, or service is certified.
bool left_an_office(const Facts& facts, std::string_view person, Date date) {
  const auto* row = facts.row<PersonTenure>(person);
  if (row == nullptr) return false;
  return !row->certified.empty() || std::ranges::any_of(row->offices, [&](const Office& office) {
    return office.until && *office.until <= date;
  });
}

Objections has_departed(const Examined& examined, const PersonSubsidies&, const DepartureSubsidy& subsidy) {
  if (left_an_office(examined.facts, examined.subject, subsidy.from)) return std::nullopt;
  const auto& offices = examined.facts.items<&PersonTenure::offices>(examined.subject);
  Objection found = unmet({subsidy.position}, "{} 截至 {} 没有离任记录", "{} has left no office by {}",
                          PersonId{std::string(examined.subject)}, subsidy.from)
                        .asks("≤ {}", subsidy.from)
                        .found("{}", offices.empty() ? saying(kNone) : phrase("在任", "in office"));
  for (const Office& office : offices) found.evidence.push_back(office.begun_at);
  return found;
}

}  // namespace

form::Gate belongs_or_says_why() {
  return gate_of_types<&belongs_there>(&is_one_of<GradeDetermined, StarsAwarded, HonourGranted,
                                                  PayEntitlementAssessed, PayDisbursed, RewardGranted>);
}

form::Invariant departed_before() {
  auto out = invariant<&PersonSubsidies::subsidies, &has_departed>();
  out.told = &is_one_of<DepartureSubsidyApproved>;
  return out;
}

form::Invariant previous_post_was_held() {
  auto out = invariant<&PersonTenure::offices, &previous_was_held>();
  out.told = &is_one_of<SecretaryAppointed>;
  return out;
}

form::Invariant old_enough() { return invariant<&PersonTenure::offices, &is_of_age>(); }

form::Invariant closed_with_its_org() { return left_open<&OrgOffices::offices, &held_at_the_end>(); }

form::Invariant closed_by_dismissal() { return invariant<&PersonTenure::offices, &is_left_by_dismissal>(); }

form::Invariant ends_what_is_held() { return answers_what_is_open<PersonTenure>(); }

namespace {

/// An invariant that only beginnings of offices are told of: an end mends.
template <auto List, auto Check>
form::Invariant told_of_beginnings() {
  auto out = invariant<List, Check>();
  out.told = &is_one_of<SecretaryAppointed, OfficeAssumed, ConcurrentPostAssumed, ActingAssigned,
                        FirstSecretaryDispatched>;
  return out;
}

}  // namespace

form::Invariant seat_is_free() { return told_of_beginnings<&OrgOffices::offices, &has_a_seat>(); }
form::Invariant seats_are_enough() { return invariant<&OrgPosts::seats, &seats_suffice>(); }

form::Invariant one_of_a_kind() { return told_of_beginnings<&PersonTenure::offices, &is_the_only_one>(); }

form::Invariant closed_with_its_holder() {
  auto out = invariant<&PersonTenure::offices, &is_left_by_death>();
  out.awake = &died;
  return out;
}

}  // namespace tenure
