// What a judged event takes the place of. Pure; any thread.
#pragma once

#include <functional>

#include "domain/act/refers.h"
#include "domain/core/find.h"
#include "domain/ledger/events.h"
#include "domain/ledger/rows.h"
#include "domain/rules/rule.h"

namespace tenure {

/// Where the judged event stands in its act; nothing for one that a correction puts in place.
inline std::optional<std::size_t> ordinal_of(const Judged& judged) {
  const auto& events = judged.act.events;
  const std::less<const Event*> before;
  if (before(&judged.event, events.data()) || !before(&judged.event, events.data() + events.size()))
    return std::nullopt;
  return static_cast<std::size_t>(&judged.event - events.data());
}

/// The target of the correction that puts the judged event in place; nothing for one that is recorded as it
/// is. The facts still hold the target.
inline std::optional<Position> corrected_by(const Judged& judged) {
  if (ordinal_of(judged)) return std::nullopt;
  const Event* correction = find_first(
      judged.act.events, [&](const Event& event) { return replacement_of(event) == &judged.event; });
  return correction == nullptr ? std::nullopt : std::optional(correction->as<CorrectionRecorded>().target);
}

/// What stood there before the correction, where it is an event of that type.
template <class E>
std::optional<Event> corrected(const Judged& judged) {
  const auto target = corrected_by(judged);
  return target ? event_at<E>(judged.facts, *target) : std::nullopt;
}

/// The event as it counts now; nothing when a correction voided it.
inline Result<std::optional<Event>> as_counted(const Facts& facts, Position position, Event original) {
  const auto& corrections = facts.items<&Corrections::made>(kLedgerSubject.id, position.str());
  if (corrections.empty()) return original;
  const auto last = facts.original(corrections.back());
  if (!last) return tl::unexpected(last.error());
  return last->event.as<CorrectionRecorded>().replacement;
}

}  // namespace tenure
