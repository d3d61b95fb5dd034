// Events of pensions and departure subsidies: enrolment, shares, contributions, approvals, payments, ends.
#pragma once

#include "domain/act/catalogue.h"
#include "domain/act/funds.h"

namespace tenure {

/// (BB-55, BB-58, BB-61)
TENURE_STRUCT(PensionApplied, "参保申请", "Pension applied",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (std::optional<Code>, scheme, "险种", "scheme")
  (std::vector<ShortText>, basis, "依据", "basis"));

TENURE_STRUCT(PensionApplicationDecided, "参保审批", "Pension application decided",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Position, application, "申请位置", "application's position")
  (Code, outcome, "结论", "outcome")
  (std::optional<Sealed<LongText>>, reason, "原因", "reason"));

/// `status`: flexible_employment, ... (SH-74, PY-05, SX-30, DY-49, BB-53, BB-68, SJ-48)
TENURE_STRUCT(PensionEnrolled, "参保", "Pension enrolled",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, scheme, "险种", "scheme")
  (std::optional<Code>, status, "参保身份", "status")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// The contribution due for a period, and who bears how much of it. (PY-05, SX-30, BB-53, BB-62, BB-65)
TENURE_STRUCT(PensionShareSet, "缴费分担", "Pension share set",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (Fen, due_fen, "应缴（分）", "due, fen")
  (std::vector<FundShare>, funds, "资金来源", "funds")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-73, PY-05, SX-30, DY-48, BB-62, BB-63)
TENURE_STRUCT(ContributionPaid, "养老保险缴费", "Contribution paid",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (Code, payer, "缴费方", "payer")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (BB-66)
TENURE_STRUCT(PensionSubsidyStopped, "养老补助停发", "Pension subsidy stopped",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, cause, "原因", "cause")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-75, PY-06, PY-08, SX-31, DY-51, BB-56)
TENURE_STRUCT(DepartureSubsidyApproved, "离任补贴审批", "Departure subsidy approved",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Decimal, years, "任职年限", "years of service")
  (std::optional<Fen>, monthly_fen, "每月金额（分）", "monthly, fen")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-75, PY-07)
TENURE_STRUCT(SubsidyPaid, "补贴发放", "Subsidy paid",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::optional<Decimal>, years, "任职年限", "years of service")
  (std::vector<ShortText>, basis, "依据", "basis"));

TENURE_STRUCT(SubsidyStopped, "补贴停发", "Subsidy stopped",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, cause, "原因", "cause")
  (std::vector<ShortText>, basis, "依据", "basis"));

TENURE_STRUCT(SubsidyResumed, "补贴恢复", "Subsidy resumed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// That the recipient is alive, as payments ask.
TENURE_STRUCT(LifeConfirmed, "生存认证", "Life confirmed",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, means, "方式", "means"));

using PensionEvents = EventList<PensionApplied, PensionApplicationDecided, PensionEnrolled, PensionShareSet,
                                ContributionPaid, PensionSubsidyStopped, DepartureSubsidyApproved,
                                SubsidyPaid, SubsidyStopped, SubsidyResumed, LifeConfirmed>;

}  // namespace tenure
