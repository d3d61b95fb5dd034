// The inventory: every type that act payloads are made of, by the name that it bears outside. The schema, the
// reference page and the lock are each written from it.
//
// It points to descriptions, which are constants; the areas must outlive what was made of them. Pure.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "domain/describe/type.h"

namespace tenure {

struct Area;

/// In the order of the names, so that what is written from it is the same text every time.
using Inventory = std::map<std::string, const TypeInfo*, std::less<>>;

/// What a list or an optional holds; any other type itself.
const TypeInfo& item_type(const TypeInfo& type);

/// Whose id a value is, or the items of a list are, as subject or as a mention; nothing where it is none of a
/// person or an organisation.
std::optional<SubjectKind> named_kind(const TypeInfo& type);

/// The name of a type outside: "PersonId", "Text120", "Int32", "Clock", "Fact", of a sealed value
/// "Commitment". Of a list or an optional it is its item's.
std::string outside_type_name(const TypeInfo& type);

/// Adds `type` and all that it is made of, the types of hidden values too.
void add_to_inventory(const TypeInfo& type, Inventory& out);

/// Every type that an act with events of `areas` is made of: its head's, each event's, and what they use.
Inventory make_inventory(std::span<Area* const> areas);

}  // namespace tenure
