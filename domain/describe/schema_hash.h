// A hash of everything that decides how rows are made and stored: names the views database.
#pragma once

#include <string>

namespace tenure {

/// Lower-case hex of a SHA-256 over all areas, event types, row structures and their fields in order.
const std::string& schema_hash();

}  // namespace tenure
