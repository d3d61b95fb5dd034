// Money of a period that went out, as a row of any area keeps it to see whether it went out before. (LAW-13)
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

TENURE_STRUCT(Payout, "付款", "Payout",
  (Date, on, "日期", "on")
  (Ref<OrgId>, org, "组织", "organisation")
  (Period, period, "期间", "period")
  (std::optional<Code>, payer, "承担方", "payer")
  (std::optional<Code>, kind, "类别", "kind")
  (std::optional<Code>, grade, "所依等次", "grade")
  (Fen, amount_fen, "金额（分）", "amount, fen")
  (std::vector<Position>, basis, "依据位置", "positions that it rests on")
  (Position, position, "位置", "position"));

/// The positions among what an event rests on.
inline std::vector<Position> positions_in(const std::vector<ShortText>& basis) {
  std::vector<Position> out;
  for (const ShortText& text : basis) {
    if (const auto position = Position::parse(text.value)) out.push_back(*position);
  }
  return out;
}

/// The payout of an event that names its amount.
template <class E>
Payout payout_of(const Dated<E>& event, const Period& period, Fen amount) {
  Payout out;
  out.on = event.on;
  out.org = {event.data.org};
  out.period = period;
  if constexpr (requires { event.data.payer; }) out.payer = event.data.payer;
  if constexpr (requires { event.data.kind; }) out.kind = event.data.kind;
  if constexpr (requires { event.data.grade; }) out.grade = event.data.grade;
  out.amount_fen = amount;
  out.basis = positions_in(event.data.basis);
  out.position = event.position;
  return out;
}

}  // namespace tenure
