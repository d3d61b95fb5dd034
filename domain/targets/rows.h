// What targets know: a person's pledges and what became of them, an organisation's plans and listed items.
#pragma once

#include "domain/targets/events.h"

namespace tenure {

TENURE_STRUCT(PledgeReview, "审核", "Review",
  (Date, on, "日期", "on")
  (Code, outcome, "结果", "outcome")
  (Position, position, "位置", "position"));

/// One thing that was pledged, and how it stands.
TENURE_STRUCT(PledgedItem, "承诺事项", "Pledged item",
  (Code, item, "编号", "item")
  (std::optional<Date>, finished, "了结日期", "finished on"));  ///< done or dropped

/// A pledge of a person to an organisation.
TENURE_STRUCT(Pledge, "承诺", "Pledge",
  (Ref<OrgId>, org, "组织", "organisation")
  (Code, kind, "类别", "kind")
  (std::optional<Code>, phase, "阶段", "phase")
  (std::optional<Code>, round, "届次", "round")
  (Date, made, "承诺日期", "made")
  (std::vector<Code>, audiences, "承诺对象", "audiences")
  (std::optional<Code>, place, "场合", "place")
  (std::optional<PledgeReview>, review, "审核", "review")  ///< the last one
  (std::optional<Date>, published, "公示日期", "published")
  (Position, position, "位置", "position")
  (std::vector<PledgedItem>, items, "事项", "items"));

/// The pledges of a person, in the order of their dates.
struct PersonPledges {
  static constexpr SubjectKind kSubject = SubjectKind::person;
  TENURE_FIELDS(PersonPledges, "个人承诺", "Person's pledges",
    (std::vector<Pledge>, pledges, "承诺", "pledges"));

  /// The last one to the organisation that was made by the date, or null.
  const Pledge* newest(const OrgId& org, Date on) const;
};

TENURE_STRUCT(Plan, "计划", "Plan",
  (Period, period, "年度", "period")
  (Date, adopted, "形成日期", "adopted")
  (Position, position, "位置", "position"));

TENURE_ROW(OrgPlans, org, "年度计划", "Plans", (std::vector<Plan>, plans, "计划", "plans"));

TENURE_STRUCT(Progress, "进展", "Progress",
  (Date, on, "日期", "on")
  (Code, state, "状态", "state")
  (std::optional<ShortText>, result, "成效", "result")
  (Position, position, "位置", "position"));

TENURE_STRUCT(ProjectItem, "清单事项", "Project item",
  (Code, item, "编号", "item")
  (ShortText, title, "名称", "title")
  (std::optional<Code>, topic, "类别", "topic")
  (std::optional<Ref<PersonId>>, responsible, "责任人", "responsible")
  (Date, listed, "列入日期", "listed")
  (std::optional<Date>, due, "完成时限", "due")
  (std::vector<Progress>, progress, "进展", "progress")
  (Position, position, "位置", "position"));

/// One item (the part) of an organisation's list; a row has one, or none when it was never listed.
TENURE_ROW(OrgProject, org, "清单", "Listed item", (std::vector<ProjectItem>, items, "清单事项", "items"));

using TargetsRows = RowList<PersonPledges, OrgPlans, OrgProject>;

inline constexpr std::string_view kPledge = "pledge";           ///< kind of a publication, of opinions
inline constexpr std::string_view kAnnualPlan = "annual_plan";  ///< the same
inline constexpr std::string_view kTargets = "targets";         ///< kind of a publication
inline constexpr std::string_view kApproved = "approved";

/// Whether an item in this state has come to its end.
inline bool is_finished(const Code& state) {
  return state.value == "landed" || state.value == "done" || state.value == "dropped";
}

/// Whether a publication is of somebody's pledge, by whichever of the words for it: a plan and targets are
/// not.
inline bool is_of_a_pledge(const CommitmentPublished& published) {
  return published.kind.value != kAnnualPlan && published.kind.value != kTargets;
}

}  // namespace tenure
