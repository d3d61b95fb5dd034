// What is said in both languages in one text, Chinese first: "中文 | English". So are the details of
// refusals, the messages of flags and the titles of problems said; whoever shows one language takes its half.
// Pure; any thread.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace tenure {

inline constexpr std::string_view kBetweenLanguages = " | ";

/// The `{}` of each language stand for the same values; `{0}` names one, so that a language may leave one out
/// or turn them round.
template <class... T>
std::string both(fmt::format_string<const T&...> zh, fmt::format_string<const T&...> en, const T&... values) {
  return fmt::format("{}{}{}", fmt::format(zh, values...), kBetweenLanguages, fmt::format(en, values...));
}

/// The halves of such a text. What has no halves is the same in both languages: a value, an id.
struct Halves {
  std::string_view zh, en;
};
inline Halves halves(std::string_view both) {
  const std::size_t at = both.find(kBetweenLanguages);
  if (at == std::string_view::npos) return {both, both};
  return {both.substr(0, at), both.substr(at + kBetweenLanguages.size())};
}

}  // namespace tenure
