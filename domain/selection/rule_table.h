// The rules of selection: one row a rule.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& selection_rules();
}  // namespace tenure
