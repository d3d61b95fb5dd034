#include "domain/targets/rules.h"

#include <algorithm>

namespace tenure {
namespace {

const ProjectItem* listed(const Facts& facts, const OrgId& org, const Code& item) {
  const auto* row = facts.row<OrgProject>(org.value, item.value);
  return row == nullptr || row->items.empty() ? nullptr : &row->items.front();
}

}  // namespace

Result<void> precondition(const Facts& facts, const Dated<PledgeReviewed>& event) {
  const auto* row = facts.row<PersonPledges>(event.data.person.value);
  if (row != nullptr && row->newest(event.data.org, event.on) != nullptr) return {};
  return refuse(Reason::absent, "data.person",
                event.data.person.value + " pledged nothing by " + event.on.str());
}

Result<void> precondition(const Facts& facts, const Dated<AnnualPlanAdopted>& event) {
  const auto* row = facts.row<OrgPlans>(event.data.org.value);
  if (row == nullptr) return {};
  const auto found = std::find_if(row->plans.begin(), row->plans.end(),
                                  [&](const Plan& plan) { return plan.period == event.data.period; });
  if (found == row->plans.end()) return {};
  return refuse(Reason::already, "data.period", "adopted on " + found->adopted.str());
}

Result<void> precondition(const Facts& facts, const Dated<ProjectItemListed>& event) {
  const ProjectItem* item = listed(facts, event.data.org, event.data.item);
  if (item == nullptr) return {};
  return refuse(Reason::already, "data.item", "listed on " + item->listed.str());
}

Result<void> precondition(const Facts& facts, const Dated<ProjectItemProgressed>& event) {
  if (listed(facts, event.data.org, event.data.item) != nullptr) return {};
  return refuse(Reason::absent, "data.item", event.data.item.value + " is not listed");
}

}  // namespace tenure
