// Alerts: what was expected of a subject by a date and is not there.
//
// Computed for one subject, on a date, from what the facts hold; nothing is kept. What an act touched is
// computed again for its subjects alone; a whole subtree is in replay/rules/alert_shelf.h. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// Missing periods that one anchor is told of; older ones are history, not alerts.
inline constexpr int kPeriodsMissingMax = 24;

TENURE_STRUCT(Alert, "预警", "Alert",
  (Code, rule, "规则", "rule")
  (std::vector<Code>, mechanisms, "条款", "mechanisms")
  (ShortText, subject, "对象", "subject")
  (std::optional<Period>, period, "期间", "period")  ///< of a periodic expectation
  (Date, since, "自", "since")  ///< the last day on which it would have been in time
  (LongText, message, "说明", "message")
  (LongText, clears, "消除条件", "what would clear it")
  (std::vector<Position>, evidence, "依据位置", "evidence")
  (std::optional<Position>, policy, "政策位置", "policy")
  (std::optional<LongText>, required, "要求", "required")
  (std::optional<LongText>, actual, "实际", "actual"));

/// The alerts of one subject, in the order of the rules. Rules that the policy sets off are silent.
Result<std::vector<Alert>> alerts_of(const Facts& facts, const PolicyView& policy, const Subject& subject,
                                     Date on);

/// What contradicts the record of one subject (invariants.h), unless a review of the flag answered it.
Result<std::vector<Alert>> standing_contradictions(const Facts& facts, PolicyBook& book,
                                                   const Subject& subject, Date on);

/// The alerts of one expectation.
Result<std::vector<Alert>> alerts_of(const Rule& rule, const form::Expectation& expectation,
                                     const Facts& facts, const PolicyView& policy, const Subject& subject,
                                     Date on);

}  // namespace tenure
