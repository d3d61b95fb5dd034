#include "tests/support/grid.h"

#include <iconv.h>
#include <xlsxwriter.h>

#include <stdexcept>

namespace tenure::testing {

std::string Grid::csv(char delimiter) const {
  std::string out;
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += delimiter;
      const bool quoted = row[i].find_first_of(std::string{delimiter, '"', '\n'}) != std::string::npos;
      if (quoted) out += '"';
      for (const char c : row[i]) {
        if (c == '"') out += '"';
        out += c;
      }
      if (quoted) out += '"';
    }
    out += "\r\n";
  }
  return out;
}

std::string Grid::gb18030() const {
  std::string text = csv();
  std::string out(text.size() * 2, '\0');
  const iconv_t converter = ::iconv_open("GB18030", "UTF-8");
  char* from = text.data();
  std::size_t left = text.size();
  char* to = out.data();
  std::size_t room = out.size();
  const bool failed = ::iconv(converter, &from, &left, &to, &room) != 0;
  ::iconv_close(converter);
  if (failed) throw std::runtime_error("iconv");
  out.resize(out.size() - room);
  return out;
}

void Grid::write_xlsx(const std::string& path) const {
  lxw_workbook* book = ::workbook_new(path.c_str());
  lxw_worksheet* sheet = ::workbook_add_worksheet(book, "表一");
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    for (std::size_t c = 0; c < rows_[r].size(); ++c) {
      if (!rows_[r][c].empty())
        ::worksheet_write_string(sheet, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c),
                                 rows_[r][c].c_str(), nullptr);
    }
  }
  if (::workbook_close(book) != LXW_NO_ERROR) throw std::runtime_error(path);
}

}  // namespace tenure::testing
