// Texts that hold several: keys, lists in tables. Pure; any thread.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace tenure {

/// What stands between the separators, in its order; of an empty text nothing.
inline std::vector<std::string_view> split_at(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace tenure
