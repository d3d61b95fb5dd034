// A policy as a page shows it. Pure; any thread.
#pragma once

#include "domain/act/verdict.h"
#include "domain/rules/policy.h"

namespace tenure {

/// {position?, binds, values: [{key, type, given, value?, value_labels?, of_labels?, labels, unit,
/// mechanisms}], rules: [{rule, mode, reading?}], readings: {table: text}, words:
/// {vocabulary: {word: {zh, en}}}}, those that the pack adds. Modes are those of every rule that has one.
std::string to_json(const PolicyView& policy);

/// [{key, type, given, value?, labels, unit, mechanisms, policy?}, ...]
std::string to_json(const ParametersRead& reads);

/// Those that a policy gives, as a verdict keeps them.
std::vector<ParameterUsed> used(const ParametersRead& reads);

/// The value of a parameter: a number, a text, a list; "masked" and "unspecified" in quotes.
std::string value_json(const ParameterInfo& parameter, const PackValue& value);

}  // namespace tenure
