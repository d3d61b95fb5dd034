// Events of tenure: an office begins, rests, goes on, ends; service is certified.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

inline constexpr std::string_view kSecretaryPost = "secretary";
inline constexpr std::string_view kFirstSecretaryPost = "first_secretary";

/// A person takes the secretary's post. (SH-06, SH-15, CITY-06, PY-16, PY-17, PY-20, PY-21, SX-03, DY-06,
/// OPN-09, BB-15, SJ-06)
TENURE_STRUCT(SecretaryAppointed, "书记任职", "Secretary appointed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  /// invited_back, seconded, cross_village, retired_return, stationed_guide, ...
  (std::optional<Code>, mode, "任用方式", "mode")
  (std::vector<Code>, source_groups, "来源", "source groups")  ///< one person may belong to several
  (std::optional<Code>, previous_post, "原任职务", "previous post")
  (std::optional<Code>, by, "产生方式", "by election or appointment")  ///< election, appointment
  (std::optional<Code>, level, "派出层级", "level")  ///< of a seconded cadre's unit
  (std::optional<Code>, round, "换届届次", "election round")  ///< term-election round
  (std::optional<Ref<OrgId>>, native_village, "原籍村", "native village")
  (std::optional<bool>, from_reserve, "来自后备", "from the reserve")
  (std::vector<ShortText>, basis, "依据", "basis"));  ///< positions or document numbers

/// Any other post begins: director, deputy, committee member, accounts clerk, adviser. (PY-03, PY-06, BB-59,
/// HX-35)
TENURE_STRUCT(OfficeAssumed, "任职", "Office assumed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, post, "职务", "post")
  (std::optional<Code>, by, "产生方式", "by election or appointment")
  (std::optional<Code>, round, "换届届次", "election round")
  (std::vector<ShortText>, basis, "依据", "basis")
  (std::optional<Code>, mode, "任用方式", "mode"));  ///< as of a secretary: cross_village, seconded, ...

/// A second post beside the one held. (SH-17, CITY-04, SX-07, OPN-14, BB-19, SJ-08)
TENURE_STRUCT(ConcurrentPostAssumed, "兼任职务", "Concurrent post assumed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, post, "职务", "post")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// An office ends: the date is the first day without it. `normal`: term expiry, age, health, reassignment,
/// accepted resignation. (SH-27, PY-06, SX-31, DY-51, BB-66)
TENURE_STRUCT(TenureEnded, "离任", "Tenure ended",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, post, "职务", "post")
  (Code, reason, "原因", "reason")
  (std::optional<bool>, normal, "正常离任", "normal departure")
  (std::vector<ShortText>, basis, "依据", "basis"));

TENURE_STRUCT(OfficeSuspended, "停职", "Office suspended",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, post, "职务", "post")
  (Code, reason, "原因", "reason"));

TENURE_STRUCT(OfficeResumed, "复职", "Office resumed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, post, "职务", "post"));

/// A first secretary or adviser is dispatched or appointed: an office of its own kind, not the secretary's.
/// (CITY-13, PY-25, PY-26, DY-11, DY-12, DY-13)
TENURE_STRUCT(FirstSecretaryDispatched, "选派第一书记", "First secretary dispatched",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (std::optional<Code>, kind, "类别", "kind")  ///< first_secretary (also when absent), adviser
  (std::optional<Code>, by, "产生方式", "by")  ///< appointment, dispatch
  (std::optional<Ref<OrgId>>, unit, "派出单位", "unit")
  (std::optional<Code>, level, "派出层级", "level")
  (std::optional<Date>, until, "截止日期", "until")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// Someone holds an office for the time being.
TENURE_STRUCT(ActingAssigned, "代理职务", "Acting assigned",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, post, "职务", "post")
  (std::optional<Ref<PersonId>>, for_person, "被代理人", "for")
  (std::optional<Date>, until, "截止日期", "until"));

/// Qualification certificate after training before taking up the post. (BB-40)
TENURE_STRUCT(PostCertified, "任职资格认定", "Post certified",
  (PersonId, person, "人员", "person")
  (Code, post, "职务", "post")
  (ShortText, certificate_no, "证书编号", "certificate number")
  (std::optional<Date>, until, "有效期至", "valid until"));

/// Service known only as a total, by a certifier. (PY-08)
TENURE_STRUCT(ServiceCertified, "任职年限认定", "Service certified",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (std::vector<Code>, posts, "职务", "posts")
  (Decimal, years, "年限", "years")
  (Ref<OrgId>, certifier, "认定机关", "certifier"));

/// Books, seals and matters are handed over at the end of an office; with them the money, as it was counted:
/// `books_until` is the day up to which the books were kept for it, that of the handover where it is absent.
TENURE_STRUCT(HandoverRecorded, "离任交接", "Handover recorded",
  (PersonId, person, "移交人", "person")
  (OrgId, org, "组织", "organisation")
  (Code, post, "职务", "post")
  (std::optional<Ref<PersonId>>, successor, "接交人", "successor")
  (std::vector<ShortText>, items, "事项", "items")
  (std::optional<Fen>, cash_fen, "移交现金（分）", "cash handed over, fen")
  (std::optional<Fen>, bank_fen, "移交存款（分）", "deposits handed over, fen")
  (std::optional<bool>, counted, "已盘点", "counted")
  (std::optional<Date>, books_until, "账截至", "books until"));
TENURE_EVENT_TRAITS(HandoverRecorded, .rank = 70);

using TenureEvents = EventList<SecretaryAppointed, OfficeAssumed, ConcurrentPostAssumed, TenureEnded,
                               OfficeSuspended, OfficeResumed, ActingAssigned, PostCertified,
                               ServiceCertified, HandoverRecorded, FirstSecretaryDispatched>;

}  // namespace tenure
