#include "server/tables/csv.h"

#include <algorithm>
#include <array>

namespace tenure {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kLineEnd = "\r\n";
/// Where programs may be told that a cell ends, whatever quotes say.
constexpr std::string_view kSeparators = ",;\t\"\r\n";
constexpr char kApostrophe = '\'';

/// The full-width ones are what an input method for Chinese types; spreadsheets take them for the others.
constexpr std::array<std::string_view, 11> kStarts = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                      "\n", "＝", "＋", "－", "＠"};

/// With any number of apostrophes before, so that one more can be taken away again; and with spaces, which
/// programs can be told to trim.
bool could_be_run(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("' "), text.size()));
  return std::ranges::any_of(kStarts, [&](std::string_view start) { return text.starts_with(start); });
}

bool is_number_alone(std::string_view part) {
  part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
  return is_plain_number(part);
}

/// Whether a program could run what stands from there on. A cell is a number as a whole, what follows a
/// separator up to the next one.
bool is_run_from(std::string_view text, bool is_whole) {
  if (!could_be_run(text)) return false;
  return !is_number_alone(is_whole ? text : text.substr(0, text.find_first_of(kSeparators)));
}

}  // namespace

std::string made_harmless(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    const bool begins = at == 0 || kSeparators.find(text[at - 1]) != std::string_view::npos;
    if (begins && is_run_from(rest, at == 0)) out += kApostrophe;
    out += text[at];
  }
  return out;
}

std::string without_apostrophes(std::string_view harmless) {
  std::string out;
  for (std::size_t at = 0; at < harmless.size(); ++at) {
    const std::string_view rest = harmless.substr(at);
    const bool begins = at == 0 || kSeparators.find(harmless[at - 1]) != std::string_view::npos;
    const bool is_added = begins && rest.front() == kApostrophe && is_run_from(rest.substr(1), at == 0);
    if (!is_added) {
      out += harmless[at];
    } else if (++at < harmless.size()) {
      out += harmless[at];
    }
  }
  return out;
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
