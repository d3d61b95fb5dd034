// The rules of supervision: one row a rule.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& supervision_rules();
}  // namespace tenure
