#include "server/sheets/csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/sheets/limits.h"

namespace tenure {
namespace {

constexpr std::string_view kDelimiters = ",\t;";

char delimiter_of(std::string_view text) {
  std::size_t counts[kDelimiters.size()] = {};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    if (const auto at = kDelimiters.find(c); at != std::string_view::npos) ++counts[at];
  }
  return kDelimiters[static_cast<std::size_t>(std::max_element(std::begin(counts), std::end(counts)) -
                                              std::begin(counts))];
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : rest_(text), delimiter_(delimiter_of(text)) {}

  Result<Sheet> read() && {
    while (!rest_.empty()) {
      if (auto done = record(); !done) return tl::unexpected(done.error());
    }
    return std::move(sheet_);
  }

 private:
  tl::unexpected<Refusal> fault(const InputRow& row, std::string_view zh, std::string_view en) const {
    return refuse(Reason::bad_value, cell_name(row.cells.size(), row.number), fmt::format("{} | {}", zh, en));
  }

  /// Behind a cell: the delimiter (true), or the end of its record.
  bool goes_on() {
    if (rest_.empty()) return false;
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == '\r' && rest_.starts_with('\n')) rest_.remove_prefix(1);
    return c == delimiter_;
  }

  Result<std::string> quoted(const InputRow& row) {
    std::string out;
    rest_.remove_prefix(1);
    while (true) {
      const auto quote = rest_.find('"');
      if (quote == std::string_view::npos)
        return fault(row, "引号没有结束，请补上另一个引号", "a quote is not closed: add the other one");
      out += rest_.substr(0, quote);
      rest_.remove_prefix(quote + 1);
      if (!rest_.starts_with('"')) return out;
      out += '"';
      rest_.remove_prefix(1);
    }
  }

  Result<std::string> text(const InputRow& row) {
    if (!rest_.starts_with('"')) {
      const std::string ends{delimiter_, '\r', '\n'};
      const auto end = std::min(rest_.find_first_of(ends), rest_.size());
      std::string out(rest_.substr(0, end));
      rest_.remove_prefix(end);
      return out;
    }
    auto out = quoted(row);
    const bool ended =
        rest_.empty() || rest_.front() == delimiter_ || rest_.front() == '\r' || rest_.front() == '\n';
    if (out && !ended)
      return fault(row, "引号之后还有文字，单元格内的引号要写两个",
                   "text follows a closed quote: a quote inside a cell is written twice");
    return out;
  }

  Result<void> record() {
    InputRow row;
    row.number = ++records_;
    bool more = true;
    while (more) {
      auto value = text(row);
      if (!value) return tl::unexpected(value.error());
      const auto kind = value->empty() ? InputKind::empty : InputKind::text;
      if (auto done = limits_.take(row, row.cells.size(), {kind, std::move(*value)}); !done) return done;
      more = goes_on();
    }
    return limits_.keep(sheet_, std::move(row));
  }

  std::string_view rest_;
  char delimiter_;
  std::uint32_t records_ = 0;
  SheetLimits limits_;
  Sheet sheet_;
};

}  // namespace

Result<Sheet> read_csv(std::string_view text) { return CsvReader(text).read(); }

}  // namespace tenure
