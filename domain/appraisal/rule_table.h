// The rules of the area of appraisal.
#pragma once

namespace tenure {
struct RuleTable;
const RuleTable& appraisal_rules();
}  // namespace tenure
