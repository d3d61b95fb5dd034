// The small grammar that header values share: words in any case, lists by commas.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace tenure {

inline constexpr std::string_view kHeaderSpace = " \t";

inline std::string_view trimmed(std::string_view value) {
  const auto first = value.find_first_not_of(kHeaderSpace);
  if (first == std::string_view::npos) return {};
  return value.substr(first, value.find_last_not_of(kHeaderSpace) - first + 1);
}

inline bool same_word(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

inline std::vector<std::string_view> list_items(std::string_view list) {
  std::vector<std::string_view> out;
  while (true) {
    const auto comma = list.find(',');
    out.push_back(trimmed(list.substr(0, comma)));
    if (comma == std::string_view::npos) return out;
    list.remove_prefix(comma + 1);
  }
}

/// Whether a list holds `word`, in any case.
inline bool lists(std::string_view list, std::string_view word) {
  const auto items = list_items(list);
  return std::any_of(items.begin(), items.end(),
                     [&](std::string_view item) { return same_word(item, word); });
}

}  // namespace tenure
