#include "domain/audit/conditions.h"

#include "domain/registry/rows.h"

namespace tenure {

const Audit* audit_concluded(const Facts& facts, std::string_view person, Date on, std::string_view kind,
                             const Codes& by) {
  const Audit* last = nullptr;
  for (const Audit& audit : facts.items<&PersonAudits::audits>(person)) {
    if (!audit.concluded || on < *audit.concluded || (!kind.empty() && audit.kind.value != kind)) continue;
    const auto* auditor = audit.auditor ? facts.row<OrgRow>(audit.auditor->str()) : nullptr;
    if (!by.empty() && (auditor == nullptr || !auditor->kind || !holds(by, *auditor->kind))) continue;
    if (last == nullptr || *last->concluded <= *audit.concluded) last = &audit;
  }
  return last;
}

Result<form::Outcome> departure_is_clean(const Asked& asked) {
  form::Outcome out;
  out.asked = asked.policy.is_true(kCleanForSubsidy);
  out.required = phrase("离任审计无重大问题", "a departure audit without major problem");
  const Audit* last = audit_concluded(asked.facts, asked.subject, asked.on, "departure");
  out.met = last != nullptr && !last->major_problem ? form::Truth::yes : form::Truth::no;
  if (last == nullptr) {
    out.actual = phrase("没有离任审计结论", "no departure audit was concluded");
    return out;
  }
  out.basis = {*last->concluded_at};
  out.actual = last->major_problem ? phrase("有重大问题", "a major problem")
                                   : phrase("无重大问题", "no major problem");
  return out;
}

}  // namespace tenure
