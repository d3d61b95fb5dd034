// Defects that the trials found and that are not mended yet. An entry that hides nothing any more fails its
// trial.
#pragma once

#include <string_view>
#include <vector>

namespace tenure::trials {

struct Known {
  std::string_view trial;
  std::string_view rule;  ///< with a '*' at its end, all that begin so
  std::string_view what;
};

/// What the rule finds stands in its words alone, without `required` and `actual` as members.
inline constexpr std::string_view kWordsAlone = "required and actual stand in the words alone";

inline const std::vector<Known> kKnown = {
    {"T3 reversed", "law.dead_receive_nothing", "a payment to the dead rings on after it was reversed"},
    {"T3 reversed", "law.nothing_after_its_end",
     "a payment in an ended organisation rings on after it was reversed"},
    {"T3 reversed", "calc.pay_other_cadres",
     "a year whose only payment was reversed is zero, where it is unknown"},
    {"T4", "calc.pay_other_cadres",
     "a year of which all facts are still to come is zero, where it is unknown"},
    {"T1", "law.seat_taken",
     "rings since the office that was recorded last, not since the one that began last"},
    {"T10", "law.period_begun, after the fact",
     "an advance that is dated after the early payment is accepted for it"},
    {"T10", "law.recovered_as_ordered, after the fact",
     "an order that is dated after the recovery is accepted for it"},
    {"T10", "gate.pay_headcount_paid, after the fact",
     "a payment that is reversed later leaves the headcount of before"},
    {"T16 merged", "alert.contest_due", "what a merged organisation had missed by its end rings no more"},
    {"explanations", "gate.admonition_length", kWordsAlone},
    {"explanations", "gate.advanced_award", kWordsAlone},
    {"explanations", "gate.annual_excellent", kWordsAlone},
    {"explanations", "gate.annual_excellent_stands", kWordsAlone},
    {"explanations", "gate.appraisal_steps", kWordsAlone},
    {"explanations", "gate.award_before_admonition", kWordsAlone},
    {"explanations", "gate.basic_items", kWordsAlone},
    {"explanations", "gate.contest_theme", kWordsAlone},
    {"explanations", "gate.decided_in_order", kWordsAlone},
    {"explanations", "gate.delegate_body", kWordsAlone},
    {"explanations", "gate.departure_subsidy", kWordsAlone},
    {"explanations", "gate.departure_subsidy_amount", kWordsAlone},
    {"explanations", "gate.election", kWordsAlone},
    {"explanations", "gate.grade_quota", kWordsAlone},
    {"explanations", "gate.grade_scale", kWordsAlone},
    {"explanations", "gate.letter_signed", kWordsAlone},
    {"explanations", "gate.mentor_ratio", kWordsAlone},
    {"explanations", "gate.monthly_scope", kWordsAlone},
    {"explanations", "gate.normal_departure", kWordsAlone},
    {"explanations", "gate.other_cadres", kWordsAlone},
    {"explanations", "gate.other_cadres_allotted", kWordsAlone},
    {"explanations", "gate.party_member", kWordsAlone},
    {"explanations", "gate.pay_floor", kWordsAlone},
    {"explanations", "gate.pay_headcount", kWordsAlone},
    {"explanations", "gate.pay_headcount_assessed", kWordsAlone},
    {"explanations", "gate.pay_headcount_paid", kWordsAlone},
    {"explanations", "gate.pay_reduction", kWordsAlone},
    {"explanations", "gate.pension_paid", kWordsAlone},
    {"explanations", "gate.pension_posts", kWordsAlone},
    {"explanations", "gate.pension_share", kWordsAlone},
    {"explanations", "gate.pension_status", kWordsAlone},
    {"explanations", "gate.performance_paid", kWordsAlone},
    {"explanations", "gate.performance_pay", kWordsAlone},
    {"explanations", "gate.posts_number", kWordsAlone},
    {"explanations", "gate.result_use.adjustment", kWordsAlone},
    {"explanations", "gate.result_use.admonition", kWordsAlone},
    {"explanations", "gate.result_use.award", kWordsAlone},
    {"explanations", "gate.result_use.cultivation", kWordsAlone},
    {"explanations", "gate.result_use.pay", kWordsAlone},
    {"explanations", "gate.result_use.promotion", kWordsAlone},
    {"explanations", "gate.result_use.recruitment", kWordsAlone},
    {"explanations", "gate.result_use.reward", kWordsAlone},
    {"explanations", "gate.reward", kWordsAlone},
    {"explanations", "gate.reward_amount", kWordsAlone},
    {"explanations", "gate.reward_base", kWordsAlone},
    {"explanations", "gate.reward_before_admonition", kWordsAlone},
    {"explanations", "gate.reward_floor", kWordsAlone},
    {"explanations", "gate.reward_grade", kWordsAlone},
    {"explanations", "gate.score_words", kWordsAlone},
    {"explanations", "gate.subsidy_paid", kWordsAlone},
    {"explanations", "gate.target_classes", kWordsAlone},
    {"explanations", "gate.unscored", kWordsAlone},
    {"explanations", "law.appeal_decided_once", kWordsAlone},
    {"explanations", "law.appeal_decider", kWordsAlone},
    {"explanations", "law.appeal_own", kWordsAlone},
    {"explanations", "law.application_decided_once", kWordsAlone},
    {"explanations", "law.assessed_amount", kWordsAlone},
    {"explanations", "law.enrolled_as_decided", kWordsAlone},
    {"explanations", "law.known_word", kWordsAlone},
    {"explanations", "law.meeting_votes", kWordsAlone},
    {"explanations", "law.open_after_death", kWordsAlone},
    {"explanations", "law.open_after_org", kWordsAlone},
    {"explanations", "law.ordered_amount", kWordsAlone},
    {"explanations", "law.own_favour", kWordsAlone},
    {"explanations", "law.paid_once", kWordsAlone},
    {"explanations", "law.paid_within_due", kWordsAlone},
    {"explanations", "law.pay_amount", kWordsAlone},
    {"explanations", "law.period_begun", kWordsAlone},
    {"explanations", "law.recovered_as_ordered", kWordsAlone},
    {"explanations", "law.report_verified_once", kWordsAlone},
    {"explanations", "law.score_most", kWordsAlone},
    {"explanations", "law.scored_once", kWordsAlone},
    {"explanations", "law.subsidy_as_approved", kWordsAlone},
    {"explanations", "law.two_of_a_kind", kWordsAlone},
    {"explanations", "law.votes", kWordsAlone},
};

}  // namespace tenure::trials
