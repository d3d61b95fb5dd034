// The register's rules: one row a rule.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& registry_rules();
}  // namespace tenure
