// What pensions know: shares and contributions by year, departure subsidies with their stops.
#pragma once

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
  (std::vector<Contribution>, contributions, "缴费", "contributions"));

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
    (Position, position, "位置", "position"));

  bool runs_on(Date date) const;
};

TENURE_ROW(PersonSubsidies, person, "个人离任补贴", "Person's subsidies",
  (std::vector<DepartureSubsidy>, subsidies, "离任补贴", "subsidies"));

/// The subsidies of one person (the part) of an organisation.
TENURE_ROW(OrgSubsidies, org, "组织离任补贴", "Organisation's subsidies",
  (std::vector<DepartureSubsidy>, subsidies, "离任补贴", "subsidies"));

using PensionRows = RowList<PersonContributions, PersonSubsidies, OrgSubsidies>;

}  // namespace tenure
