#include "domain/affairs/events.h"
#include "domain/appraisal/annual_excellent.h"
#include "domain/appraisal/computations.h"
#include "domain/appraisal/events.h"
#include "domain/appraisal/expectations.h"
#include "domain/appraisal/gates.h"
#include "domain/appraisal/laws.h"
#include "domain/appraisal/policy.h"
#include "domain/appraisal/rows.h"
#include "domain/appraisal/unit_quota.h"
#include "domain/rules/once.h"

namespace tenure {
namespace {

using form::Window;

bool holds_then(const OrgAppraisal&, const Grade& grade, const Window& window) {
  return grade.in_force(window.on) != nullptr && window.holds(grade.on);
}

std::vector<std::string> grade_then(const Facts&, const Grade& grade, const Window& window) {
  return {grade.in_force(window.on)->value};
}

}  // namespace

const RuleTable& appraisal_rules() {
  static const RuleTable table{
      kAppraisalParameters,
      {{"gate.grade_scale", "PY-45 BB-49 HX-29 HX-39", "等次在规定范围内", "A grade of the scheme",
        grade_of_the_scale()},
       {"gate.appraisal_steps", "PY-37 SH-43 DY-54 OPN-38", "考核环节齐备", "All steps before the result",
        all_steps_before()},
       {"gate.annual_excellent", "HX-41 HX-42", "年度优秀的月度条件", "Months that annual excellent asks for",
        excellent_is_deserved(), RuleMode::enforce},
       {"gate.annual_excellent_stands", "HX-41 HX-42", "月度等次与年度优秀相符",
        "A month's grade that the annual excellent bears", excellent_is_borne()},
       {"gate.basic_items", "HX-37", "基础项全部达标后评分", "No points unless all basic items are met",
        basic_items_first()},
       {"gate.score_words", "HX-19 HX-24 HX-26", "评分在考核办法之内",
        "Parts, raters and levels of the scheme", words_of_the_scheme()},
       {"law.score_most", "LAW-19", "得分不小于零、不超过满分",
        "No more points than there are, and none below zero", score_in_bounds()},
       {"gate.score_items", "HX-20 HX-36", "指标项数在考核办法之内", "No more items than the scheme has",
        items_within_the_scheme()},
       {"law.scored_once", "LAW-19", "一项指标一人只评一次", "An item is scored once by one rater",
        scored_by_a_rater_once()},
       {"law.ballot_votes", "LAW-17", "测评票数相符", "Votes of a ballot add up", ballot_adds_up()},
       {"law.graded_in_office", "LAW-18", "任职期间方可定等次", "Graded for a period in office",
        graded_in_office()},
       {"law.assessed_in_office", "LAW-18", "任职期间方可评星评分", "Scored for a period in office",
        assessed_in_office()},
       {"law.graded_last", "LAW-20", "先测评评分后定等次", "Graded after ballots and appraisals",
        graded_last()},
       {"law.basis_revised", "LAW-22 PY-39 PY-41 HX-43 HX-46", "所依等次未变更",
        "No decision rests on a grade that was revised", borne_by_a_grade_that_holds()},
       {"law.appeal_own", "LAW-22", "申诉人为决定的当事人", "Who appeals is whom the decision is about",
        appealed_by_its_subject()},
       {"law.appeal_decided_once", "LAW-20", "一项申诉只决定一次", "An appeal is decided once",
        standing(gate<&decided_once<&AppealDecided::appeal>>())},
       {"law.appeal_decider", "LAW-11", "申诉不由原决定机关决定",
        "No appeal is decided by whom it is against", appeal_decided_by_another()},
       {"gate.unscored", "HX-37", "未评分人员按规定定等", "Who has no score gets what the policy says",
        unscored_by_policy()},
       {"gate.decided_in_order", "HX-38", "征求部门意见并经联席会确定",
        "Opinions, then the meeting, then the grade", opinions_then_meeting()},
       {"gate.grade_quota", "HX-39", "等次在比例之内", "Grades within their shares", within_shares()},
       {"gate.monthly_scope", "HX-35", "考核对象领取基础补贴", "Who is assessed draws the allowance",
        draws_the_component()},
       {"gate.grade_period", "HX-38 PY-37", "考核周期与方案相符", "A grade is for a period of its scheme",
        grade_of_a_period_of_the_scheme()},
       {"gate.contest_results", "HX-10 HX-12 HX-13", "竞赛结果每方一次、名次有效",
        "A contest's results have everybody once, at a rank", each_once_in_the_results()},
       {"gate.contest_theme", "HX-13", "竞赛主题由规定组织选定", "Theme set by the right organisation",
        theme_by_the_right_one()},
       {"alert.appraisal_overdue", "SH-41 CITY-35 PY-37 SX-38 OPN-37 BB-85 HX-17 DG-33", "考核未完成",
        "No concluded appraisal in the period", appraisal_in_each_period()},
       {"alert.monthly_assessment_overdue", "HX-38", "当月未考核", "Month without a result",
        result_of_each_month()},
       {"alert.annual_excellent", "HX-41 HX-42", "年度优秀不再成立",
        "An annual excellent that its months do not bear", excellent_rings()},
       {"alert.duty_report_overdue", "SH-35 CITY-37 PY-37 SX-40 DY-56 BB-28 SJ-65", "未述职",
        "Report missing for an audience", report_to_each_audience()},
       {"alert.feedback_missing", "HX-29 HX-47", "结果未反馈", "Result not fed back", results_fed_back()},
       {"alert.contest_due", "HX-10 HX-12 HX-13", "竞赛到期未举办", "Contest cycle due", contests_held()},
       {"calc.appraisal_result", "SH-44 CITY-38 PY-37 SJ-66 HX-12", "年度考核结果", "Annual result",
        form::Computation{&appraisal_result, SubjectKind::person, Period::Kind::year}},
       {"calc.monthly_score", "HX-34 HX-36", "月度得分", "Monthly score",
        form::Computation{&monthly_score, SubjectKind::person, Period::Kind::month}},
       {"calc.organiser_score", "HX-19 HX-20 HX-21 HX-22 HX-24 HX-25 HX-27", "组织员考核得分",
        "Organiser's score", form::Computation{&organiser_score, SubjectKind::person, Period::Kind::year}},
       {"calc.review_points", "HX-26", "综合评议得分", "Points of the review",
        form::Computation{&organiser_review, SubjectKind::person, Period::Kind::year}},
       {"calc.bonus_by_level", "HX-28", "表彰加分", "Bonus points by level",
        form::Computation{&organiser_bonus, SubjectKind::person, Period::Kind::year}},
       {"calc.grade_quota", "HX-39", "等次名额", "Grades by fixed shares",
        form::Computation{&grade_quota, SubjectKind::org, Period::Kind::month}},
       {"stat.grades", "PY-45 HX-29 HX-39", "等次分布", "Grades by scheme",
        with(count<&OrgAppraisal::grades, &holds_then>("", {"scheme", "grade"}),
             {derived<&grade_then>("grade", "等次", "grade", "grade")})},
       {"stat.contests", "HX-10 HX-12 HX-13", "竞赛次数", "Contests by kind",
        tally<ContestHeld>("", {"kind"})},
       {"stat.appraisals_by_kind", "HX-34", "考核评分项次", "Scores by kind of assessment",
        tally<AssessmentScored>("", {"scheme", "kind"})},
       {"rpt.appraisal", "PY-45 HX-29 HX-39", "考核情况", "Appraisal in figures",
        form::Report{{{"stat.grades", {}}, {"stat.contests", {}}}}}}};
  return table;
}

}  // namespace tenure
