// What appraisal knows: grades with their revisions, the steps that led to them, scores, ranks in contests.
#pragma once

#include "domain/appraisal/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// From `on` the decision says `grade`, or, without one, nothing.
struct Revision {
  Date on;
  std::optional<Code> grade;
  Position position;
};
TENURE_STRUCT(Revision, "变更", "Revision",
  (on, "日期", "on")
  (grade, "等次", "grade")
  (position, "位置", "position"));

struct Grade {
  std::optional<Ref<PersonId>> person;  ///< absent: of the team
  Ref<OrgId> org;
  Code scheme;
  Period period;
  Code determined;
  Date on;
  std::optional<Decimal> points;
  Position position;
  std::vector<Revision> revisions;  ///< in the order of their dates

  /// The grade that holds on the date; null when none was determined yet, or it was revoked.
  const Code* in_force(Date date) const;
};
TENURE_STRUCT(Grade, "等次", "Grade",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (scheme, "考核办法", "scheme")
  (period, "期间", "period")
  (determined, "原定等次", "grade as determined")
  (on, "日期", "on")
  (points, "得分", "points")
  (position, "位置", "position")
  (revisions, "变更", "revisions"));

TENURE_ENUM(AppraisalStepKind, (report, "述职", "report")(ballot, "测评", "ballot")(committee, "考评", "committee"));

/// A report to an audience, a group's ballots, or a committee's appraisal: what a grade rests on.
struct AppraisalStep {
  AppraisalStepKind kind = AppraisalStepKind::report;
  Code who;  ///< audience, group, committee
  Date on;
  std::optional<Decimal> points;
  std::vector<BallotCount> votes;
  Position position;
};
TENURE_STRUCT(AppraisalStep, "环节", "Appraisal step",
  (kind, "类别", "kind")
  (who, "对象", "who")
  (on, "日期", "on")
  (points, "得分", "points")
  (votes, "票数", "votes")
  (position, "位置", "position"));

struct ContestResult {
  Code kind;
  Period period;
  std::int32_t rank = 0;
  std::int32_t of = 0;
  std::optional<Decimal> points;
  Date on;
  Position position;
};
TENURE_STRUCT(ContestResult, "竞赛名次", "Contest result",
  (kind, "类别", "kind")
  (period, "周期", "cycle")
  (rank, "名次", "rank")
  (of, "参赛数", "of how many")
  (points, "得分", "points")
  (on, "日期", "on")
  (position, "位置", "position"));

/// A person's grades, steps and ranks of one year (the part), or of one term.
struct PersonAppraisal {
  static constexpr SubjectKind kSubject = SubjectKind::person;

  std::vector<Grade> grades;
  std::vector<AppraisalStep> steps;
  std::vector<ContestResult> contests;
};
TENURE_STRUCT(PersonAppraisal, "个人考核", "Person's appraisal",
  (grades, "等次", "grades")
  (steps, "环节", "steps")
  (contests, "竞赛名次", "contests"));

/// The newest score of an item by a rater.
struct Score {
  Code part;
  Code item;
  std::optional<Code> kind;
  std::optional<Code> rater;
  std::optional<Decimal> points;
  std::optional<Code> level;
  std::optional<bool> passed;
  Position position;
};
TENURE_STRUCT(Score, "评分", "Score",
  (part, "部分", "part")
  (item, "指标", "item")
  (kind, "类别", "kind")
  (rater, "评分人", "rater")
  (points, "得分", "points")
  (level, "档次", "level")
  (passed, "达标", "met")
  (position, "位置", "position"));

/// A person's scores of one scheme and period: the part is score_part().
struct PersonScores {
  static constexpr SubjectKind kSubject = SubjectKind::person;

  std::vector<Score> scores;
};
TENURE_STRUCT(PersonScores, "个人评分", "Person's scores", (scores, "评分", "scores"));

/// Who was assessed in an organisation.
struct Assessed {
  Ref<PersonId> person;
  Code scheme;
};
TENURE_STRUCT(Assessed, "被考核人", "Assessed",
  (person, "人员", "person")
  (scheme, "考核办法", "scheme"));

/// An organisation's grades, and whom it assessed, of one period (the part).
struct OrgAppraisal {
  static constexpr SubjectKind kSubject = SubjectKind::org;

  std::vector<Grade> grades;
  std::vector<Assessed> assessed;
};
TENURE_STRUCT(OrgAppraisal, "组织考核", "Organisation's appraisal",
  (grades, "等次", "grades")
  (assessed, "被考核人", "assessed"));

using AppraisalRows = RowList<PersonAppraisal, PersonScores, OrgAppraisal>;
// clang-format on

std::string score_part(const Code& scheme, const Period& period);

/// Both rows keep grades, and the same events change them alike.
template <class Row>
concept KeepsGrades = std::is_same_v<Row, PersonAppraisal> || std::is_same_v<Row, OrgAppraisal>;

void change(std::vector<Grade>& grades, const Dated<GradeDetermined>& event);
void change(std::vector<Grade>& grades, const Dated<DecisionRevised>& event);

template <KeepsGrades Row, class E>
requires requires(std::vector<Grade>& grades, const Dated<E>& event) { change(grades, event); }
void apply(Row& row, const Dated<E>& event) { change(row.grades, event); }

void apply(PersonAppraisal& row, const Dated<DutyReportDelivered>& event);
void apply(PersonAppraisal& row, const Dated<BallotTallied>& event);
void apply(PersonAppraisal& row, const Dated<CommitteeAppraisalRecorded>& event);
void apply(PersonAppraisal& row, const Dated<ContestHeld>& event);
void apply(PersonScores& row, const Dated<AssessmentScored>& event);
void apply(OrgAppraisal& row, const Dated<AssessmentScored>& event);

template <class E>
std::vector<std::string> parts(const PersonAppraisal&, const Dated<E>& event) {
  return {event.data.period.part()};
}
template <class E>
std::vector<std::string> parts(const OrgAppraisal&, const Dated<E>& event) {
  return {event.data.period.str()};
}
std::vector<std::string> parts(const PersonScores&, const Dated<AssessmentScored>& event);

}  // namespace tenure
