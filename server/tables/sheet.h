// A table of an answer as people read it, whatever file it becomes: a head that says of what and when it is,
// columns, rows of cells. Each kind of file is one SheetWriter (csv.h, xlsx.h, html.h), each command's table
// on a terminal one more. Plain values; one thread.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/core/refusal.h"

namespace tenure {

/// Rows of a file at most. What is asked for without an end is refused beyond it, never cut off in silence.
inline constexpr std::size_t kTableRowsMax = 100'000;

/// What stands in a cell: `money` is fen in digits, `date` a day, or a month or a year where no more is
/// known, `moment` an RFC 3339 moment, `position` one or more places in the record, `code` an id or a word
/// for programs.
enum class CellKind : std::uint8_t { text, code, number, count, money, date, moment, position };

struct Cell {
  CellKind kind = CellKind::text;
  std::string text;
};
using SheetRow = std::vector<Cell>;

/// Whether a cell of the kind stands at the right, as numbers do.
constexpr bool is_numeric(CellKind kind) {
  return kind == CellKind::number || kind == CellKind::count || kind == CellKind::money;
}

/// The cell for programs that read files: money in yuan, "1234.50"; a moment in the ledger's zone, to the
/// second.
std::string plain(const Cell& cell);
/// The cell for people: money in yuan with separators, "1,234.50"; a moment alike.
std::string for_people(const Cell& cell);
/// A moment as people read it (Moment::local); another text as it is.
std::string local_time(const std::string& moment);
/// "-12.50": an optional minus, digits, a fraction.
bool is_plain_number(std::string_view text);

/// The title of a column, with the zone behind where it holds moments: "入账时间（UTC+8）".
std::string titled(std::string title, CellKind kind, bool in_chinese);

struct SheetColumn {
  std::string title;
  CellKind kind = CellKind::text;
};

/// A title, and lines of "what: which" in their order.
struct SheetHead {
  std::string title;
  std::vector<std::pair<std::string, std::string>> lines;
};

/// Amounts in fen as bars, each under its label.
struct SheetChart {
  std::string title;
  std::vector<std::pair<std::string, std::int64_t>> bars;
};

/// Makes one file: begin(), then rows() any number of times, then perhaps section() with rows of its own,
/// then end().
class SheetWriter {
 public:
  virtual ~SheetWriter() = default;
  virtual void begin(const SheetHead& head, std::span<const SheetColumn> columns) = 0;
  virtual void rows(std::span<const SheetRow> rows) = 0;
  /// What follows is another table of the same file, a sheet of its own where there are sheets.
  virtual void section(const std::string& title, std::span<const SheetColumn> columns) = 0;
  /// Behind the table; only where a file can show it.
  virtual void chart(const SheetChart&) {}
  /// The bytes of the file. io when it could not be made.
  virtual Result<std::string> end() = 0;
};

}  // namespace tenure
