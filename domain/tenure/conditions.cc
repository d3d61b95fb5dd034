#include "domain/tenure/conditions.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/appraisal/grades.h"
#include "domain/appraisal/policy.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/successors.h"
#include "domain/rules/invariants.h"
#include "domain/tenure/policy.h"

namespace tenure {
namespace {

using form::Outcome;
using form::Truth;

constexpr std::string_view kConsecutive = "consecutive";
constexpr std::string_view kBirthDate = "birth_date";
constexpr std::string_view kPartyMember = "party_member";

/// The special parameter where the policy speaks of it, else the general one.
template <class T>
Setting<T> either(const PolicyView& policy, const Parameter<T>& special, const Parameter<T>& general) {
  auto given = policy.get(special);
  return given.absent() ? policy.get(general) : given;
}

/// How an outcome begins: not asked without the parameter, unknown where it has no value.
template <class T>
Outcome outcome_for(const Setting<T>& required) {
  Outcome out;
  out.asked = !required.absent();
  if (required.unknown())
    out.required = required.given == Given::masked ? phrase("原文隐去", "masked")
                                                   : phrase("原文未给出数值", "unspecified");
  return out;
}

std::string limit_text(Bound bound, Decimal limit) {
  return fmt::format("{} {}", bound == Bound::at_least ? "≥" : "≤", limit.str());
}

/// The office of these posts that ended last, or is still held; null when there was none by the date.
const Office* last_office(const Asked& asked, const Setting<Codes>& posts) {
  const Office* last = nullptr;
  for (const Office& office : asked.facts.items<&PersonTenure::offices>(asked.subject)) {
    if (office.acting || office.from > asked.on || (posts && !holds(*posts, office.post))) continue;
    if (last == nullptr || !office.until || (last->until && *last->until <= *office.until)) last = &office;
  }
  return last;
}

/// Reasons that an event does not make normal by saying so. (A08)
constexpr std::string_view kNeverNormal[] = {
    "dismissal", "ordered_resignation", "persuaded_resignation", "recall", "removal", "sentence",
    "violation"};

Truth is_normal(const Office& ended, const Setting<Codes>& reasons) {
  if (ended.normal == false) return Truth::no;
  const auto& reason = ended.end_reason;
  if (reasons && reason && holds(*reasons, *reason)) return Truth::yes;
  if (reason && std::ranges::find(kNeverNormal, reason->value) != std::end(kNeverNormal)) return Truth::no;
  if (ended.normal) return Truth::yes;
  return reasons && reason ? Truth::no : Truth::unknown;
}

}  // namespace

Service CountedService::total() const {
  Service out = served;
  out.add(certified);
  return out;
}

const Attribute* attribute_on(const Facts& facts, std::string_view person, std::string_view name, Date on) {
  return find_last(facts.items<&PersonRow::attributes>(person), [&](const Attribute& attribute) {
    return attribute.name.value == name && attribute.on <= on;
  });
}

bool is_party_member(const Facts& facts, std::string_view person, Date on) {
  const auto* membership = attribute_on(facts, person, kMembership, on);
  return membership != nullptr && membership->value && membership->value->value == kPartyMember;
}

Date birthday(const PolicyView& policy, Date born, int years) {
  const Date day = born.plus_months(years * kMonthsAYear);
  // plus_months stays in the month, and cuts off 29 February alone.
  const bool is_cut = day.plus_months(-years * kMonthsAYear) != born;
  const auto named = policy.get(kLeapBirthday);
  return is_cut && !(named && named->value == kLastOfFebruary) ? day.plus_days(1) : day;
}

std::optional<std::int32_t> age_on(const Facts& facts, const PolicyView& policy, std::string_view person,
                                   Date on) {
  const auto* birth = attribute_on(facts, person, kBirthDate, on);
  if (birth == nullptr || !birth->date) return std::nullopt;
  const int years_old = on.year() - birth->date->year();
  return on < birthday(policy, *birth->date, years_old) ? years_old - 1 : years_old;
}

namespace {

/// The years whose grade says so, and (into `graded`) where they were graded. (PY-43, A21)
ExcludedYears excluded_years(const Asked& asked, const PersonTenure& row, std::vector<Position>& graded) {
  ExcludedYears out{{}, asked.policy.is_true(kExcludedYearBreaks)};
  int year = asked.on.year() + 1;
  for (const Office& office : row.offices) year = std::min(year, office.from.year());
  for (; year <= asked.on.year(); ++year) {
    const Graded found = grade_on(asked.facts, asked.subject, kAnnual, Period::of_year(year), asked.on);
    if (found.grade == nullptr) continue;
    // What the grade meant for its year says the policy of the year.
    const PolicyView policy = asked.policy.of(Period::of_year(year));
    if (!policy.get(kExcludesYear, kAnnual, found.grade->value).value.value_or(false)) continue;
    out.years.push_back(year);
    graded.push_back(found.record->position);
  }
  return out;
}

}  // namespace

std::optional<CountedService> count_service(const Asked& asked, const Parameter<Codes>& posts,
                                            const Parameter<Code>& count) {
  const auto counted_posts = either(asked.policy, posts, kServicePosts);
  const auto counted_as = either(asked.policy, count, kServiceCount);
  if (!counted_posts || counted_as.unknown()) return std::nullopt;
  const bool consecutive = counted_as && counted_as->value == kConsecutive;
  const auto gap = asked.policy.get(kServiceGap);
  const auto* row = asked.facts.row<PersonTenure>(asked.subject);
  CountedService out;
  if (row == nullptr) return out;
  const auto counting = consecutive ? Counting::consecutive : Counting::cumulative;
  // Nobody serves after their death, whether or not the end of the office was recorded.
  const Date until = std::min(asked.on, death_of(asked.facts, asked.subject).value_or(asked.on));
  const auto count_without = [&](const ExcludedYears& excluded) {
    return served(*row, *counted_posts, counting, gap ? gap->count : 0, until, excluded);
  };
  const ExcludedYears excluded = excluded_years(asked, *row, out.excluded.basis);
  out.served = count_without(excluded);
  if (!excluded.years.empty())
    out.excluded.months_most = count_without({}).months_most - out.served.months_most;
  // A certified total says nothing of how the years followed each other.
  if (!consecutive) out.certified = certified(*row, *counted_posts, asked.on);
  return out;
}

bool served_in(const Facts& facts, std::string_view person, std::string_view org, std::string_view post,
               const Period& period) {
  const auto* row = facts.row<PersonTenure>(person);
  if (!period.calendar() || (row != nullptr && !row->certified.empty())) return true;
  const Date first = period.first();
  const Date last = period.last();
  const auto died = death_of(facts, person);  // the day of a death is still one of life
  return row != nullptr && std::ranges::any_of(row->offices, [&](const Office& office) {
           if (!post.empty() && office.post.value != post) return false;
           const Date begun = std::max(office.from, first);
           if (last < begun || !office.held_on(begun) || (died && *died < begun)) return false;
           return is_related(facts, office.org.str(), org, begun) ||
                  is_related(facts, goes_on_in(facts, office.org.str(), kEver), org, begun);
         });
}

Objection not_in_office(std::string_view person, std::string_view org, const Saying& post,
                        const Period& period) {
  return unmet("{0} 在 {1}期间未在 {2} 任职", "{0} held no office of {2} in {1}",
               PersonId{std::string(person)}, period, OrgId{std::string(org)})
      .asks("{}", post.empty() ? phrase("任职", "office") : post)
      .found("{}", kNone);
}

Result<Outcome> test_age(const Asked& asked, Bound bound, const Parameter<Decimal>& men,
                         const Parameter<Decimal>& women) {
  const auto* person = asked.facts.row<PersonRow>(asked.subject);
  const auto* birth = attribute_on(asked.facts, asked.subject, kBirthDate, asked.on);
  const auto age = age_on(asked.facts, asked.policy, asked.subject, asked.on);
  const auto actual = age ? std::optional(Decimal{*age * Decimal::kScale}) : std::nullopt;
  Setting<Decimal> required;
  Outcome out;
  if (person != nullptr && person->sex) {
    required = asked.policy.get(*person->sex == Sex::male ? men : women);
    out = outcome_for(required);
    if (required) out.required = limit_text(bound, *required);
  } else {
    out.asked = !asked.policy.get(men).absent() || !asked.policy.get(women).absent();
    out.required = phrase("按性别", "by sex");
  }
  out.actual = actual ? saying(*actual) : phrase("不详", "unknown");
  out.met = bound == Bound::at_least ? at_least(actual, required.value) : at_least(required.value, actual);
  if (birth != nullptr) out.basis = {birth->position};
  return out;
}

Result<Outcome> test_service(const Asked& asked, const Parameter<Decimal>& minimum,
                             const Parameter<Codes>& posts, const Parameter<Code>& count) {
  const auto required = asked.policy.get(minimum);
  Outcome out = outcome_for(required);
  if (required) out.required = limit_text(Bound::at_least, *required);
  const auto counted = count_service(asked, posts, count);
  if (!counted) {
    out.actual = phrase("政策未规定计入年限的职务", "the policy does not say which posts count");
    return out;
  }
  const Service total = counted->total();
  out.actual = years(total.months_most).str();
  out.basis = total.basis;
  out.basis.insert(out.basis.end(), counted->excluded.basis.begin(), counted->excluded.basis.end());
  const Truth least = at_least(years(total.months_least), required.value);
  const Truth most = at_least(years(total.months_most), required.value);
  out.met = least == most ? least : Truth::unknown;
  return out;
}

Result<Outcome> test_departure(const Asked& asked, const Parameter<bool>& wanted,
                               const Parameter<Codes>& reasons, const Parameter<Codes>& posts) {
  const auto required = asked.policy.get(wanted);
  Outcome out = outcome_for(required);
  if (!required) return out;
  out.asked = *required;
  out.required = phrase("正常离任", "normal departure");
  const Office* last = last_office(asked, either(asked.policy, posts, kServicePosts));
  if (last == nullptr || !last->until || asked.on < *last->until) {
    out.actual =
        last == nullptr ? phrase("未任过此类职务", "never held such an office") : phrase("在任", "in office");
    out.met = Truth::no;
    if (last != nullptr) out.basis = {last->begun_at};
    return out;
  }
  if (last->ended_at) out.basis = {*last->ended_at};
  out.actual =
      last->end_reason ? word_of(asked.policy, "end_reason", *last->end_reason) : phrase("已离任", "ended");
  out.met = is_normal(*last, asked.policy.get(reasons));
  return out;
}

}  // namespace tenure
