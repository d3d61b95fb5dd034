// Events of appraisal: rounds, reports, ballots, scores, grades, what becomes of them, contests, appeals.
#pragma once

#include "domain/act/catalogue.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// An appraisal round opens. `scheme`: which rules it follows (annual, monthly, organiser, ...). (SH-41,
/// SX-38, OPN-37, BB-85)
struct AppraisalOpened {
  OrgId org;
  Code scheme;
  Period period;
  std::optional<Code> kind;
  std::optional<Ref<OrgId>> organiser;
};
TENURE_STRUCT(AppraisalOpened, "考核启动", "Appraisal opened",
  (org, "组织", "organisation")
  (scheme, "考核办法", "scheme")
  (period, "期间", "period")
  (kind, "类别", "kind")
  (organiser, "组织实施", "organiser"));

/// A duty report to one audience. (SH-35, CITY-37, PY-37, SX-40, DY-56, OPN-38, BB-28, SJ-63, DG-33)
struct DutyReportDelivered {
  PersonId person;
  OrgId org;
  Period period;
  Code audience;  ///< township_committee, members, village_representatives, ...
  std::optional<std::int32_t> present;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(DutyReportDelivered, "述职", "Duty report delivered",
  (person, "述职人", "person")
  (org, "组织", "organisation")
  (period, "期间", "period")
  (audience, "述职对象", "audience")
  (present, "到会人数", "present")
  (basis, "依据", "basis"));

/// (SH-43, DY-66)
struct QuestionRaised {
  PersonId person;
  OrgId org;
  Code group;  ///< who asks: members, representatives, ...
  Sealed<LongText> question;
};
TENURE_STRUCT(QuestionRaised, "提问", "Question raised",
  (person, "被提问人", "asked of")
  (org, "组织", "organisation")
  (group, "提问人类别", "asked by")
  (question, "问题", "question"));

struct QuestionAnswered {
  PersonId person;
  OrgId org;
  Position question;
  Sealed<LongText> answer;
};
TENURE_STRUCT(QuestionAnswered, "答复", "Question answered",
  (person, "答复人", "answered by")
  (org, "组织", "organisation")
  (question, "问题位置", "question's position")
  (answer, "答复", "answer"));

struct BallotCount {
  Code option;
  std::int32_t count = 0;
};
TENURE_STRUCT(BallotCount, "得票", "Ballot count",
  (option, "选项", "option")
  (count, "票数", "votes"));

/// The ballots of one group of voters. (SH-42, CITY-38, PY-37, SX-40, OPN-37, BB-48, SJ-66)
struct BallotTallied {
  std::optional<PersonId> person;  ///< absent: of the team
  OrgId org;
  Code scheme;
  Period period;
  Code group;  ///< masses, members, representatives, ...
  std::optional<std::int32_t> eligible;
  std::optional<std::int32_t> issued;
  std::optional<std::int32_t> returned;
  std::optional<std::int32_t> valid;
  std::vector<BallotCount> votes;
};
TENURE_STRUCT(BallotTallied, "测评计票", "Ballot tallied",
  (person, "被测评人", "person")
  (org, "组织", "organisation")
  (scheme, "考核办法", "scheme")
  (period, "期间", "period")
  (group, "测评人类别", "voters")
  (eligible, "应到", "eligible")
  (issued, "发出", "issued")
  (returned, "收回", "returned")
  (valid, "有效", "valid")
  (votes, "票数", "votes"));

/// What the party committee or a higher organisation found. (SH-43, CITY-38, PY-37, OPN-37, SJ-66)
struct CommitteeAppraisalRecorded {
  std::optional<PersonId> person;
  OrgId org;
  Code scheme;
  Period period;
  Ref<OrgId> committee;
  std::optional<Code> opinion;
  std::optional<Decimal> points;
  std::optional<Sealed<LongText>> comment;
};
TENURE_STRUCT(CommitteeAppraisalRecorded, "党委考评", "Committee appraisal recorded",
  (person, "被考评人", "person")
  (org, "组织", "organisation")
  (scheme, "考核办法", "scheme")
  (period, "期间", "period")
  (committee, "考评党委", "committee")
  (opinion, "意见", "opinion")
  (points, "得分", "points")
  (comment, "评语", "comment"));

/// One indicator or dimension as one rater saw it: points, a level, or whether it was met. (SH-44, CITY-36,
/// HX-19, HX-24, HX-26, HX-34, HX-36, HX-37, DG-32)
struct AssessmentScored {
  PersonId person;
  OrgId org;
  Code scheme;
  Period period;
  Code part;  ///< basic, scored, characteristic, other, review, ...
  Code item;
  std::optional<Code> kind;  ///< comprehensive, single; monthly, daily
  std::optional<Code> rater;
  std::optional<Decimal> points;
  std::optional<Code> level;
  std::optional<bool> passed;
};
TENURE_STRUCT(AssessmentScored, "考核评分", "Assessment scored",
  (person, "被考核人", "person")
  (org, "组织", "organisation")
  (scheme, "考核办法", "scheme")
  (period, "期间", "period")
  (part, "部分", "part")
  (item, "指标", "item")
  (kind, "类别", "kind")
  (rater, "评分人", "rater")
  (points, "得分", "points")
  (level, "档次", "level")
  (passed, "达标", "met"));

/// A periodic assessment of work results is concluded. (CITY-35, SX-28, DY-54, BB-27, SJ-63, DG-33)
struct PerformanceAssessed {
  std::optional<PersonId> person;
  OrgId org;
  Code scheme;
  Period period;
  std::optional<Decimal> points;
  std::optional<Code> result;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PerformanceAssessed, "实绩考核", "Performance assessed",
  (person, "被考核人", "person")
  (org, "组织", "organisation")
  (scheme, "考核办法", "scheme")
  (period, "期间", "period")
  (points, "得分", "points")
  (result, "结果", "result")
  (basis, "依据", "basis"));

/// The grade of a person, or of a team, for a period. It holds until it is revised. (SH-45, CITY-35, PY-45,
/// OPN-40, BB-49, HX-29, HX-38, HX-39)
struct GradeDetermined {
  std::optional<PersonId> person;
  OrgId org;
  Code scheme;
  Period period;
  Code grade;
  std::optional<Decimal> points;
  std::optional<Ref<OrgId>> decider;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(GradeDetermined, "等次确定", "Grade determined",
  (person, "被考核人", "person")
  (org, "组织", "organisation")
  (scheme, "考核办法", "scheme")
  (period, "期间", "period")
  (grade, "等次", "grade")
  (points, "得分", "points")
  (decider, "确定机关", "decided by")
  (basis, "依据", "basis"));

/// (HX-29, HX-47)
struct ResultFedBack {
  std::optional<PersonId> person;
  OrgId org;
  Code scheme;
  Period period;
  std::optional<Code> form;  ///< face_to_face, written
  std::vector<Code> to;      ///< person, village, township_committee
  std::optional<Sealed<LongText>> strengths;
  std::optional<Sealed<LongText>> shortcomings;
};
TENURE_STRUCT(ResultFedBack, "结果反馈", "Result fed back",
  (person, "被考核人", "person")
  (org, "组织", "organisation")
  (scheme, "考核办法", "scheme")
  (period, "期间", "period")
  (form, "方式", "form")
  (to, "反馈对象", "to")
  (strengths, "成绩", "strong points")
  (shortcomings, "不足", "shortcomings"));

/// (SH-46, DY-52, DY-53, OPN-39)
struct StarsAwarded {
  std::optional<PersonId> person;
  OrgId org;
  Code kind;
  Period period;
  std::int32_t count = 0;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(StarsAwarded, "星级评定", "Stars awarded",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (period, "期间", "period")
  (count, "星数", "stars")
  (basis, "依据", "basis"));

/// (DY-55)
struct StarPlanSet {
  std::optional<PersonId> person;
  OrgId org;
  Period period;
  std::int32_t stars = 0;
  std::vector<ShortText> measures;
};
TENURE_STRUCT(StarPlanSet, "升星计划", "Star plan set",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (period, "期间", "period")
  (stars, "目标星数", "stars aimed at")
  (measures, "措施", "measures"));

/// (DY-31, DY-32, DY-33, DY-34)
struct StudyPointsLogged {
  PersonId person;
  OrgId org;
  Period period;
  Code item;
  Decimal points;
};
TENURE_STRUCT(StudyPointsLogged, "学习积分", "Study points logged",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (period, "期间", "period")
  (item, "项目", "item")
  (points, "积分", "points"));

/// (SX-45, DG-34)
struct VetoTriggered {
  std::optional<PersonId> person;
  OrgId org;
  Period period;
  Code item;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(VetoTriggered, "一票否决", "Veto triggered",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (period, "期间", "period")
  (item, "事项", "item")
  (basis, "依据", "basis"));

/// One contestant: a person, or a unit. The result stands in the person's file too. (HX-13)
struct ContestEntry {
  std::optional<PersonId> person;
  std::optional<Ref<OrgId>> unit;
  std::int32_t rank = 0;
  std::optional<Decimal> points;
};
TENURE_STRUCT(ContestEntry, "参赛结果", "Contest entry",
  (person, "人员", "person")
  (unit, "单位", "unit")
  (rank, "名次", "rank")
  (points, "得分", "points"));

/// A contest or ranking with its results. (HX-03, HX-07, HX-10, HX-12, HX-13)
struct ContestHeld {
  OrgId org;  ///< who holds it
  Code kind;  ///< dual_points, township_secretary, village_secretary, ...
  Period period;
  std::optional<ShortText> theme;
  std::optional<Ref<OrgId>> theme_by;
  std::vector<ContestEntry> entries;
};
TENURE_STRUCT(ContestHeld, "竞赛评比", "Contest held",
  (org, "主办组织", "held by")
  (kind, "类别", "kind")
  (period, "周期", "cycle")
  (theme, "主题", "theme")
  (theme_by, "选题组织", "theme set by")
  (entries, "结果", "results"));

/// A decision is contested; it holds until it is revised.
struct AppealFiled {
  PersonId person;
  OrgId org;
  Position decision;
  Sealed<LongText> grounds;
};
TENURE_STRUCT(AppealFiled, "申诉", "Appeal filed",
  (person, "申诉人", "appellant")
  (org, "组织", "organisation")
  (decision, "所诉决定位置", "decision's position")
  (grounds, "理由", "grounds"));

struct AppealDecided {
  PersonId person;
  OrgId org;
  Position appeal;
  Code outcome;  ///< upheld, rejected, partly_upheld
  std::optional<Sealed<LongText>> reason;
};
TENURE_STRUCT(AppealDecided, "申诉决定", "Appeal decided",
  (person, "申诉人", "appellant")
  (org, "组织", "organisation")
  (appeal, "申诉位置", "appeal's position")
  (outcome, "结论", "outcome")
  (reason, "理由", "reason"));

/// A decision was changed: from this date on `grade` holds, or, without one, nothing does. A correction is
/// another thing: it says that the record was wrong.
struct DecisionRevised {
  PersonId person;
  OrgId org;
  Position decision;
  Period period;  ///< of the decision
  std::optional<Code> grade;
  Sealed<LongText> reason;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(DecisionRevised, "决定变更", "Decision revised",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (decision, "原决定位置", "decision's position")
  (period, "原决定期间", "decision's period")
  (grade, "变更后的等次", "grade from now on")
  (reason, "理由", "reason")
  (basis, "依据", "basis"));
TENURE_EVENT_TRAITS(DecisionRevised, .rank = 60);

using AppraisalEvents =
    EventList<
  AppraisalOpened,
  DutyReportDelivered,
  QuestionRaised,
  QuestionAnswered,
  BallotTallied,
  CommitteeAppraisalRecorded,
  AssessmentScored,
  PerformanceAssessed,
  GradeDetermined,
  ResultFedBack,
  StarsAwarded,
  StarPlanSet,
  StudyPointsLogged,
  VetoTriggered,
  ContestHeld,
  AppealFiled,
  AppealDecided,
  DecisionRevised>;

}  // namespace tenure
