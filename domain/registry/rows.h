// What the register knows: organisations with their dated names and parents, people, duties, policies.
#pragma once

#include "domain/registry/events.h"

namespace tenure {

TENURE_STRUCT(DatedName, "名称", "Name",
  (Date, from, "起始", "from")
  (ShortText, name, "名称", "name")
  (Position, position, "位置", "position"));

TENURE_STRUCT(DatedParent, "隶属", "Parent",
  (Date, from, "起始", "from")
  (Ref<OrgId>, parent, "上级", "parent")
  (Position, position, "位置", "position"));

TENURE_STRUCT(DatedJoint, "联合组织", "Joint organisation",
  (Date, from, "起始", "from")
  (Ref<OrgId>, org, "联合组织", "joint organisation"));

/// An organisation. Names and parents are in the order of their dates; the last one that began by a date
/// holds on it.
struct OrgRow {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  TENURE_FIELDS(OrgRow, "组织", "Organisation",
    (std::optional<Position>, registered, "登记位置", "registered at")
    (std::optional<Code>, kind, "类别", "kind")
    (std::optional<Code>, region_code, "区划代码", "region code")
    (std::optional<Code>, domain, "领域", "domain")
    (std::vector<DatedName>, names, "名称", "names")
    (std::vector<DatedParent>, parents, "隶属", "parents")
    (std::optional<Date>, closed, "撤销日期", "closed on")
    (std::optional<Ref<OrgId>>, merged_into, "并入", "merged into")
    (std::vector<Ref<OrgId>>, joint_members, "联合成员", "joint members")
    /// that it was ever made a member of; whether it is one now says the joint organisation's own row
    (std::vector<DatedJoint>, joint_orgs, "所在联合组织", "joint organisations"));

