// Length of service: how long a person held certain posts, up to a date.
//
// Counted in whole calendar months, so that 1 March 2019 to 1 March 2024 is exactly five years. Overlapping
// offices count once; what several spells leave over in days counts a month for each 31. A beginning that is
// known only by its month or year makes the service up to that much shorter than it seems: then there is a
// least and a most. Pure.
#pragma once

#include "domain/tenure/rows.h"

namespace tenure {

inline constexpr int kMonthsAYear = 12;

struct Service {
  std::int32_t months_least = 0;
  std::int32_t months_most = 0;
  std::vector<Position> basis;

  void add(const Service& more);
};

enum class Counting : std::uint8_t { cumulative, consecutive };

/// Calendar years that do not count, as after a bad grade, and whether they break consecutive service too.
struct ExcludedYears {
  std::vector<int> years;
  bool breaks = false;
};

/// The offices of `posts` that were held by `on`: all together, or the longest run without a break of more
/// than `gap_days`. Acting does not count.
Service served(const PersonTenure& row, const std::vector<Code>& posts, Counting counting,
               std::int32_t gap_days, Date on, const ExcludedYears& excluded = {});
/// Service of `posts` that is known only as a total, certified by `on`.
Service certified(const PersonTenure& row, const std::vector<Code>& posts, Date on);

/// Years with four decimals.
Decimal years(std::int32_t months);

}  // namespace tenure
