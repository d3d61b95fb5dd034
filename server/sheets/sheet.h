// A spreadsheet as people filled it in: cells of text by row and column, out of CSV or XLSX of any origin.
//
// Nothing that a file says of its own size is trusted: what is read is bounded by the limits below, and a
// file beyond one is refused with its name. A refusal's place is a line, a cell ("B17") or a part of the
// archive; it never repeats what stands in a cell. Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/core/refusal.h"

namespace tenure {

inline constexpr std::size_t kSheetFileMax = std::size_t{32} << 20;  ///< bytes of a file
inline constexpr std::size_t kSheetsMax = 64;                        ///< of a workbook
inline constexpr std::size_t kSheetRowsMax = 200'000;                ///< of a sheet, the last one's number
inline constexpr std::size_t kSheetColumnsMax = 256;
inline constexpr std::size_t kSheetCellsMax = 2'000'000;  ///< of a sheet, that hold anything
inline constexpr std::size_t kCellBytesMax = 32'768;

/// What a cell holds; all of it is told as text.
enum class InputKind : std::uint8_t {
  empty,
  text,
  number,  ///< with a point, at most 15 digits: what a spreadsheet keeps of a number
  date,    ///< YYYY-MM-DD, of a number that is shown as a date
  error,   ///< #REF! and the like
};

struct InputCell {
  InputKind kind = InputKind::empty;
  std::string text;
};

struct InputRow {
  std::uint32_t number = 0;      ///< as spreadsheets count: the first one is 1
  std::vector<InputCell> cells;  ///< from column A on; what is not there is empty

  /// Column 0 is A.
  const InputCell& cell(std::size_t column) const;
};

struct Sheet {
  std::string name;            ///< empty of CSV
  std::vector<InputRow> rows;  ///< those that hold anything, in their order
  /// Cells of these rows that lie behind a merged one, by row and column, in order: empty, whatever is seen
  /// there.
  std::vector<std::pair<std::uint32_t, std::size_t>> merged;

  bool is_merged_away(std::uint32_t row, std::size_t column) const;
};

/// "B17" of column 1 and row 17.
std::string cell_name(std::size_t column, std::uint32_t row);

enum class TextEncoding : std::uint8_t { utf8, gb18030 };

struct Workbook {
  std::vector<Sheet> sheets;  ///< at least one
  bool is_csv = false;
  TextEncoding encoding = TextEncoding::utf8;  ///< that a CSV was read in
  /// A CSV without a byte order mark whose bytes are text in either encoding.
  bool ambiguous = false;
};

/// By the file's own bytes: XLSX, else CSV. `encoding` says how a CSV is to be read; nothing: as recognised.
/// bad_value for what is neither, or is damaged; limit_list, limit_text, limit_body for what is too much.
Result<Workbook> read_workbook(std::string_view file, std::optional<TextEncoding> encoding = {});

}  // namespace tenure
