// The reference of event types as a Markdown page, from the catalogue: areas, events with their fields and
// labels in both languages, then structures, enumerations and value types.
#pragma once

#include <string>

namespace tenure {

/// The same text for the same catalogue. Any thread.
std::string reference_page();

}  // namespace tenure
