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
/// {name, eligible, conditions: [{name, labels, required, required_labels, actual, actual_labels, met,
/// mechanisms, basis}], parameters, policy?}; `eligible` and `met` are true, false or "unknown".
std::string to_json(const EligibilityAnswer& answer, const ParametersRead& parameters);

Result<form::Computed> computation(const Rule& rule, const Asked& asked);
/// {name, labels, mechanisms, subject, on, size, value, unit, parts: [{name, labels, of?, of_labels?,
/// value, unit, basis}], parameters, policy?, why?, why_labels?}; `value` is null where it is unknown, and
/// then `why` says so. A unit is {name, zh, en}.
std::string to_json(const Rule& rule, const Asked& asked, const form::Computed& computed,
                    const ParametersRead& parameters, std::uint64_t size);

// The library of conditions' ends.

/// Whether a number reaches what is required: unknown when either is.
form::Truth at_least(const std::optional<Decimal>& actual, const std::optional<Decimal>& required);
/// A condition that the subject is not barred by the rule of this name, a bar.
Result<form::Outcome> not_barred(const Asked& asked, std::string_view rule);
}  // namespace tenure
