#include "domain/words/nearest.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace tenure {
namespace {

constexpr std::size_t kBits = std::numeric_limits<std::uint64_t>::digits;

std::size_t edits_of_long(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

// A column of the table in one word: bit i says whether the distance grows (`up`) or falls (`down`) from row
// i to row i + 1 (Myers 1999, Hyyro 2001).
std::size_t edits(std::string_view a, std::string_view b) {
  if (a.empty()) return b.size();
  if (a.size() > kBits) return edits_of_long(a, b);
  std::array<std::uint64_t, 256> places{};  // where a letter stands in `a`
  for (std::size_t i = 0; i < a.size(); ++i)
    places[static_cast<unsigned char>(a[i])] |= std::uint64_t{1} << i;
  const std::uint64_t last = std::uint64_t{1} << (a.size() - 1);
  std::uint64_t up = ~std::uint64_t{0};
  std::uint64_t down = 0;
  std::size_t distance = a.size();
  for (const char letter : b) {
    const std::uint64_t same = places[static_cast<unsigned char>(letter)] | down;
    const std::uint64_t diagonal = (((same & up) + up) ^ up) | same;
    std::uint64_t grows = down | ~(diagonal | up);
    std::uint64_t falls = up & diagonal;
    if ((grows & last) != 0) ++distance;
    if ((falls & last) != 0) --distance;
    grows = (grows << 1) | 1;
    falls <<= 1;
    up = falls | ~(diagonal | grows);
    down = grows & diagonal;
  }
  return distance;
}

}  // namespace tenure
