// What a policy may say of pledges, targets, letters and plans.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kTargetsParameters,
  (bool, kPledgeAsked, "pledge.required_of_candidates", "", "候选人须选前承诺", "candidates pledge before the vote", "PY-29")
  (Codes, kPledgeAudiences, "pledge.audiences", "", "承诺对象", "to whom candidates pledge", "PY-29")
  (Code, kPledgePlace, "pledge.place", "", "承诺场合", "where candidates pledge", "PY-29")
  (bool, kPledgeConsulted, "pledge.consulted", "", "承诺须征求意见", "opinions are sought before the review", "PY-30")
  (Codes, kPledgeConsultedOf, "pledge.consulted_of", "", "征求意见对象", "whose opinions", "PY-30")
  (Code, kPledgeApprover, "pledge.approver", "", "审核承诺的组织类别", "kind of organisation that approves", "PY-31 BB-26")
  (Codes, kPledgePublishedTo, "pledge.published_to", "", "承诺公示对象", "to whom it is published", "PY-32")
  (Code, kPledgeForm, "pledge.form", "", "承诺公示形式", "form in which it is published", "PY-32")
  (Days, kPledgePublishDays, "pledge.publish_days", "天", "承诺公示时限", "days within which it is published", "PY-32")

  (Codes, kTargetCategories, "targets.*.categories", "", "目标须含的方面", "heads that must be present", "CITY-34 PY-33")

  (Codes, kLetterParties, "letter.parties", "", "责任书签订方", "parties of the letter", "SH-32 PY-34 SX-37")
  (bool, kLetterOfTerm, "letter.basis_of_term_assessment", "", "届满考核以责任书为依据", "term assessment rests on the letter", "PY-34")

  (Codes, kPlanOrgs, "annual_plan.orgs", "", "制定年度计划的组织类别", "kinds of organisations that adopt a plan", "PY-35")
  (Code, kPlanCadence, "annual_plan.cadence", "", "计划周期", "how often", "PY-35")
  (Days, kPlanDue, "annual_plan.due_days", "天", "年初形成计划的时限", "days after the year's first one", "PY-35")
  (bool, kPlanMeeting, "annual_plan.by_meeting", "", "须经两委会议", "adopted at a meeting of both committees", "PY-35")
  (bool, kPlanConsulted, "annual_plan.consulted", "", "须征求意见", "opinions are sought first", "PY-35")
  (Code, kPlanPlace, "annual_plan.place", "", "计划公示地点", "where it is posted", "PY-36")
  (Days, kPlanPublishDays, "annual_plan.publish_days", "天", "计划公示时限", "days within which it is posted", "PY-36"));

}  // namespace tenure
