// A table for people: columns as wide as what stands in them, a wide (Chinese) character being two columns of
// a terminal. One thread.
#pragma once

#include <string>
#include <vector>

#include "ops/commands/console.h"

namespace tenure {

class Table {
 public:
  explicit Table(std::vector<std::string> headings) : rows_{std::move(headings)} {}

  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  bool empty() const { return rows_.size() == 1; }
  /// The headings, where `headed`, then the rows; afterwards it is empty again.
  void print(Console& console, bool headed = true);

 private:
  std::vector<std::vector<std::string>> rows_;  ///< the headings first
};

}  // namespace tenure
