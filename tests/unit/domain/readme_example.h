// The example of domain/README.md, word for word between the two marks: readme_example_test compares them.
#pragma once

// clang-format off
// example begins
#include "domain/act/catalogue.h"

namespace tenure {

// events.h: what an act may say.

/// A guest of the village, who received them, and what it cost. Absent money is unknown, never zero.
TENURE_STRUCT(GuestReceived, "接待记录", "Guest received",
  (PersonId, person, "接待人", "received by")  // a subject: the event stands in this person's file
  (OrgId, org, "组织", "organisation")         // a subject too: and in this organisation's
  (std::optional<Ref<OrgId>>, of, "来访单位", "guest's organisation")  // only mentioned: no index, no scope
  (Code, purpose, "事由", "purpose")           // a word that a policy defines
  (std::vector<Ref<PersonId>>, company, "陪同人员", "in company of")
  (std::optional<Fen>, amount_fen, "费用（分）", "cost, fen")
  // personal: a commitment in the payload, the text in the vault
  (Sealed<LongText>, note, "说明", "note"));

using HospitalityEvents = EventList<GuestReceived>;  // the line that registers it

// rows.h: what is known from it. Without a row the event is kept, indexed, shown and searched all the same.

TENURE_STRUCT(Reception, "接待", "Reception",
  (Date, on, "日期", "on")
  (Code, purpose, "事由", "purpose")
  (std::optional<Fen>, amount_fen, "费用（分）", "cost, fen")
  (Position, position, "位置", "position"));

TENURE_ROW(PersonReceptions, person, "个人接待", "Person's receptions",
  (std::vector<Reception>, receptions, "接待", "receptions"));

using HospitalityRows = RowList<PersonReceptions>;

// area.cc: what follows from the events, what would contradict the record, and the area, which catalogue.cc lists.

static void apply(PersonReceptions& row, const Dated<GuestReceived>& event) {
  row.receptions.push_back({event.on, event.data.purpose, event.data.amount_fen, event.position});
}

static Result<void> precondition(const Facts&, const Dated<GuestReceived>& event) {
  const auto& amount = event.data.amount_fen;
  if (amount && amount->value < 0) return refuse(Reason::bad_value, "data.amount_fen", "negative");
  return {};
}

inline Area& hospitality_area() {
  static Area area = make_area("hospitality", "接待", "Hospitality", HospitalityEvents{}, HospitalityRows{});
  return area;
}

}  // namespace tenure
// example ends

#include "domain/rules/rule.h"

namespace tenure {

// rules begins
// policy.h: what a locality may set. Absent is not zero: a rule without its parameter is silent.

TENURE_PARAMETERS(kHospitalityParameters,
  (Fen, kReceptionMost, "hospitality.most_fen", "fen", "一次接待费用上限", "most that a reception may cost", "XX-01"));

// rule_table.cc: a rule and a statistic are a row each.

inline Objections costs_too_much(const Judged& judged, const GuestReceived& event) {
  const auto most = judged.policy.get(kReceptionMost);
  if (!most || !event.amount_fen || *event.amount_fen <= *most) return std::nullopt;
  return unmet("超过一次接待费用上限 {}", "more than {} for a reception", *most)
      .asks("≤ {}", *most)
      .found("{}", *event.amount_fen);
}

inline bool until_then(const PersonReceptions&, const Reception& reception, const form::Window& window) {
  return reception.on <= window.on;
}

inline const RuleTable& hospitality_rules() {
  static const RuleTable table{
      kHospitalityParameters,
      {{"gate.reception_cost", "XX-01", "接待费用", "Cost of a reception", gate<&costs_too_much>()},
       {"stat.receptions", "XX-02", "接待情况", "Receptions by purpose",
        count<&PersonReceptions::receptions, &until_then>("", {"purpose"}, "amount_fen")}}};
  return table;
}
// rules end

}  // namespace tenure
