// Events of appraisal: rounds, reports, ballots, scores, grades, what becomes of them, contests, appeals.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// An appraisal round opens. `scheme`: which rules it follows (annual, monthly, organiser, ...). (SH-41,
/// SX-38, OPN-37, BB-85)
TENURE_STRUCT(AppraisalOpened, "考核启动", "Appraisal opened",
  (OrgId, org, "组织", "organisation")
  (Code, scheme, "考核办法", "scheme")
  (Period, period, "期间", "period")
  (std::optional<Code>, kind, "类别", "kind")
  (std::optional<Ref<OrgId>>, organiser, "组织实施", "organiser"));

/// A duty report to one audience. (SH-35, CITY-37, PY-37, SX-40, DY-56, OPN-38, BB-28, SJ-63, DG-33)
TENURE_STRUCT(DutyReportDelivered, "述职", "Duty report delivered",
  (PersonId, person, "述职人", "person")
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (Code, audience, "述职对象", "audience")  ///< township_committee, members, village_representatives, ...
  (std::optional<std::int32_t>, present, "到会人数", "present")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-43, DY-66)
TENURE_STRUCT(QuestionRaised, "提问", "Question raised",
  (PersonId, person, "被提问人", "asked of")
  (OrgId, org, "组织", "organisation")
  (Code, group, "提问人类别", "asked by")  ///< who asks: members, representatives, ...
  (Sealed<LongText>, question, "问题", "question")
  (std::optional<MatterId>, matter, "事项", "matter"));  ///< of one at a hearing

TENURE_STRUCT(QuestionAnswered, "答复", "Question answered",
  (PersonId, person, "答复人", "answered by")
  (OrgId, org, "组织", "organisation")
  (Position, question, "问题位置", "question's position")
  (Sealed<LongText>, answer, "答复", "answer"));

TENURE_STRUCT(BallotCount, "得票", "Ballot count",
  (Code, option, "选项", "option")
  (std::int32_t, count, "票数", "votes", 0));

/// The ballots of one group of voters. (SH-42, CITY-38, PY-37, SX-40, OPN-37, BB-48, SJ-66)
TENURE_STRUCT(BallotTallied, "测评计票", "Ballot tallied",
  (std::optional<PersonId>, person, "被测评人", "person")  ///< absent: of the team
  (OrgId, org, "组织", "organisation")
  (Code, scheme, "考核办法", "scheme")
  (Period, period, "期间", "period")
  (Code, group, "测评人类别", "voters")  ///< masses, members, representatives, ...
  (std::optional<std::int32_t>, eligible, "应到", "eligible")
  (std::optional<std::int32_t>, issued, "发出", "issued")
  (std::optional<std::int32_t>, returned, "收回", "returned")
  (std::optional<std::int32_t>, valid, "有效", "valid")
  (std::vector<BallotCount>, votes, "票数", "votes"));

/// What the party committee or a higher organisation found. (SH-43, CITY-38, PY-37, OPN-37, SJ-66)
TENURE_STRUCT(CommitteeAppraisalRecorded, "党委考评", "Committee appraisal recorded",
  (std::optional<PersonId>, person, "被考评人", "person")
  (OrgId, org, "组织", "organisation")
  (Code, scheme, "考核办法", "scheme")
  (Period, period, "期间", "period")
  (Ref<OrgId>, committee, "考评党委", "committee")
  (std::optional<Code>, opinion, "意见", "opinion")
  (std::optional<Decimal>, points, "得分", "points")
  (std::optional<Sealed<LongText>>, comment, "评语", "comment"));

/// One indicator or dimension as one rater saw it: points, a level, or whether it was met. (SH-44, CITY-36,
/// HX-19, HX-24, HX-26, HX-34, HX-36, HX-37, DG-32)
TENURE_STRUCT(AssessmentScored, "考核评分", "Assessment scored",
  (PersonId, person, "被考核人", "person")
  (OrgId, org, "组织", "organisation")
  (Code, scheme, "考核办法", "scheme")
  (Period, period, "期间", "period")
  (Code, part, "部分", "part")  ///< basic, scored, characteristic, other, review, ...
  (Code, item, "指标", "item")
  (std::optional<Code>, kind, "类别", "kind")  ///< comprehensive, single; monthly, daily
  (std::optional<Code>, rater, "评分人", "rater")
  (std::optional<Decimal>, points, "得分", "points")
  (std::optional<Code>, level, "档次", "level")
  (std::optional<bool>, passed, "达标", "met"));

