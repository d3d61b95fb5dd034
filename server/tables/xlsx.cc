#include "server/tables/xlsx.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "domain/core/both.h"
#include "domain/core/calendar.h"
#include "server/tables/width.h"

namespace tenure {
namespace {

constexpr std::size_t kWidthMax = 60;  ///< of a column, in digits; a longer text is there but not all to see
constexpr std::size_t kWidthAround = 2;
constexpr std::uint8_t kPaperA4 = 9;

/// A new empty file that only its owner reads; empty when there is none to be had.
std::string temporary_file() {
  std::error_code error;
  std::string path = (std::filesystem::temp_directory_path(error) / "tenure-XXXXXX").string();
  const int file = ::mkstemp(path.data());
  if (file < 0) return {};
  ::close(file);
  return path;
}

bool begins_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// As many whole code points as fit, and no control character: a workbook is XML.
std::string fitting(const std::string& text, std::string_view mark) {
  std::string out;
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && !begins_code_point(text[end])) ++end;
    units += end - at > 3 ? 2 : 1;
    if (units > kXlsxTextMax - mark.size()) return out.append(mark);
    const auto first = static_cast<unsigned char>(text[at]);
    const bool is_control = first < 0x20 && first != '\t' && first != '\n';
    out += is_control ? std::string(" ") : text.substr(at, end - at);
    at = end;
  }
  return out;
}

lxw_datetime datetime_of(Date date) {
  lxw_datetime out{};
  out.year = date.year();
  out.month = static_cast<int>(date.month());
  out.day = static_cast<int>(date.day());
  return out;
}

/// In the ledger's zone, to the second.
lxw_datetime datetime_of(Moment moment) {
  constexpr std::int64_t kSecondUs = 1'000'000;
  const std::int64_t local = moment.us / kSecondUs + kZone.offset_seconds;
  const std::int64_t of_day = (local % 86'400 + 86'400) % 86'400;
  lxw_datetime out = datetime_of(moment.date());
  out.hour = static_cast<int>(of_day / 3'600);
  out.min = static_cast<int>(of_day / 60 % 60);
  out.sec = static_cast<double>(of_day % 60);
  return out;
}

}  // namespace

XlsxWriter::~XlsxWriter() {
  if (book_ != nullptr) workbook_close(book_);
  if (!path_.empty()) ::unlink(path_.c_str());
}

void XlsxWriter::note(lxw_error error) {
  if (error_ == LXW_NO_ERROR) error_ = error;
}

void XlsxWriter::begin(const SheetHead& head, std::span<const SheetColumn> columns) {
  path_ = temporary_file();
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  book_ = path_.empty() ? nullptr : workbook_new_opt(path_.c_str(), &options);
  if (book_ == nullptr) return note(LXW_ERROR_CREATING_TMPFILE);
  bold_ = workbook_add_format(book_);
  format_set_bold(bold_);
  money_ = workbook_add_format(book_);
  format_set_num_format(money_, "#,##0.00");
  date_ = workbook_add_format(book_);
  format_set_num_format(date_, "yyyy-mm-dd");
  moment_ = workbook_add_format(book_);
  format_set_num_format(moment_, "yyyy-mm-dd hh:mm:ss");
  open_sheet(std::string(said_in(language_, "表", "Table")), columns);
  write_head(head);
}

void XlsxWriter::section(const std::string& title, std::span<const SheetColumn> columns) {
  if (book_ == nullptr) return;
  close_sheet();
  open_sheet(title, columns);
}

