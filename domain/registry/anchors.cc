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

namespace {

/// The days on which another policy may begin to bind the organisation of this one, or those below it.
std::vector<Date> days_of_change(const Facts& facts, const PolicyView& policy) {
  std::vector<Date> out;
  const auto adopted = policy.position() ? facts.original(*policy.position())
                                         : Result<Facts::Original>(refuse(Reason::absent));
  if (!adopted) return out;
  const std::string& org = adopted->event.as<PolicyAdopted>().org.value;
  for (const Policy& each : facts.items<&OrgPolicies::policies>(org)) {
    out.insert(out.end(), {each.from.plus_days(-1), each.from});
    if (each.until) out.push_back(each.until->plus_days(1));
  }
  return out;
}

}  // namespace

std::vector<PolicyView> policies_since(const Asked& asked, Date from) {
  std::vector<PolicyView> out{asked.policy};
  const auto add_of = [&](Date day) {
    if (day < from || asked.on < day) return;
    PolicyView then = asked.policy.on(day);
    const bool known = std::ranges::any_of(
        out, [&](const PolicyView& other) { return other.position() == then.position(); });
    if (!known) out.push_back(std::move(then));
  };
  add_of(from);
  for (std::size_t i = 0; i < out.size(); ++i) {  // those that are found tell of others
    for (const Date day : days_of_change(asked.facts, out[i])) add_of(day);
  }
  return out;
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
