// What appraisal computes: scores, results, and the grades of a unit. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// A month's score. (HX-34, HX-36)
Result<form::Computed> monthly_score(const Asked& asked);
/// An organiser's score of the year.
Result<form::Computed> organiser_score(const Asked& asked);
/// An organiser's points of the review. (HX-26)
Result<form::Computed> organiser_review(const Asked& asked);
/// An organiser's bonus. (HX-28)
Result<form::Computed> organiser_bonus(const Asked& asked);
/// The annual result: each source counts with its mean and its weight.
Result<form::Computed> appraisal_result(const Asked& asked);
/// Which grade each of a unit's people would get for the month, with the points. (HX-39)
Result<form::Computed> grade_quota(const Asked& asked);

}  // namespace tenure
