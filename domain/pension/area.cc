#include <algorithm>

#include "domain/act/ends.h"
#include "domain/act/refers.h"
#include "domain/core/both.h"
#include "domain/pension/rows.h"

namespace tenure {

const RuleTable& pension_rules();  // rule_table.cc

namespace {

/// The person's newest subsidy, or null.
const DepartureSubsidy* subsidy_of(const Facts& facts, const PersonId& person) {
  const auto& subsidies = facts.items<&PersonSubsidies::subsidies>(person.value);
  return subsidies.empty() ? nullptr : &subsidies.back();
}

/// The newest one that was approved by that day, or null.
const DepartureSubsidy* subsidy_on(const Facts& facts, const PersonId& person, Date on) {
  return find_last(facts.items<&PersonSubsidies::subsidies>(person.value),
                   [&](const DepartureSubsidy& subsidy) { return subsidy.from <= on; });
}

}  // namespace

bool DepartureSubsidy::runs_on(Date date) const {
  return from <= date && std::none_of(stops.begin(), stops.end(), [&](const SubsidyStop& stop) {
           return stop.from <= date && (!stop.until || date < *stop.until);
         });
}

// What follows from the events.

static void apply(PersonContributions& row, const Dated<PensionShareSet>& event) {
  std::erase_if(row.shares, [&](const PensionShare& share) { return share.period == event.data.period; });
  row.shares.push_back({event.data.period, event.data.due_fen, event.data.funds, event.position});
}

static void apply(PersonContributions& row, const Dated<ContributionPaid>& event) {
  Contribution* known = find_first(row.contributions, [&](const Contribution& c) {
    return c.period == event.data.period && c.payer == event.data.payer;
  });
  Contribution& sum =
      known != nullptr
          ? *known
          : row.contributions.emplace_back(Contribution{event.data.period, event.data.payer, {}, {}});
  sum.amount_fen.value += event.data.amount_fen.value;
  sum.positions.push_back(event.position);
  row.paid.push_back(payout_of(event, event.data.period, event.data.amount_fen));
}

static void apply(PersonSubsidyPayments& row, const Dated<SubsidyPaid>& event) {
  row.paid.push_back(payout_of(event, event.data.period, event.data.amount_fen));
}

static std::vector<std::string> parts(const PersonSubsidyPayments&, const Dated<SubsidyPaid>& event) {
  return {event.data.period.part()};
}

static void apply(PersonPension& row, const Dated<PensionEnrolled>& event) {
  row.enrolments.push_back({event.on, {}, event.data.scheme, event.position});
}

static void apply(PersonPension& row, const Dated<PensionSubsidyStopped>& event) {
  Enrolment* open = open_on(row.enrolments, event.on, &has_no_end<Enrolment>);
  if (open == nullptr) {
    row.unanswered.push_back(unanswered(event));
  } else {
    open->until = event.on;
  }
}

/// The newest approval holds: the one before it stops on its day.
static void change(std::vector<DepartureSubsidy>& subsidies, const Dated<DepartureSubsidyApproved>& event) {
  if (!subsidies.empty() && subsidies.back().runs_on(event.on))
    subsidies.back().stops.push_back({event.on, std::nullopt});
  subsidies.push_back({{event.data.person},
                       event.on,
                       event.data.years,
                       event.data.monthly_fen,
                       {},
                       event.position,
                       {event.data.org}});
}

// A correction may have voided what is stopped or goes on. Whether there was something is the answer.
static bool change(std::vector<DepartureSubsidy>& subsidies, const Dated<SubsidyStopped>& event) {
  if (subsidies.empty() || open_on(subsidies.back().stops, event.on, &has_no_end<SubsidyStop>) != nullptr)
    return false;
  subsidies.back().stops.push_back({event.on, std::nullopt});
  return true;
}

static bool change(std::vector<DepartureSubsidy>& subsidies, const Dated<SubsidyResumed>& event) {
  SubsidyStop* stop =
      subsidies.empty() ? nullptr : open_on(subsidies.back().stops, event.on, &has_no_end<SubsidyStop>);
  if (stop == nullptr) return false;
  stop->until = event.on;
  return true;
}

template <class E>
static std::vector<std::string> parts(const PersonContributions&, const Dated<E>& event) {
  return {event.data.period.part()};
}

/// Both rows keep subsidies, and the same events change them alike. The person's keeps what ended nothing.
template <class Row, class E>
requires requires(Row& row, const Dated<E>& event) { change(row.subsidies, event); }
static void apply(Row& row, const Dated<E>& event) {
  note_unanswered(row, event, [&] { return change(row.subsidies, event); });
}

template <class E>
static std::vector<std::string> parts(const OrgSubsidies&, const Dated<E>& event) {
  return {event.data.person.value};
}

// Preconditions of pensions: an application is decided once it is there; a subsidy stops while it runs.

static Result<void> precondition(const Facts& facts, const Dated<PensionApplicationDecided>& event) {
  return refers_to_own<PensionApplied>(facts, event.data.person, event.data.application, "data.application");
}

static Result<void> sound(const Facts&, const Dated<PensionShareSet>& event) {
  if (adds_up(event.data.funds, event.data.due_fen)) return {};
  return refuse(Reason::bad_value, "data.funds",
                both("各项之和与应发金额不符", "do not add up to what is due"));
}

template <OneOf<ContributionPaid, SubsidyPaid> E>
static Result<void> sound(const Facts&, const Dated<E>& event) {
  return not_below_zero(event.data.amount_fen);
}

static Result<void> precondition(const Facts& facts, const Dated<SubsidyPaid>& event) {
  if (subsidy_of(facts, event.data.person) == nullptr)
    return refuse(Reason::absent, "data.person", both("没有核准过补贴", "no subsidy was approved"));
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<SubsidyStopped>& event) {
  const DepartureSubsidy* subsidy = subsidy_on(facts, event.data.person, event.on);
  if (subsidy == nullptr)
    return refuse(Reason::absent, "data.person",
                  both("到 {} 为止没有核准过补贴", "no subsidy was approved by {}", event.on.str()));
  const bool stopped = std::ranges::any_of(
      subsidy->stops, [&](const SubsidyStop& stop) { return keeps_from_beginning(stop, event.on); });
  if (stopped) return refuse(Reason::already, "data.person", both("已经停发", "stopped already"));
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<SubsidyResumed>& event) {
  const DepartureSubsidy* subsidy = subsidy_on(facts, event.data.person, event.on);
  if (subsidy == nullptr || open_on(subsidy->stops, event.on, &has_no_end<SubsidyStop>) == nullptr)
    return refuse(Reason::absent, "data.person",
                  both("{} 没有停发中的补贴", "no subsidy is stopped on {}", event.on.str()));
  return {};
}

Area& pension_area() {
  static Area area = make_area("pension", "养老与离任补贴", "Pension and departure subsidy", PensionEvents{},
                               PensionRows{}, &pension_rules());
  return area;
}

}  // namespace tenure
