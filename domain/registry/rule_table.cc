#include "domain/registry/rule_table.h"

#include <fmt/format.h>

#include "domain/registry/events.h"
#include "domain/registry/policy.h"
#include "domain/rules/rule.h"

namespace tenure {
namespace {

/// "Generally" 3 to 5 is soft: a recorded reason answers it. (A37)
Objections posts_number(const Judged& judged, const PostsSet& event) {
  const auto of = judged.policy.get(kPostsOf);
  if ((of && *of != event.post) || event.reason) return std::nullopt;
  const auto min = judged.policy.get(kPostsMin);
  const auto max = judged.policy.get(kPostsMax);
  const bool few = min && event.count < *min;
  const bool many = max && event.count > *max;
  if (!few && !many) return std::nullopt;
  const std::string limit = few ? fmt::format("≥ {}", *min) : fmt::format("≤ {}", *max);
  return Objection{fmt::format("职数 {}，规定 {}，未说明理由", event.count, limit),
                   fmt::format("{} posts, the policy says {}, and no reason is given", event.count, limit),
                   {}};
}

}  // namespace

const RuleTable& registry_rules() {
  static const RuleTable table{{&kPostsMin, &kPostsMax, &kPostsOf},
                               {{"gate.posts_number", "OPN-25", "职数在规定范围内或说明理由",
                                 "Posts within range or with reason", gate<&posts_number>()}}};
  return table;
}

}  // namespace tenure
