// What is decided once: an appeal, an application, a report. Pure; any thread.
#pragma once

#include <functional>

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

/// A gate on events of a type: the event's first subject has none yet that names the same in this field.
/// Which of two contradictory ones holds is for people to say: a correction takes one back.
template <auto Field>
Objections decided_once(const Judged& judged, const typename MemberOf<Field>::Structure& event) {
  using E = typename MemberOf<Field>::Structure;
  if (!ordinal_of(judged)) return std::nullopt;
  const auto recorded = judged.facts.events(*judged.event.type, subjects(judged.event).front());
  if (!recorded) return tl::unexpected(recorded.error());
  for (const Recorded& earlier : *recorded) {
    if (!(earlier.event.as<E>().*Field == event.*Field)) continue;
    const std::string position = earlier.position.str();
    return unmet({earlier.position}, "已有决定（见 {}）", "decided already, see {}", position)
        .asks("{}", kNone)
        .found("{}", position);
  }
  return std::nullopt;
}

}  // namespace tenure
