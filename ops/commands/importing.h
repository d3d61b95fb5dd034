// What `tenure import` does with a file, also for `tenure init`. One thread.
#pragma once

#include <string>
#include <vector>

#include "ops/commands/console.h"
#include "ops/import/import.h"

namespace tenure {

Result<std::vector<SecretKey>> load_signing_keys(const std::vector<std::string>& paths,
                                                 const std::string& passphrase_file);

/// Imports and prints what came of it; the faults go to the file `report` too, unless it is empty.
Result<Exit> import_file(Source& source, const import::ImportRequest& request, const std::string& report,
                         Console& console);

}  // namespace tenure