  /// The parent on `date`, or null at the top of a tree; of a closed organisation the last one.
  const Ref<OrgId>* parent_on(Date date) const;
  /// The organisation in which it has gone on by `date`, or null.
  const Ref<OrgId>* successor_on(Date date) const;
  /// Under which one it stands on `date`, with its people, offices, money and cases: its successor once it is
  /// merged, else its parent.
  const Ref<OrgId>* above_on(Date date) const;
  const ShortText* name_on(Date date) const;
};

/// One row a child (the part), or an organisation that was merged into this one: that it ever stood under it.
/// Whether it does on a date says the child's own row.
TENURE_ROW(OrgChild, org, "下级组织", "Child organisation",
  (std::optional<Date>, since, "最早日期", "since"));

/// Dated facts of a village or unit, one row a calendar year.
TENURE_STRUCT(DatedFact, "事实", "Dated fact",
  (Date, on, "日期", "on")
  (Fact, fact, "事实", "fact")
  (Position, position, "位置", "position"));

TENURE_ROW(OrgYear, org, "组织年度概况", "Organisation's year",
  (std::vector<DatedFact>, facts, "事实", "facts"));

TENURE_STRUCT(Attribute, "属性", "Attribute",
  (Date, on, "日期", "on")
  (Code, name, "名称", "name")
  (std::optional<Code>, value, "值", "value")
  (std::optional<Date>, date, "日期值", "date")
  (std::optional<Commitment>, sealed, "封存值", "sealed value")
  (Position, position, "位置", "position"));

/// On whose register a person is, or was.
TENURE_STRUCT(Membership, "在册", "Membership",
  (Ref<OrgId>, org, "组织", "organisation")
  (Date, from, "自", "from")
  (std::optional<Date>, until, "至", "until")
  (Position, position, "位置", "position"));

TENURE_ROW(PersonRow, person, "人员", "Person",
  (std::optional<Position>, registered, "登记位置", "registered at")
  (std::vector<Ref<OrgId>>, orgs, "组织", "organisations")
  (std::optional<Commitment>, name, "姓名", "name")
  (std::optional<Commitment>, id_number, "身份证号", "citizen id number")
  (std::optional<Sex>, sex, "性别", "sex")
  (std::optional<Code>, role, "身份", "role")
  (std::vector<Attribute>, attributes, "属性", "attributes")
  (std::optional<Date>, died, "死亡日期", "died on")
  (std::optional<Position>, died_at, "死亡登记位置", "death recorded at")
  (std::vector<Membership>, memberships, "在册", "memberships"));  ///< in the order of their dates

/// One row a person of an organisation's register: part is the person.
TENURE_ROW(OrgPerson, org, "在册人员", "Registered person",
  (std::optional<Ref<PersonId>>, person, "人员", "person")
  (std::optional<Date>, since, "自", "since")
  (std::optional<Date>, until, "至", "until"));  ///< absent: on the register

TENURE_STRUCT(Duty, "职责", "Duty",
  (Date, from, "自", "from")
  (std::optional<Date>, until, "至", "until")
  (Ref<OrgId>, org, "组织", "organisation")
  (std::optional<Ref<PersonId>>, person, "人员", "person")
  (Code, duty, "职责", "duty")
  (std::optional<Code>, level, "层级", "level")
  (Position, position, "位置", "position"));

TENURE_ROW(PersonDuties, person, "人员职责", "Person's duties",
  (std::vector<Duty>, duties, "职责", "duties"));

TENURE_ROW(OrgDuties, org, "组织职责", "Organisation's duties",
  (std::vector<Duty>, duties, "职责", "duties"));

TENURE_STRUCT(Policy, "政策", "Policy",
  (Date, from, "自", "from")
  (std::optional<Date>, until, "至", "until")
  (ShortText, title, "标题", "title")
  (PolicyStatus, status, "效力", "status", PolicyStatus::in_force)
  (bool, has_pack, "附参数", "has a pack", false)  ///< the text itself stays in the event
  (Position, position, "位置", "position")
  (std::optional<Code>, programme, "所属工程", "programme")
  (std::vector<Code>, modules, "机制", "modules")
  (std::vector<Code>, principles, "原则", "principles"));

/// The policies of a jurisdiction in the order of their dates.
TENURE_ROW(OrgPolicies, org, "政策", "Policies", (std::vector<Policy>, policies, "政策", "policies"));

/// Who was asked about a draft: one a group.
TENURE_STRUCT(AskedGroup, "征求对象", "Asked group",
  (Date, on, "日期", "on")
  (ShortText, title, "标题", "title")
  (Code, group, "类别", "class")
  (std::int32_t, count, "人数", "number", 0)
  (std::optional<std::int32_t>, opinions, "意见数", "opinions")
  (Position, position, "位置", "position"));

/// The consultations of an organisation, one row a calendar year.
TENURE_ROW(OrgConsultations, org, "征求意见", "Consultations",
  (std::vector<AskedGroup>, asked, "征求对象", "asked"));

TENURE_STRUCT(Seats, "职数", "Seats",
  (Ref<OrgId>, org, "组织", "organisation")
  (Code, post, "职务", "post")
  (Date, from, "自", "from")
  (std::int32_t, count, "职数", "number", 0)
  (Position, position, "位置", "position"));

/// How many seats were set for the posts of an organisation, in the order of their dates.
TENURE_ROW(OrgPosts, org, "职数核定", "Seats of posts", (std::vector<Seats>, seats, "职数", "seats"));

TENURE_STRUCT(Kin, "亲属", "Kin",
  (Ref<PersonId>, other, "亲属", "kin")
  (Code, relation, "关系", "relation")
  (Date, from, "申报日期", "declared on")
  (Position, position, "位置", "position"));

/// Whose kin a person declared to be.
TENURE_ROW(PersonKin, person, "亲属关系", "Kin", (std::vector<Kin>, kin, "亲属", "kin"));

using RegistryRows = RowList<OrgRow, OrgChild, OrgYear, PersonRow, OrgPerson, PersonDuties, OrgDuties,
                             OrgPolicies, OrgConsultations, OrgPosts, PersonKin>;

}  // namespace tenure
