// A sheet as CSV by RFC 4180: UTF-8 with a byte order mark, so that a spreadsheet reads Chinese, lines that
// end with CRLF, the titles of the columns as the first line.
//
// A spreadsheet runs a cell that begins with one of `= + - @`, a tab or a line's end as a formula
// (`=DDE(...)` and `=cmd|'...'!A0` start programs), or takes it apart; such a text gets an apostrophe before
// it, and so does what stands behind a quote or a separator within one, for who imports it by other rules.
// Numbers stay numbers. Pure; one thread.
#pragma once

#include "server/tables/sheet.h"

namespace tenure {

/// The text, with an apostrophe where a program could take what follows for a formula; made_harmless() of two
/// different texts are two different texts.
std::string made_harmless(std::string_view text);
/// What made_harmless() was given.
std::string without_apostrophes(std::string_view harmless);

/// A cell as it stands between commas.
std::string csv_field(std::string_view text);

/// A whole table.
std::string csv_of(const std::vector<SheetColumn>& columns, const std::vector<SheetRow>& rows);

class CsvWriter final : public SheetWriter {
 public:
  void begin(const SheetHead& head, std::span<const SheetColumn> columns) override;
  void rows(std::span<const SheetRow> rows) override;
  /// An empty line, the title, and the columns' titles.
  void section(const std::string& title, std::span<const SheetColumn> columns) override;
  Result<std::string> end() override { return std::move(out_); }

 private:
  void titles(std::span<const SheetColumn> columns);

  std::string out_;
};

}  // namespace tenure
