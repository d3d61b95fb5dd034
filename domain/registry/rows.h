// What the register knows: organisations with their dated names and parents, people, duties, policies.
#pragma once

#include "domain/registry/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

struct DatedName {
  Date from;
  ShortText name;
  Position position;
};
TENURE_STRUCT(DatedName, "名称", "Name",
  (from, "起始", "from")
  (name, "名称", "name")
  (position, "位置", "position"));

struct DatedParent {
  Date from;
  Ref<OrgId> parent;
  Position position;
};
TENURE_STRUCT(DatedParent, "隶属", "Parent",
  (from, "起始", "from")
  (parent, "上级", "parent")
  (position, "位置", "position"));

/// An organisation. Names and parents are in the order of their dates; the last one that began by a date
/// holds on it.
struct OrgRow {
  static constexpr SubjectKind kSubject = SubjectKind::org;

  std::optional<Position> registered;
  std::optional<Code> kind;
  std::optional<Code> region_code;
  std::optional<Code> domain;
  std::vector<DatedName> names;
  std::vector<DatedParent> parents;
  std::optional<Date> closed;
  std::optional<Ref<OrgId>> merged_into;
  std::vector<Ref<OrgId>> joint_members;

  /// The parent on `date`, or null at the top of a tree.
  const Ref<OrgId>* parent_on(Date date) const;
  const ShortText* name_on(Date date) const;
};
TENURE_STRUCT(OrgRow, "组织", "Organisation",
  (registered, "登记位置", "registered at")
  (kind, "类别", "kind")
  (region_code, "区划代码", "region code")
  (domain, "领域", "domain")
  (names, "名称", "names")
  (parents, "隶属", "parents")
  (closed, "撤销日期", "closed on")
  (merged_into, "并入", "merged into")
  (joint_members, "联合成员", "joint members"));

/// One row a child: that it ever was one. Whether it is one on a date says the child's own row.
struct OrgChild {
  static constexpr SubjectKind kSubject = SubjectKind::org;

  std::optional<Ref<OrgId>> child;
  std::optional<Date> since;
};
TENURE_STRUCT(OrgChild, "下级组织", "Child organisation",
  (child, "下级", "child")
  (since, "最早日期", "since"));

/// Dated facts of a village or unit, one row a calendar year.
struct DatedFact {
  Date on;
  Fact fact;
  Position position;
};
TENURE_STRUCT(DatedFact, "事实", "Dated fact",
  (on, "日期", "on")
  (fact, "事实", "fact")
  (position, "位置", "position"));

struct OrgYear {
  static constexpr SubjectKind kSubject = SubjectKind::org;

  std::vector<DatedFact> facts;
};
TENURE_STRUCT(OrgYear, "组织年度概况", "Organisation's year", (facts, "事实", "facts"));

struct Attribute {
  Date on;
  Code name;
  std::optional<Code> value;
  std::optional<Date> date;
  std::optional<Commitment> sealed;
  Position position;
};
TENURE_STRUCT(Attribute, "属性", "Attribute",
  (on, "日期", "on")
  (name, "名称", "name")
  (value, "值", "value")
  (date, "日期值", "date")
  (sealed, "封存值", "sealed value")
  (position, "位置", "position"));

struct PersonRow {
  static constexpr SubjectKind kSubject = SubjectKind::person;

  std::optional<Position> registered;
  std::vector<Ref<OrgId>> orgs;
  std::optional<Commitment> name;
  std::optional<Commitment> id_number;
  std::optional<Sex> sex;
  std::optional<Code> role;
  std::vector<Attribute> attributes;
  std::optional<Date> died;
};
TENURE_STRUCT(PersonRow, "人员", "Person",
  (registered, "登记位置", "registered at")
  (orgs, "组织", "organisations")
  (name, "姓名", "name")
  (id_number, "身份证号", "citizen id number")
  (sex, "性别", "sex")
  (role, "身份", "role")
  (attributes, "属性", "attributes")
  (died, "死亡日期", "died on"));

/// One row a person of an organisation's register: part is the person.
struct OrgPerson {
  static constexpr SubjectKind kSubject = SubjectKind::org;

  std::optional<Ref<PersonId>> person;
  std::optional<Date> since;
};
TENURE_STRUCT(OrgPerson, "在册人员", "Registered person",
  (person, "人员", "person")
  (since, "自", "since"));

struct Duty {
  Date from;
  std::optional<Date> until;
  Ref<OrgId> org;
  std::optional<Ref<PersonId>> person;
  Code duty;
  std::optional<Code> level;
  Position position;
};
TENURE_STRUCT(Duty, "职责", "Duty",
  (from, "自", "from")
  (until, "至", "until")
  (org, "组织", "organisation")
  (person, "人员", "person")
  (duty, "职责", "duty")
  (level, "层级", "level")
  (position, "位置", "position"));

