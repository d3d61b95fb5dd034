// The first or the last item of a list that is meant.
#pragma once

#include <algorithm>
#include <iterator>

namespace tenure {

/// Points into the list; null when there is none.
template <class List, class Is>
auto* find_first(List& list, Is is) {
  const auto found = std::find_if(std::begin(list), std::end(list), is);
  return found == std::end(list) ? nullptr : &*found;
}
template <class List, class Is>
auto* find_last(List& list, Is is) {
  const auto found = std::find_if(list.rbegin(), list.rend(), is);
  return found == list.rend() ? nullptr : &*found;
}

}  // namespace tenure
