// What a policy may say of pay: standards and floors, who is paid, what of it follows from grades.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kPayParameters,
  (Code, kPayFloor, "pay.floor", "", "报酬下限指标", "the floor's indicator", "PY-01 SX-26 BB-47")
  (Code, kPayStandard, "pay.standard", "", "报酬标准所依指标", "indicator that the standard is", "CITY-46 PY-04 SJ-46")
  (std::int64_t, kStandardYearOffset, "pay.standard_year_offset", "年", "指标年度与报酬年度之差", "years from the year of pay to the indicator's", "PY-04")
  (Code, kStandardComponent, "pay.standard_component", "", "标准所指项目", "component that the standard is of", "PY-03 PY-39")
  (std::int64_t, kPaidPerVillage, "pay.beneficiaries_per_village", "人", "每村发放人数", "people paid in a village", "PY-03")
  (Codes, kPaidPosts, "pay.posts", "", "发放对象职务", "posts that are paid", "PY-03")
  (Codes, kOtherSources, "pay.other_cadres.sources", "", "其他干部报酬来源", "payers of the other cadres' pay", "PY-09")
  (Code, kOtherAllocator, "pay.other_cadres.allocator", "", "统筹其他干部报酬的组织类别", "kind of the organisation that allots it", "PY-09")
  (bool, kOtherByResults, "pay.other_cadres.by_results", "", "其他干部报酬依据工作实绩", "allotted by assessed work results", "PY-09")
  (Fen, kMonthMost, "pay.month_most_fen", "分", "一人一月金额上限", "most that one person's month may be", "LAW-16")
  (Code, kPayRounding, "pay.rounding", "", "金额取整（四舍五入、舍去、进一）", "rounding of the amount: floor, nearest, ceiling", "PY-39 HX-44")
  (Code, kFiscalPayer, "pay.fiscal_payer", "", "财政承担方", "the payer that is the public purse", "PY-09 PY-39")

  (Code, kPerformanceComponent, "scheme.*.pay_component", "", "按等次核定的项目", "component that follows from the grade", "HX-44")
  (Code, kPayBase, "scheme.*.pay_base", "", "核定基数项目", "component that it is a share of", "HX-44")
  (Share, kPayShare, "scheme.*.pay_share", "", "纳入考核比例", "share of the base that is at stake", "HX-44")
  (Share, kGradePay, "grade.*.*.pay", "", "等次对应发放比例", "part of it that the grade gets", "HX-44 HX-45")
  (bool, kGradeRewarded, "grade.*.*.reward", "", "给予奖励", "the grade is rewarded", "HX-46")
  (Fen, kGradeReward, "grade.*.*.reward_fen", "分", "奖励金额", "amount of the reward", "HX-46")
  (Share, kRewardMin, "grade.*.*.reward_min", "", "奖励下限（占当年财政补贴）", "least reward, of the year's fiscal subsidy", "PY-39")
  (Code, kGradeReduction, "grade.*.*.pay_reduction", "", "降低报酬（酌情）", "cut of pay: discretionary", "PY-44"));

}  // namespace tenure