/// A periodic assessment of work results is concluded. (CITY-35, SX-28, DY-54, BB-27, SJ-63, DG-33)
TENURE_STRUCT(PerformanceAssessed, "实绩考核", "Performance assessed",
  (std::optional<PersonId>, person, "被考核人", "person")
  (OrgId, org, "组织", "organisation")
  (Code, scheme, "考核办法", "scheme")
  (Period, period, "期间", "period")
  (std::optional<Decimal>, points, "得分", "points")
  (std::optional<Code>, result, "结果", "result")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// The grade of a person, or of a team, for a period. It holds until it is revised. (SH-45, CITY-35, PY-45,
/// OPN-40, BB-49, HX-29, HX-38, HX-39)
TENURE_STRUCT(GradeDetermined, "等次确定", "Grade determined",
  (std::optional<PersonId>, person, "被考核人", "person")
  (OrgId, org, "组织", "organisation")
  (Code, scheme, "考核办法", "scheme")
  (Period, period, "期间", "period")
  (Code, grade, "等次", "grade")
  (std::optional<Decimal>, points, "得分", "points")
  (std::optional<Ref<OrgId>>, decider, "确定机关", "decided by")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (HX-29, HX-47)
TENURE_STRUCT(ResultFedBack, "结果反馈", "Result fed back",
  (std::optional<PersonId>, person, "被考核人", "person")
  (OrgId, org, "组织", "organisation")
  (Code, scheme, "考核办法", "scheme")
  (Period, period, "期间", "period")
  (std::optional<Code>, form, "方式", "form")  ///< face_to_face, written
  (std::vector<Code>, to, "反馈对象", "to")  ///< person, village, township_committee
  (std::optional<Sealed<LongText>>, strengths, "成绩", "strong points")
  (std::optional<Sealed<LongText>>, shortcomings, "不足", "shortcomings"));

/// (SH-46, DY-52, DY-53, OPN-39)
TENURE_STRUCT(StarsAwarded, "星级评定", "Stars awarded",
  (std::optional<PersonId>, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, kind, "类别", "kind")
  (Period, period, "期间", "period")
  (std::int32_t, count, "星数", "stars", 0)
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (DY-55)
TENURE_STRUCT(StarPlanSet, "升星计划", "Star plan set",
  (std::optional<PersonId>, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (std::int32_t, stars, "目标星数", "stars aimed at", 0)
  (std::vector<ShortText>, measures, "措施", "measures"));

/// (DY-31, DY-32, DY-33, DY-34)
TENURE_STRUCT(StudyPointsLogged, "学习积分", "Study points logged",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (Code, item, "项目", "item")
  (Decimal, points, "积分", "points"));

/// (SX-45, DG-34)
TENURE_STRUCT(VetoTriggered, "一票否决", "Veto triggered",
  (std::optional<PersonId>, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (Code, item, "事项", "item")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// One contestant: a person, or a unit. The result stands in the person's file too. (HX-13)
TENURE_STRUCT(ContestEntry, "参赛结果", "Contest entry",
  (std::optional<PersonId>, person, "人员", "person")
  (std::optional<Ref<OrgId>>, unit, "单位", "unit")
  (std::int32_t, rank, "名次", "rank", 0)
  (std::optional<Decimal>, points, "得分", "points"));

/// A contest or ranking with its results. (HX-03, HX-07, HX-10, HX-12, HX-13)
TENURE_STRUCT(ContestHeld, "竞赛评比", "Contest held",
  (OrgId, org, "主办组织", "held by")  ///< who holds it
  (Code, kind, "类别", "kind")  ///< dual_points, township_secretary, village_secretary, ...
  (Period, period, "周期", "cycle")
  (std::optional<ShortText>, theme, "主题", "theme")
  (std::optional<Ref<OrgId>>, theme_by, "选题组织", "theme set by")
  (std::vector<ContestEntry>, entries, "结果", "results"));

/// A decision is contested; it holds until it is revised.
TENURE_STRUCT(AppealFiled, "申诉", "Appeal filed",
  (PersonId, person, "申诉人", "appellant")
  (OrgId, org, "组织", "organisation")
  (Position, decision, "所诉决定位置", "decision's position")
  (Sealed<LongText>, grounds, "理由", "grounds"));

TENURE_STRUCT(AppealDecided, "申诉决定", "Appeal decided",
  (PersonId, person, "申诉人", "appellant")
  (OrgId, org, "组织", "organisation")
  (Position, appeal, "申诉位置", "appeal's position")
  (Code, outcome, "结论", "outcome")  ///< upheld, rejected, partly_upheld
  (std::optional<Sealed<LongText>>, reason, "理由", "reason")
  /// absent: the authority of the act
  (std::optional<Ref<OrgId>>, decider, "决定机关", "decided by"));

/// A decision was changed: from this date on `grade` holds, or, without one, nothing does. A correction is
/// another thing: it says that the record was wrong.
TENURE_STRUCT(DecisionRevised, "决定变更", "Decision revised",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Position, decision, "原决定位置", "decision's position")
  (Period, period, "原决定期间", "decision's period")  ///< of the decision
  (std::optional<Code>, grade, "变更后的等次", "grade from now on")
  (Sealed<LongText>, reason, "理由", "reason")
  (std::vector<ShortText>, basis, "依据", "basis"));
TENURE_EVENT_TRAITS(DecisionRevised, .rank = 60);

using AppraisalEvents =
    EventList<AppraisalOpened, DutyReportDelivered, QuestionRaised, QuestionAnswered, BallotTallied,
              CommitteeAppraisalRecorded, AssessmentScored, PerformanceAssessed, GradeDetermined,
              ResultFedBack, StarsAwarded, StarPlanSet, StudyPointsLogged, VetoTriggered, ContestHeld,
              AppealFiled, AppealDecided, DecisionRevised>;

}  // namespace tenure
