#include "server/tables/csv.h"

#include <algorithm>
#include <array>

namespace tenure {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kLineEnd = "\r\n";
constexpr char kApostrophe = '\'';

/// The full-width ones are what an input method for Chinese types; spreadsheets take them for the others.
constexpr std::array<std::string_view, 11> kStarts = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                      "\n", "＝", "＋", "－", "＠"};

/// With any number of apostrophes before, so that one more can be taken away again.
bool could_be_run(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(kApostrophe), text.size()));
  return std::ranges::any_of(kStarts, [&](std::string_view start) { return text.starts_with(start); });
}

}  // namespace

std::string made_harmless(std::string_view text) {
  if (is_plain_number(text) || !could_be_run(text)) return std::string(text);
  return kApostrophe + std::string(text);
}

std::string_view without_apostrophe(std::string_view harmless) {
  if (harmless.starts_with(kApostrophe) && could_be_run(harmless) && !is_plain_number(harmless.substr(1)))
    harmless.remove_prefix(1);
  return harmless;
}

std::string csv_field(std::string_view text) {
  const std::string harmless = made_harmless(text);
  if (harmless.find_first_of(",\"\r\n\t' ") == std::string::npos) return harmless;
  std::string out = "\"";
  for (const char c : harmless) {
    if (c == '"') out += c;
    out += c;
  }
  return out + '"';
}

void CsvWriter::begin(const SheetHead&, std::span<const SheetColumn> columns) {
  out_ = kByteOrderMark;
  titles(columns);
}

void CsvWriter::section(const std::string& title, std::span<const SheetColumn> columns) {
  out_.append(kLineEnd).append(csv_field(title)).append(kLineEnd);
  titles(columns);
}

void CsvWriter::titles(std::span<const SheetColumn> columns) {
  std::string_view between;
  for (const SheetColumn& column : columns) {
    out_.append(between).append(csv_field(column.title));
    between = ",";
  }
  out_ += kLineEnd;
}

void CsvWriter::rows(std::span<const SheetRow> rows) {
  for (const SheetRow& row : rows) {
    std::string_view between;
    for (const Cell& cell : row) {
      out_.append(between).append(csv_field(plain(cell)));
      between = ",";
    }
    out_ += kLineEnd;
  }
}

std::string csv_of(const std::vector<SheetColumn>& columns, const std::vector<SheetRow>& rows) {
  CsvWriter writer;
  writer.begin({}, columns);
  writer.rows(rows);
  return *writer.end();
}

}  // namespace tenure
