// What an event refers to by position: the event that stands there, when it is of the type that is meant.
#pragma once

#include "domain/act/catalogue.h"
#include "domain/core/both.h"

namespace tenure {

/// Refuses a reference to a position at which there is nothing.
inline Result<void> is_there(const Facts& facts, Position position, std::string where) {
  if (facts.original(position)) return {};
  return refuse(Reason::absent, std::move(where), position.str());
}

/// The event of that type at the position, or nothing. A correction of it is not looked at.
template <class E>
std::optional<Event> event_at(const Facts& facts, Position position) {
  auto original = facts.original(position);
  if (!original || original->event.type->type != &kType<E>) return std::nullopt;
  return std::move(original->event);
}

/// Refuses a reference to something that is not there, or is something else.
template <class E>
Result<void> refers_to(const Facts& facts, Position position, std::string where) {
  if (event_at<E>(facts, position)) return {};
  return refuse(Reason::absent, std::move(where),
                both("位置 {1} 处没有“{0}”", "no {2} at {1}", Description<E>::kInfo.zh, position.str(),
                     Description<E>::kInfo.name));
}

/// The same of one's own: another person's is as if nothing were there, and says no more of it.
template <class E>
Result<void> refers_to_own(const Facts& facts, const PersonId& person, Position position, std::string where) {
  const auto event = event_at<E>(facts, position);
  if (event && event->template as<E>().person == person) return {};
  return refuse(Reason::absent, std::move(where),
                both("位置 {1} 处没有此人的“{0}”", "no {2} of the person at {1}", Description<E>::kInfo.zh,
                     position.str(), Description<E>::kInfo.name));
}

}  // namespace tenure
