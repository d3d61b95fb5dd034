// CSV that is imported: any text, and what was read of it written again.
#include "server/sheets/csv.h"

#include <algorithm>

#include "tests/fuzz/target.h"

namespace tenure::fuzz {
namespace {

/// Every cell in quotes, each row as wide as the widest: a delimiter stands in the first line.
std::string written(const Sheet& sheet, std::size_t width) {
  std::string out;
  for (const InputRow& row : sheet.rows) {
    for (std::size_t i = 0; i < width; ++i) {
      out += i == 0 ? "\"" : ",\"";
      for (const char c : row.cell(i).text) {
        if (c == '"') out += '"';
        out += c;
      }
      out += '"';
    }
    out += "\r\n";
  }
  return out;
}

}  // namespace

void run(std::string_view input) {
  const auto sheet = read_csv(input);
  if (!sheet) return;
  std::size_t cells = 0, width = 0;
  std::uint32_t last = 0;
  for (const InputRow& row : sheet->rows) {
    check(row.number > last && row.number <= kSheetRowsMax, "rows are numbered upwards");
    last = row.number;
    width = std::max(width, row.cells.size());
    for (const InputCell& cell : row.cells) {
      check(cell.text.empty() == (cell.kind == InputKind::empty), "what is empty holds nothing");
      check(cell.text.size() <= kCellBytesMax, "a cell has its limit");
      cells += cell.kind == InputKind::empty ? 0 : 1;
    }
  }
  check(cells <= kSheetCellsMax && width <= kSheetColumnsMax, "a sheet has its limits");
  const auto again = read_csv(written(*sheet, width));
  check(again && again->rows.size() == sheet->rows.size(), "what is written is read again");
  for (std::size_t r = 0; r < sheet->rows.size(); ++r) {
    for (std::size_t i = 0; i < width; ++i)
      check(again->rows[r].cell(i).text == sheet->rows[r].cell(i).text,
            "a cell reads back as it was written");
  }
}

}  // namespace tenure::fuzz
