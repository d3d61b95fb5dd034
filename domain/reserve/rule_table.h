// The rules of reserve: one row a rule.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& reserve_rules();
}  // namespace tenure
