#include "domain/pension/rows.h"

#include <algorithm>

namespace tenure {

bool DepartureSubsidy::runs_on(Date date) const {
  return from <= date && std::none_of(stops.begin(), stops.end(), [&](const SubsidyStop& stop) {
           return stop.from <= date && (!stop.until || date < *stop.until);
         });
}

void apply(PersonContributions& row, const Dated<PensionShareSet>& event) {
  std::erase_if(row.shares, [&](const PensionShare& share) { return share.period == event.data.period; });
  row.shares.push_back({event.data.period, event.data.due_fen, event.data.funds, event.position});
}

void apply(PersonContributions& row, const Dated<ContributionPaid>& event) {
  auto found = std::find_if(row.contributions.begin(), row.contributions.end(), [&](const Contribution& c) {
    return c.period == event.data.period && c.payer == event.data.payer;
  });
  if (found == row.contributions.end())
    found = row.contributions.insert(found, {event.data.period, event.data.payer, {}, {}});
  found->amount_fen.value += event.data.amount_fen.value;
  found->positions.push_back(event.position);
}

void change(std::vector<DepartureSubsidy>& subsidies, const Dated<DepartureSubsidyApproved>& event) {
  subsidies.push_back(
      {{event.data.person}, event.on, event.data.years, event.data.monthly_fen, {}, event.position});
}

// A correction may have voided what is stopped or goes on: then the row says nothing.
void change(std::vector<DepartureSubsidy>& subsidies, const Dated<SubsidyStopped>& event) {
  if (!subsidies.empty()) subsidies.back().stops.push_back({event.on, std::nullopt});
}

void change(std::vector<DepartureSubsidy>& subsidies, const Dated<SubsidyResumed>& event) {
  if (!subsidies.empty() && !subsidies.back().stops.empty()) subsidies.back().stops.back().until = event.on;
}

}  // namespace tenure
