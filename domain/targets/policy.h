// What a policy may say of pledges, targets, letters and plans.
#pragma once

#include "domain/rules/parameter.h"

// Descriptions are tables, one parameter a line.
// clang-format off
namespace tenure {

inline constexpr Parameter<bool> kPledgeAsked{"pledge.required_of_candidates", "", "候选人须选前承诺", "candidates pledge before the vote", "PY-29"};
inline constexpr Parameter<Codes> kPledgeAudiences{"pledge.audiences", "", "承诺对象", "to whom candidates pledge", "PY-29"};
inline constexpr Parameter<Code> kPledgePlace{"pledge.place", "", "承诺场合", "where candidates pledge", "PY-29"};
inline constexpr Parameter<bool> kPledgeConsulted{"pledge.consulted", "", "承诺须征求意见", "opinions are sought before the review", "PY-30"};
inline constexpr Parameter<Codes> kPledgeConsultedOf{"pledge.consulted_of", "", "征求意见对象", "whose opinions", "PY-30"};
inline constexpr Parameter<Code> kPledgeApprover{"pledge.approver", "", "审核承诺的组织类别", "kind of organisation that approves", "PY-31 BB-26"};
inline constexpr Parameter<Codes> kPledgePublishedTo{"pledge.published_to", "", "承诺公示对象", "to whom it is published", "PY-32"};
inline constexpr Parameter<Code> kPledgeForm{"pledge.form", "", "承诺公示形式", "form in which it is published", "PY-32"};
inline constexpr Parameter<Days> kPledgePublishDays{"pledge.publish_days", "天", "承诺公示时限", "days within which it is published", "PY-32"};

inline constexpr Parameter<Codes> kTargetCategories{"targets.*.categories", "", "目标须含的方面", "heads that must be present", "CITY-34 PY-33"};

inline constexpr Parameter<Codes> kLetterParties{"letter.parties", "", "责任书签订方", "parties of the letter", "SH-32 PY-34 SX-37"};
inline constexpr Parameter<bool> kLetterOfTerm{"letter.basis_of_term_assessment", "", "届满考核以责任书为依据", "term assessment rests on the letter", "PY-34"};

inline constexpr Parameter<Codes> kPlanOrgs{"annual_plan.orgs", "", "制定年度计划的组织类别", "kinds of organisations that adopt a plan", "PY-35"};
inline constexpr Parameter<Code> kPlanCadence{"annual_plan.cadence", "", "计划周期", "how often", "PY-35"};
inline constexpr Parameter<Days> kPlanDue{"annual_plan.due_days", "天", "年初形成计划的时限", "days after the year's first one", "PY-35"};
inline constexpr Parameter<bool> kPlanMeeting{"annual_plan.by_meeting", "", "须经两委会议", "adopted at a meeting of both committees", "PY-35"};
inline constexpr Parameter<bool> kPlanConsulted{"annual_plan.consulted", "", "须征求意见", "opinions are sought first", "PY-35"};
inline constexpr Parameter<Code> kPlanPlace{"annual_plan.place", "", "计划公示地点", "where it is posted", "PY-36"};
inline constexpr Parameter<Days> kPlanPublishDays{"annual_plan.publish_days", "天", "计划公示时限", "days within which it is posted", "PY-36"};

inline constexpr const ParameterInfo* kTargetsParameters[] = {
  &kPledgeAsked,
  &kPledgeAudiences,
  &kPledgePlace,
  &kPledgeConsulted,
  &kPledgeConsultedOf,
  &kPledgeApprover,
  &kPledgePublishedTo,
  &kPledgeForm,
  &kPledgePublishDays,
  &kTargetCategories,
  &kLetterParties,
  &kLetterOfTerm,
  &kPlanOrgs,
  &kPlanCadence,
  &kPlanDue,
  &kPlanMeeting,
  &kPlanConsulted,
  &kPlanPlace,
  &kPlanPublishDays};

}  // namespace tenure
