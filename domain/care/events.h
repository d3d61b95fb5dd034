// Events of care: examinations, visits, hardship, help, talks, rest. What is personal in them is sealed.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// (SH-76, CITY-55, SX-32, OPN-27, BB-57, SJ-59)
TENURE_STRUCT(HealthCheckDone, "体检", "Health check done",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (std::optional<Code>, organiser, "组织单位", "organised by")
  (std::optional<Fen>, amount_fen, "费用（分）", "cost, fen")
  (std::optional<Sealed<LongText>>, details, "详情", "details"));

/// (SH-78, CITY-57, OPN-05, BB-05, SJ-58)
TENURE_STRUCT(VisitMade, "走访慰问", "Visit made",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, occasion, "事由", "occasion")
  (std::optional<Fen>, amount_fen, "金额（分）", "amount, fen"));

/// (SH-79, CITY-56, OPN-29)
TENURE_STRUCT(HardshipRegistered, "困难登记", "Hardship registered",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, kind, "类别", "kind")
  (std::optional<Sealed<LongText>>, details, "详情", "details"));

/// (SH-79, CITY-58, OPN-26, BB-06, SJ-57)
TENURE_STRUCT(AssistanceGiven, "帮扶", "Assistance given",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, kind, "类别", "kind")
  (std::optional<Fen>, amount_fen, "金额（分）", "amount, fen")
  (std::vector<ShortText>, basis, "依据", "basis"));

/// (SH-80, CITY-57, OPN-30, SJ-56)
TENURE_STRUCT(TalkHeld, "谈心谈话", "Talk held",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Code, occasion, "事由", "occasion")
  (std::optional<Ref<PersonId>>, with_, "谈话人", "with")
  (std::optional<Sealed<LongText>>, note, "记录", "note"));

/// (SJ-59)
TENURE_STRUCT(RecuperationArranged, "疗养", "Recuperation arranged",
  (PersonId, person, "人员", "person")
  (OrgId, org, "组织", "organisation")
  (Decimal, days, "天数", "days")
  (std::optional<Fen>, amount_fen, "金额（分）", "amount, fen"));

using CareEvents = EventList<HealthCheckDone, VisitMade, HardshipRegistered, AssistanceGiven, TalkHeld,
                             RecuperationArranged>;

}  // namespace tenure
