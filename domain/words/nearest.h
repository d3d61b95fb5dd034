// The known name that somebody may have meant.
#pragma once

#include <cstddef>
#include <string_view>

namespace tenure {

/// Letters to add, take out or replace until `a` is `b`.
std::size_t edits(std::string_view a, std::string_view b);

/// The first of those that are fewest edits away from `word`; empty when each would be another word
/// altogether.
template <class Names>
std::string_view nearest_of(std::string_view word, const Names& names) {
  std::string_view best;
  std::size_t least = word.size();
  for (const std::string_view known : names) {
    const std::size_t longer =
        known.size() > word.size() ? known.size() - word.size() : word.size() - known.size();
    if (longer >= least) continue;
    const std::size_t distance = edits(word, known);
    if (distance >= least) continue;
    least = distance;
    best = known;
  }
  return best;
}

}  // namespace tenure
