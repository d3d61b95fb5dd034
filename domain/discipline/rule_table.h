// The rules of the area of discipline.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& discipline_rules();
}  // namespace tenure
