// What is decided once: an appeal, an application, a report. Pure; any thread.
#pragma once

#include "domain/ledger/corrected.h"

namespace tenure {

/// A gate on events of a type: the event's first subject has none yet that names the same in this field.
/// Which of two contradictory ones holds is for people to say: a correction takes one back.
template <auto Field>
Objections decided_once(const Judged& judged, const typename MemberOf<Field>::Structure& event) {
  using E = typename MemberOf<Field>::Structure;
  const auto target = corrected_by(judged);
  const auto recorded = judged.facts.events(*judged.event.type, subjects(judged.event).front());
  if (!recorded) return tl::unexpected(recorded.error());
  for (const Recorded& earlier : *recorded) {
    const bool is_earlier = !target || earlier.position < *target;
    if (!is_earlier || !(earlier.event.as<E>().*Field == event.*Field)) continue;
    const std::string position = earlier.position.str();
    return unmet({earlier.position}, "已有决定（见 {}）", "decided already, see {}", position)
        .asks("{}", kNone)
        .found("{}", position);
  }
  return std::nullopt;
}

}  // namespace tenure
