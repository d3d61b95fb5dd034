// Events of the register: organisations and their hierarchy, people and their attributes, policies, duties.
#pragma once

#include "domain/act/catalogue.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// A party organisation, village or unit enters the register. Without a parent it is the top of its tree.
/// (OPN-02, BB-01, SJ-02)
struct OrgRegistered {
  OrgId org;
  ShortText name;
  Code kind;  ///< county, township, village, branch, department, ...
  std::optional<OrgId> parent;
  std::optional<Code> region_code;  ///< 12 digits; changes over the years
  std::optional<Code> domain;
};
TENURE_STRUCT(OrgRegistered, "组织登记", "Organisation registered",
  (org, "组织", "organisation")
  (name, "名称", "name")
  (kind, "类别", "kind")
  (parent, "上级组织", "parent")
  (region_code, "区划代码", "region code")
  (domain, "领域", "domain"));
TENURE_EVENT_TRAITS(OrgRegistered, .rank = 10, .registers = SubjectKind::org);

struct OrgRenamed {
  OrgId org;
  ShortText name;
  std::optional<ShortText> document_no;
};
TENURE_STRUCT(OrgRenamed, "组织更名", "Organisation renamed",
  (org, "组织", "organisation")
  (name, "新名称", "new name")
  (document_no, "文号", "document number"));

/// From its date on the organisation belongs to another one; scopes and rosters follow.
struct OrgParentChanged {
  OrgId org;
  OrgId parent;
  std::optional<ShortText> document_no;
};
TENURE_STRUCT(OrgParentChanged, "隶属变更", "Organisation's parent changed",
  (org, "组织", "organisation")
  (parent, "新上级组织", "new parent")
  (document_no, "文号", "document number"));

/// Organisations end and go on in another one; contiguous service survives.
struct OrgMerged {
  std::vector<OrgId> merged;
  OrgId into;
  std::optional<ShortText> document_no;
};
TENURE_STRUCT(OrgMerged, "组织合并", "Organisations merged",
  (merged, "被并入组织", "merged organisations")
  (into, "并入组织", "into")
  (document_no, "文号", "document number"));

struct OrgClosed {
  OrgId org;
  Code reason;
};
TENURE_STRUCT(OrgClosed, "组织撤销", "Organisation closed",
  (org, "组织", "organisation")
  (reason, "原因", "reason"));
TENURE_EVENT_TRAITS(OrgClosed, .rank = 90);

/// One dated fact of an organisation or a person: a number, a word or a text.
struct Fact {
  Code name;
  std::optional<Decimal> number;
  std::optional<Code> code;
  std::optional<ShortText> text;
};
TENURE_STRUCT(Fact, "事实", "Fact",
  (name, "名称", "name")
  (number, "数值", "number")
  (code, "代码", "code")
  (text, "文字", "text"));

/// Facts about a village or unit: incomes, class, population, projects. (SH-57, CITY-24, PY-22, DY-47, BB-04,
/// HX-23)
struct OrgProfileUpdated {
  OrgId org;
  std::vector<Fact> facts;
};
TENURE_STRUCT(OrgProfileUpdated, "组织概况更新", "Organisation's profile updated",
  (org, "组织", "organisation")
  (facts, "事实", "facts"));

/// A joint party organisation over several villages or units. (SX-06, BB-18, SJ-42)
struct JointOrgEstablished {
  OrgId org;
  std::vector<OrgId> members;
};
TENURE_STRUCT(JointOrgEstablished, "联合党组织成立", "Joint organisation established",
  (org, "联合组织", "joint organisation")
  (members, "成员组织", "members"));

TENURE_ENUM(Sex, (male, "男", "male")(female, "女", "female"));

/// A person enters the register of an organisation. Identity is sealed. (CITY-56, PY-03, SX-12, BB-01, HX-35)
struct PersonRegistered {
  PersonId person;
  OrgId org;
  Sealed<ShortText> name;
  std::optional<Sealed<Code>> id_number;
  std::optional<Sex> sex;
  std::optional<Code> role;  ///< secretary, cadre, graduate_cadre, volunteer, departed
};
TENURE_STRUCT(PersonRegistered, "人员登记", "Person registered",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (name, "姓名", "name")
  (id_number, "身份证号", "citizen id number")
  (sex, "性别", "sex")
  (role, "身份", "role"));
TENURE_EVENT_TRAITS(PersonRegistered, .rank = 10, .registers = SubjectKind::person);

