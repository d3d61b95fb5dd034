// Laws of appraisal: who is graded and scored, by how much, after what, and who appeals and decides. Pure;
// any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// Graded for a period in office. (LAW-18)
form::Invariant graded_in_office();
/// Scored, or awarded stars, for a period in office. (LAW-18)
form::Invariant assessed_in_office();
/// No grade comes before its ballots, appraisals and scores. (LAW-20)
form::Invariant graded_last();
/// No reward, honour or measure rests on a grade that was revised since. (LAW-22)
form::Invariant borne_by_a_grade_that_holds();
/// The numbers of a ballot do not rise. (LAW-17)
form::Gate ballot_adds_up();
/// A score is neither below zero nor above what the scheme gives. (LAW-19)
form::Gate score_in_bounds();
/// One rater scores an item once. (LAW-19)
form::Gate scored_by_a_rater_once();
/// Who appeals is whom the decision is about. (LAW-22)
form::Gate appealed_by_its_subject();
/// Nobody decides an appeal against their own decision. (LAW-11)
form::Gate appeal_decided_by_another();

}  // namespace tenure
