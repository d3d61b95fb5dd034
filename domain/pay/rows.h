// What pay knows: what a person is due and was paid, by component, period and payer; an organisation's
// standards and whom it paid.
#pragma once

#include <algorithm>

#include "domain/act/payout.h"
#include "domain/pay/events.h"

namespace tenure {

/// What was assessed for one post; the newest assessment of it holds.
TENURE_STRUCT(PostPay, "岗位核定", "Pay of a post",
  (std::optional<Code>, post, "职务", "post")    ///< absent: not stated
  (std::optional<Code>, grade, "所依等次", "grade")  ///< that the assessment follows from
  (Fen, amount_fen, "核定（分）", "assessed, fen"));

/// What one payer bore of one payment.
struct PaymentPart {
  TENURE_FIELDS(PaymentPart, "付款", "Payment",
    (Position, position, "位置", "position")
    (std::optional<Code>, post, "职务", "post")
    (Fen, amount_fen, "金额（分）", "amount, fen")
    (Fen, back_fen, "退回或冲销（分）", "returned or reversed, fen")
    (std::vector<Position>, basis, "依据位置", "positions that it rests on"));

  std::int64_t left() const { return amount_fen.value - back_fen.value; }
};

/// One component of one period as one payer bears it in one organisation. Each kind of money has its own
/// column: `paid_fen` is what went out, whatever came back of it; `held_fen()` what is left with the person.
struct PayCell {
  TENURE_FIELDS(PayCell, "报酬", "Pay cell",
    (Code, component, "项目", "component")
    (Period, period, "期间", "period")
    (Ref<OrgId>, org, "组织", "organisation")
    (std::optional<Code>, payer, "承担方", "payer")  ///< absent: not stated
    (std::vector<PostPay>, posts, "岗位核定", "posts")
    (std::optional<Fen>, assessed_fen, "核定（分）", "assessed, fen")  ///< of all posts
    (Fen, adjusted_fen, "调整（分）", "adjusted, fen")
    (std::optional<Fen>, due_fen, "应发（分）", "due, fen")  ///< absent, never zero, where nothing was decided
    (Fen, paid_fen, "已发（分）", "paid, fen")
    (Fen, returned_fen, "退回或冲销（分）", "returned or reversed, fen")
    (Fen, ordered_fen, "应追缴（分）", "ordered back, fen")
    (Fen, recovered_fen, "已追缴（分）", "recovered, fen")
    (Fen, advanced_fen, "为他方垫付（分）", "advanced for others, fen")
    (Fen, advanced_for_fen, "由他方垫付（分）", "advanced by others, fen")
    (std::vector<PaymentPart>, payments, "付款", "payments")
    (std::vector<Position>, positions, "位置", "positions"));

  std::int64_t held_fen() const { return paid_fen.value - returned_fen.value - recovered_fen.value; }
  /// Works out what was assessed and is due.
  void settle();
};

/// The cell of that component, period, organisation and payer; made where there is none.
PayCell& cell_of(std::vector<PayCell>& cells, const Code& component, const Period& period, const OrgId& org,
                 const std::optional<Code>& payer);

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

/// What one person draws of an organisation for a period.
struct PayDraw {
  TENURE_FIELDS(PayDraw, "领取", "Pay draw",
    (Code, component, "项目", "component")
    (Period, period, "期间", "period")
    (Fen, assessed_fen, "核定（分）", "assessed, fen")  ///< by the newest assessment
    (Fen, paid_fen, "已发（分）", "paid, fen")
    (Fen, reversed_fen, "冲销（分）", "reversed, fen")
    (std::optional<Date>, undone, "全部退回或冲销日期", "all undone on"));

