// What tenure knows: the offices of a person, and of an organisation who held its offices.
#pragma once

#include "domain/act/unanswered.h"
#include "domain/tenure/events.h"

namespace tenure {

TENURE_STRUCT(Rest, "停职期间", "Rest",
  (Date, from, "自", "from")
  (std::optional<Date>, until, "至", "until"));

/// One office of one person, from its beginning to its end. `until` is the day the office ended: held from <=
/// d < until.
struct Office {
  TENURE_FIELDS(Office, "职务任期", "Office",
    (Ref<PersonId>, person, "人员", "person")
    (Ref<OrgId>, org, "组织", "organisation")
    (Code, post, "职务", "post")
    (Date, from, "自", "from")
    (DatePrecision, precision, "日期精度", "precision of the date", DatePrecision::day)
    (std::optional<Date>, until, "至", "until")
    (std::optional<Code>, end_reason, "离任原因", "end's reason")
    (std::optional<bool>, normal, "正常离任", "normal departure")
    (bool, concurrent, "兼任", "concurrent", false)
    (bool, acting, "代理", "acting", false)
    (std::optional<Code>, mode, "任用方式", "mode")
    (std::vector<Code>, source_groups, "来源", "source groups")
    (std::optional<Code>, previous_post, "原任职务", "previous post")
    (std::optional<Code>, by, "产生方式", "by")
    (std::optional<Code>, round, "换届届次", "round")
    (std::vector<Rest>, rests, "停职期间", "rests")
    (Position, begun_at, "任职位置", "begun at")
    (std::optional<Position>, ended_at, "离任位置", "ended at"));

  bool held_on(Date date) const { return from <= date && (!until || date < *until); }
};

TENURE_STRUCT(Certificate, "任职资格", "Certificate",
  (Code, post, "职务", "post")
  (Date, from, "自", "from")
  (std::optional<Date>, until, "至", "until")
  (ShortText, certificate_no, "证书编号", "number")
  (Position, position, "位置", "position"));

TENURE_STRUCT(CertifiedService, "认定年限", "Certified service",
  (Date, on, "日期", "on")
  (Ref<OrgId>, org, "组织", "organisation")
  (std::vector<Code>, posts, "职务", "posts")
  (Decimal, years, "年限", "years")
  (Position, position, "位置", "position"));

/// All offices of a person in the order of their beginnings.
struct PersonTenure {
  static constexpr SubjectKind kSubject = SubjectKind::person;
  TENURE_FIELDS(PersonTenure, "个人任职", "Person's tenure",
    (std::vector<Office>, offices, "职务", "offices")
    (std::vector<Certificate>, certificates, "任职资格", "certificates")
    (std::vector<CertifiedService>, certified, "认定年限", "certified service")
    (std::vector<Unanswered>, unanswered, "无对应事项的终止", "ends of nothing"));

  /// The office of this post and organisation that is held on `date`, or null.
  const Office* office_on(std::string_view org, std::string_view post, Date date) const;
};

/// The offices that one person (the part) held in an organisation: its rows together are the roster.
TENURE_ROW(OrgOffices, org, "组织任职", "Organisation's offices",
  (std::vector<Office>, offices, "职务", "offices"));

TENURE_STRUCT(Handover, "离任交接", "Handover",
  (Date, on, "日期", "on")
  (Ref<PersonId>, person, "移交人", "person")
  (Code, post, "职务", "post")
  (std::optional<Ref<PersonId>>, successor, "接交人", "successor")
  (std::optional<Fen>, cash_fen, "移交现金（分）", "cash handed over, fen")
  (std::optional<Fen>, bank_fen, "移交存款（分）", "deposits handed over, fen")
  (std::optional<bool>, counted, "已盘点", "counted")
  (std::optional<Date>, books_until, "账截至", "books until")
  (Position, position, "位置", "position"));

/// What was handed over in an organisation.
TENURE_ROW(OrgHandovers, org, "离任交接", "Handovers",
  (std::vector<Handover>, handovers, "交接", "handovers"));

using TenureRows = RowList<PersonTenure, OrgOffices, OrgHandovers>;

/// Whether the office is held on the date: a death ends what its holder held. (LAW-01)
bool is_held(const Facts& facts, const Office& office, Date date);

/// The post of a first secretary or adviser.
Code dispatched_post(const FirstSecretaryDispatched& dispatched);

}  // namespace tenure
