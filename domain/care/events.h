// Events of care: examinations, visits, hardship, help, talks, rest. What is personal in them is sealed.
#pragma once

#include "domain/act/catalogue.h"

// Descriptions are tables, one field a line.
// clang-format off
namespace tenure {

/// (SH-76, CITY-55, SX-32, OPN-27, BB-57, SJ-59)
struct HealthCheckDone {
  PersonId person;
  OrgId org;
  std::optional<Code> organiser;
  std::optional<Fen> amount_fen;
  std::optional<Sealed<LongText>> details;
};
TENURE_STRUCT(HealthCheckDone, "体检", "Health check done",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (organiser, "组织单位", "organised by")
  (amount_fen, "费用（分）", "cost, fen")
  (details, "详情", "details"));

/// (SH-78, CITY-57, OPN-05, BB-05, SJ-58)
struct VisitMade {
  PersonId person;
  OrgId org;
  Code occasion;
  std::optional<Fen> amount_fen;
};
TENURE_STRUCT(VisitMade, "走访慰问", "Visit made",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (occasion, "事由", "occasion")
  (amount_fen, "金额（分）", "amount, fen"));

/// (SH-79, CITY-56, OPN-29)
struct HardshipRegistered {
  PersonId person;
  OrgId org;
  Code kind;
  std::optional<Sealed<LongText>> details;
};
TENURE_STRUCT(HardshipRegistered, "困难登记", "Hardship registered",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (details, "详情", "details"));

/// (SH-79, CITY-58, OPN-26, BB-06, SJ-57)
struct AssistanceGiven {
  PersonId person;
  OrgId org;
  Code kind;
  std::optional<Fen> amount_fen;
  std::vector<ShortText> basis;
};
TENURE_STRUCT(AssistanceGiven, "帮扶", "Assistance given",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (kind, "类别", "kind")
  (amount_fen, "金额（分）", "amount, fen")
  (basis, "依据", "basis"));

/// (SH-80, CITY-57, OPN-30, SJ-56)
struct TalkHeld {
  PersonId person;
  OrgId org;
  Code occasion;
  std::optional<Ref<PersonId>> with_;
  std::optional<Sealed<LongText>> note;
};
TENURE_STRUCT(TalkHeld, "谈心谈话", "Talk held",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (occasion, "事由", "occasion")
  (with_, "谈话人", "with")
  (note, "记录", "note"));

/// (SJ-59)
struct RecuperationArranged {
  PersonId person;
  OrgId org;
  Decimal days;
  std::optional<Fen> amount_fen;
};
TENURE_STRUCT(RecuperationArranged, "疗养", "Recuperation arranged",
  (person, "人员", "person")
  (org, "组织", "organisation")
  (days, "天数", "days")
  (amount_fen, "金额（分）", "amount, fen"));

using CareEvents =
    EventList<
  HealthCheckDone,
  VisitMade,
  HardshipRegistered,
  AssistanceGiven,
  TalkHeld,
  RecuperationArranged>;

}  // namespace tenure
