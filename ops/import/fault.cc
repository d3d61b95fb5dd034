#include "ops/import/fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "server/sheets/sheet.h"

namespace tenure::import {

std::string Fault::cell() const {
  if (row == 0) return {};
  return column ? cell_name(*column, row) : std::to_string(row);
}

bool Fault::operator<(const Fault& other) const {
  return std::tie(row, column) < std::tie(other.row, other.column);
}

void Faults::add(Fault fault) {
  ++in_all_;
  if (kept_.size() < kFaultsMax) kept_.push_back(std::move(fault));
}

std::vector<Fault> Faults::sorted() const {
  std::vector<Fault> out = kept_;
  std::stable_sort(out.begin(), out.end());
  return out;
}

std::string csv_cell(std::string_view text) {
  constexpr std::string_view kFormulas = "=+-@\t\r";
  const bool harmful = !text.empty() && kFormulas.find(text.front()) != std::string_view::npos;
  std::string out = harmful ? "\"'" : "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string report_csv(const Faults& faults) {
  std::string out = "\xEF\xBB\xBF单元格 cell,列 column,问题和处理,problem and remedy\r\n";
  for (const Fault& fault : faults.sorted()) {
    const std::string label =
        fault.label.zh.empty() ? std::string() : fault.label.zh + " | " + fault.label.en;
    out += fmt::format("{},{},{},{}\r\n", csv_cell(fault.cell()), csv_cell(label), csv_cell(fault.said.zh),
                       csv_cell(fault.said.en));
  }
  if (const std::size_t kept = std::min(faults.in_all(), kFaultsMax); kept < faults.in_all())
    out += fmt::format(",,另有 {} 处未列出,{} more are not listed\r\n", faults.in_all() - kept,
                       faults.in_all() - kept);
  return out;
}

}  // namespace tenure::import
