// What pensions know: shares and contributions by year, departure subsidies with their stops.
#pragma once

#include "domain/act/payout.h"
#include "domain/act/unanswered.h"
#include "domain/pension/events.h"

namespace tenure {

TENURE_STRUCT(PensionShare, "缴费分担", "Pension share",
  (Period, period, "期间", "period")
  (Fen, due_fen, "应缴（分）", "due, fen")
  (std::vector<FundShare>, funds, "资金来源", "funds")
  (Position, position, "位置", "position"));

/// What one payer paid for a period, all contributions together.
TENURE_STRUCT(Contribution, "缴费", "Contribution",
  (Period, period, "期间", "period")
  (Code, payer, "缴费方", "payer")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::vector<Position>, positions, "位置", "positions"));

/// A person's shares and contributions of one year (the part).
TENURE_ROW(PersonContributions, person, "个人养老缴费", "Person's contributions",
  (std::vector<PensionShare>, shares, "分担", "shares")
  (std::vector<Contribution>, contributions, "缴费", "contributions")
  (std::vector<Payout>, paid, "缴费明细", "contributions one by one"));

TENURE_STRUCT(SubsidyStop, "停发期间", "Subsidy stop",
  (Date, from, "自", "from")
  (std::optional<Date>, until, "至", "until"));

struct DepartureSubsidy {
  TENURE_FIELDS(DepartureSubsidy, "离任补贴", "Departure subsidy",
    (Ref<PersonId>, person, "人员", "person")
    (Date, from, "自", "from")
    (Decimal, years, "任职年限", "years of service")
    (std::optional<Fen>, monthly_fen, "每月金额（分）", "monthly, fen")
    (std::vector<SubsidyStop>, stops, "停发期间", "stops")
    (Position, position, "位置", "position")
    (Ref<OrgId>, org, "组织", "organisation"));

  bool runs_on(Date date) const;
};

TENURE_ROW(PersonSubsidies, person, "个人离任补贴", "Person's subsidies",
  (std::vector<DepartureSubsidy>, subsidies, "离任补贴", "subsidies")
  (std::vector<Unanswered>, unanswered, "无对应事项的终止", "ends of nothing"));

/// Departure subsidies that were paid for one year (the part).
TENURE_ROW(PersonSubsidyPayments, person, "个人补贴发放", "Person's subsidy payments",
  (std::vector<Payout>, paid, "发放", "paid"));

TENURE_STRUCT(Enrolment, "参保", "Enrolment",
  (Date, from, "自", "from")
  (std::optional<Date>, until, "补助停发", "help stopped")
  (Code, scheme, "险种", "scheme")
  (Position, position, "位置", "position"));

/// In which schemes a person is enrolled, and until when they are helped with it.
TENURE_ROW(PersonPension, person, "个人参保", "Person's pension",
  (std::vector<Enrolment>, enrolments, "参保", "enrolments")
  (std::vector<Unanswered>, unanswered, "无对应事项的终止", "ends of nothing"));

/// The subsidies of one person (the part) of an organisation.
TENURE_ROW(OrgSubsidies, org, "组织离任补贴", "Organisation's subsidies",
  (std::vector<DepartureSubsidy>, subsidies, "离任补贴", "subsidies"));

using PensionRows =
    RowList<PersonContributions, PersonSubsidies, OrgSubsidies, PersonSubsidyPayments, PersonPension>;

}  // namespace tenure
