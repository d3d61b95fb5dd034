#include "domain/pay/headcount.h"

#include <algorithm>

#include "domain/pay/period_gate.h"
#include "domain/pay/policy.h"
#include "domain/pay/rows.h"
#include "domain/tenure/rows.h"

namespace tenure {

namespace {

/// Days of a period on which a person has to do with an organisation.
struct Stretch {
  Date first, last;
  bool holds(Date date) const { return first <= date && date <= last; }
};

/// The days of a period in the person's offices in the organisation; all of it where none of them is in it.
std::vector<Stretch> days_of(const Facts& facts, const PersonId& person, const OrgId& org,
                             const Period& period) {
  std::vector<Stretch> out;
  if (!period.calendar()) return {{Date::of(1900, 1, 1), Date::of(2199, 12, 31)}};
  for (const Office& office : facts.items<&PersonTenure::offices>(person.value)) {
    const Date last = office.until ? std::min(office.until->plus_days(-1), period.last()) : period.last();
    const Date first = std::max(office.from, period.first());
    if (office.org.id == org && first <= last) out.push_back({first, last});
  }
  if (out.empty()) out.push_back({period.first(), period.last()});
  return out;
}

/// Whether two periods have days in common; of a term nobody can tell.
bool meet(const Period& a, const Period& b) {
  return !a.calendar() || !b.calendar() || (a.first() <= b.last() && b.first() <= a.last());
}

/// How many people draw the event's component of its organisation at one time, at most, with the event's own:
/// a successor is not counted beside whom they succeed.
template <class E>
std::int64_t most_at_once(const Facts& facts, const E& event, Date on) {
  const std::vector<Stretch> own = days_of(facts, event.person, event.org, event.period);
  std::vector<std::vector<Stretch>> others;
  for (const PaidPerson& paid : facts.items<&OrgPay::people>(event.org.value, event.period.part())) {
    if (paid.person.id == event.person) continue;
    std::vector<Stretch> drawn;
    for (const PayDraw& draw : paid.draws) {
      if (draw.component != event.component || !draw.counted_on(on) || !meet(draw.period, event.period))
        continue;
      const auto days = days_of(facts, paid.person.id, event.org, draw.period);
      drawn.insert(drawn.end(), days.begin(), days.end());
    }
    if (!drawn.empty()) others.push_back(std::move(drawn));
  }
  const auto is_in = [](const std::vector<Stretch>& drawn, Date date) {
    return std::ranges::any_of(drawn, [&](const Stretch& days) { return days.holds(date); });
  };
  std::int64_t most = 0;
  // Numbers only grow where somebody begins.
  const auto look = [&](Date date) {
    if (is_in(own, date))
      most = std::max(
          most, 1 + std::ranges::count_if(others, [&](const auto& drawn) { return is_in(drawn, date); }));
  };
  for (const Stretch& days : own) look(days.first);
  for (const auto& drawn : others) {
    for (const Stretch& days : drawn) look(days.first);
  }
  return most;
}

Objection too_many(std::int64_t people, std::int64_t most) {
  return unmet("发放对象 {} 人，一般为 {} 人", "{} people are paid, generally {}", people, most)
      .asks("≤ {}", many(most, form::kPeople))
      .found("{}", many(people, form::kPeople));
}

/// The number that a standard states is the policy's; posts that it lists may be a part of them.
Objections standard_headcount(const Judged& judged, const PayStandardSet& event) {
  const auto most = judged.policy.get(kPaidPerVillage);
  if (!most || judged.policy.get(kStandardComponent).value != event.component) return std::nullopt;
  const auto people =
      std::max<std::int64_t>(event.headcount.value_or(0), static_cast<std::int64_t>(event.posts.size()));
  if (event.headcount && people < *most) {
    return unmet("发放对象 {} 人，一般为 {} 人", "{} people are paid, generally {}", people, *most)
        .asks("≥ {}", many(*most, form::kPeople))
        .found("{}", many(people, form::kPeople));
  }
  if (people <= *most) return std::nullopt;
  return too_many(people, *most);
}

template <class E>
Objections paid_headcount(const Judged& judged, const E& event) {
  const auto most = judged.policy.get(kPaidPerVillage);
  if (!most || judged.policy.get(kStandardComponent).value != event.component) return std::nullopt;
  const std::int64_t people = most_at_once(judged.facts, event, judged.event.on);
  if (people <= *most) return std::nullopt;
  return too_many(people, *most);
}

}  // namespace

form::Gate standard_for_as_many() { return period_gate<&standard_headcount>(); }
form::Gate as_many_assessed() { return period_gate<&paid_headcount<PayEntitlementAssessed>>(); }
form::Gate as_many_paid() { return period_gate<&paid_headcount<PayDisbursed>>(); }

}  // namespace tenure
