// What is expected of appraisal: results, reports, feedback, contests. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// An appraisal is concluded in each period of its scheme.
form::Expectation appraisal_in_each_period();
/// Each month that draws the scheme's component has a result. (HX-38)
form::Expectation result_of_each_month();
/// A duty report to each audience.
form::Expectation report_to_each_audience();
/// Results are fed back, in their form and to all. (HX-29, HX-47)
form::Expectation results_fed_back();
/// Contests of each cycle. (HX-10, HX-12, HX-13)
form::Expectation contests_held();

}  // namespace tenure
