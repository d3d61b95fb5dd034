#include "server/sheets/sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/core/both.h"
#include "server/sheets/csv.h"
#include "server/sheets/limits.h"
#include "server/sheets/text_encoding.h"
#include "server/sheets/xlsx.h"

namespace tenure {
namespace {

constexpr std::size_t kLetters = 26;
constexpr std::string_view kZipMark = "PK\x03\x04";
/// Of the older binary format, and of a workbook under a password.
constexpr std::string_view kCompoundFileMark = "\xD0\xCF\x11\xE0";

tl::unexpected<Refusal> too_many(std::string_view zh, std::string_view en, std::size_t most,
                                 std::string where) {
  return refuse(
      Reason::limit_list, std::move(where),
      fmt::format("{}超过 {}，请分成几个文件 | more than {} {}: split the file", zh, most, most, en));
}

}  // namespace

const InputCell& InputRow::cell(std::size_t column) const {
  static const InputCell kNone;
  return column < cells.size() ? cells[column] : kNone;
}

std::string cell_name(std::size_t column, std::uint32_t row) {
  std::string letters;
  for (std::size_t n = column + 1; n > 0; n = (n - 1) / kLetters)
    letters.insert(letters.begin(), static_cast<char>('A' + (n - 1) % kLetters));
  return letters + std::to_string(row);
}

bool Sheet::is_merged_away(std::uint32_t row, std::size_t column) const {
  return std::ranges::binary_search(merged, std::pair(row, column));
}

Result<void> SheetLimits::merge(Sheet& sheet, const MergedCells& range) {
  const auto first = std::ranges::lower_bound(sheet.rows, range.first_row, {}, &InputRow::number);
  for (auto row = first; row != sheet.rows.end() && row->number <= range.last_row; ++row) {
    const std::size_t behind = std::min(range.last_column + 1, kSheetColumnsMax);
    for (std::size_t column = range.first_column; column < behind; ++column) {
      if (row->number == range.first_row && column == range.first_column) continue;
      if (sheet.merged.size() == kSheetCellsMax)
        return too_many("合并的单元格数", "merged cells", kSheetCellsMax, cell_name(column, row->number));
      sheet.merged.emplace_back(row->number, column);
    }
  }
  return {};
}

Result<void> SheetLimits::take(InputRow& row, std::size_t column, InputCell cell) {
  if (column >= kSheetColumnsMax)
    return too_many("列数", "columns", kSheetColumnsMax, "row " + std::to_string(row.number));
  if (cell.text.size() > kCellBytesMax)
    return refuse(
        Reason::limit_text, cell_name(column, row.number),
        fmt::format("单元格文字超过 {} 字节 | a cell of more than {} bytes", kCellBytesMax, kCellBytesMax));
  if (row.cells.size() <= column) row.cells.resize(column + 1);
  if (row.cells[column].kind != InputKind::empty)
    return refuse(Reason::bad_value, cell_name(column, row.number),
                  "同一单元格出现两次 | the cell stands twice");
  if (cell.kind == InputKind::empty) return {};
  if (++cells_ > kSheetCellsMax)
    return too_many("单元格数", "cells", kSheetCellsMax, cell_name(column, row.number));
  row.cells[column] = std::move(cell);
  return {};
}

Result<void> SheetLimits::keep(Sheet& sheet, InputRow row) {
  if (row.number > kSheetRowsMax)
    return too_many("行数", "rows", kSheetRowsMax, "row " + std::to_string(row.number));
  const bool holds = std::any_of(row.cells.begin(), row.cells.end(),
                                 [](const InputCell& cell) { return cell.kind != InputKind::empty; });
  if (holds) sheet.rows.push_back(std::move(row));
  return {};
}

Result<Workbook> read_workbook(std::string_view file, std::optional<TextEncoding> encoding) {
  if (file.size() > kSheetFileMax)
    return refuse(Reason::limit_body, "file",
                  both("{} > {} 字节", "{} > {} bytes", file.size(), kSheetFileMax));
  if (file.starts_with(kZipMark)) return read_xlsx(file);
  if (file.starts_with(kCompoundFileMark))
    return refuse(
        Reason::bad_value, "file",
        "旧的 .xls 或加密的工作簿，请另存为不加密的 .xlsx 或 CSV | an old .xls, or a workbook under a "
        "password: save it as .xlsx without one, or as CSV");
  auto text = decode_text(file, encoding);
  if (!text) return tl::unexpected(text.error());
  auto sheet = read_csv(text->utf8);
  if (!sheet) return tl::unexpected(sheet.error());
  Workbook out;
  out.is_csv = true;
  out.encoding = text->encoding;
  out.ambiguous = text->ambiguous;
  out.sheets.push_back(std::move(*sheet));
  return out;
}

}  // namespace tenure
