// Events of pay: standards, what a person is due, what was paid, what came back, rewards.
#pragma once

#include "domain/act/catalogue.h"
#include "domain/act/funds.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// What a year's pay is for these posts, where it comes from, and the floor that it is measured against.
/// (CITY-46, PY-01, PY-03, PY-04, PY-49, SX-26, DY-44, OPN-24, BB-47, SJ-46)
struct PayStandardSet {
  OrgId org;
  Period period;
  Code component;
  std::vector<Code> posts;
  std::optional<std::int32_t> headcount;
  std::optional<Code> group;  ///< main, other
  std::optional<Code> measure;  ///< farmer_per_capita_income, ...
  Fen amount_fen;
  std::optional<Fen> floor_fen;
  std::optional<Date> honour_by;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PayStandardSet, "报酬标准", "Pay standard set",
  (org, "组织", "organisation")
  (period, "期间", "period")
  (component, "项目", "component")
  (posts, "适用职务", "posts")
  (headcount, "发放人数", "people paid")
  (group, "人员类别", "group")
  (measure, "核定依据", "measure")
  (amount_fen, "金额（分）", "amount, fen")
  (floor_fen, "下限（分）", "floor, fen")
  (honour_by, "兑现期限", "honoured by")
  (basis, "依据", "basis"));

/// What a person is due of a component for a period; the newest one of both holds. `grade`: the one that it
/// follows from. (SH-47, CITY-49, PY-09, DY-58, HX-35, HX-44, HX-45, DG-38)
struct PayEntitlementAssessed {
  PersonId person;
  OrgId org;
  std::optional<Code> post;
  Code component;
  Period period;
  Fen amount_fen;
  std::vector<FundShare> funds;
  std::optional<Code> grade;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PayEntitlementAssessed, "应发核定", "Pay entitlement assessed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "职务", "post")
  (component, "项目", "component")
  (period, "期间", "period")
  (amount_fen, "金额（分）", "amount, fen")
  (funds, "资金来源", "funds")
  (grade, "所依等次", "grade")
  (basis, "依据", "basis"));

/// (SH-72, CITY-48, CITY-49, CITY-50, PY-09, SX-26, DY-45, BB-84)
struct PayDisbursed {
  PersonId person;
  OrgId org;
  std::optional<Code> post;
  Code component;
  Period period;
  Fen amount_fen;
  std::vector<FundShare> funds;
  std::optional<Code> channel;
  std::optional<Sealed<ShortText>> account;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PayDisbursed, "报酬发放", "Pay disbursed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (post, "职务", "post")
  (component, "项目", "component")
  (period, "期间", "period")
  (amount_fen, "金额（分）", "amount, fen")
  (funds, "资金来源", "funds")
  (channel, "发放渠道", "channel")
  (account, "账户", "account")
  (basis, "依据", "basis"));

/// A raise, or (below zero) a cut, with its reason and who decided. (PY-44, BB-52, SJ-47, SJ-49)
struct PayAdjusted {
  PersonId person;
  OrgId org;
  Code component;
  Period period;
  Fen amount_fen;
  std::optional<Code> payer;
  Ref<OrgId> decider;
  Sealed<LongText> reason;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PayAdjusted, "报酬调整", "Pay adjusted",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (component, "项目", "component")
  (period, "期间", "period")
  (amount_fen, "金额（分）", "amount, fen")
  (payer, "承担方", "payer")
  (decider, "决定机关", "decided by")
  (reason, "原因", "reason")
  (basis, "依据", "basis"));
TENURE_EVENT_TRAITS(PayAdjusted, .rank = 60);

