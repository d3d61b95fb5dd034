// LAW-13 as one form: what is paid once for a period. A second payment is in order as an instalment of what
// is due, or where it says which earlier one it replaces: by the position of that one in its `basis`. That
// the earlier one then has to come back is another law's business (LAW-14). Pure; any thread.
#pragma once

#include <algorithm>

#include "domain/act/payout.h"
#include "domain/rules/rule.h"

namespace tenure {

inline form::Placed placed(const Payout& payout) { return {payout.on, payout.org.str()}; }

/// Whether a payment that rests on these says that it replaces the one at the position.
inline bool replaces(const std::vector<Position>& basis, Position earlier) {
  return std::ranges::find(basis, earlier) != basis.end();
}

/// What is said of it. `most_fen`: what may be paid in all, nothing where no more is known.
inline Objection paid_before(std::vector<Position> evidence, std::string_view what, const Period& period,
                             Position first, std::int64_t paid_fen, std::int64_t most_fen) {
  const std::string of = period.str();
  const std::string at = first.str();
  return unmet(std::move(evidence), "{0} {1} 已发放（见 {2}）", "{0} of {1} was paid already, see {2}", what,
               of, at)
      .asks("≤ {} fen", most_fen)
      .found("{} fen", paid_fen);
}

/// Objects to the payout that was recorded later than a like one. `most` is what is due in all, where that is
/// known.
template <class IsLike>
Objections is_only_payout(const std::vector<Payout>& payouts, const Payout& payout, std::string_view what,
                          std::optional<Fen> most, IsLike is_like) {
  std::vector<Position> evidence{payout.position};
  Fen paid = payout.amount_fen;
  for (const Payout& other : payouts) {
    if (!(other.position < payout.position) || other.period != payout.period || other.org != payout.org ||
        !is_like(payout, other) || replaces(payout.basis, other.position))
      continue;
    evidence.push_back(other.position);
    paid.value += other.amount_fen.value;
  }
  if (evidence.size() == 1 || (most && paid <= *most)) return std::nullopt;
  const Position first = evidence[1];
  return paid_before(std::move(evidence), what, payout.period, first, paid.value, most.value_or(Fen()).value);
}

}  // namespace tenure
