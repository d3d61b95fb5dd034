// The rules of affairs: one row a rule.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& affairs_rules();
}  // namespace tenure
