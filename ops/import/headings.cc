#include "ops/import/headings.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/act/sealed_values.h"
#include "domain/words/nearest.h"

namespace tenure::import {
namespace {

/// Folded, without marks of what is needed.
std::string plain(std::string_view heading) {
  std::string out = folded(heading);
  std::erase(out, '*');
  return out;
}

/// Without what stands in brackets behind it.
std::string without_brackets(const std::string& plain) { return plain.substr(0, plain.find('(')); }

class Names {
 public:
  explicit Names(const Template& of) {
    for (const Column& column : of.columns) {
      for (const std::string_view name : {column.name, label_zh(of, column), label_en(of, column)})
        add(name, column);
      for (std::string_view rest = column.aliases; !rest.empty();) {
        const std::string_view alias = rest.substr(0, rest.find('|'));
        add(alias, column);
        rest.remove_prefix(std::min(alias.size() + 1, rest.size()));
      }
    }
  }

  const Column* find(std::string_view heading) const {
    const std::string whole = plain(heading);
    const auto exact = names_.find(whole);
    if (exact != names_.end()) return exact->second;
    const auto bare = names_.find(without_brackets(whole));
    return bare == names_.end() ? nullptr : bare->second;
  }

  const Column* nearest(std::string_view heading) const {
    std::vector<std::string_view> all;
    for (const auto& [name, column] : names_) all.push_back(name);
    const auto found = names_.find(std::string(nearest_of(without_brackets(plain(heading)), all)));
    return found == names_.end() ? nullptr : found->second;
  }

 private:
  void add(std::string_view name, const Column& column) {
    names_.emplace(plain(name), &column);
    names_.emplace(without_brackets(plain(name)), &column);
  }

  std::map<std::string, const Column*, std::less<>> names_;
};

Said unknown(const Template& of, const Names& names, const std::string& heading) {
  const Column* near = names.nearest(heading);
  Said out{fmt::format("不认识的列“{}”", heading), fmt::format("unknown column \"{}\"", heading)};
  if (near != nullptr) {
    out.zh += fmt::format("，是否为“{}”？请改列名或删去此列", label_zh(of, *near));
    out.en += fmt::format("; did you mean \"{}\"? Rename it or take it out", label_en(of, *near));
  } else {
    out.zh += "，请删去此列；模板的列见 tenure import --template " + std::string(of.name);
    out.en += "; take it out. `tenure import --template " + std::string(of.name) + "` lists the columns";
  }
  return out;
}

}  // namespace

bool is_remark(const InputRow& row) {
  const auto first = std::find_if(row.cells.begin(), row.cells.end(),
                                  [](const InputCell& cell) { return cell.kind != InputKind::empty; });
  return first != row.cells.end() && first->text.starts_with(kRemarkMark);
}

Headings read_headings(const Template& of, const Sheet& sheet, std::size_t& first, Faults& faults) {
  Headings out;
  first = 0;
  while (first < sheet.rows.size() && is_remark(sheet.rows[first])) ++first;
  if (first == sheet.rows.size()) {
    faults.add({0, {}, {}, {"文件是空的，没有表头", "the file is empty: it has no headings"}});
    return out;
  }
  const InputRow& row = sheet.rows[first++];
  const Names names(of);
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i].kind == InputKind::empty) continue;
    const Column* column = names.find(row.cells[i].text);
    if (column == nullptr) {
      faults.add({row.number, i, {}, unknown(of, names, row.cells[i].text)});
    } else if (!out.emplace(column->name, i).second) {
      faults.add({row.number,
                  i,
                  {},
                  {fmt::format("“{}”列出现两次，请删去一列", label_zh(of, *column)),
                   fmt::format("the column \"{}\" stands twice: take one out", label_en(of, *column))}});
    }
  }
  for (const Column& column : of.columns) {
    if (!column.needed || out.contains(column.name)) continue;
    faults.add({row.number,
                {},
                {},
                {fmt::format("缺少“{}”列，请加上", label_zh(of, column)),
                 fmt::format("the column \"{}\" is missing: add it", label_en(of, column))}});
  }
  return out;
}

}  // namespace tenure::import
