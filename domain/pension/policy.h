// What a policy may say of pensions and of the amount of a departure subsidy.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kPensionParameters,
  (Code, kPensionScheme, "pension.scheme", "", "参保险种", "the pension scheme", "PY-05")
  (Code, kPensionStatus, "pension.status", "", "参保身份", "as whom they are enrolled", "PY-05")
  (Codes, kPensionPosts, "pension.posts", "", "补助对象职务", "posts whose contributions are subsidised", "PY-05")
  (Share, kPensionRate, "pension.subsidy_rate", "", "补助比例（占应缴费用）", "subsidy, of the contribution due", "PY-05")
  (bool, kPensionAudit, "pension.audit_required", "", "参保前须经审计且无重大问题", "enrolment asks for an audit without major problem", "BB-61")
  (Codes, kPensionAuditBy, "pension.audit_by", "", "作出审计结论的机关类别", "kinds of organisations whose audits count", "BB-61")

  (Fen, kSubsidyLeast, "departure_subsidy.monthly_min_fen", "分", "每月最低金额", "least a month", "PY-07")
  (Fen, kSubsidyMost, "departure_subsidy.monthly_max_fen", "分", "每月最高金额", "most a month", "PY-07")
  (Schedule, kSubsidySchedule, "departure_subsidy.schedule", "分/月", "按任职年限的每月金额", "amount a month by years of service", "PY-07 DY-51 BB-56"));

}  // namespace tenure
