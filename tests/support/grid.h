// A spreadsheet that a test fills in, written as people's programs write it.
#pragma once

#include <string>
#include <vector>

namespace tenure::testing {

class Grid {
 public:
  explicit Grid(std::vector<std::string> headings) : rows_{std::move(headings)} {}

  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  /// Rows, the headings too; the next one's number is one more.
  std::size_t size() const { return rows_.size(); }
  /// Row 1 are the headings, column 0 is A.
  std::string& at(std::size_t row, std::size_t column) { return rows_[row - 1][column]; }

  std::string csv(char delimiter = ',') const;
  std::string gb18030() const;
  void write_xlsx(const std::string& path) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace tenure::testing