/// Year of birth, education, source group, membership and the like. (SH-06, CITY-06, PY-06, PY-10, BB-58,
/// DG-03)
struct PersonAttributeRecorded {
  PersonId person;
  Code attribute;
  std::optional<Code> value;
  std::optional<Date> date;
  std::optional<Sealed<ShortText>> sealed;
};
TENURE_STRUCT(PersonAttributeRecorded, "人员属性登记", "Person's attribute recorded",
  (person, "人员", "person")
  (attribute, "属性", "attribute")
  (value, "值", "value")
  (date, "日期", "date")
  (sealed, "封存值", "sealed value"));

struct DeathRecorded {
  PersonId person;
  std::optional<ShortText> certificate_no;
};
TENURE_STRUCT(DeathRecorded, "死亡登记", "Death recorded",
  (person, "人员", "person")
  (certificate_no, "证明文号", "certificate number"));
TENURE_EVENT_TRAITS(DeathRecorded, .rank = 90);

TENURE_ENUM(PolicyStatus, (proposed, "拟议", "proposed")(draft, "征求意见稿", "draft")
            (trial, "试行", "trial")(interim, "暂行", "interim")(pilot, "试点", "pilot")
            (in_force, "施行", "in force"));

/// A rule document becomes a policy version of a jurisdiction. `pack` is the whole TOML text. (SH-01,
/// CITY-46, PY-01, HX-32, DG-01)
struct PolicyAdopted {
  OrgId org;
  ShortText title;
  PolicyStatus status = PolicyStatus::in_force;
  std::optional<ShortText> document_no;
  std::optional<Date> until;
  std::optional<PackText> pack;
  std::optional<Code> programme;  ///< the programme that it belongs to
  std::vector<Code> modules;      ///< of the programme, or those that the document itself sets up
  std::vector<Code> principles;
};
TENURE_STRUCT(PolicyAdopted, "政策发布", "Policy adopted",
  (org, "适用组织", "jurisdiction")
  (title, "标题", "title")
  (status, "效力", "status")
  (document_no, "文号", "document number")
  (until, "有效期至", "in force until")
  (pack, "参数文本", "parameters, TOML")
  (programme, "所属工程", "programme")
  (modules, "机制", "modules")
  (principles, "原则", "principles"));
TENURE_EVENT_TRAITS(PolicyAdopted, .control = true);

/// How many of one class were asked and what they said.
struct Respondents {
  Code group;
  std::int32_t count = 0;
  std::optional<std::int32_t> opinions;
};
TENURE_STRUCT(Respondents, "征求对象", "Respondents",
  (group, "类别", "class")
  (count, "人数", "number")
  (opinions, "意见数", "opinions"));

/// A draft was put to consultation. (SH-70, SJ-01, HX-33)
struct PolicyConsulted {
  OrgId org;
  ShortText title;
  std::vector<Respondents> respondents;
  std::optional<std::int32_t> opinions;
};
TENURE_STRUCT(PolicyConsulted, "政策征求意见", "Policy consulted",
  (org, "组织", "organisation")
  (title, "标题", "title")
  (respondents, "征求对象", "respondents")
  (opinions, "意见总数", "opinions in all"));

/// A duty, role or responsibility of a person or of a unit. (SH-37, CITY-14, DY-11, OPN-03, BB-02, HX-04,
/// HX-05, HX-16)
struct DutyAssigned {
  OrgId org;
  std::optional<PersonId> person;
  Code duty;
  std::optional<Code> level;
  std::optional<Date> until;
  std::optional<ShortText> note;
};
TENURE_STRUCT(DutyAssigned, "职责分工", "Duty assigned",
  (org, "组织", "organisation")
  (person, "人员", "person")
  (duty, "职责", "duty")
  (level, "层级", "level")
  (until, "截止日期", "until")
  (note, "说明", "note"));

/// Number of posts of a kind in a village or unit. (OPN-25, SJ-13)
struct PostsSet {
  OrgId org;
  Code post;
  std::int32_t count = 0;
  std::optional<ShortText> reason;
};
TENURE_STRUCT(PostsSet, "职数核定", "Posts set",
  (org, "组织", "organisation")
  (post, "职务", "post")
  (count, "职数", "number")
  (reason, "理由", "reason"));

using RegistryEvents =
    EventList<
  OrgRegistered,
  OrgRenamed,
  OrgParentChanged,
  OrgMerged,
  OrgClosed,
  OrgProfileUpdated,
  JointOrgEstablished,
  PersonRegistered,
  PersonAttributeRecorded,
  DeathRecorded,
  PolicyAdopted,
  PolicyConsulted,
  DutyAssigned,
  PostsSet>;

}  // namespace tenure
