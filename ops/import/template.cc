#include "ops/import/template.h"

#include <algorithm>

namespace tenure::import {
namespace {

const StructInfo* structure_of(const TypeInfo& type) { return plain_type(type).structure; }

bool is_index(std::string_view step) {
  return std::all_of(step.begin(), step.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Calls `found(fill, field)` for each member that the column fills, until it says so.
template <class Found>
void for_each_field(const Template& sheet, const Column& column, Found found) {
  for (const EventOf& event : sheet.events) {
    const EventType* type = find_event_type(event.type);
    if (type == nullptr) continue;
    if (event.makes && event.makes->id_column == column.name) {
      if (const Field* field = field_at(*type, event.makes->path); field != nullptr && found(*field)) return;
    }
    for (const Fill& fill : event.fills) {
      if (fill.column != column.name || fill.path == kOnPath) continue;
      if (const Field* field = field_at(*type, fill.path); field != nullptr && found(*field)) return;
    }
  }
}

}  // namespace

const Template* find_template(std::string_view name) {
  const auto all = templates();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Template& each) { return each.name == name; });
  return found == all.end() ? nullptr : &*found;
}

const TypeInfo& plain_type(const TypeInfo& type) {
  const bool wraps = type.form == Form::optional || type.form == Form::list || type.form == Form::sealed;
  return wraps ? plain_type(*type.element) : type;
}

const Field* field_at(const EventType& type, std::string_view path) {
  const StructInfo* structure = type.structure;
  while (structure != nullptr) {
    const std::string_view step = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(step.size() + 1, path.size()));
    if (is_index(step)) continue;
    const auto field = std::find_if(structure->fields.begin(), structure->fields.end(),
                                    [&](const Field& each) { return each.name == step; });
    if (field == structure->fields.end()) return nullptr;
    if (path.empty()) return &*field;
    structure = structure_of(*field->type);
  }
  return nullptr;
}

const Field* field_of(const Template& sheet, const Column& column) {
  const Field* out = nullptr;
  for_each_field(sheet, column, [&](const Field& field) { return (out = &field) != nullptr; });
  return out;
}

const Column* find_column(const Template& sheet, std::string_view name) {
  const auto found = std::find_if(sheet.columns.begin(), sheet.columns.end(),
                                  [&](const Column& each) { return each.name == name; });
  return found == sheet.columns.end() ? nullptr : &*found;
}

std::string_view label_zh(const Template& sheet, const Column& column) {
  const Field* field = column.zh.empty() ? field_of(sheet, column) : nullptr;
  return field == nullptr ? column.zh : field->zh;
}

std::string_view label_en(const Template& sheet, const Column& column) {
  const Field* field = column.en.empty() ? field_of(sheet, column) : nullptr;
  return field == nullptr ? column.en : field->en;
}

bool is_sealed(const Template& sheet, const Column& column) {
  bool out = false;
  for_each_field(sheet, column, [&](const Field& field) {
    const TypeInfo& type = field.type->form == Form::optional ? *field.type->element : *field.type;
    return out = type.form == Form::sealed;
  });
  return out;
}

}  // namespace tenure::import
