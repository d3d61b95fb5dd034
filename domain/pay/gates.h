// Gates on pay and rewards: what a policy asks of who pays, for which grade and how much. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// A cut of pay cites no grade that brings none. (PY-44)
form::Gate cut_cites_its_grade();
/// The floor is stated where the policy names one. (PY-01, SX-26, BB-47)
form::Gate floor_is_stated();
/// A year's standard that is the policy's indicator is what the indicator is. (PY-04, CITY-46, SJ-46)
form::Gate standard_is_its_indicator();
/// The other cadres' pay comes from the payers of the policy. (PY-09)
form::Gate other_cadres_paid_by_the_right_ones();
/// It is allotted by the right organisation. (PY-09)
form::Gate other_cadres_allotted_by_the_right_one();
/// It rests on assessed work results. (PY-09)
form::Requirement other_cadres_by_results();
/// What a grade decides is assessed as the grade says. (HX-44, HX-45, CITY-49)
form::Gate assessed_as_graded();
/// And paid so. (HX-44, HX-45, CITY-49)
form::Gate paid_as_graded();
/// The grade that an assessment is for is one that the person holds. (HX-44, HX-45)
form::Gate assessed_for_a_grade_held();
/// No less than the least reward of the grade. (PY-39)
form::Gate reward_above_the_floor();
/// The base of a reward is the one on record. (PY-39)
form::Gate reward_of_the_base();
/// The grade that a reward is for is one that the person holds. (PY-39, HX-46)
form::Gate rewarded_for_a_grade_held();
/// The amount of a reward is the policy's. (HX-46)
form::Gate reward_of_the_policy();

}  // namespace tenure
