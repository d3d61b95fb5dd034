#include "ops/import/write_template.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>

#include "domain/words/words.h"
#include "ops/import/fault.h"
#include "ops/import/headings.h"
#include "server/tables/csv.h"

namespace tenure::import {
namespace {

constexpr std::string_view kNeededMark = "*";
constexpr double kWidthMin = 10;
constexpr double kNotesWidth = 60;

std::string heading(const Template& of, const Column& column, bool in_chinese) {
  return std::string(in_chinese ? label_zh(of, column) : label_en(of, column)) +
         std::string(column.needed ? kNeededMark : "");
}

std::string words_of_column(const Field& field, bool in_chinese) {
  const FieldWords* words = words_of(field);
  std::string out;
  if (words == nullptr) return out;
  for (const Vocabulary* vocabulary : words->vocabularies) {
    for (const Word& word : vocabulary->words) {
      if (!out.empty()) out += in_chinese ? "、" : ", ";
      out += in_chinese ? word.zh : word.code;
    }
  }
  return out;
}

std::string choices(const TypeInfo& type, bool in_chinese) {
  std::string out;
  for (const EnumValue& value : type.values) {
    if (!out.empty()) out += in_chinese ? "、" : ", ";
    out += in_chinese ? value.zh : value.name;
  }
  return out;
}

struct Kind {
  std::string_view type, zh, en;
};
constexpr Kind kKinds[] = {
    {"Date", "日期，如 2016-03-01", "a date, as 2016-03-01"},
    {"Period", "期间，如 2016、2016-03、2016年第一季度", "a period, as 2016, 2016-03, 2016-Q1"},
    {"Fen", "金额，以元为单位，最多两位小数", "an amount in yuan, two decimals at most"},
    {"PersonId", "人员的编号，或不重复的姓名", "a person's id, or a name that nobody else has"},
    {"OrgId", "组织的编号，或不重复的名称", "an organisation's id, or a name that no other one has"},
    {"Boolean", "是、否", "yes, no"},
    {"Decimal", "数字", "a number"},
    {"Integer", "整数", "a whole number"}};

std::string holds(const Template& of, const Column& column, bool in_chinese) {
  const Field* field = field_of(of, column);
  if (field == nullptr || column.dated)
    return in_chinese ? "日期，如 2016-03-01；只知年月的写作 2016-03，只知年份的写作 2016"
                      : "a date, as 2016-03-01; 2016-03 or 2016 where no more is known";
  const TypeInfo& type = plain_type(*field->type);
  std::string out;
  if (type.form == Form::enumeration) out = choices(type, in_chinese);
  if (out.empty()) out = words_of_column(*field, in_chinese);
  for (const Kind& kind : kKinds) {
    if (out.empty() && type.name == kind.type) out = in_chinese ? kind.zh : kind.en;
  }
  if (out.empty()) out = in_chinese ? "文字" : "text";
  if (field->type->form == Form::list) out += in_chinese ? "；多项以“；”分开" : "; several with ';' between";
  if (is_sealed(of, column))
    out += in_chinese ? "（封存，只有有权者可见）" : " (sealed: seen only by who may)";
  return out;
}

/// Closes the workbook whatever happens.
class Book {
 public:
  explicit Book(const std::string& path) : book_(::workbook_new(path.c_str())) {}
  ~Book() {
    if (book_ != nullptr) ::workbook_close(book_);
  }
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  lxw_worksheet* sheet(const char* name) { return ::workbook_add_worksheet(book_, name); }
  lxw_format* format() { return ::workbook_add_format(book_); }
  lxw_error close() { return ::workbook_close(std::exchange(book_, nullptr)); }

 private:
  lxw_workbook* book_;
};

void write(lxw_worksheet* sheet, lxw_row_t row, std::size_t column, const std::string& text,
           lxw_format* format) {
  ::worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), text.c_str(), format);
}

void write_notes(lxw_worksheet* notes, const Template& of, lxw_format* bold) {
  const char* const headings[] = {"列", "Column", "必填 needed", "填写内容", "What it holds", "示例 example"};
  for (std::size_t i = 0; i < std::size(headings); ++i) write(notes, 0, i, headings[i], bold);
  lxw_row_t row = 1;
  for (const Column& column : of.columns) {
    const std::string cells[] = {std::string(label_zh(of, column)),
                                 std::string(label_en(of, column)),
                                 column.needed ? "是 yes" : "",
                                 holds_zh(of, column),
                                 holds_en(of, column),
                                 std::string(column.example)};
    for (std::size_t i = 0; i < std::size(cells); ++i) write(notes, row, i, cells[i], nullptr);
    ++row;
  }
  for (const Caution& caution : of.cautions) {
    const Column& column = *find_column(of, caution.column);
    write(notes, ++row, 0, std::string(label_zh(of, column)), bold);
    write(notes, row, 1, std::string(label_en(of, column)), bold);
    write(notes, row, 3, std::string(caution.zh), nullptr);
    write(notes, row, 4, std::string(caution.en), nullptr);
  }
  ::worksheet_set_column(notes, 0, 2, 2 * kWidthMin, nullptr);
  ::worksheet_set_column(notes, 3, 4, kNotesWidth, nullptr);
  ::worksheet_set_column(notes, 5, 5, 2 * kWidthMin, nullptr);
}

}  // namespace

std::string holds_zh(const Template& of, const Column& column) { return holds(of, column, true); }
std::string holds_en(const Template& of, const Column& column) { return holds(of, column, false); }

std::string template_csv(const Template& of, bool in_chinese) {
  std::vector<SheetColumn> headings;
  SheetRow example;
  for (const Column& column : of.columns) {
    const std::string remark =
        !headings.empty()
            ? std::string()
            : fmt::format("{}{}", kRemarkMark, in_chinese ? "示例，导入时忽略：" : "example, not taken in: ");
    headings.push_back({heading(of, column, in_chinese)});
    example.push_back({CellKind::text, remark + std::string(column.example)});
  }
  std::vector<SheetRow> rows{{example}};
  for (const Caution& caution : of.cautions) {
    const Column& column = *find_column(of, caution.column);
    rows.push_back(
        {{CellKind::text, fmt::format("{}{}：{}", kRemarkMark, label_zh(of, column), caution.zh)}});
    rows.push_back(
        {{CellKind::text, fmt::format("{}{}: {}", kRemarkMark, label_en(of, column), caution.en)}});
  }
  return csv_of(headings, rows);
}

Result<void> write_template_xlsx(const Template& of, const std::string& path, bool in_chinese) {
  Book book(path);
  lxw_format* bold = book.format();
  ::format_set_bold(bold);
  ::format_set_num_format(bold, "@");
  lxw_format* text = book.format();
  ::format_set_num_format(text, "@");
  lxw_worksheet* sheet = book.sheet(std::string(in_chinese ? of.zh : of.en).c_str());
  for (std::size_t i = 0; i < of.columns.size(); ++i) {
    const std::string label = heading(of, of.columns[i], in_chinese);
    const auto at = static_cast<lxw_col_t>(i);
    ::worksheet_set_column(sheet, at, at, std::max(kWidthMin, static_cast<double>(display_width(label)) + 4),
                           text);
    write(sheet, 0, i, label, bold);
  }
  ::worksheet_freeze_panes(sheet, 1, 0);
  write_notes(book.sheet("说明 notes"), of, bold);
  if (const lxw_error error = book.close(); error != LXW_NO_ERROR)
    return refuse(Reason::io, path, ::lxw_strerror(error));
  return {};
}

}  // namespace tenure::import
