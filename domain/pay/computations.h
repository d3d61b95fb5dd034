// What pay computes: standards, other cadres' pay, what follows from a grade. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// Of an organisation and year: the indicator that the policy takes as the standard, in yuan. (CITY-46,
/// PY-04, SJ-46)
Result<form::Computed> pay_standard(const Asked& asked);
/// A year's pay by payer. Who allots what is the township's to say: the parts show it. (PY-09)
Result<form::Computed> pay_other_cadres(const Asked& asked);
/// The least reward of the year's grade. (PY-39)
Result<form::Computed> reward_of_the_year(const Asked& asked);
/// How much was cut: at discretion, so the parts say what was decided, not what should be. (PY-44)
Result<form::Computed> pay_reduction(const Asked& asked);
/// What the month's grade gives. (HX-44, HX-45)
Result<form::Computed> monthly_subsidy(const Asked& asked);
/// The reward that the month's grade brings. (HX-46)
Result<form::Computed> monthly_reward(const Asked& asked);

}  // namespace tenure
