#include "ops/import/fault.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "server/sheets/sheet.h"
#include "server/tables/csv.h"

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

std::string report_csv(const Faults& faults) {
  std::vector<SheetRow> rows;
  const auto add = [&](const std::string& cell, const std::string& label, const Said& said) {
    rows.push_back({{CellKind::text, cell},
                    {CellKind::text, label},
                    {CellKind::text, said.zh},
                    {CellKind::text, said.en}});
  };
  for (const Fault& fault : faults.sorted())
    add(fault.cell(), fault.label.zh.empty() ? std::string() : fault.label.zh + " | " + fault.label.en,
        fault.said);
  if (const std::size_t kept = std::min(faults.in_all(), kFaultsMax); kept < faults.in_all()) {
    const std::size_t more = faults.in_all() - kept;
    add({}, {}, {fmt::format("另有 {} 处未列出", more), fmt::format("{} more are not listed", more)});
  }
  return csv_of({{"单元格 cell"}, {"列 column"}, {"问题和处理"}, {"problem and remedy"}}, rows);
}

}  // namespace tenure::import
