// Gates on grades, scores and contests: what a scheme asks for before it takes them. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// A grade of the scheme.
form::Gate grade_of_the_scale();
/// For a period of the scheme's cadence.
form::Gate grade_of_a_period_of_the_scheme();
/// Reports, ballots and the committee before the annual grade.
form::Gate all_steps_before();
/// Who has no score gets what the policy says.
form::Gate unscored_by_policy();
/// Opinions, then the meeting, then the grade.
form::Gate opinions_then_meeting();
/// Who is graded draws the component that the scheme is for.
form::Gate draws_the_component();
/// No points unless all basic items are met.
form::Gate basic_items_first();
/// Parts, raters, dimensions and levels of the scheme.
form::Gate words_of_the_scheme();
/// No more items than the scheme has.
form::Gate items_within_the_scheme();
/// Everybody in a contest once, at a rank that there is.
form::Gate each_once_in_the_results();
/// A contest's theme is set by the right organisation.
form::Gate theme_by_the_right_one();

}  // namespace tenure
