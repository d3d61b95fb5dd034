// What appraisal knows: grades with their revisions, the steps that led to them, scores, ranks in contests.
#pragma once

#include "domain/appraisal/events.h"

namespace tenure {

/// From `on` the decision says `grade`, or, without one, nothing.
TENURE_STRUCT(Revision, "变更", "Revision",
  (Date, on, "日期", "on")
  (std::optional<Code>, grade, "等次", "grade")
  (Position, position, "位置", "position"));

struct Grade {
  TENURE_FIELDS(Grade, "等次", "Grade",
    (std::optional<Ref<PersonId>>, person, "人员", "person")  ///< absent: of the team
    (Ref<OrgId>, org, "组织", "organisation")
    (Code, scheme, "考核办法", "scheme")
    (Period, period, "期间", "period")
    (Code, determined, "原定等次", "grade as determined")
    (Date, on, "日期", "on")
    (std::optional<Decimal>, points, "得分", "points")
    (Position, position, "位置", "position")
    (std::vector<Revision>, revisions, "变更", "revisions"));  ///< in the order of their dates

  /// The grade that holds on the date; null when none was determined yet, or it was revoked.
  const Code* in_force(Date date) const;
  /// What it says after all revisions; null when it was revoked.
  const Code* at_last() const;
};

TENURE_ENUM(AppraisalStepKind, (report, "述职", "report")(ballot, "测评", "ballot")(committee, "考评", "committee"));

/// A report to an audience, a group's ballots, or a committee's appraisal: what a grade rests on.
TENURE_STRUCT(AppraisalStep, "环节", "Appraisal step",
  (AppraisalStepKind, kind, "类别", "kind", AppraisalStepKind::report)
  (Code, who, "对象", "who")  ///< audience, group, committee
  (Date, on, "日期", "on")
  (std::optional<Decimal>, points, "得分", "points")
  (std::vector<BallotCount>, votes, "票数", "votes")
  (Position, position, "位置", "position")
  (std::optional<Code>, scheme, "考核办法", "scheme")  ///< a duty report names none
  (Period, period, "期间", "period")
  (Ref<OrgId>, org, "组织", "organisation"));

TENURE_STRUCT(ContestResult, "竞赛名次", "Contest result",
  (Code, kind, "类别", "kind")
  (Period, period, "周期", "cycle")
  (std::int32_t, rank, "名次", "rank", 0)
  (std::int32_t, of, "参赛数", "of how many", 0)
  (std::optional<Decimal>, points, "得分", "points")
  (Date, on, "日期", "on")
  (Position, position, "位置", "position"));

/// What somebody was scored by, or awarded stars for: all of one scheme, or kind of stars, organisation and
/// period.
TENURE_STRUCT(AssessedPeriod, "评分期间", "Assessed period",
  (std::optional<Code>, scheme, "考核办法", "scheme")  ///< absent: of stars
  (Ref<OrgId>, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (Date, first, "首次日期", "first on")
  (Date, last, "末次日期", "last on")
  (std::vector<Position>, positions, "位置", "positions"));

/// A person's grades, steps and ranks of one year (the part), or of one term.
TENURE_ROW(PersonAppraisal, person, "个人考核", "Person's appraisal",
  (std::vector<Grade>, grades, "等次", "grades")
  (std::vector<AppraisalStep>, steps, "环节", "steps")
  (std::vector<ContestResult>, contests, "竞赛名次", "contests")
  (std::vector<AssessedPeriod>, periods, "评分期间", "assessed periods"));

/// The newest score of an item by a rater.
TENURE_STRUCT(Score, "评分", "Score",
  (Code, part, "部分", "part")
  (Code, item, "指标", "item")
  (std::optional<Code>, kind, "类别", "kind")
  (std::optional<Code>, rater, "评分人", "rater")
  (std::optional<Decimal>, points, "得分", "points")
  (std::optional<Code>, level, "档次", "level")
  (std::optional<bool>, passed, "达标", "met")
  (Position, position, "位置", "position"));

/// A person's scores of one scheme and period: the part is score_part().
TENURE_ROW(PersonScores, person, "个人评分", "Person's scores",
  (std::vector<Score>, scores, "评分", "scores"));

/// Who was assessed in an organisation.
TENURE_STRUCT(Assessed, "被考核人", "Assessed",
  (Ref<PersonId>, person, "人员", "person")
  (Code, scheme, "考核办法", "scheme"));

/// An organisation's grades, and whom it assessed, of one period (the part).
TENURE_ROW(OrgAppraisal, org, "组织考核", "Organisation's appraisal",
  (std::vector<Grade>, grades, "等次", "grades")
  (std::vector<Assessed>, assessed, "被考核人", "assessed"));

using AppraisalRows = RowList<PersonAppraisal, PersonScores, OrgAppraisal>;

std::string score_part(const Code& scheme, const Period& period);

}  // namespace tenure