  /// Whether there is something of it: whose payments were all undone draws nothing.
  bool counts() const { return paid_fen.value > 0 || (assessed_fen.value > 0 && reversed_fen.value == 0); }
  /// Whether there was, on that day.
  bool counted_on(Date date) const { return counts() || (undone && date < *undone); }
};

/// What one person got of an organisation in a year.
TENURE_STRUCT(PaidPerson, "领取报酬人员", "Paid person",
  (Ref<PersonId>, person, "人员", "person")
  (std::optional<Code>, post, "职务", "post")
  (std::int32_t, year, "年度", "year", 0)
  (std::vector<PayDraw>, draws, "领取", "draws")
  (std::vector<Code>, components, "项目", "components")  ///< of the draws that count
  (Fen, paid_fen, "已发（分）", "paid, fen"));

/// An organisation's pay of one year (the part).
TENURE_ROW(OrgPay, org, "组织报酬", "Organisation's pay",
  (std::vector<PayStandard>, standards, "标准", "standards")
  (std::vector<PaidPerson>, people, "人员", "people"));

/// What moved between one payer and an organisation's people, of one component: the columns of a cell.
TENURE_STRUCT(PaidTotal, "已发合计", "Paid, total",
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (std::optional<Code>, payer, "承担方", "payer")  ///< absent: not stated
  (Fen, paid_fen, "已发（分）", "paid, fen")
  (Fen, returned_fen, "退回或冲销（分）", "returned or reversed, fen")
  (Fen, ordered_fen, "应追缴（分）", "ordered back, fen")
  (Fen, recovered_fen, "已追缴（分）", "recovered, fen")
  (Fen, advanced_fen, "为他方垫付（分）", "advanced for others, fen")
  (Fen, advanced_for_fen, "由他方垫付（分）", "advanced by others, fen")
  (std::int32_t, events, "事件数", "events", 0));  ///< that it is the sum of

/// An organisation's payments of one period (the part): totals, whatever the order of the events.
TENURE_ROW(OrgPaid, org, "组织已发报酬", "Organisation's payments",
  (std::vector<PaidTotal>, totals, "合计", "totals"));  ///< by component and payer

/// What was ordered back of one person and recovered, of a component and period, by payer.
TENURE_STRUCT(Recovery, "追缴", "Recovery",
  (Ref<PersonId>, person, "人员", "person")
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (std::optional<Code>, payer, "承担方", "payer")  ///< absent: not stated
  (Fen, ordered_fen, "应追缴（分）", "ordered back, fen")
  (Fen, recovered_fen, "已追缴（分）", "recovered, fen")
  (Fen, to_recover_fen, "尚待追缴（分）", "still to be recovered, fen"));

/// What an organisation's people are to give back of one year (the part).
TENURE_ROW(OrgRecoveries, org, "组织追缴", "Organisation's recoveries",
  (std::vector<Recovery>, recoveries, "追缴", "recoveries"));

/// Works out what is still to be recovered of one person's component and period, by payer: an order of no
/// stated payer is met by what any payer recovers, and the other way round. What one recovered too much
/// lessens nobody else's order.
template <class Line>
void settle_recovery(const std::vector<Line*>& lines) {
  for (Line* line : lines) line->to_recover_fen.value = line->ordered_fen.value - line->recovered_fen.value;
  for (Line* open : lines) {
    for (Line* over : lines) {
      if (open->payer && over->payer) continue;
      const std::int64_t covered = std::min(open->to_recover_fen.value, -over->to_recover_fen.value);
      if (covered <= 0) continue;
      open->to_recover_fen.value -= covered;
      over->to_recover_fen.value += covered;
    }
  }
  for (Line* line : lines) line->to_recover_fen.value = std::max<std::int64_t>(line->to_recover_fen.value, 0);
}

/// A person's rewards in money, of those that are for a period: one row a year (the part).
TENURE_ROW(PersonRewards, person, "个人奖励", "Person's rewards",
  (std::vector<Payout>, paid, "奖励", "rewards"));

using PayRows = RowList<PersonPay, OrgPay, OrgPaid, PersonRewards, OrgRecoveries>;

}  // namespace tenure
