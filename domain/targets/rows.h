// What targets know: a person's pledges and what became of them, an organisation's plans and listed items.
#pragma once

#include "domain/targets/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

struct PledgeReview {
  Date on;
  Code outcome;
  Position position;
};
TENURE_STRUCT(PledgeReview, "审核", "Review",
  (on, "日期", "on")
  (outcome, "结果", "outcome")
  (position, "位置", "position"));

/// A pledge of a person to an organisation.
struct Pledge {
  Ref<OrgId> org;
  Code kind;
  std::optional<Code> phase;
  std::optional<Code> round;
  Date made;
  std::vector<Code> audiences;
  std::optional<Code> place;
  std::optional<PledgeReview> review;  ///< the last one
  std::optional<Date> published;
  Position position;
};
TENURE_STRUCT(Pledge, "承诺", "Pledge",
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (phase, "阶段", "phase")
  (round, "届次", "round")
  (made, "承诺日期", "made")
  (audiences, "承诺对象", "audiences")
  (place, "场合", "place")
  (review, "审核", "review")
  (published, "公示日期", "published")
  (position, "位置", "position"));

/// The pledges of a person, in the order of their dates.
struct PersonPledges {
  static constexpr SubjectKind kSubject = SubjectKind::person;
  std::vector<Pledge> pledges;

  /// The last one to the organisation that was made by the date, or null.
  const Pledge* newest(const OrgId& org, Date on) const;
};
TENURE_STRUCT(PersonPledges, "个人承诺", "Person's pledges", (pledges, "承诺", "pledges"));

struct Plan {
  Period period;
  Date adopted;
  Position position;
};
TENURE_STRUCT(Plan, "计划", "Plan",
  (period, "年度", "period")
  (adopted, "形成日期", "adopted")
  (position, "位置", "position"));

struct OrgPlans {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  std::vector<Plan> plans;
};
TENURE_STRUCT(OrgPlans, "年度计划", "Plans", (plans, "计划", "plans"));

struct Progress {
  Date on;
  Code state;
  std::optional<ShortText> result;
  Position position;
};
TENURE_STRUCT(Progress, "进展", "Progress",
  (on, "日期", "on")
  (state, "状态", "state")
  (result, "成效", "result")
  (position, "位置", "position"));

struct ProjectItem {
  Code item;
  ShortText title;
  std::optional<Code> topic;
  std::optional<Ref<PersonId>> responsible;
  Date listed;
  std::optional<Date> due;
  std::vector<Progress> progress;
  Position position;
};
TENURE_STRUCT(ProjectItem, "清单事项", "Project item",
  (item, "编号", "item")
  (title, "名称", "title")
  (topic, "类别", "topic")
  (responsible, "责任人", "responsible")
  (listed, "列入日期", "listed")
  (due, "完成时限", "due")
  (progress, "进展", "progress")
  (position, "位置", "position"));

/// One item (the part) of an organisation's list; a row has one, or none when it was never listed.
struct OrgProject {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  std::vector<ProjectItem> items;
};
TENURE_STRUCT(OrgProject, "清单", "Listed item", (items, "清单事项", "items"));

using TargetsRows = RowList<PersonPledges, OrgPlans, OrgProject>;

void apply(PersonPledges& row, const Dated<PledgeMade>& event);
void apply(PersonPledges& row, const Dated<PledgeReviewed>& event);
void apply(PersonPledges& row, const Dated<CommitmentPublished>& event);

void apply(OrgPlans& row, const Dated<AnnualPlanAdopted>& event);

void apply(OrgProject& row, const Dated<ProjectItemListed>& event);
void apply(OrgProject& row, const Dated<ProjectItemProgressed>& event);
std::vector<std::string> parts(const OrgProject&, const Dated<ProjectItemListed>& event);
std::vector<std::string> parts(const OrgProject&, const Dated<ProjectItemProgressed>& event);

inline constexpr std::string_view kPledge = "pledge";            ///< kind of a publication, of opinions
inline constexpr std::string_view kAnnualPlan = "annual_plan";   ///< the same
inline constexpr std::string_view kApproved = "approved";

}  // namespace tenure
