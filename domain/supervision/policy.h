// What a policy may say of supervision: absences, bulletins, the month's steps, ranks that call for a visit,
// what is filed with a higher level.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kSupervisionParameters,
  (std::int64_t, kAbsenceMax, "absence.days_max", "天", "一个期间内不在岗天数上限", "days absent within one period, at most", "PY-27")

  (Codes, kBulletinOrgs, "bulletin.orgs", "", "印发通报的组织类别", "kinds of organisations that issue bulletins", "SH-40 HX-07")
  (Code, kBulletinCadence, "bulletin.cadence", "", "通报周期", "how often", "SH-40 HX-07")

  (Codes, kCycleSteps, "monthly_cycle.steps", "", "每月推进环节", "steps of the cycle", "HX-03")
  (Codes, kCycleOrgs, "monthly_cycle.orgs", "", "推进工作的组织类别", "kinds of organisations that run it", "HX-03")
  (Code, kCycleCadence, "monthly_cycle.cadence", "", "推进周期", "how often", "HX-03")

  (bool, kLowRankVisit, "low_rank.on_site", "", "位次靠后须现场督办", "low ranks call for an inspection on site", "HX-08")
  (Days, kLowRankDays, "low_rank.days", "天", "现场督办时限", "days within which the visit follows", "HX-08")

  (Codes, kFilingEvents, "filing.events", "", "须备案的事项", "what is filed with a higher level", "CITY-01 BB-81")
  (Codes, kFilingPosts, "filing.posts", "", "须备案的职务", "posts of which it is filed; absent: every one", "CITY-01 BB-81")
  (Codes, kFilingScope, "filing.scope", "", "须备案的组织类别", "kinds of organisations in which it is filed; absent: every one", "CITY-01")
  (Codes, kFilingTo, "filing.to", "", "备案机关类别", "kinds of organisations with which it is filed", "CITY-01 BB-81")
  (Days, kFilingDays, "filing.days", "天", "备案时限", "days within which it is filed and received", "CITY-01 BB-81"));

}  // namespace tenure
