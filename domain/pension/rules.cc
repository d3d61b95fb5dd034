#include "domain/pension/rules.h"

#include "domain/act/refers.h"

namespace tenure {
namespace {

/// The person's newest subsidy, or null.
const DepartureSubsidy* subsidy_of(const Facts& facts, const PersonId& person) {
  const auto* row = facts.row<PersonSubsidies>(person.value);
  return row == nullptr || row->subsidies.empty() ? nullptr : &row->subsidies.back();
}

bool is_stopped(const DepartureSubsidy& subsidy) {
  return !subsidy.stops.empty() && !subsidy.stops.back().until;
}

Result<void> not_below_zero(Fen amount) {
  if (amount.value < 0) return refuse(Reason::bad_value, "data.amount_fen", "below zero");
  return {};
}

}  // namespace

Result<void> precondition(const Facts& facts, const Dated<PensionApplicationDecided>& event) {
  return refers_to<PensionApplied>(facts, event.data.application, "data.application");
}

Result<void> precondition(const Facts&, const Dated<PensionShareSet>& event) {
  if (adds_up(event.data.funds, event.data.due_fen)) return {};
  return refuse(Reason::bad_value, "data.funds", "do not add up to what is due");
}

Result<void> precondition(const Facts&, const Dated<ContributionPaid>& event) {
  return not_below_zero(event.data.amount_fen);
}

Result<void> precondition(const Facts& facts, const Dated<SubsidyPaid>& event) {
  if (subsidy_of(facts, event.data.person) == nullptr)
    return refuse(Reason::absent, "data.person", "no subsidy was approved");
  return not_below_zero(event.data.amount_fen);
}

Result<void> precondition(const Facts& facts, const Dated<SubsidyStopped>& event) {
  const DepartureSubsidy* subsidy = subsidy_of(facts, event.data.person);
  if (subsidy == nullptr) return refuse(Reason::absent, "data.person", "no subsidy was approved");
  if (is_stopped(*subsidy)) return refuse(Reason::already, "data.person", "stopped already");
  return {};
}

Result<void> precondition(const Facts& facts, const Dated<SubsidyResumed>& event) {
  const DepartureSubsidy* subsidy = subsidy_of(facts, event.data.person);
  if (subsidy == nullptr || !is_stopped(*subsidy))
    return refuse(Reason::absent, "data.person", "no subsidy is stopped");
  return {};
}

}  // namespace tenure
