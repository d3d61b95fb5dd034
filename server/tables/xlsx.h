// A sheet as a workbook: the table with its titles frozen, and the head on a sheet of its own. Texts are
// texts, never formulas; money are numbers with two decimals, whole days are dates.
//
// Rows go to temporary files as they come, so that memory does not grow with them. One thread.
#pragma once

#include <xlsxwriter.h>

#include "server/tables/language.h"
#include "server/tables/sheet.h"

namespace tenure {

/// Of a cell, UTF-16 units: a spreadsheet's own limit. A longer text ends with a mark that says so.
inline constexpr std::size_t kXlsxTextMax = 32'767;

class XlsxWriter final : public SheetWriter {
 public:
  explicit XlsxWriter(Language language) : language_(language) {}
  ~XlsxWriter() override;
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;

  void begin(const SheetHead& head, std::span<const SheetColumn> columns) override;
  void rows(std::span<const SheetRow> rows) override;
  void section(const std::string& title, std::span<const SheetColumn> columns) override;
  Result<std::string> end() override;

 private:
  void note(lxw_error error);
  void write(lxw_row_t row, lxw_col_t column, const Cell& cell);
  void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                  lxw_format* format);
  void write_head(const SheetHead& head);
  void open_sheet(const std::string& name, std::span<const SheetColumn> columns);
  /// Column widths and the filter of the sheet that is open.
  void close_sheet();

  Language language_;
  std::string path_;  ///< of the temporary file
  lxw_workbook* book_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* bold_ = nullptr;
  lxw_format* money_ = nullptr;
  lxw_format* date_ = nullptr;
  lxw_format* moment_ = nullptr;
  lxw_row_t next_ = 0;
  std::vector<std::size_t> widths_;
  lxw_error error_ = LXW_NO_ERROR;
};

}  // namespace tenure
