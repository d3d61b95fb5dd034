// What a policy may say of incentives: which grades come first, and for what.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kIncentiveParameters,
  (Codes, kDelegateGrades, "delegate.grades", "", "优先推荐的年度等次", "annual grades that come first as delegates", "PY-40")
  (Codes, kDelegateBodies, "delegate.bodies", "", "优先推荐的机构和称号", "bodies and titles that they are put forward for", "PY-40 SH-85 OPN-32 BB-72")
  (Codes, kPriorityGrades, "recruitment.priority_grades", "", "评优和招录优先的年度等次", "annual grades preferred in awards and recruitment", "HX-43"));

}  // namespace tenure
