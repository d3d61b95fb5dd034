// What tenure knows: the offices of a person, and of an organisation who held its offices.
#pragma once

#include "domain/tenure/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

struct Rest {
  Date from;
  std::optional<Date> until;
};
TENURE_STRUCT(Rest, "停职期间", "Rest",
  (from, "自", "from")
  (until, "至", "until"));

/// One office of one person, from its beginning to its end. `until` is the day the office ended: held from <=
/// d < until.
struct Office {
  Ref<PersonId> person;
  Ref<OrgId> org;
  Code post;
  Date from;
  DatePrecision precision = DatePrecision::day;
  std::optional<Date> until;
  std::optional<Code> end_reason;
  std::optional<bool> normal;
  bool concurrent = false;
  bool acting = false;
  std::optional<Code> mode;
  std::vector<Code> source_groups;
  std::optional<Code> previous_post;
  std::optional<Code> by;
  std::optional<Code> round;
  std::vector<Rest> rests;
  Position begun_at;
  std::optional<Position> ended_at;

  bool held_on(Date date) const { return from <= date && (!until || date < *until); }
};
TENURE_STRUCT(Office, "职务任期", "Office",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "职务", "post")
  (from, "自", "from")
  (precision, "日期精度", "precision of the date")
  (until, "至", "until")
  (end_reason, "离任原因", "end's reason")
  (normal, "正常离任", "normal departure")
  (concurrent, "兼任", "concurrent")
  (acting, "代理", "acting")
  (mode, "任用方式", "mode")
  (source_groups, "来源", "source groups")
  (previous_post, "原任职务", "previous post")
  (by, "产生方式", "by")
  (round, "换届届次", "round")
  (rests, "停职期间", "rests")
  (begun_at, "任职位置", "begun at")
  (ended_at, "离任位置", "ended at"));

struct Certificate {
  Code post;
  Date from;
  std::optional<Date> until;
  ShortText certificate_no;
  Position position;
};
TENURE_STRUCT(Certificate, "任职资格", "Certificate",
  (post, "职务", "post")
  (from, "自", "from")
  (until, "至", "until")
  (certificate_no, "证书编号", "number")
  (position, "位置", "position"));

struct CertifiedService {
  Date on;
  Ref<OrgId> org;
  std::vector<Code> posts;
  Decimal years;
  Position position;
};
TENURE_STRUCT(CertifiedService, "认定年限", "Certified service",
  (on, "日期", "on")
  (org, "组织", "organisation")
  (posts, "职务", "posts")
  (years, "年限", "years")
  (position, "位置", "position"));

/// All offices of a person in the order of their beginnings.
struct PersonTenure {
  static constexpr SubjectKind kSubject = SubjectKind::person;

  std::vector<Office> offices;
  std::vector<Certificate> certificates;
  std::vector<CertifiedService> certified;

  /// The office of this post and organisation that is held on `date`, or null.
  const Office* office_on(std::string_view org, std::string_view post, Date date) const;
};
TENURE_STRUCT(PersonTenure, "个人任职", "Person's tenure",
  (offices, "职务", "offices")
  (certificates, "任职资格", "certificates")
  (certified, "认定年限", "certified service"));

/// The offices that one person (the part) held in an organisation: its rows together are the roster.
struct OrgOffices {
  static constexpr SubjectKind kSubject = SubjectKind::org;

  std::vector<Office> offices;
};
TENURE_STRUCT(OrgOffices, "组织任职", "Organisation's offices", (offices, "职务", "offices"));

using TenureRows = RowList<PersonTenure, OrgOffices>;

/// The post of a first secretary or adviser.
Code dispatched_post(const FirstSecretaryDispatched& dispatched);

/// Both rows keep offices, and the same events change them alike.
template <class Row>
concept KeepsOffices = std::is_same_v<Row, PersonTenure> || std::is_same_v<Row, OrgOffices>;

void change(std::vector<Office>& offices, const Dated<SecretaryAppointed>& event);
void change(std::vector<Office>& offices, const Dated<OfficeAssumed>& event);
void change(std::vector<Office>& offices, const Dated<ConcurrentPostAssumed>& event);
void change(std::vector<Office>& offices, const Dated<TenureEnded>& event);
void change(std::vector<Office>& offices, const Dated<OfficeSuspended>& event);
void change(std::vector<Office>& offices, const Dated<OfficeResumed>& event);
void change(std::vector<Office>& offices, const Dated<ActingAssigned>& event);
void change(std::vector<Office>& offices, const Dated<FirstSecretaryDispatched>& event);

template <KeepsOffices Row, class E>
requires requires(std::vector<Office>& offices, const Dated<E>& event) { change(offices, event); }
void apply(Row& row, const Dated<E>& event) { change(row.offices, event); }

template <class E>
requires requires(std::vector<Office>& offices, const Dated<E>& event) { change(offices, event); }
std::vector<std::string> parts(const OrgOffices&, const Dated<E>& event) { return {event.data.person.value}; }

void apply(PersonTenure& row, const Dated<PostCertified>& event);
void apply(PersonTenure& row, const Dated<ServiceCertified>& event);

}  // namespace tenure
