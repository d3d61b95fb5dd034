// What an end ends: one form for every pair of a beginning and an end.
#pragma once

#include "domain/core/calendar.h"
#include "domain/core/find.h"

namespace tenure {

/// The item that ends (or rests) on that day, or null: the newest open one that began before the day, else
/// the newest that began on it. So what began and ends on one day ends, and what began anew on the day on
/// which its like ended goes on.
template <class Items, class IsOpen>
auto* open_on(Items& items, Date on, IsOpen is_open) {
  auto* before = find_last(items, [&](const auto& item) { return item.from < on && is_open(item); });
  if (before != nullptr) return before;
  return find_last(items, [&](const auto& item) { return item.from == on && is_open(item); });
}

/// An item with nothing but its two dates open.
template <class Item>
bool has_no_end(const Item& item) {
  return !item.until;
}

/// Whether another one may not begin on that day: one runs then, or has begun and was never ended.
template <class Item>
bool keeps_from_beginning(const Item& item, Date on) {
  return !item.until || (item.from <= on && on < *item.until);
}

}  // namespace tenure
