#include "domain/targets/rows.h"

#include <algorithm>

namespace tenure {
namespace {

/// The last pledge to the organisation, of the round when one is named.
Pledge* last_pledge(std::vector<Pledge>& pledges, const OrgId& org, const std::optional<Code>& round) {
  const auto found = std::find_if(pledges.rbegin(), pledges.rend(), [&](const Pledge& pledge) {
    return pledge.org.id == org && (!round || pledge.round == round);
  });
  return found == pledges.rend() ? nullptr : &*found;
}

}  // namespace

const Pledge* PersonPledges::newest(const OrgId& org, Date on) const {
  const auto found = std::find_if(pledges.rbegin(), pledges.rend(), [&](const Pledge& pledge) {
    return pledge.org.id == org && pledge.made <= on;
  });
  return found == pledges.rend() ? nullptr : &*found;
}

void apply(PersonPledges& row, const Dated<PledgeMade>& event) {
  const PledgeMade& data = event.data;
  row.pledges.push_back({{data.org},
                         data.kind,
                         data.phase,
                         data.round,
                         event.on,
                         data.audiences,
                         data.place,
                         std::nullopt,
                         std::nullopt,
                         event.position});
}

void apply(PersonPledges& row, const Dated<PledgeReviewed>& event) {
  if (Pledge* pledge = last_pledge(row.pledges, event.data.org, event.data.round))
    pledge->review = PledgeReview{event.on, event.data.outcome, event.position};
}

void apply(PersonPledges& row, const Dated<CommitmentPublished>& event) {
  if (event.data.kind.value != kPledge) return;
  if (Pledge* pledge = last_pledge(row.pledges, event.data.org, std::nullopt)) pledge->published = event.on;
}

void apply(OrgPlans& row, const Dated<AnnualPlanAdopted>& event) {
  row.plans.push_back({event.data.period, event.on, event.position});
}

void apply(OrgProject& row, const Dated<ProjectItemListed>& event) {
  const ProjectItemListed& data = event.data;
  row.items = {{data.item, data.title, data.topic, data.responsible, event.on, data.due, {}, event.position}};
}

void apply(OrgProject& row, const Dated<ProjectItemProgressed>& event) {
  if (row.items.empty()) return;
  row.items.front().progress.push_back({event.on, event.data.state, event.data.result, event.position});
}

std::vector<std::string> parts(const OrgProject&, const Dated<ProjectItemListed>& event) {
  return {event.data.item.value};
}

std::vector<std::string> parts(const OrgProject&, const Dated<ProjectItemProgressed>& event) {
  return {event.data.item.value};
}

}  // namespace tenure
