// Events of the reserve: activists, members, reserves and their postings, mentors and growth records.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// A person enters the reserve pool of an organisation. (SH-22, CITY-19, PY-18, SX-11, DY-03, OPN-16, BB-22,
/// SJ-12, HX-40, DG-18)
TENURE_STRUCT(ReserveListed, "列入后备", "Reserve listed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  /// local_talent, inside, invited_back, outside, graduate, ...
  (std::optional<Code>, source, "来源", "source")
  (std::optional<Code>, tier, "层级", "tier")
  (std::optional<Code>, post, "拟任职务", "post")  ///< for which one
  (std::optional<Code>, stage, "阶段", "stage")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// A person leaves the pool: appointed, dropped. (SH-22, DG-21)
TENURE_STRUCT(ReserveRemoved, "移出后备", "Reserve removed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, reason, "原因", "reason"));

/// An activist for party membership is identified. (CITY-19, PY-11, PY-12, PY-19, BB-12)
TENURE_STRUCT(ActivistIdentified, "确定积极分子", "Activist identified",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  /// enrichment_leader, cooperative_head, technical_backbone, ...
  (std::optional<Code>, group, "类别", "group")
  (std::optional<std::int32_t>, votes, "票数", "votes"));

/// A party member is admitted. (CITY-19, PY-13, SX-11, OPN-18, BB-12, DG-06)
TENURE_STRUCT(MemberAdmitted, "吸收党员", "Member admitted",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (std::optional<Code>, status, "类别", "status"));  ///< probationary, full

/// A mentor, contact or guarantor; it stands in both files. (PY-15, DY-05, DG-14)
TENURE_STRUCT(MentorAssigned, "结对培养", "Mentor assigned",
  (PersonId, person, "培养对象", "person")
  (PersonId, mentor, "培养人", "mentor")
  (OrgId, org, "组织", "organisation")
  (std::optional<Code>, role, "身份", "role")
  (std::optional<Date>, until, "至", "until"));

/// A contact of a mentor and whom they guide. (PY-15, DG-15)
TENURE_STRUCT(MentorContactLogged, "结对联系", "Mentor contact logged",
  (PersonId, person, "培养对象", "person")
  (PersonId, mentor, "培养人", "mentor")
  (std::optional<Code>, kind, "方式", "kind")
  (std::optional<Sealed<LongText>>, note, "情况", "note"));

/// An entry in a growth record. (PY-13, SX-11, DY-04, OPN-16, DG-21)
TENURE_STRUCT(GrowthEntryLogged, "成长纪实", "Growth entry logged",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, kind, "类别", "kind")  ///< training, performance, review, ...
  (std::optional<Sealed<LongText>>, note, "内容", "note"));

/// A temporary, rotation, assistant or upward posting starts. (SH-16, CITY-23, PY-14, SX-13, DY-29, OPN-22,
/// BB-24, SJ-13, DG-16)
TENURE_STRUCT(PlacementStarted, "岗位锻炼开始", "Placement started",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, post, "岗位", "post")  ///< secretary_assistant, supporting_org_head, ...
  (std::optional<Code>, kind, "方式", "kind")  ///< temporary, rotation, assistant, upward
  (std::optional<Ref<OrgId>>, from_unit, "派出单位", "from unit")
  (std::optional<Code>, level, "层级", "level"));

TENURE_STRUCT(PlacementEnded, "岗位锻炼结束", "Placement ended",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, post, "岗位", "post")
  (std::optional<Code>, evaluation, "评价", "evaluation")
  (std::optional<Sealed<LongText>>, note, "说明", "note"));

using ReserveEvents =
    EventList<ReserveListed, ReserveRemoved, ActivistIdentified, MemberAdmitted, MentorAssigned,
              MentorContactLogged, GrowthEntryLogged, PlacementStarted, PlacementEnded>;

}  // namespace tenure