/// A reward in money or in kind, perhaps for the grade of a period. (SH-89, CITY-51, PY-39, SX-28, DY-54,
/// OPN-40, BB-47, HX-46)
struct RewardGranted {
  PersonId person;
  OrgId org;
  std::optional<Period> period;
  std::optional<Code> kind;
  std::optional<Code> grade;
  std::optional<Fen> base_fen;
  std::optional<Fen> amount_fen;
  std::vector<FundShare> funds;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(RewardGranted, "奖励", "Reward granted",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (period, "期间", "period")
  (kind, "类别", "kind")
  (grade, "所依等次", "grade")
  (base_fen, "基数（分）", "base, fen")
  (amount_fen, "金额（分）", "amount, fen")
  (funds, "资金来源", "funds")
  (basis, "依据", "basis"));

/// The money came back: it never reached the payee.
struct PaymentReturned {
  PersonId person;
  OrgId org;
  Position payment;
  Code component;
  Period period;
  Fen amount_fen;
  std::optional<Code> payer;
  Code cause;
};
TENURE_STRUCT(PaymentReturned, "付款退回", "Payment returned",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (payment, "所指付款位置", "payment's position")
  (component, "项目", "component")
  (period, "期间", "period")
  (amount_fen, "金额（分）", "amount, fen")
  (payer, "承担方", "payer")
  (cause, "退回原因", "cause"));
TENURE_EVENT_TRAITS(PaymentReturned, .rank = 60);

/// The payment was undone by who made it.
struct PaymentReversed {
  PersonId person;
  OrgId org;
  Position payment;
  Code component;
  Period period;
  Fen amount_fen;
  std::optional<Code> payer;
  Sealed<LongText> reason;
};
TENURE_STRUCT(PaymentReversed, "付款冲销", "Payment reversed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (payment, "所指付款位置", "payment's position")
  (component, "项目", "component")
  (period, "期间", "period")
  (amount_fen, "金额（分）", "amount, fen")
  (payer, "承担方", "payer")
  (reason, "原因", "reason"));
TENURE_EVENT_TRAITS(PaymentReversed, .rank = 60);

/// What was paid too much is claimed back.
struct PayRecoveryOrdered {
  PersonId person;
  OrgId org;
  Code component;
  Period period;
  Fen amount_fen;
  std::optional<Code> payer;
  Ref<OrgId> decider;
  Sealed<LongText> reason;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PayRecoveryOrdered, "追缴决定", "Pay recovery ordered",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (component, "项目", "component")
  (period, "期间", "period")
  (amount_fen, "金额（分）", "amount, fen")
  (payer, "承担方", "payer")
  (decider, "决定机关", "decided by")
  (reason, "原因", "reason")
  (basis, "依据", "basis"));

struct PayRecovered {
  PersonId person;
  OrgId org;
  Code component;
  Period period;
  Fen amount_fen;
  std::optional<Code> payer;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PayRecovered, "追缴到账", "Pay recovered",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (component, "项目", "component")
  (period, "期间", "period")
  (amount_fen, "金额（分）", "amount, fen")
  (payer, "承担方", "payer")
  (basis, "依据", "basis"));
TENURE_EVENT_TRAITS(PayRecovered, .rank = 60);

/// One payer advances money for another one, who owes it. (BB-63)
struct FundAdvanced {
  OrgId org;
  std::optional<PersonId> person;
  Code component;
  Period period;
  Code payer;
  Code for_payer;
  Fen amount_fen;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(FundAdvanced, "资金垫付", "Fund advanced",
  (org, "组织", "organisation")
  (person, "人员", "person")
  (component, "项目", "component")
  (period, "期间", "period")
  (payer, "垫付方", "advanced by")
  (for_payer, "应承担方", "for")
  (amount_fen, "金额（分）", "amount, fen")
  (basis, "依据", "basis"));

using PayEvents =
    EventList<
  PayStandardSet,
  PayEntitlementAssessed,
  PayDisbursed,
  PayAdjusted,
  RewardGranted,
  PaymentReturned,
  PaymentReversed,
  PayRecoveryOrdered,
  PayRecovered,
  FundAdvanced>;

}  // namespace tenure
