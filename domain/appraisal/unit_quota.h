// Grades within their shares: of a unit, once an act. (HX-39) Pure; any thread.
#pragma once

#include "domain/appraisal/quota.h"
#include "domain/rules/rule.h"

namespace tenure {

/// How many people a quota is of; nothing when somebody is unscored and the policy leaves open what then.
std::optional<std::int64_t> people_of(const PolicyView& policy, std::string_view scheme,
                                      const Ranked& ranked);

form::Gate within_shares();

}  // namespace tenure
