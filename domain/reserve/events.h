// Events of the reserve: activists, members, reserves and their postings, mentors and growth records.
#pragma once

#include "domain/act/catalogue.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// A person enters the reserve pool of an organisation. (SH-22, CITY-19, PY-18, SX-11, DY-03, OPN-16, BB-22,
/// SJ-12, HX-40, DG-18)
struct ReserveListed {
  PersonId person;
  OrgId org;
  std::optional<Code> source;  ///< local_talent, inside, invited_back, outside, graduate, ...
  std::optional<Code> tier;
  std::optional<Code> post;    ///< for which one
  std::optional<Code> stage;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(ReserveListed, "列入后备", "Reserve listed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (source, "来源", "source")
  (tier, "层级", "tier")
  (post, "拟任职务", "post")
  (stage, "阶段", "stage")
  (basis, "依据", "basis"));

/// A person leaves the pool: appointed, dropped. (SH-22, DG-21)
struct ReserveRemoved {
  PersonId person;
  OrgId org;
  Code reason;
};
TENURE_STRUCT(ReserveRemoved, "移出后备", "Reserve removed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (reason, "原因", "reason"));
TENURE_EVENT_TRAITS(ReserveRemoved, .rank = 40);

/// An activist for party membership is identified. (CITY-19, PY-11, PY-12, PY-19, BB-12)
struct ActivistIdentified {
  PersonId person;
  OrgId org;
  std::optional<Code> group;  ///< enrichment_leader, cooperative_head, technical_backbone, ...
  std::optional<std::int32_t> votes;
};
TENURE_STRUCT(ActivistIdentified, "确定积极分子", "Activist identified",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (group, "类别", "group")
  (votes, "票数", "votes"));

/// A party member is admitted. (CITY-19, PY-13, SX-11, OPN-18, BB-12, DG-06)
struct MemberAdmitted {
  PersonId person;
  OrgId org;
  std::optional<Code> status;  ///< probationary, full
};
TENURE_STRUCT(MemberAdmitted, "吸收党员", "Member admitted",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (status, "类别", "status"));

/// A mentor, contact or guarantor; it stands in both files. (PY-15, DY-05, DG-14)
struct MentorAssigned {
  PersonId person;
  PersonId mentor;
  OrgId org;
  std::optional<Code> role;
  std::optional<Date> until;
};
TENURE_STRUCT(MentorAssigned, "结对培养", "Mentor assigned",
  (person, "培养对象", "person")
  (mentor, "培养人", "mentor")
  (org, "组织", "organisation")
  (role, "身份", "role")
  (until, "至", "until"));

/// A contact of a mentor and whom they guide. (PY-15, DG-15)
struct MentorContactLogged {
  PersonId person;
  PersonId mentor;
  std::optional<Code> kind;
  std::optional<Sealed<LongText>> note;
};
TENURE_STRUCT(MentorContactLogged, "结对联系", "Mentor contact logged",
  (person, "培养对象", "person")
  (mentor, "培养人", "mentor")
  (kind, "方式", "kind")
  (note, "情况", "note"));

/// An entry in a growth record. (PY-13, SX-11, DY-04, OPN-16, DG-21)
struct GrowthEntryLogged {
  PersonId person;
  OrgId org;
  Code kind;  ///< training, performance, review, ...
  std::optional<Sealed<LongText>> note;
};
TENURE_STRUCT(GrowthEntryLogged, "成长纪实", "Growth entry logged",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (note, "内容", "note"));

/// A temporary, rotation, assistant or upward posting starts. (SH-16, CITY-23, PY-14, SX-13, DY-29, OPN-22,
/// BB-24, SJ-13, DG-16)
struct PlacementStarted {
  PersonId person;
  OrgId org;
  Code post;                 ///< secretary_assistant, supporting_org_head, ...
  std::optional<Code> kind;  ///< temporary, rotation, assistant, upward
  std::optional<Ref<OrgId>> from_unit;
  std::optional<Code> level;
};
TENURE_STRUCT(PlacementStarted, "岗位锻炼开始", "Placement started",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "岗位", "post")
  (kind, "方式", "kind")
  (from_unit, "派出单位", "from unit")
  (level, "层级", "level"));

struct PlacementEnded {
  PersonId person;
  OrgId org;
  Code post;
  std::optional<Code> evaluation;
  std::optional<Sealed<LongText>> note;
};
TENURE_STRUCT(PlacementEnded, "岗位锻炼结束", "Placement ended",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "岗位", "post")
  (evaluation, "评价", "evaluation")
  (note, "说明", "note"));
TENURE_EVENT_TRAITS(PlacementEnded, .rank = 40);

using ReserveEvents =
    EventList<
  ReserveListed,
  ReserveRemoved,
  ActivistIdentified,
  MemberAdmitted,
  MentorAssigned,
  MentorContactLogged,
  GrowthEntryLogged,
  PlacementStarted,
  PlacementEnded>;

}  // namespace tenure
