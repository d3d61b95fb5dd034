// The ledger's rules: one row a rule.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& ledger_rules();
}  // namespace tenure
