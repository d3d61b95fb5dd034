// The JSON Schema (2020-12) of an act payload and of everything it may hold, from the catalogue.
//
// `$defs` has one definition a line, in the order of their names: value types, enumerations, structures (an
// event type's data bears the type's name), `<EventType>Event` for each whole event, `Event` for any of them,
// `Act` for the payload. "title" is the Chinese label, "description" the English one. Members of our own:
// "x-subject": the id is of a subject of this kind, and in an event's data the event is about it; "x-sealed":
// the member is a commitment; "x-value": the definition of the value that it hides; "x-area": the event's
// area.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "domain/describe/inventory.h"

namespace tenure {

/// The same text for the same catalogue. Any thread. Beside the act's definitions `$defs` has those of the
/// rows that files are made of; "x-areas" names each area, in the catalogue's order, with its rows.
std::string json_schema();

/// Definitions by their names, each a schema that refers to others as "#/$defs/<name>".
using SchemaDefinitions = std::map<std::string, std::string, std::less<>>;

/// What stands in json_schema() under `$defs`.
SchemaDefinitions act_definitions();
/// Adds the types to `out`; what an event is stands with the acts.
void add_definitions(const Inventory& types, SchemaDefinitions& out);
/// The members of a schema that accepts a value of `type`: a reference, or a list of them.
std::string schema_members(const TypeInfo& type);
/// The schema with its references to definitions as `before` name `after`: "#/components/schemas/", "".
std::string with_references(std::string_view schema, std::string_view before, std::string_view after);

}  // namespace tenure
