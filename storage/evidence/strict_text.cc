#include "storage/evidence/strict_text.h"

#include <charconv>

namespace tenure {

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<Digest> parse_base64_digest(std::string_view text) {
  constexpr std::size_t kEncodedSize = 44;
  if (text.size() != kEncodedSize) return std::nullopt;
  const auto raw = from_base64(text);
  return raw ? Digest::from_raw(*raw) : std::nullopt;
}

std::optional<std::string_view> take_line(std::string_view& rest) {
  const std::size_t newline = rest.find('\n');
  if (newline == std::string_view::npos) return std::nullopt;
  const std::string_view line = rest.substr(0, newline);
  rest.remove_prefix(newline + 1);
  return line;
}

}  // namespace tenure
