#include "ops/commands/table.h"

#include <algorithm>

namespace tenure {
namespace {

constexpr std::size_t kColumnMax = 48;  ///< a longer cell pushes its neighbours, not all rows
constexpr std::size_t kBetween = 2;

}  // namespace

void Table::print(Console& console, bool headed) {
  std::vector<std::size_t> widths(rows_.front().size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i)
      widths[i] = std::max(widths[i], std::min(display_width(row[i]), kColumnMax));
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
