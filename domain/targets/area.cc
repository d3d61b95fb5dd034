#include <algorithm>

#include "domain/core/both.h"
#include "domain/targets/rows.h"

namespace tenure {

const RuleTable& targets_rules();  // rule_table.cc

namespace {

/// The last pledge to the organisation, of the round when one is named.
Pledge* last_pledge(std::vector<Pledge>& pledges, const OrgId& org, const std::optional<Code>& round) {
  return find_last(pledges, [&](const Pledge& pledge) {
    return pledge.org.id == org && (!round || pledge.round == round);
  });
}

/// The item of the person's last pledge to the organisation that has one of this number.
PledgedItem* pledged(std::vector<Pledge>& pledges, const OrgId& org, const Code& item) {
  const auto is_it = [&](const PledgedItem& each) { return each.item == item; };
  Pledge* pledge = find_last(
      pledges, [&](Pledge& each) { return each.org.id == org && find_first(each.items, is_it) != nullptr; });
  return pledge == nullptr ? nullptr : find_first(pledge->items, is_it);
}

const ProjectItem* listed(const Facts& facts, const OrgId& org, const Code& item) {
  const auto& items = facts.items<&OrgProject::items>(org.value, item.value);
  return items.empty() ? nullptr : &items.front();
}

}  // namespace

const Pledge* PersonPledges::newest(const OrgId& org, Date on) const {
  return find_last(pledges, [&](const Pledge& pledge) { return pledge.org.id == org && pledge.made <= on; });
}

// What follows from the events.

static void apply(PersonPledges& row, const Dated<PledgeMade>& event) {
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
                         event.position,
                         {}});
  for (const ListItem& each : data.items) row.pledges.back().items.push_back({each.item, std::nullopt});
}

static void apply(PersonPledges& row, const Dated<PledgeReviewed>& event) {
  if (Pledge* pledge = last_pledge(row.pledges, event.data.org, event.data.round))
    pledge->review = PledgeReview{event.on, event.data.outcome, event.position};
}

static void apply(PersonPledges& row, const Dated<CommitmentPublished>& event) {
  if (!is_of_a_pledge(event.data)) return;
  if (Pledge* pledge = last_pledge(row.pledges, event.data.org, std::nullopt)) pledge->published = event.on;
}

// What goes on again is not finished.
static void apply(PersonPledges& row, const Dated<CommitmentProgressed>& event) {
  PledgedItem* item = pledged(row.pledges, event.data.org, event.data.item);
  if (item == nullptr) return;
  item->finished =
      is_finished(event.data.state) ? std::optional(item->finished.value_or(event.on)) : std::nullopt;
}

static void apply(OrgPlans& row, const Dated<AnnualPlanAdopted>& event) {
  row.plans.push_back({event.data.period, event.on, event.position});
}

static void apply(OrgProject& row, const Dated<ProjectItemListed>& event) {
  const ProjectItemListed& data = event.data;
  row.items = {{data.item, data.title, data.topic, data.responsible, event.on, data.due, {}, event.position}};
}

static void apply(OrgProject& row, const Dated<ProjectItemProgressed>& event) {
  if (row.items.empty()) return;
  row.items.front().progress.push_back({event.on, event.data.state, event.data.result, event.position});
}

template <OneOf<ProjectItemListed, ProjectItemProgressed> E>
static std::vector<std::string> parts(const OrgProject&, const Dated<E>& event) {
  return {event.data.item.value};
}

// Preconditions of targets: nothing is listed or adopted twice, and only what was pledged or listed goes on.

static Result<void> precondition(const Facts& facts, const Dated<PledgeReviewed>& event) {
  const auto* row = facts.row<PersonPledges>(event.data.person.value);
  if (row != nullptr && row->newest(event.data.org, event.on) != nullptr) return {};
  return refuse(Reason::absent, "data.person",
                both("到 {1} 为止 {0} 没有承诺", "{0} pledged nothing by {1}", event.data.person.value,
                     event.on.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<AnnualPlanAdopted>& event) {
  const Plan* found = find_first(facts.items<&OrgPlans::plans>(event.data.org.value),
                                 [&](const Plan& plan) { return plan.period == event.data.period; });
  if (found == nullptr) return {};
  return refuse(Reason::already, "data.period", both("已于 {} 通过", "adopted on {}", found->adopted.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<ProjectItemListed>& event) {
  const ProjectItem* item = listed(facts, event.data.org, event.data.item);
  if (item == nullptr) return {};
  return refuse(Reason::already, "data.item", both("已于 {} 列入", "listed on {}", item->listed.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<ProjectItemProgressed>& event) {
  if (listed(facts, event.data.org, event.data.item) != nullptr) return {};
  return refuse(Reason::absent, "data.item", both("{0} 未列入", "{0} is not listed", event.data.item.value));
}

Area& targets_area() {
  static Area area =
      make_area("targets", "目标", "Targets", TargetsEvents{}, TargetsRows{}, &targets_rules());
  return area;
}

}  // namespace tenure
