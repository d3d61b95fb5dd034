// The rules of the area of incentive.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& incentive_rules();
}  // namespace tenure
