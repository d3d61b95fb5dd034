// Events of tenure: an office begins, rests, goes on, ends; service is certified.
#pragma once

#include "domain/act/catalogue.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

inline constexpr std::string_view kSecretaryPost = "secretary";
inline constexpr std::string_view kFirstSecretaryPost = "first_secretary";

/// A person takes the secretary's post. (SH-06, SH-15, CITY-06, PY-16, PY-17, PY-20, PY-21, SX-03, DY-06,
/// OPN-09, BB-15, SJ-06)
struct SecretaryAppointed {
  PersonId person;
  OrgId org;
  std::optional<Code> mode;  ///< invited_back, seconded, cross_village, retired_return, stationed_guide, ...
  std::vector<Code> source_groups;  ///< one person may belong to several
  std::optional<Code> previous_post;
  std::optional<Code> by;     ///< election, appointment
  std::optional<Code> level;  ///< of a seconded cadre's unit
  std::optional<Code> round;  ///< term-election round
  std::optional<Ref<OrgId>> native_village;
  std::optional<bool> from_reserve;
  std::vector<ShortText> basis;  ///< positions or document numbers
};
TENURE_STRUCT(SecretaryAppointed, "书记任职", "Secretary appointed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (mode, "任用方式", "mode")
  (source_groups, "来源", "source groups")
  (previous_post, "原任职务", "previous post")
  (by, "产生方式", "by election or appointment")
  (level, "派出层级", "level")
  (round, "换届届次", "election round")
  (native_village, "原籍村", "native village")
  (from_reserve, "来自后备", "from the reserve")
  (basis, "依据", "basis"));

/// Any other post begins: director, deputy, committee member, accounts clerk, adviser. (PY-03, PY-06, BB-59,
/// HX-35)
struct OfficeAssumed {
  PersonId person;
  OrgId org;
  Code post;
  std::optional<Code> by;
  std::optional<Code> round;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(OfficeAssumed, "任职", "Office assumed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "职务", "post")
  (by, "产生方式", "by election or appointment")
  (round, "换届届次", "election round")
  (basis, "依据", "basis"));

/// A second post beside the one held. (SH-17, CITY-04, SX-07, OPN-14, BB-19, SJ-08)
struct ConcurrentPostAssumed {
  PersonId person;
  OrgId org;
  Code post;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(ConcurrentPostAssumed, "兼任职务", "Concurrent post assumed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "职务", "post")
  (basis, "依据", "basis"));

/// An office ends. `normal`: term expiry, age, health, reassignment, accepted resignation. (SH-27, PY-06,
/// SX-31, DY-51, BB-66)
struct TenureEnded {
  PersonId person;
  OrgId org;
  Code post;
  Code reason;
  std::optional<bool> normal;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(TenureEnded, "离任", "Tenure ended",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "职务", "post")
  (reason, "原因", "reason")
  (normal, "正常离任", "normal departure")
  (basis, "依据", "basis"));
TENURE_EVENT_TRAITS(TenureEnded, .rank = 40);

struct OfficeSuspended {
  PersonId person;
  OrgId org;
  Code post;
  Code reason;
};
TENURE_STRUCT(OfficeSuspended, "停职", "Office suspended",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "职务", "post")
  (reason, "原因", "reason"));
TENURE_EVENT_TRAITS(OfficeSuspended, .rank = 60);

struct OfficeResumed {
  PersonId person;
  OrgId org;
  Code post;
};
TENURE_STRUCT(OfficeResumed, "复职", "Office resumed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "职务", "post"));
TENURE_EVENT_TRAITS(OfficeResumed, .rank = 61);

/// A first secretary or adviser is dispatched or appointed: an office of its own kind, not the secretary's.
/// (CITY-13, PY-25, PY-26, DY-11, DY-12, DY-13)
struct FirstSecretaryDispatched {
  PersonId person;
  OrgId org;
  std::optional<Code> kind;  ///< first_secretary (also when absent), adviser
  std::optional<Code> by;    ///< appointment, dispatch
  std::optional<Ref<OrgId>> unit;
  std::optional<Code> level;
  std::optional<Date> until;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(FirstSecretaryDispatched, "选派第一书记", "First secretary dispatched",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (by, "产生方式", "by")
  (unit, "派出单位", "unit")
  (level, "派出层级", "level")
  (until, "截止日期", "until")
  (basis, "依据", "basis"));

/// Someone holds an office for the time being.
struct ActingAssigned {
  PersonId person;
  OrgId org;
  Code post;
  std::optional<Ref<PersonId>> for_person;
  std::optional<Date> until;
};
TENURE_STRUCT(ActingAssigned, "代理职务", "Acting assigned",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "职务", "post")
  (for_person, "被代理人", "for")
  (until, "截止日期", "until"));

/// Qualification certificate after training before taking up the post. (BB-40)
struct PostCertified {
  PersonId person;
  Code post;
  ShortText certificate_no;
  std::optional<Date> until;
};
TENURE_STRUCT(PostCertified, "任职资格认定", "Post certified",
  (person, "人员", "person")
  (post, "职务", "post")
  (certificate_no, "证书编号", "certificate number")
  (until, "有效期至", "valid until"));

/// Service known only as a total, by a certifier. (PY-08)
struct ServiceCertified {
  PersonId person;
  OrgId org;
  std::vector<Code> posts;
  Decimal years;
  Ref<OrgId> certifier;
};
TENURE_STRUCT(ServiceCertified, "任职年限认定", "Service certified",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (posts, "职务", "posts")
  (years, "年限", "years")
  (certifier, "认定机关", "certifier"));

/// Books, seals and matters are handed over at the end of an office.
struct HandoverRecorded {
  PersonId person;
  OrgId org;
  Code post;
  std::optional<Ref<PersonId>> successor;
  std::vector<ShortText> items;
};
TENURE_STRUCT(HandoverRecorded, "离任交接", "Handover recorded",
  (person, "移交人", "person")
  (org, "组织", "organisation")
  (post, "职务", "post")
  (successor, "接交人", "successor")
  (items, "事项", "items"));
TENURE_EVENT_TRAITS(HandoverRecorded, .rank = 70);

using TenureEvents =
    EventList<
  SecretaryAppointed,
  OfficeAssumed,
  ConcurrentPostAssumed,
  TenureEnded,
  OfficeSuspended,
  OfficeResumed,
  ActingAssigned,
  PostCertified,
  ServiceCertified,
  HandoverRecorded,
  FirstSecretaryDispatched>;

}  // namespace tenure
