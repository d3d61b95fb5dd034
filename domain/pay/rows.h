// What pay knows: what a person is due and was paid, by component, period and payer; an organisation's
// standards and whom it paid.
#pragma once

#include "domain/pay/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// One component of one period as one payer bears it. `assessed_fen` is the newest assessment's; adjustments come
/// on top of it; `paid_fen` is what went out less what came back.
struct PayCell {
  Code component;
  Period period;
  std::optional<Code> payer;  ///< absent: not stated
  std::optional<Code> grade;  ///< that the assessment follows from
  std::optional<Fen> assessed_fen;
  Fen adjusted_fen;
  Fen paid_fen;
  std::vector<Position> positions;

  /// Nothing where nothing was assessed and nothing adjusted: absent is never zero.
  std::optional<Fen> due() const;
};
TENURE_STRUCT(PayCell, "报酬", "Pay cell",
  (component, "项目", "component")
  (period, "期间", "period")
  (payer, "承担方", "payer")
  (grade, "所依等次", "grade")
  (assessed_fen, "核定（分）", "assessed, fen")
  (adjusted_fen, "调整（分）", "adjusted, fen")
  (paid_fen, "已发（分）", "paid, fen")
  (positions, "位置", "positions"));

/// A person's pay of one year (the part).
struct PersonPay {
  static constexpr SubjectKind kSubject = SubjectKind::person;

  std::vector<PayCell> cells;
};
TENURE_STRUCT(PersonPay, "个人报酬", "Person's pay", (cells, "报酬", "cells"));

struct PayStandard {
  Date from;
  Period period;
  Code component;
  std::vector<Code> posts;
  std::optional<Code> group;
  Fen amount_fen;
  std::optional<Fen> floor_fen;
  std::optional<Date> honour_by;
  Position position;
};
TENURE_STRUCT(PayStandard, "报酬标准", "Pay standard",
  (from, "自", "from")
  (period, "期间", "period")
  (component, "项目", "component")
  (posts, "适用职务", "posts")
  (group, "人员类别", "group")
  (amount_fen, "金额（分）", "amount, fen")
  (floor_fen, "下限（分）", "floor, fen")
  (honour_by, "兑现期限", "honoured by")
  (position, "位置", "position"));

/// What one person got of an organisation in a year.
struct PaidPerson {
  Ref<PersonId> person;
  std::optional<Code> post;
  std::int32_t year = 0;
  std::vector<Code> components;  ///< assessed or paid
  Fen paid_fen;
};
TENURE_STRUCT(PaidPerson, "领取报酬人员", "Paid person",
  (person, "人员", "person")
  (post, "职务", "post")
  (year, "年度", "year")
  (components, "项目", "components")
  (paid_fen, "已发（分）", "paid, fen"));

/// An organisation's pay of one year (the part).
struct OrgPay {
  static constexpr SubjectKind kSubject = SubjectKind::org;

  std::vector<PayStandard> standards;
  std::vector<PaidPerson> people;
};
TENURE_STRUCT(OrgPay, "组织报酬", "Organisation's pay",
  (standards, "标准", "standards")
  (people, "人员", "people"));

/// What went out to an organisation's people of one component from one payer, less what came back.
struct PaidTotal {
  Code component;
  Period period;
  std::optional<Code> payer;  ///< absent: not stated
  Fen paid_fen;
  std::int32_t events = 0;  ///< that it is the sum of
};
TENURE_STRUCT(PaidTotal, "已发合计", "Paid, total",
  (component, "项目", "component")
  (period, "期间", "period")
  (payer, "承担方", "payer")
  (paid_fen, "已发（分）", "paid, fen")
  (events, "事件数", "events"));

/// An organisation's payments of one period (the part): totals, whatever the order of the events.
struct OrgPaid {
  static constexpr SubjectKind kSubject = SubjectKind::org;

  std::vector<PaidTotal> totals;  ///< by component and payer
};
TENURE_STRUCT(OrgPaid, "组织已发报酬", "Organisation's payments", (totals, "合计", "totals"));

using PayRows = RowList<PersonPay, OrgPay, OrgPaid>;
// clang-format on

void apply(PersonPay& row, const Dated<PayEntitlementAssessed>& event);
void apply(PersonPay& row, const Dated<PayDisbursed>& event);
void apply(PersonPay& row, const Dated<PayAdjusted>& event);
void apply(PersonPay& row, const Dated<PaymentReturned>& event);
void apply(PersonPay& row, const Dated<PaymentReversed>& event);
void apply(PersonPay& row, const Dated<PayRecovered>& event);

void apply(OrgPay& row, const Dated<PayStandardSet>& event);
void apply(OrgPay& row, const Dated<PayEntitlementAssessed>& event);
void apply(OrgPay& row, const Dated<PayDisbursed>& event);
void apply(OrgPay& row, const Dated<PaymentReturned>& event);
void apply(OrgPay& row, const Dated<PaymentReversed>& event);
void apply(OrgPay& row, const Dated<PayRecovered>& event);

void add(OrgPaid& row, const Dated<PayDisbursed>& event, int times);
void add(OrgPaid& row, const Dated<PaymentReturned>& event, int times);
void add(OrgPaid& row, const Dated<PaymentReversed>& event, int times);
void add(OrgPaid& row, const Dated<PayRecovered>& event, int times);

template <class E>
std::vector<std::string> parts(const PersonPay&, const Dated<E>& event) {
  return {event.data.period.part()};
}
template <class E>
std::vector<std::string> parts(const OrgPay&, const Dated<E>& event) {
  return {event.data.period.part()};
}
template <class E>
std::vector<std::string> parts(const OrgPaid&, const Dated<E>& event) {
  return {event.data.period.str()};
}

}  // namespace tenure
