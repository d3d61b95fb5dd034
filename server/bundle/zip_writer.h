// A ZIP archive in memory, written with Debian's minizip: the same bytes for the same files, in the order of
// their names, all of one fixed time. Pure; any thread.
#pragma once

#include <map>
#include <string>

#include "domain/core/refusal.h"

namespace tenure {

/// io where it cannot be made.
Result<std::string> zip_of(const std::map<std::string, std::string>& files);

}  // namespace tenure
