// What pay knows: what a person is due and was paid, by component, period and payer; an organisation's
// standards and whom it paid.
#pragma once

#include "domain/pay/events.h"

namespace tenure {

/// One component of one period as one payer bears it. `assessed_fen` is the newest assessment's; adjustments
/// come on top of it; `paid_fen` is what went out less what came back.
struct PayCell {
  TENURE_FIELDS(PayCell, "报酬", "Pay cell",
    (Code, component, "项目", "component")
    (Period, period, "期间", "period")
    (std::optional<Code>, payer, "承担方", "payer")  ///< absent: not stated
    (std::optional<Code>, grade, "所依等次", "grade")  ///< that the assessment follows from
    (std::optional<Fen>, assessed_fen, "核定（分）", "assessed, fen")
    (Fen, adjusted_fen, "调整（分）", "adjusted, fen")
    (Fen, paid_fen, "已发（分）", "paid, fen")
    (std::vector<Position>, positions, "位置", "positions"));

  /// Nothing where nothing was assessed and nothing adjusted: absent is never zero.
  std::optional<Fen> due() const;
};

/// A person's pay of one year (the part).
TENURE_ROW(PersonPay, person, "个人报酬", "Person's pay", (std::vector<PayCell>, cells, "报酬", "cells"));

TENURE_STRUCT(PayStandard, "报酬标准", "Pay standard",
  (Date, from, "自", "from")
  (Period, period, "期间", "period")
  (Code, component, "项目", "component")
  (std::vector<Code>, posts, "适用职务", "posts")
  (std::optional<Code>, group, "人员类别", "group")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Fen>, floor_fen, "下限（分）", "floor, fen")
  (std::optional<Date>, honour_by, "兑现期限", "honoured by")
  (Position, position, "位置", "position"));

/// What one person got of an organisation in a year.
TENURE_STRUCT(PaidPerson, "领取报酬人员", "Paid person",
  (Ref<PersonId>, person, "人员", "person")
  (std::optional<Code>, post, "职务", "post")
  (std::int32_t, year, "年度", "year", 0)
  (std::vector<Code>, components, "项目", "components")  ///< assessed or paid
  (Fen, paid_fen, "已发（分）", "paid, fen"));

/// An organisation's pay of one year (the part).
TENURE_ROW(OrgPay, org, "组织报酬", "Organisation's pay",
  (std::vector<PayStandard>, standards, "标准", "standards")
  (std::vector<PaidPerson>, people, "人员", "people"));

/// What went out to an organisation's people of one component from one payer, less what came back.
TENURE_STRUCT(PaidTotal, "已发合计", "Paid, total",
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (std::optional<Code>, payer, "承担方", "payer")  ///< absent: not stated
  (Fen, paid_fen, "已发（分）", "paid, fen")
  (std::int32_t, events, "事件数", "events", 0));  ///< that it is the sum of

/// An organisation's payments of one period (the part): totals, whatever the order of the events.
TENURE_ROW(OrgPaid, org, "组织已发报酬", "Organisation's payments",
  (std::vector<PaidTotal>, totals, "合计", "totals"));  ///< by component and payer

using PayRows = RowList<PersonPay, OrgPay, OrgPaid>;

}  // namespace tenure
