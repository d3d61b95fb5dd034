#include "domain/registry/anchors.h"

#include <algorithm>

#include "domain/registry/rows.h"

namespace tenure {

std::optional<Date> policy_since(const Asked& asked) {
  if (!asked.policy.position()) return std::nullopt;
  const auto adopted = asked.facts.original(*asked.policy.position());
  if (!adopted) return std::nullopt;
  Date since = adopted->event.on;
  const std::string& org = adopted->event.as<PolicyAdopted>().org.value;
  const auto& policies = asked.facts.items<&OrgPolicies::policies>(org);
  for (auto older = policies.rbegin(); older != policies.rend(); ++older) {
    const bool proposes = older->status == PolicyStatus::proposed || older->status == PolicyStatus::draft;
    const bool follows = !older->until || since <= older->until->plus_days(1);
    if (older->has_pack && !proposes && older->from < since && follows) since = older->from;
  }
  return since;
}

std::optional<form::Anchor> org_of_kind(const Asked& asked, const Codes& kinds) {
  const auto* org = asked.facts.row<OrgRow>(asked.subject);
  if (!asked.policy.position() || org == nullptr || !org->kind || org->names.empty()) return std::nullopt;
  if (!holds(kinds, *org->kind)) return std::nullopt;
  const auto since = policy_since(asked);
  if (!since) return std::nullopt;
  const Date from = std::max(org->names.front().from, *since);
  return form::Anchor{from, org->closed, *asked.policy.position(), asked.subject, {}};
}

std::vector<form::Anchor> org_of_kinds(const Asked& asked, const Parameter<Codes>& kinds) {
  const auto wanted = asked.policy.get(kinds);
  auto anchor = wanted ? org_of_kind(asked, *wanted) : std::nullopt;
  if (!anchor) return {};
  return {std::move(*anchor)};
}

}  // namespace tenure
