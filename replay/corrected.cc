#include "replay/corrected.h"

#include "domain/act/catalogue.h"
#include "domain/ledger/rows.h"
#include "domain/rules/alerts.h"

namespace tenure {
namespace {

bool holds_position(const TypeInfo& type) {
  if (type.form == Form::list || type.form == Form::optional) return holds_position(*type.element);
  return &type == &kType<Position>;
}

void add_members(const TypeInfo& type, std::set<std::string_view>& out, std::set<const TypeInfo*>& seen) {
  if (type.form == Form::list || type.form == Form::optional) return add_members(*type.element, out, seen);
  if (type.form != Form::structure || !seen.insert(&type).second) return;
  for (const Field& field : type.structure->fields) {
    if (holds_position(*field.type)) out.insert(field.name);
    add_members(*field.type, out, seen);
  }
}

}  // namespace

std::vector<Position> corrected_after(const Facts& now, Position position, std::uint64_t size) {
  std::vector<Position> out;
  for (const Position& made : now.items<&Corrections::made>(kLedgerSubject.id, position.str())) {
    if (made.index >= size) out.push_back(made);
  }
  return out;
}

void add_positions(const TypeInfo& type, const void* value, std::set<Position>& out) {
  if (&type == &kType<Position>) {
    out.insert(*static_cast<const Position*>(value));
  } else if (type.form == Form::structure) {
    for (const Field& field : type.structure->fields) add_positions(*field.type, field.in(value), out);
  } else if (type.form == Form::list || type.form == Form::optional) {
    for (std::size_t i = 0; i < type.size(value); ++i) add_positions(*type.element, type.item(value, i), out);
  }
}

const std::set<std::string_view>& position_members() {
  static const std::set<std::string_view> kMembers = [] {
    // What answers are put together of that no described type says.
    std::set<std::string_view> out = {"position", "positions", "basis", "policy"};
    std::set<const TypeInfo*> seen;
    for (const View* view : views()) add_members(*view->type, out, seen);
    for (const EventType* type : event_types()) add_members(type->data_type(), out, seen);
    add_members(kType<Alert>, out, seen);
    return out;
  }();
  return kMembers;
}

}  // namespace tenure
