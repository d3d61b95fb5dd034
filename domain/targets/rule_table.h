// The rules of targets: one row a rule.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& targets_rules();
}  // namespace tenure
