// The rules of tenure: one row a rule.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& tenure_rules();
}  // namespace tenure