void XlsxWriter::open_sheet(const std::string& name, std::span<const SheetColumn> columns) {
  sheet_ = workbook_add_worksheet(book_, name.c_str());
  if (sheet_ == nullptr) return note(LXW_ERROR_PARAMETER_VALIDATION);
  next_ = 0;
  widths_.assign(columns.size(), 0);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    widths_[i] = display_width(columns[i].title);
    write_text(sheet_, next_, static_cast<lxw_col_t>(i), columns[i].title, bold_);
  }
  ++next_;
  worksheet_freeze_panes(sheet_, 1, 0);
  worksheet_repeat_rows(sheet_, 0, 0);
  worksheet_set_landscape(sheet_);
  worksheet_set_paper(sheet_, kPaperA4);
  worksheet_fit_to_pages(sheet_, 1, 0);
  worksheet_set_footer(sheet_, "&C&P / &N");
}

void XlsxWriter::write_head(const SheetHead& head) {
  lxw_worksheet* about =
      workbook_add_worksheet(book_, std::string(said_in(language_, "说明", "About")).c_str());
  lxw_row_t row = 0;
  std::size_t width[2] = {display_width(head.title), 0};
  write_text(about, row++, 0, head.title, bold_);
  for (const auto& [what, which] : head.lines) {
    write_text(about, row, 0, what, nullptr);
    write_text(about, row++, 1, which, nullptr);
    width[0] = std::max(width[0], display_width(what));
    width[1] = std::max(width[1], display_width(which));
  }
  for (lxw_col_t i = 0; i < 2; ++i)
    worksheet_set_column(about, i, i, static_cast<double>(std::min(width[i], kWidthMax) + kWidthAround),
                         nullptr);
}

void XlsxWriter::write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                            lxw_format* format) {
  if (text.empty()) return;
  const auto mark = said_in(language_, "……（过长，其余从略）", "... (too long, the rest is left out)");
  note(worksheet_write_string(sheet, row, column, fitting(text, mark).c_str(), format));
}

void XlsxWriter::write(lxw_row_t row, lxw_col_t column, const Cell& cell) {
  const std::string text = plain(cell);
  if (is_numeric(cell.kind) && is_plain_number(text)) {
    note(worksheet_write_number(sheet_, row, column, std::strtod(text.c_str(), nullptr),
                                cell.kind == CellKind::money ? money_ : nullptr));
    return;
  }
  if (const auto moment = cell.kind == CellKind::moment ? Moment::parse(cell.text) : std::nullopt) {
    lxw_datetime time = datetime_of(*moment);
    note(worksheet_write_datetime(sheet_, row, column, &time, moment_));
    return;
  }
  const auto date = cell.kind == CellKind::date ? Date::parse(text) : std::nullopt;
  if (!date) return write_text(sheet_, row, column, text, nullptr);
  lxw_datetime day = datetime_of(*date);
  note(worksheet_write_datetime(sheet_, row, column, &day, date_));
}

void XlsxWriter::rows(std::span<const SheetRow> rows) {
  if (book_ == nullptr) return;
  for (const SheetRow& row : rows) {
    for (std::size_t i = 0; i < row.size() && i < widths_.size(); ++i) {
      write(next_, static_cast<lxw_col_t>(i), row[i]);
      widths_[i] = std::max(widths_[i], display_width(for_people(row[i])));
    }
    ++next_;
  }
}

void XlsxWriter::close_sheet() {
  for (std::size_t i = 0; i < widths_.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    const auto width = static_cast<double>(std::min(widths_[i], kWidthMax) + kWidthAround);
    worksheet_set_column(sheet_, column, column, width, nullptr);
  }
  if (!widths_.empty())
    worksheet_autofilter(sheet_, 0, 0, next_ - 1, static_cast<lxw_col_t>(widths_.size() - 1));
}

Result<std::string> XlsxWriter::end() {
  if (book_ != nullptr) {
    close_sheet();
    note(workbook_close(std::exchange(book_, nullptr)));
  }
  if (error_ != LXW_NO_ERROR) return refuse(Reason::io, "xlsx", lxw_strerror(error_));
  std::ifstream in(path_, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  if (!in || !out)
    return refuse(Reason::io, "xlsx", both("工作簿无法读回", "the workbook cannot be read back"));
  return std::move(out).str();
}

}  // namespace tenure