struct PersonDuties {
  static constexpr SubjectKind kSubject = SubjectKind::person;
  std::vector<Duty> duties;
};
TENURE_STRUCT(PersonDuties, "人员职责", "Person's duties", (duties, "职责", "duties"));

struct OrgDuties {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  std::vector<Duty> duties;
};
TENURE_STRUCT(OrgDuties, "组织职责", "Organisation's duties", (duties, "职责", "duties"));

struct Policy {
  Date from;
  std::optional<Date> until;
  ShortText title;
  PolicyStatus status = PolicyStatus::in_force;
  bool has_pack = false;  ///< the text itself stays in the event
  Position position;
  std::optional<Code> programme;
  std::vector<Code> modules;
  std::vector<Code> principles;
};
TENURE_STRUCT(Policy, "政策", "Policy",
  (from, "自", "from")
  (until, "至", "until")
  (title, "标题", "title")
  (status, "效力", "status")
  (has_pack, "附参数", "has a pack")
  (position, "位置", "position")
  (programme, "所属工程", "programme")
  (modules, "机制", "modules")
  (principles, "原则", "principles"));

/// The policies of a jurisdiction in the order of their dates.
struct OrgPolicies {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  std::vector<Policy> policies;
};
TENURE_STRUCT(OrgPolicies, "政策", "Policies", (policies, "政策", "policies"));

/// Who was asked about a draft: one a group.
struct AskedGroup {
  Date on;
  ShortText title;
  Code group;
  std::int32_t count = 0;
  std::optional<std::int32_t> opinions;
  Position position;
};
TENURE_STRUCT(AskedGroup, "征求对象", "Asked group",
  (on, "日期", "on")
  (title, "标题", "title")
  (group, "类别", "class")
  (count, "人数", "number")
  (opinions, "意见数", "opinions")
  (position, "位置", "position"));

/// The consultations of an organisation, one row a calendar year.
struct OrgConsultations {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  std::vector<AskedGroup> asked;
};
TENURE_STRUCT(OrgConsultations, "征求意见", "Consultations", (asked, "征求对象", "asked"));

using RegistryRows = RowList<OrgRow, OrgChild, OrgYear, PersonRow, OrgPerson, PersonDuties, OrgDuties,
                             OrgPolicies, OrgConsultations>;

void apply(OrgRow& row, const Dated<OrgRegistered>& event);
void apply(OrgRow& row, const Dated<OrgRenamed>& event);
void apply(OrgRow& row, const Dated<OrgParentChanged>& event);
void apply(OrgRow& row, const Dated<OrgMerged>& event);
void apply(OrgRow& row, const Dated<OrgClosed>& event);
void apply(OrgRow& row, const Dated<JointOrgEstablished>& event);
std::vector<std::string> parts(const OrgRow&, const Dated<OrgRegistered>& event);
std::vector<std::string> parts(const OrgRow&, const Dated<OrgParentChanged>& event);
std::vector<std::string> parts(const OrgRow&, const Dated<OrgMerged>& event);
std::vector<std::string> parts(const OrgRow&, const Dated<JointOrgEstablished>& event);

void apply(OrgChild& row, const Dated<OrgRegistered>& event);
void apply(OrgChild& row, const Dated<OrgParentChanged>& event);
std::vector<std::string> parts(const OrgChild&, const Dated<OrgRegistered>& event);
std::vector<std::string> parts(const OrgChild&, const Dated<OrgParentChanged>& event);

void apply(OrgYear& row, const Dated<OrgProfileUpdated>& event);
std::vector<std::string> parts(const OrgYear&, const Dated<OrgProfileUpdated>& event);

void apply(PersonRow& row, const Dated<PersonRegistered>& event);
void apply(PersonRow& row, const Dated<PersonAttributeRecorded>& event);
void apply(PersonRow& row, const Dated<DeathRecorded>& event);

void apply(OrgPerson& row, const Dated<PersonRegistered>& event);
std::vector<std::string> parts(const OrgPerson&, const Dated<PersonRegistered>& event);

void apply(OrgConsultations& row, const Dated<PolicyConsulted>& event);
std::vector<std::string> parts(const OrgConsultations&, const Dated<PolicyConsulted>& event);

void apply(PersonDuties& row, const Dated<DutyAssigned>& event);
void apply(OrgDuties& row, const Dated<DutyAssigned>& event);
void apply(OrgPolicies& row, const Dated<PolicyAdopted>& event);

}  // namespace tenure
