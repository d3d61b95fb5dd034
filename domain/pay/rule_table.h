// The rules of the area of pay.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& pay_rules();
}  // namespace tenure
