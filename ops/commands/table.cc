#include "ops/commands/table.h"

#include <algorithm>

namespace tenure {
namespace {

constexpr std::size_t kColumnMax =
    48;  ///< a cell that is longer than most pushes its neighbours, not all rows
constexpr std::size_t kBetween = 2;

/// As wide as the widest cell or, beyond that bound, as three quarters of them.
std::size_t width_of(std::vector<std::size_t> cells) {
  std::ranges::sort(cells);
  const std::size_t most = cells[cells.size() * 3 / 4];
  return std::min(cells.back(), std::max(most, kColumnMax));
}

}  // namespace

void Table::print(Console& console, bool headed) {
  std::vector<std::size_t> widths(rows_.front().size());
  for (std::size_t i = 0; i < widths.size(); ++i) {
    std::vector<std::size_t> cells;
    for (const auto& row : rows_) cells.push_back(i < row.size() ? display_width(row[i]) : 0);
    widths[i] = width_of(std::move(cells));
  }
  for (const auto& row : rows_) {
    if (!headed && &row == &rows_.front()) continue;
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool last = i + 1 == row.size();
      line += last ? row[i] : padded(row[i], widths[i] + kBetween);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    console.line(line);
  }
  rows_.resize(1);
}

}  // namespace tenure
