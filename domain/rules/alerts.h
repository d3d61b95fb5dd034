// Alerts: what was expected of a subject by a date and is not there.
//
// Computed for one subject, on a date, from what the facts hold; nothing is kept. What an act touched is
// computed again for its subjects alone; a whole subtree is in replay/rules/alert_shelf.h. Pure; any thread.
#pragma once

#include <algorithm>

#include "domain/act/verdict.h"
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
  (std::optional<LongText>, actual, "实际", "actual")
  (std::optional<Labels>, required_labels, "要求（文字）", "required, in words")
  (std::optional<Labels>, actual_labels, "实际（文字）", "actual, in words")
  (std::vector<ShortText>, mentions, "所提对象", "mentions")  ///< whom the message names by id
  (std::vector<ParameterUsed>, parameters, "所用参数", "parameters"));

/// How an alert or a flag carries what was required and found, and whom its words name.
template <class T>
void tell(T& told, const Saying& required, const Saying& actual, const std::vector<Subject>& about) {
  const auto labels = [](const Saying& said) { return Labels{{said.zh}, {said.en}}; };
  if (!required.empty()) {
    told.required = LongText{required.data};
    told.required_labels = labels(required);
  }
  if (!actual.empty()) {
    told.actual = LongText{actual.data};
    told.actual_labels = labels(actual);
  }
  for (const std::vector<Subject>* named : {&about, &required.about, &actual.about}) {
    for (const Subject& subject : *named) {
      const ShortText text{subject.str()};
      if (std::ranges::find(told.mentions, text) == told.mentions.end()) told.mentions.push_back(text);
    }
  }
}

/// The alerts of one subject, in the order of the rules. Rules that the policy sets off are silent.
Result<std::vector<Alert>> alerts_of(const Facts& facts, const PolicyView& policy, const Subject& subject,
                                     Date on);

/// What contradicts the record of one subject (invariants.h), unless a review of the flag answered it.
Result<std::vector<Alert>> standing_contradictions(const Facts& facts, PolicyBook& book,
                                                   const Subject& subject, Date on);

/// The alerts of one expectation. Of what is expected in each period, those of the periods since that day;
/// without one, of the last kPeriodsMissingMax.
Result<std::vector<Alert>> alerts_of(const Rule& rule, const form::Expectation& expectation,
                                     const Facts& facts, const PolicyView& policy, const Subject& subject,
                                     Date on, std::optional<Date> since = std::nullopt);

/// The word for how long the period is, as a cadence has it; empty of a term.
std::string_view cadence_of(const Period& period);

}  // namespace tenure
