// Events of the register: organisations and their hierarchy, people and their attributes, policies, duties.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// A party organisation, village or unit enters the register. Without a parent it is the top of its tree.
/// (OPN-02, BB-01, SJ-02)
TENURE_STRUCT(OrgRegistered, "组织登记", "Organisation registered",
  (OrgId, org, "组织", "organisation")
  (ShortText, name, "名称", "name")
  (Code, kind, "类别", "kind")  ///< county, township, village, branch, department, ...
  (std::optional<OrgId>, parent, "上级组织", "parent")
  (std::optional<Code>, region_code, "区划代码", "region code")  ///< 12 digits; changes over the years
  (std::optional<Code>, domain, "领域", "domain"));
TENURE_EVENT_TRAITS(OrgRegistered, .rank = 10, .registers = SubjectKind::org);

TENURE_STRUCT(OrgRenamed, "组织更名", "Organisation renamed",
  (OrgId, org, "组织", "organisation")
  (ShortText, name, "新名称", "new name")
  (std::optional<ShortText>, document_no, "文号", "document number"));

/// From its date on the organisation belongs to another one; scopes and rosters follow.
TENURE_STRUCT(OrgParentChanged, "隶属变更", "Organisation's parent changed",
  (OrgId, org, "组织", "organisation")
  (OrgId, parent, "新上级组织", "new parent")
  (std::optional<ShortText>, document_no, "文号", "document number"));

/// Organisations end and go on in another one; contiguous service survives.
TENURE_STRUCT(OrgMerged, "组织合并", "Organisations merged",
  (std::vector<OrgId>, merged, "被并入组织", "merged organisations")
  (OrgId, into, "并入组织", "into")
  (std::optional<ShortText>, document_no, "文号", "document number"));

TENURE_STRUCT(OrgClosed, "组织撤销", "Organisation closed",
  (OrgId, org, "组织", "organisation")
  (Code, reason, "原因", "reason"));
TENURE_EVENT_TRAITS(OrgClosed, .rank = 90);

/// One dated fact of an organisation or a person: a number, a word or a text.
TENURE_STRUCT(Fact, "事实", "Fact",
  (Code, name, "名称", "name")
  (std::optional<Decimal>, number, "数值", "number")
  (std::optional<Code>, code, "代码", "code")
  (std::optional<ShortText>, text, "文字", "text"));

/// Facts about a village or unit: incomes, class, population, projects. (SH-57, CITY-24, PY-22, DY-47, BB-04,
/// HX-23)
TENURE_STRUCT(OrgProfileUpdated, "组织概况更新", "Organisation's profile updated",
  (OrgId, org, "组织", "organisation")
  (std::vector<Fact>, facts, "事实", "facts"));

/// A joint party organisation over several villages or units. (SX-06, BB-18, SJ-42)
TENURE_STRUCT(JointOrgEstablished, "联合党组织成立", "Joint organisation established",
  (OrgId, org, "联合组织", "joint organisation")
  (std::vector<OrgId>, members, "成员组织", "members"));

TENURE_ENUM(Sex, (male, "男", "male")(female, "女", "female"));

/// A person enters the register of an organisation. Identity is sealed. (CITY-56, PY-03, SX-12, BB-01, HX-35)
TENURE_STRUCT(PersonRegistered, "人员登记", "Person registered",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Sealed<ShortText>, name, "姓名", "name")
  (std::optional<Sealed<Code>>, id_number, "身份证号", "citizen id number")
  (std::optional<Sex>, sex, "性别", "sex")
  (std::optional<Code>, role, "身份", "role")  ///< secretary, cadre, graduate_cadre, volunteer, departed
  (std::optional<OrgId>, moved_from, "调出组织", "moved from"));  ///< whose register it leaves that day
TENURE_EVENT_TRAITS(PersonRegistered, .rank = 10, .registers = SubjectKind::person);

/// Year of birth, education, source group, membership and the like. (SH-06, CITY-06, PY-06, PY-10, BB-58,
/// DG-03)
TENURE_STRUCT(PersonAttributeRecorded, "人员属性登记", "Person's attribute recorded",
  (PersonId, person, "人员", "person")
  (Code, attribute, "属性", "attribute")
  (std::optional<Code>, value, "值", "value")
  (std::optional<Date>, date, "日期", "date")
  (std::optional<Sealed<ShortText>>, sealed, "封存值", "sealed value"));

