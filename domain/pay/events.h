// Events of pay: standards, what a person is due, what was paid, what came back, rewards.
#pragma once

#include "domain/act/catalogue.h"
#include "domain/act/funds.h"

namespace tenure {

/// What a year's pay is for these posts, where it comes from, and the floor that it is measured against.
/// (CITY-46, PY-01, PY-03, PY-04, PY-49, SX-26, DY-44, OPN-24, BB-47, SJ-46)
TENURE_STRUCT(PayStandardSet, "报酬标准", "Pay standard set",
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (Code, component, "项目", "component")
  (std::vector<Code>, posts, "适用职务", "posts")
  (std::optional<std::int32_t>, headcount, "发放人数", "people paid")
  (std::optional<Code>, group, "人员类别", "group")  ///< main, other
  (std::optional<Code>, measure, "核定依据", "measure")  ///< farmer_per_capita_income, ...
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Fen>, floor_fen, "下限（分）", "floor, fen")
  (std::optional<Date>, honour_by, "兑现期限", "honoured by")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// What a person is due of a component for a period; the newest one of both holds. `grade`: the one that it
/// follows from. (SH-47, CITY-49, PY-09, DY-58, HX-35, HX-44, HX-45, DG-38)
TENURE_STRUCT(PayEntitlementAssessed, "应发核定", "Pay entitlement assessed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (std::optional<Code>, post, "职务", "post")
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::vector<FundShare>, funds, "资金来源", "funds")
  (std::optional<Code>, grade, "所依等次", "grade")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-72, CITY-48, CITY-49, CITY-50, PY-09, SX-26, DY-45, BB-84)
TENURE_STRUCT(PayDisbursed, "报酬发放", "Pay disbursed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (std::optional<Code>, post, "职务", "post")
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::vector<FundShare>, funds, "资金来源", "funds")
  (std::optional<Code>, channel, "发放渠道", "channel")
  (std::optional<Sealed<ShortText>>, account, "账户", "account")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// A raise, or (below zero) a cut, with its reason and who decided. (PY-44, BB-52, SJ-47, SJ-49)
TENURE_STRUCT(PayAdjusted, "报酬调整", "Pay adjusted",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Code>, payer, "承担方", "payer")
  (Ref<OrgId>, decider, "决定机关", "decided by")
  (Sealed<LongText>, reason, "原因", "reason")
  (std::vector<ShortText>, basis, "依据", "basis"));
TENURE_EVENT_TRAITS(PayAdjusted, .rank = 60);

/// A reward in money or in kind, perhaps for the grade of a period. (SH-89, CITY-51, PY-39, SX-28, DY-54,
/// OPN-40, BB-47, HX-46)
TENURE_STRUCT(RewardGranted, "奖励", "Reward granted",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (std::optional<Period>, period, "期间", "period")
  (std::optional<Code>, kind, "类别", "kind")
  (std::optional<Code>, grade, "所依等次", "grade")
  (std::optional<Fen>, base_fen, "基数（分）", "base, fen")
  (std::optional<Fen>, amount_fen, "金额（分）", "amount, fen")
  (std::vector<FundShare>, funds, "资金来源", "funds")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// The money came back: it never reached the payee.
TENURE_STRUCT(PaymentReturned, "付款退回", "Payment returned",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Position, payment, "所指付款位置", "payment's position")
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Code>, payer, "承担方", "payer")
  (Code, cause, "退回原因", "cause"));
TENURE_EVENT_TRAITS(PaymentReturned, .rank = 60);

/// The payment was undone by who made it.
TENURE_STRUCT(PaymentReversed, "付款冲销", "Payment reversed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Position, payment, "所指付款位置", "payment's position")
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Code>, payer, "承担方", "payer")
  (Sealed<LongText>, reason, "原因", "reason"));
TENURE_EVENT_TRAITS(PaymentReversed, .rank = 60);

/// What was paid too much is claimed back.
TENURE_STRUCT(PayRecoveryOrdered, "追缴决定", "Pay recovery ordered",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Code>, payer, "承担方", "payer")
  (Ref<OrgId>, decider, "决定机关", "decided by")
  (Sealed<LongText>, reason, "原因", "reason")
  (std::vector<ShortText>, basis, "依据", "basis"));

TENURE_STRUCT(PayRecovered, "追缴到账", "Pay recovered",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Code>, payer, "承担方", "payer")
  (std::vector<ShortText>, basis, "依据", "basis"));
TENURE_EVENT_TRAITS(PayRecovered, .rank = 60);

/// One payer advances money for another one, who owes it. (BB-63)
TENURE_STRUCT(FundAdvanced, "资金垫付", "Fund advanced",
  (OrgId, org, "组织", "organisation")
  (std::optional<PersonId>, person, "人员", "person")
  (Code, component, "项目", "component")
  (Period, period, "期间", "period")
  (Code, payer, "垫付方", "advanced by")
  (Code, for_payer, "应承担方", "for")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::vector<ShortText>, basis, "依据", "basis"));

using PayEvents = EventList<PayStandardSet, PayEntitlementAssessed, PayDisbursed, PayAdjusted, RewardGranted,
                            PaymentReturned, PaymentReversed, PayRecoveryOrdered, PayRecovered, FundAdvanced>;

}  // namespace tenure
