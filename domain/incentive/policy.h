// What a policy may say of incentives: which grades come first, and for what.
#pragma once

#include "domain/rules/parameter.h"

// Descriptions are tables, one parameter a line.
// clang-format off
namespace tenure {

inline constexpr Parameter<Codes> kDelegateGrades{"delegate.grades", "", "优先推荐的年度等次", "annual grades that come first as delegates", "PY-40"};
inline constexpr Parameter<Codes> kDelegateBodies{"delegate.bodies", "", "优先推荐的机构和称号", "bodies and titles that they are put forward for", "PY-40 SH-85 OPN-32 BB-72"};
inline constexpr Parameter<Codes> kPriorityGrades{"recruitment.priority_grades", "", "评优和招录优先的年度等次", "annual grades preferred in awards and recruitment", "HX-43"};

inline constexpr const ParameterInfo* kIncentiveParameters[] = {
  &kDelegateGrades,
  &kDelegateBodies,
  &kPriorityGrades};

}  // namespace tenure
