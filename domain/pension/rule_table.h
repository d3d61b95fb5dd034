// The rules of the area of pension.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& pension_rules();
}  // namespace tenure
