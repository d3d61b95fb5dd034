// A table for people: columns as wide as what stands in them, a wide (Chinese) character being two columns of
// a terminal. One thread.
#pragma once

#include <concepts>
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

/// What a command made or found: lines of a heading, in the console's language, and a value.
class Summary {
 public:
  explicit Summary(Console& console) : console_(console), table_({"", ""}) {}

  void add(std::string_view zh, std::string_view en, std::string value) {
    table_.row({console_.say(zh, en), std::move(value)});
  }
  void add(std::string_view zh, std::string_view en, std::integral auto number) {
    add(zh, en, std::to_string(number));
  }
  void print() { table_.print(console_, false); }

 private:
  Console& console_;
  Table table_;
};

}  // namespace tenure