/// A person declares whose kin they are. It stands in the file of who declares, and is only a word of the
/// other one.
TENURE_STRUCT(KinshipDeclared, "亲属关系申报", "Kinship declared",
  (PersonId, person, "申报人", "person")
  (Ref<PersonId>, other, "亲属", "kin")
  (Code, relation, "关系", "relation"));

TENURE_STRUCT(DeathRecorded, "死亡登记", "Death recorded",
  (PersonId, person, "人员", "person")
  (std::optional<ShortText>, certificate_no, "证明文号", "certificate number"));
TENURE_EVENT_TRAITS(DeathRecorded, .rank = 90);

TENURE_ENUM(PolicyStatus, (proposed, "拟议", "proposed")(draft, "征求意见稿", "draft")
            (trial, "试行", "trial")(interim, "暂行", "interim")(pilot, "试点", "pilot")
            (in_force, "施行", "in force"));

/// A rule document becomes a policy version of a jurisdiction. `pack` is the whole TOML text. (SH-01,
/// CITY-46, PY-01, HX-32, DG-01)
TENURE_STRUCT(PolicyAdopted, "政策发布", "Policy adopted",
  (OrgId, org, "适用组织", "jurisdiction")
  (ShortText, title, "标题", "title")
  (PolicyStatus, status, "效力", "status", PolicyStatus::in_force)
  (std::optional<ShortText>, document_no, "文号", "document number")
  (std::optional<Date>, until, "有效期至", "in force until")
  (std::optional<PackText>, pack, "参数文本", "parameters, TOML")
  (std::optional<Code>, programme, "所属工程", "programme")  ///< the programme that it belongs to
  /// of the programme, or those that the document itself sets up
  (std::vector<Code>, modules, "机制", "modules")
  (std::vector<Code>, principles, "原则", "principles"));
TENURE_EVENT_TRAITS(PolicyAdopted, .control = true);

/// How many of one class were asked and what they said.
TENURE_STRUCT(Respondents, "征求对象", "Respondents",
  (Code, group, "类别", "class")
  (std::int32_t, count, "人数", "number", 0)
  (std::optional<std::int32_t>, opinions, "意见数", "opinions"));

/// A draft was put to consultation. (SH-70, SJ-01, HX-33)
TENURE_STRUCT(PolicyConsulted, "政策征求意见", "Policy consulted",
  (OrgId, org, "组织", "organisation")
  (ShortText, title, "标题", "title")
  (std::vector<Respondents>, respondents, "征求对象", "respondents")
  (std::optional<std::int32_t>, opinions, "意见总数", "opinions in all"));

/// A duty, role or responsibility of a person or of a unit. (SH-37, CITY-14, DY-11, OPN-03, BB-02, HX-04,
/// HX-05, HX-16)
TENURE_STRUCT(DutyAssigned, "职责分工", "Duty assigned",
  (OrgId, org, "组织", "organisation")
  (std::optional<PersonId>, person, "人员", "person")
  (Code, duty, "职责", "duty")
  (std::optional<Code>, level, "层级", "level")
  (std::optional<Date>, until, "截止日期", "until")
  (std::optional<ShortText>, note, "说明", "note"));

/// Number of posts of a kind in a village or unit. (OPN-25, SJ-13)
TENURE_STRUCT(PostsSet, "职数核定", "Posts set",
  (OrgId, org, "组织", "organisation")
  (Code, post, "职务", "post")
  (std::int32_t, count, "职数", "number", 0)
  (std::optional<ShortText>, reason, "理由", "reason"));

using RegistryEvents =
    EventList<OrgRegistered, OrgRenamed, OrgParentChanged, OrgMerged, OrgClosed, OrgProfileUpdated,
              JointOrgEstablished, PersonRegistered, PersonAttributeRecorded, DeathRecorded, PolicyAdopted,
              PolicyConsulted, DutyAssigned, PostsSet, KinshipDeclared>;

}  // namespace tenure
