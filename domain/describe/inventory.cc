#include "domain/describe/inventory.h"

#include <fmt/format.h>

#include <bit>

#include "domain/act/act.h"
#include "domain/act/catalogue.h"

namespace tenure {
namespace {

constexpr std::string_view kPlainInteger = "Integer";

/// C++ integers share one name; outside their width tells them apart.
std::string integer_name(const TypeInfo& type) {
  const auto value_bits = std::bit_width(static_cast<std::uint64_t>(type.max));
  return type.min < 0 ? fmt::format("Int{}", value_bits + 1) : fmt::format("UInt{}", value_bits);
}

}  // namespace

const TypeInfo& item_type(const TypeInfo& type) {
  const bool holds_items = type.form == Form::list || type.form == Form::optional;
  return holds_items ? item_type(*type.element) : type;
}

std::optional<SubjectKind> named_kind(const TypeInfo& type) {
  const std::string_view name = item_type(type).name;  // a Ref has the name of the id that it is
  if (name == PersonId::kName) return SubjectKind::person;
  return name == OrgId::kName ? std::optional(SubjectKind::org) : std::nullopt;
}

std::string outside_type_name(const TypeInfo& type) {
  const TypeInfo& item = item_type(type);
  if (item.form == Form::integer && item.name == kPlainInteger) return integer_name(item);
  // A text without a pattern is told apart by its limit.
  if (item.form == Form::text && item.max > 0) return fmt::format("{}{}", item.name, item.max);
  return std::string(item.name);
}

void add_to_inventory(const TypeInfo& type, Inventory& out) {
  const TypeInfo& item = item_type(type);
  if (!out.emplace(outside_type_name(item), &item).second && item.form != Form::sealed) return;
  if (item.form == Form::sealed) add_to_inventory(*item.element, out);
  if (item.form != Form::structure) return;
  for (const Field& field : item.structure->fields) add_to_inventory(*field.type, out);
}

Inventory make_inventory(std::span<Area* const> areas) {
  Inventory out;
  // An act and an event are not described structures: what stands in them beside the events' data is named
  // here.
  for (const TypeInfo* type :
       {&kType<decltype(Act::id)>, &kType<decltype(Act::ledger)>, &kType<decltype(Act::nonce)>,
        &kType<decltype(Act::authority)>, &kType<decltype(Act::issued_at)>,
        &kType<decltype(Act::document_no)>, &kType<decltype(Act::provenance)>,
        &kType<decltype(Act::attachments)>, &kType<decltype(Expectation::position)>,
        &kType<decltype(Event::on)>, &kType<decltype(Event::precision)>}) {
    add_to_inventory(*type, out);
  }
  for (const Area* area : areas) {
    for (const EventType& event : area->events) add_to_inventory(event.data_type(), out);
  }
  return out;
}

}  // namespace tenure
