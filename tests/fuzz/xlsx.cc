// XLSX that is imported: an archive, or the XML of a sheet, its strings, styles and workbook with a NUL
// between (a mutation seldom makes an archive that opens).
#include "server/sheets/xlsx.h"

#include <simdjson.h>

#include <array>

#include "tests/fuzz/target.h"

namespace tenure::fuzz {
namespace {

constexpr std::string_view kRelations =
    R"(<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>)";
constexpr std::string_view kWorkbook =
    R"(<workbook xmlns:r="r"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>)";

Result<Workbook> read_parts(std::string_view input) {
  std::array<std::string, 4> parts;  // sheet, strings, styles, workbook
  for (std::string& part : parts) {
    const std::string_view text = input.substr(0, input.find('\0'));
    part = text;
    input.remove_prefix(std::min(text.size() + 1, input.size()));
  }
  return read_xlsx_parts([&](std::string_view name) -> Result<std::string> {
    if (name == "xl/_rels/workbook.xml.rels") return std::string(kRelations);
    if (name == "xl/worksheets/sheet1.xml") return parts[0];
    if (name == "xl/sharedStrings.xml" && !parts[1].empty()) return parts[1];
    if (name == "xl/styles.xml" && !parts[2].empty()) return parts[2];
    if (name == "xl/workbook.xml") return parts[3].empty() ? std::string(kWorkbook) : parts[3];
    return refuse(Reason::absent, std::string(name));
  });
}

}  // namespace

void run(std::string_view input) {
  const auto book = input.starts_with("PK") ? read_workbook(input) : read_parts(input);
  if (!book) return;
  check(!book->sheets.empty() && book->sheets.size() <= kSheetsMax, "a workbook has sheets");
  for (const Sheet& sheet : book->sheets) {
    std::size_t cells = 0;
    std::uint32_t last = 0;
    for (const InputRow& row : sheet.rows) {
      check(row.number > last && row.number <= kSheetRowsMax, "rows are numbered upwards");
      check(row.cells.size() <= kSheetColumnsMax, "a row has its limit");
      last = row.number;
      for (const InputCell& cell : row.cells) {
        cells += cell.kind == InputKind::empty ? 0 : 1;
        check(cell.text.size() <= kCellBytesMax, "a cell has its limit");
        check(simdjson::validate_utf8(cell.text.data(), cell.text.size()), "a cell is UTF-8");
      }
    }
    check(cells <= kSheetCellsMax, "a sheet has its limit");
  }
}

}  // namespace tenure::fuzz
