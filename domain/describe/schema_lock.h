// The schema lock: what was shipped, so that structures only grow. A log of ten years is read by the newest
// program; a payload that was good once must stay readable and keep its meaning.
//
// Lines of the lock, sorted:
//   enum <Enumeration> <ordinal, 3 digits> <value>
//   event <EventType> <area>
//   field <Structure>.<field> <type> required|optional|list sealed|plain <subject kind>|-
// A change that this refuses is a new field, a new value or a new type instead.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/core/refusal.h"

namespace tenure {

struct Area;

/// The lock's text for these areas.
std::string schema_lock(std::span<Area* const> areas);

/// Whether `current` only grew from `locked`: every locked line still holds, and what is new is an optional
/// field (or a list), a value at the end of its enumeration, or a new type. The refusal names the place.
Result<void> check_growth(std::string_view locked, std::string_view current);

}  // namespace tenure
