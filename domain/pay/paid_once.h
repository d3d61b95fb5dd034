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

/// Whether the periods share a day.
inline bool overlap(const Period& a, const Period& b) {
  if (a.kind == b.kind || a.year != b.year || !a.calendar() || !b.calendar()) return a == b;
  return a.first() <= b.last() && b.first() <= a.last();
}

/// What is said of it. `most`: what may be paid in all, nothing where no more is known.
inline Objection paid_before(std::vector<Position> evidence, const Saying& what, const Period& period,
                             Position first, Fen paid, Fen most) {
  return unmet(std::move(evidence), "{1}的“{0}”已发放（见 {2}）", "{0} of {1} was paid already, see {2}",
               what, period, first)
      .asks("≤ {}", most)
      .found("{}", paid);
}

/// Objects to the payout that was recorded later than a like one of a period that meets its own. `most` is
/// what is due in all, where that is known.
template <class IsLike>
Objections is_only_payout(const std::vector<Payout>& payouts, const Payout& payout, const Saying& what,
                          std::optional<Fen> most, IsLike is_like) {
  std::vector<Position> evidence{payout.position};
  Fen paid = payout.amount_fen;
  Date since = payout.on;  // on which the last of them was made, in whatever order they were recorded
  for (const Payout& other : payouts) {
    if (!(other.position < payout.position) || other.org != payout.org || !is_like(payout, other) ||
        !overlap(payout.period, other.period) || replaces(payout.basis, other.position))
      continue;
    evidence.push_back(other.position);
    paid.value += other.amount_fen.value;
    since = std::max(since, other.on);
  }
  if (evidence.size() == 1 || (most && paid <= *most)) return std::nullopt;
  const Position first = evidence[1];
  Objection found = paid_before(std::move(evidence), what, payout.period, first, paid, most.value_or(Fen()));
  found.since = since;
  return found;
}

}  // namespace tenure
