// Events of pensions and departure subsidies: enrolment, shares, contributions, approvals, payments, ends.
#pragma once

#include "domain/act/catalogue.h"
#include "domain/act/funds.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// (BB-55, BB-58, BB-61)
struct PensionApplied {
  PersonId person;
  OrgId org;
  std::optional<Code> scheme;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PensionApplied, "参保申请", "Pension applied",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (scheme, "险种", "scheme")
  (basis, "依据", "basis"));

struct PensionApplicationDecided {
  PersonId person;
  OrgId org;
  Position application;
  Code outcome;
  std::optional<Sealed<LongText>> reason;
};
TENURE_STRUCT(PensionApplicationDecided, "参保审批", "Pension application decided",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (application, "申请位置", "application's position")
  (outcome, "结论", "outcome")
  (reason, "原因", "reason"));

/// `status`: flexible_employment, ... (SH-74, PY-05, SX-30, DY-49, BB-53, BB-68, SJ-48)
struct PensionEnrolled {
  PersonId person;
  OrgId org;
  Code scheme;
  std::optional<Code> status;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PensionEnrolled, "参保", "Pension enrolled",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (scheme, "险种", "scheme")
  (status, "参保身份", "status")
  (basis, "依据", "basis"));

/// The contribution due for a period, and who bears how much of it. (PY-05, SX-30, BB-53, BB-62, BB-65)
struct PensionShareSet {
  PersonId person;
  OrgId org;
  Period period;
  Fen due_fen;
  std::vector<FundShare> funds;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PensionShareSet, "缴费分担", "Pension share set",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (period, "期间", "period")
  (due_fen, "应缴（分）", "due, fen")
  (funds, "资金来源", "funds")
  (basis, "依据", "basis"));

/// (SH-73, PY-05, SX-30, DY-48, BB-62, BB-63)
struct ContributionPaid {
  PersonId person;
  OrgId org;
  Period period;
  Code payer;
  Fen amount_fen;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(ContributionPaid, "养老保险缴费", "Contribution paid",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (period, "期间", "period")
  (payer, "缴费方", "payer")
  (amount_fen, "金额（分）", "amount, fen")
  (basis, "依据", "basis"));

/// (BB-66)
struct PensionSubsidyStopped {
  PersonId person;
  OrgId org;
  Code cause;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(PensionSubsidyStopped, "养老补助停发", "Pension subsidy stopped",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (cause, "原因", "cause")
  (basis, "依据", "basis"));

/// (SH-75, PY-06, PY-08, SX-31, DY-51, BB-56)
struct DepartureSubsidyApproved {
  PersonId person;
  OrgId org;
  Decimal years;
  std::optional<Fen> monthly_fen;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(DepartureSubsidyApproved, "离任补贴审批", "Departure subsidy approved",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (years, "任职年限", "years of service")
  (monthly_fen, "每月金额（分）", "monthly, fen")
  (basis, "依据", "basis"));

/// (SH-75, PY-07)
struct SubsidyPaid {
  PersonId person;
  OrgId org;
  Period period;
  Fen amount_fen;
  std::optional<Decimal> years;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(SubsidyPaid, "补贴发放", "Subsidy paid",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (period, "期间", "period")
  (amount_fen, "金额（分）", "amount, fen")
  (years, "任职年限", "years of service")
  (basis, "依据", "basis"));

struct SubsidyStopped {
  PersonId person;
  OrgId org;
  Code cause;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(SubsidyStopped, "补贴停发", "Subsidy stopped",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (cause, "原因", "cause")
  (basis, "依据", "basis"));
TENURE_EVENT_TRAITS(SubsidyStopped, .rank = 60);

struct SubsidyResumed {
  PersonId person;
  OrgId org;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(SubsidyResumed, "补贴恢复", "Subsidy resumed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (basis, "依据", "basis"));
TENURE_EVENT_TRAITS(SubsidyResumed, .rank = 61);

/// That the recipient is alive, as payments ask.
struct LifeConfirmed {
  PersonId person;
  OrgId org;
  Code means;
};
TENURE_STRUCT(LifeConfirmed, "生存认证", "Life confirmed",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (means, "方式", "means"));

using PensionEvents =
    EventList<
  PensionApplied,
  PensionApplicationDecided,
  PensionEnrolled,
  PensionShareSet,
  ContributionPaid,
  PensionSubsidyStopped,
  DepartureSubsidyApproved,
  SubsidyPaid,
  SubsidyStopped,
  SubsidyResumed,
  LifeConfirmed>;

}  // namespace tenure
