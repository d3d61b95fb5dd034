// Answers that are computed when somebody asks: eligibilities with the reason for each condition, and
// computations with their parts. An answer is a proposal; a signed human act decides. Pure; any thread.
#pragma once

#include "domain/rules/judge.h"

namespace tenure {

/// A condition and what became of it.
struct Answered {
  const form::Condition* condition;
  form::Outcome outcome;
};

/// `eligible` is no as soon as one condition is not met, unknown when one cannot be told or none is asked.
struct EligibilityAnswer {
  const Rule* rule;
  form::Truth eligible = form::Truth::unknown;
  std::vector<Answered> conditions;  ///< those that the policy asks for
  std::optional<Position> policy;
};

Result<EligibilityAnswer> eligibility(const Rule& rule, const Asked& asked);
/// {name, eligible, conditions: [{name, labels, required, actual, met, mechanisms, basis}], policy?};
/// `eligible` and `met` are true, false or "unknown".
std::string to_json(const EligibilityAnswer& answer);

Result<form::Computed> computation(const Rule& rule, const Asked& asked);
/// {name, value?, unit, why?, parts: [{name, labels, value, basis}]}
std::string to_json(const Rule& rule, const form::Computed& computed);

// The library of conditions' ends.

/// Whether a number reaches what is required: unknown when either is.
form::Truth at_least(const std::optional<Decimal>& actual, const std::optional<Decimal>& required);
/// A condition that the subject is not barred by the rule of this name, a bar.
Result<form::Outcome> not_barred(const Asked& asked, std::string_view rule);
}  // namespace tenure
