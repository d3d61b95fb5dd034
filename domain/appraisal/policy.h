// What a policy may say of appraisal. A scheme is a set of rules by which people are graded: annual, monthly,
// organiser. `scheme.<scheme>` says how it goes, `grade.<scheme>.<grade>` what follows.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kAppraisalParameters,
  (Codes, kGrades, "scheme.*.grades", "", "等次，由高到低", "grades, best first", "PY-45 BB-49 HX-29 HX-39")
  (Code, kSchemeCadence, "scheme.*.cadence", "", "考核周期", "how often: month, quarter, half, year", "SH-41 CITY-35 PY-37 SX-38 OPN-37 BB-85 HX-38")
  (Days, kSchemeGrace, "scheme.*.grace_days", "天", "考核宽限期", "days within which the grade may follow", "PY-37 HX-38")
  (Codes, kSchemePosts, "scheme.*.posts", "", "考核对象职务", "posts that are appraised", "PY-37 HX-17")
  (Code, kSchemeScope, "scheme.*.scope_component", "", "以领取该项报酬者为考核对象", "who draws this component of pay is appraised", "HX-35")
  (Codes, kSchemeUses, "scheme.*.uses", "", "结果运用", "what the results decide", "PY-38 HX-29 HX-40 SH-45 SX-39 DY-58 OPN-40 BB-51 DG-38")
  (Code, kDecidingMeeting, "scheme.*.decided_at", "", "确定结果的会议", "meeting that fixes the result", "HX-38")
  (Codes, kOpinionsOf, "scheme.*.opinions_of", "", "须统筹意见的部门", "departments that are heard first", "HX-38")
  (Codes, kFeedbackTo, "scheme.*.feedback_to", "", "结果反馈对象", "whom the result is fed back to", "HX-29 HX-47")
  (Code, kFeedbackForm, "scheme.*.feedback_form", "", "结果反馈方式", "how the result is fed back", "HX-47")
  (Days, kFeedbackGrace, "scheme.*.feedback_days", "天", "结果反馈期限", "days within which the result is fed back", "HX-29 HX-47")

  (Codes, kReportAudiences, "report.audiences", "", "述职对象", "audiences of the duty report", "PY-37 SX-40 DY-56 BB-28")
  (Code, kReportCadence, "report.cadence", "", "述职周期", "how often a duty report is due", "CITY-37 PY-37 DY-56 BB-28 SJ-65")
  (Days, kReportGrace, "report.grace_days", "天", "述职宽限期", "days within which the report may follow", "PY-37 DY-56")
  (Codes, kBallotGroups, "appraisal.ballots", "", "测评人类别", "groups whose ballots are needed", "PY-37 SX-40 OPN-37")
  (bool, kCommitteeNeeded, "appraisal.committee", "", "须党委考评", "the committee's appraisal is needed", "CITY-38 PY-37")
  (Share, kTicketWeight, "appraisal.weight.*", "", "各项结果权重（党委考评、测评、竞赛）", "weights of committee, ballot, contest", "CITY-38 SJ-66 HX-12")
  (Codes, kPositiveOptions, "appraisal.positive", "", "计为满意的选项", "options that count as satisfied", "CITY-38 SJ-66")
  (Schedule, kContestPoints, "appraisal.contest_points", "分", "名次对应分值", "points by rank", "HX-12")

  (Codes, kScoreParts, "scheme.*.parts", "", "计分部分", "parts whose points add up", "HX-19 HX-36")
  (std::int64_t, kScoreItems, "scheme.*.items.*", "项", "各部分指标数", "items of a part", "HX-20 HX-36")
  (Decimal, kPartWeight, "scheme.*.part_weight.*", "", "各部分比值", "weight of a part", "HX-25")
  (Decimal, kScoreMax, "scheme.*.max", "分", "实绩满分", "most points of the parts together", "HX-24 HX-25")
  (Codes, kRaters, "scheme.*.raters", "", "评分人", "raters who must all have scored", "HX-24")
  (Share, kRaterWeight, "scheme.*.rater_weight.*", "", "评分人权重", "weight of a rater", "HX-24")
  (Codes, kReviewDimensions, "scheme.*.review_dimensions", "", "综合评议方面", "dimensions of the review", "HX-26")
  (Decimal, kReviewPoints, "scheme.*.review_points.*", "分", "评议档次分值", "points of a level of the review", "HX-26")
  (Decimal, kBonusPoints, "scheme.*.bonus.*", "分", "表彰加分", "points for a commendation, by level", "HX-28")
  (bool, kBasicGate, "scheme.*.basic_gate", "", "基础项全部达标后评分", "no points unless all basic items are met", "HX-37")
  (Code, kUnscored, "scheme.*.unscored", "", "未评分人员的等次处理（不计，或某等次）", "people without a score: left out, or a grade", "HX-37")

  (Share, kQuota, "scheme.*.quota.*", "", "等次比例", "share of a grade", "HX-39")
  (Code, kQuotaUnit, "scheme.*.quota_unit", "", "比例计算单位（组织类别）", "kind of the organisation that the shares are of", "HX-39")
  (Code, kQuotaRounding, "scheme.*.quota_rounding", "", "取整方式（舍去、四舍五入、进一）", "rounding: floor, nearest, ceiling", "HX-39")
  (Code, kQuotaRest, "scheme.*.quota_rest", "", "余数等次", "the grade of all others", "HX-39")
  (Code, kQuotaTies, "scheme.*.quota_ties", "", "同分处理（先登记在前，或同进退）", "equal scores: recorded, who was scored first; together, none of them gets a limited grade", "HX-39")
  (std::int64_t, kQuotaMin, "scheme.*.quota_min", "人", "适用比例的最少人数", "fewest people for whom the shares hold", "HX-39")

  (std::int64_t, kExcellentMonths, "annual_excellent.min_excellent_months", "月", "参评年度优秀所需优秀月数", "fewest excellent months", "HX-41")
  (std::int64_t, kPoorMonths, "annual_excellent.max_poor_months", "月", "参评年度优秀允许较差月数", "most poor months", "HX-42")
  (bool, kProrate, "annual_excellent.prorate", "", "不足一年按月折算", "fewer months for whoever was assessed less than a year", "HX-41")

  (Code, kGradeAction, "grade.*.*.action", "", "等次后果", "what follows from the grade", "PY-41 HX-30 HX-31")
  (Code, kGradeActionBy, "grade.*.*.by", "", "作出机关", "by whom", "PY-41 HX-30")
  (Days, kActionGrace, "grade.action_days", "天", "后果落实期限", "days within which it follows", "PY-41 HX-30 HX-31")
  (std::int64_t, kRunYears, "grade.*.*.run_years", "年", "连续年数", "years running", "BB-54 HX-31")
  (Code, kRunAction, "grade.*.*.run_action", "", "连续后的后果", "what follows from as many years running", "BB-54 HX-31")
  (bool, kExcludesYear, "grade.*.*.excludes_year", "", "当年不计任职年限", "the year does not count as service", "PY-43")

  (Code, kContestCadence, "contest.*.cadence", "", "竞赛周期", "how often the contest is held", "HX-10 HX-12 HX-13")
  (Code, kContestHeldBy, "contest.*.held_by", "", "主办组织类别", "kind of the organisation that holds it", "HX-10 HX-12 HX-13")
  (Code, kContestTheme, "contest.*.theme_by", "", "选题组织类别", "kind of the organisation that sets the theme", "HX-13")
  (Days, kContestGrace, "contest.*.grace_days", "天", "竞赛宽限期", "days within which the contest may follow", "HX-10 HX-12 HX-13"));

}  // namespace tenure
