// The JSON Schema (2020-12) of an act payload and of everything it may hold, from the catalogue.
//
// `$defs` has one definition a line, in the order of their names: value types, enumerations, structures (an
// event type's data bears the type's name), `<EventType>Event` for each whole event, `Event` for any of them,
// `Act` for the payload. "title" is the Chinese label, "description" the English one. Members of our own:
// "x-subject": the id is of a subject of this kind, and in an event's data the event is about it; "x-sealed":
// the member is a commitment; "x-value": the definition of the value that it hides; "x-area": the event's
// area.
#pragma once

#include <string>

namespace tenure {

/// The same text for the same catalogue. Any thread.
std::string json_schema();

}  // namespace tenure
