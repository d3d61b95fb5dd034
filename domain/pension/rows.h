// What pensions know: shares and contributions by year, departure subsidies with their stops.
#pragma once

#include "domain/pension/events.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

struct PensionShare {
  Period period;
  Fen due_fen;
  std::vector<FundShare> funds;
  Position position;
};
TENURE_STRUCT(PensionShare, "缴费分担", "Pension share",
  (period, "期间", "period")
  (due_fen, "应缴（分）", "due, fen")
  (funds, "资金来源", "funds")
  (position, "位置", "position"));

/// What one payer paid for a period, all contributions together.
struct Contribution {
  Period period;
  Code payer;
  Fen amount_fen;
  std::vector<Position> positions;
};
TENURE_STRUCT(Contribution, "缴费", "Contribution",
  (period, "期间", "period")
  (payer, "缴费方", "payer")
  (amount_fen, "金额（分）", "amount, fen")
  (positions, "位置", "positions"));

/// A person's shares and contributions of one year (the part).
struct PersonContributions {
  static constexpr SubjectKind kSubject = SubjectKind::person;

  std::vector<PensionShare> shares;
  std::vector<Contribution> contributions;
};
TENURE_STRUCT(PersonContributions, "个人养老缴费", "Person's contributions",
  (shares, "分担", "shares")
  (contributions, "缴费", "contributions"));

struct SubsidyStop {
  Date from;
  std::optional<Date> until;
};
TENURE_STRUCT(SubsidyStop, "停发期间", "Subsidy stop",
  (from, "自", "from")
  (until, "至", "until"));

struct DepartureSubsidy {
  Ref<PersonId> person;
  Date from;
  Decimal years;
  std::optional<Fen> monthly_fen;
  std::vector<SubsidyStop> stops;
  Position position;

  bool runs_on(Date date) const;
};
TENURE_STRUCT(DepartureSubsidy, "离任补贴", "Departure subsidy",
  (person, "人员", "person")
  (from, "自", "from")
  (years, "任职年限", "years of service")
  (monthly_fen, "每月金额（分）", "monthly, fen")
  (stops, "停发期间", "stops")
  (position, "位置", "position"));

struct PersonSubsidies {
  static constexpr SubjectKind kSubject = SubjectKind::person;
  std::vector<DepartureSubsidy> subsidies;
};
TENURE_STRUCT(PersonSubsidies, "个人离任补贴", "Person's subsidies", (subsidies, "离任补贴", "subsidies"));

/// The subsidies of one person (the part) of an organisation.
struct OrgSubsidies {
  static constexpr SubjectKind kSubject = SubjectKind::org;
  std::vector<DepartureSubsidy> subsidies;
};
TENURE_STRUCT(OrgSubsidies, "组织离任补贴", "Organisation's subsidies", (subsidies, "离任补贴", "subsidies"));

using PensionRows = RowList<PersonContributions, PersonSubsidies, OrgSubsidies>;
// clang-format on

void apply(PersonContributions& row, const Dated<PensionShareSet>& event);
void apply(PersonContributions& row, const Dated<ContributionPaid>& event);
template <class E>
std::vector<std::string> parts(const PersonContributions&, const Dated<E>& event) {
  return {event.data.period.part()};
}

/// Both rows keep subsidies, and the same events change them alike.
template <class Row>
concept KeepsSubsidies = std::is_same_v<Row, PersonSubsidies> || std::is_same_v<Row, OrgSubsidies>;

void change(std::vector<DepartureSubsidy>& subsidies, const Dated<DepartureSubsidyApproved>& event);
void change(std::vector<DepartureSubsidy>& subsidies, const Dated<SubsidyStopped>& event);
void change(std::vector<DepartureSubsidy>& subsidies, const Dated<SubsidyResumed>& event);

template <KeepsSubsidies Row, class E>
requires requires(std::vector<DepartureSubsidy>& subsidies, const Dated<E>& event) {
  change(subsidies, event);
}
void apply(Row& row, const Dated<E>& event) { change(row.subsidies, event); }

template <class E>
std::vector<std::string> parts(const OrgSubsidies&, const Dated<E>& event) {
  return {event.data.person.value};
}

}  // namespace tenure
