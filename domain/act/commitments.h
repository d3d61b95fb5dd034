// Every commitment that an event makes, its own and those of the whole event that a correction carries.
#pragma once

#include "domain/act/event.h"

namespace tenure {

/// Calls `visit(inner, path, type, commitment)` for each; `inner` is the event that has the field: its first
/// subject is whose value it is.
template <class Visit>
void for_each_commitment(const Event& event, const Visit& visit) {
  const auto each_of = [&](const Event& inner) {
    for_each_sealed(inner, [&](const std::string& path, const TypeInfo& type, const Commitment& commitment) {
      visit(inner, path, type, commitment);
    });
  };
  each_of(event);
  if (const Event* replacement = replacement_of(event)) each_of(*replacement);
}

}  // namespace tenure
