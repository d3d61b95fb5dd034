#include "domain/core/calendar.h"

#include <fmt/format.h>

#include <array>

#include "domain/core/id.h"

namespace tenure {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr int kYearMin = 1900;
constexpr int kYearMax = 2199;
constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int64_t kMinuteSeconds = 60;
constexpr std::int64_t kHourSeconds = 3'600;
constexpr std::array<unsigned, 5> kMonthsOf = {12, 6, 3, 2, 1};  // by Period::Kind, calendar kinds

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<std::int32_t> days_of(int y, int m, int d) {
  const year_month_day date{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                            std::chrono::day(static_cast<unsigned>(d))};
  if (y < kYearMin || y > kYearMax || !date.ok()) return std::nullopt;
  return static_cast<std::int32_t>(sys_days(date).time_since_epoch().count());
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text.substr(0, 4));
  const auto m = digits(text.substr(5, 2));
  const auto d = digits(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  const auto days = days_of(*y, *m, *d);
  if (!days) return std::nullopt;
  return Date{*days};
}

Date Date::of(int year, unsigned month, unsigned day) {
  return {days_of(year, static_cast<int>(month), static_cast<int>(day)).value()};
}

year_month_day Date::civil() const { return year_month_day(sys_days(std::chrono::days(days))); }

std::string Date::str() const {
  const auto date = civil();
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

Date Date::plus_months(int months) const {
  const auto date = civil();
  auto moved = std::chrono::year_month(date.year(), date.month()) + std::chrono::months(months);
  const auto last =
      std::chrono::year_month_day_last(moved.year(), std::chrono::month_day_last(moved.month())).day();
  const auto day = date.day() < last ? date.day() : last;
  return {static_cast<std::int32_t>(sys_days(moved / day).time_since_epoch().count())};
}

std::optional<Moment> Moment::parse(std::string_view text) {
  if (text.size() < 20 || text.size() > 27 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text.back() != 'Z') {
    return std::nullopt;
  }
  const auto date = Date::parse(text.substr(0, 10));
  const auto h = digits(text.substr(11, 2));
  const auto m = digits(text.substr(14, 2));
  const auto s = digits(text.substr(17, 2));
  if (!date || !h || !m || !s || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
  std::int64_t fraction = 0;
  if (text.size() > 20) {
    const auto part = text.substr(20, text.size() - 21);
    const auto value = digits(part);
    if (text[19] != '.' || part.empty() || !value) return std::nullopt;
    fraction = *value;
    for (std::size_t i = part.size(); i < 6; ++i) fraction *= 10;
  }
  const std::int64_t seconds = date->days * kDaySeconds + *h * kHourSeconds + *m * kMinuteSeconds + *s;
  return Moment{seconds * kSecond + fraction};
}

std::string Moment::str() const {
  const std::int64_t day_us = kDaySeconds * kSecond;
  std::int64_t days = us / day_us;
  std::int64_t rest = us % day_us;
  if (rest < 0) {
    rest += day_us;
    --days;
  }
  const std::int64_t seconds = rest / kSecond;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z", Date{static_cast<std::int32_t>(days)}.str(),
                     seconds / 3600, seconds / 60 % 60, seconds % 60, rest % kSecond);
}

Date Moment::date() const {
  const std::int64_t seconds = us / kSecond - (us % kSecond < 0 ? 1 : 0) + kZone.offset_seconds;
  return {static_cast<std::int32_t>(seconds / kDaySeconds - (seconds % kDaySeconds < 0 ? 1 : 0))};
}

std::string Moment::local() const {
  constexpr std::size_t kToTheSecond = 19;
  std::string out = Moment{us + kZone.offset_seconds * kSecond}.str().substr(0, kToTheSecond);
  out[out.find('T')] = ' ';
  return out;
}

std::optional<Period> Period::parse(std::string_view text) {
  if (text.starts_with("term:")) {
    const auto round = text.substr(5);
    if (!is_id(round)) return std::nullopt;
    return Period{Kind::term, 0, 1, std::string(round)};
  }
  if (text.size() != 4 && text.size() != 7) return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  if (!year || *year < kYearMin || *year > kYearMax) return std::nullopt;
  const auto y = static_cast<std::int16_t>(*year);
  if (text.size() == 4) return Period{Kind::year, y, 1, {}};
  if (text[4] != '-') return std::nullopt;
  const char letter = text[5];
  const Kind kind = letter == 'H'   ? Kind::half
                    : letter == 'Q' ? Kind::quarter
                    : letter == 'B' ? Kind::two_months
                                    : Kind::month;
  const auto ordinal = digits(kind == Kind::month ? text.substr(5) : text.substr(6));
  if (!ordinal || *ordinal < 1 ||
      *ordinal > static_cast<int>(12 / kMonthsOf[static_cast<std::size_t>(kind)])) {
    return std::nullopt;
  }
  return Period{kind, y, static_cast<std::uint8_t>(*ordinal), {}};
}

Period Period::of_month(Date date) {
  return {Kind::month, static_cast<std::int16_t>(date.year()), static_cast<std::uint8_t>(date.month()), {}};
}

// Rows hold many periods: no formatting machinery here.
std::string Period::str() const {
  if (kind == Kind::term) return "term:" + round;
  std::string out = "0000";
  int rest = year;
  for (std::size_t i = out.size(); i-- > 0; rest /= 10) out[i] = static_cast<char>('0' + rest % 10);
  if (kind == Kind::year) return out;
  out += '-';
  constexpr std::string_view kLetters = " HQB";  // in the order of the kinds
  if (kind == Kind::month) {
    out += static_cast<char>('0' + ordinal / 10);
  } else {
    out += kLetters[static_cast<std::size_t>(kind)];
  }
  return out += static_cast<char>('0' + ordinal % 10);
}

unsigned Period::months() const { return kMonthsOf.at(static_cast<std::size_t>(kind)); }

Date Period::first() const { return Date::of(year, (ordinal - 1U) * months() + 1, 1); }

Date Period::last() const {
  const sys_days last(std::chrono::year(year) / std::chrono::month(ordinal * months()) / std::chrono::last);
  return {static_cast<std::int32_t>(last.time_since_epoch().count())};
}

}  // namespace tenure
