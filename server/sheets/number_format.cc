#include "server/sheets/number_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

namespace tenure {
namespace {

constexpr int kDigits = 15;           ///< that a spreadsheet shows and keeps of a number
constexpr double kPlainBelow = 1e15;  ///< above, digits are lost
constexpr double kSerialMax = 200'000;
constexpr int kLeapOf1900 = 60;  ///< the number of 29 February 1900

struct Range {
  std::uint32_t first, last;
};
/// ECMA-376 18.8.30, with those of Chinese, Japanese and Korean versions.
constexpr Range kDateFormats[] = {{14, 17}, {22, 22}, {27, 31}, {34, 36}, {50, 58}};

}  // namespace

std::optional<Date> date_of_serial(double serial, SerialDates dates) {
  if (!(serial >= 0) || serial > kSerialMax) return std::nullopt;
  const int days = static_cast<int>(std::floor(serial));
  if (!dates.since_1904 && days <= kLeapOf1900) return std::nullopt;
  const Date date = dates.since_1904 ? Date::of(1904, 1, 1).plus_days(days)
                                     : Date::of(1900, 3, 1).plus_days(days - kLeapOf1900 - 1);
  return Date::parse(date.str());  // nothing beyond the last day that a Date has
}

bool shows_a_date(std::uint32_t built_in) {
  for (const Range range : kDateFormats) {
    if (built_in >= range.first && built_in <= range.last) return true;
  }
  return false;
}

/// A year or a day outside quotes, brackets and escapes; times of a day have neither.
bool shows_a_date(std::string_view code) {
  bool quoted = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == ';') return false;
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '[') {
      i = std::min(code.find(']', i), code.size() - 1);
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      return true;
    }
  }
  return false;
}

InputCell number_cell(std::string_view text, bool is_date, SerialDates dates) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return {InputKind::error, std::string(text)};
  if (is_date) {
    if (const auto date = date_of_serial(value, dates)) return {InputKind::date, date->str()};
  }
  if (std::abs(value) < kPlainBelow && value == std::floor(value))
    return {InputKind::number, fmt::format("{}", static_cast<std::int64_t>(value))};
  return {InputKind::number, fmt::format("{:.{}g}", value, kDigits)};
}

}  // namespace tenure
