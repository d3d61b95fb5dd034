// Dates, moments and periods. Calendar dates are of Asia/Shanghai (UTC+8); moments are UTC with microseconds.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/core/refusal.h"

namespace tenure {

/// A calendar date from 1900-01-01 to 2199-12-31, written YYYY-MM-DD.
struct Date {
  std::int32_t days = 0;  ///< since 1970-01-01

  static constexpr Reason kReason = Reason::bad_date;
  static constexpr std::string_view kName = "Date";
  static constexpr std::string_view kPattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

  static std::optional<Date> parse(std::string_view text);
  /// A date that exists; the caller knows.
  static Date of(int year, unsigned month, unsigned day);
  std::string str() const;

  std::chrono::year_month_day civil() const;
  int year() const { return static_cast<int>(civil().year()); }
  unsigned month() const { return static_cast<unsigned>(civil().month()); }
  unsigned day() const { return static_cast<unsigned>(civil().day()); }

  /// Whole months later; the day is clipped to the month's last (31 January + 1 month = 28 or 29 February).
  Date plus_months(int months) const;
  Date plus_days(int count) const { return {days + count}; }

  auto operator<=>(const Date&) const = default;
};

/// How much of a date is known. A date of precision month stands as the first of its month, year as 1
/// January.
enum class DatePrecision : std::uint8_t { day, month, year };

/// Where the ledger's dates are dates, Asia/Shanghai, which has no summer time. Where people read a moment it
/// is said beside it.
struct Zone {
  std::int64_t offset_seconds;
  std::string_view name;
};
inline constexpr Zone kZone{std::int64_t{8} * 3600, "UTC+8"};

/// A moment in UTC, in microseconds since 1970-01-01.
struct Moment {
  static constexpr std::int64_t kDayUs = std::int64_t{24} * 3600 * 1'000'000;

  std::int64_t us = 0;

  static constexpr Reason kReason = Reason::bad_moment;
  static constexpr std::string_view kName = "Moment";
  static constexpr std::string_view kPattern =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?Z$";

  static std::optional<Moment> parse(std::string_view text);
  /// With six digits of the second.
  std::string str() const;
  /// The calendar date of this moment in the zone of the ledger's dates (kZone).
  Date date() const;
  /// As people read it, to the second, in the same zone: "2024-03-01 16:30:00".
  std::string local() const;

  auto operator<=>(const Moment&) const = default;
};

/// A calendar period or a term of office: 2024, 2024-H1, 2024-Q1, 2024-B1 (two months), 2024-03,
/// term:<round>.
struct Period {
  enum class Kind : std::uint8_t { year, half, quarter, two_months, month, term };
  Kind kind = Kind::year;
  std::int16_t year = 0;
  std::uint8_t ordinal = 1;  ///< 1-based within the year
  std::string round;         ///< of a term only

  static constexpr Reason kReason = Reason::bad_period;
  static constexpr std::string_view kName = "Period";
  static constexpr std::string_view kPattern =
      "^([0-9]{4}(-H[12]|-Q[1-4]|-B[1-6]|-(0[1-9]|1[0-2]))?|term:[A-Za-z0-9._:-]{1,64})$";

  static std::optional<Period> parse(std::string_view text);
  static Period of_year(int year) { return {Kind::year, static_cast<std::int16_t>(year), 1, {}}; }
  static Period of_month(Date date);
  std::string str() const;

  bool calendar() const { return kind != Kind::term; }
  /// The year that it is in, or the term: by this the rows of what happens in periods are split.
  std::string part() const { return calendar() ? std::to_string(year) : str(); }
  // Only of a calendar period:
  unsigned months() const;
  /// First and last day.
  Date first() const;
  Date last() const;

  auto operator<=>(const Period&) const = default;
};

}  // namespace tenure
