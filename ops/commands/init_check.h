// What is still missing before work can begin with a ledger. One thread.
#pragma once

#include <string>
#include <vector>

#include "ops/commands/source.h"

namespace tenure {

/// Prints a line for each thing that is looked at: in order, missing, or not to be told from here.
/// `root_keys` are the files of the root keys, as far as they are at hand; `backup` is the folder of a
/// backup, or empty. Exit::refused where anything is missing.
Result<Exit> show_readiness(Source& source, const std::vector<std::string>& root_keys,
                            const std::string& backup, Console& console);

}  // namespace tenure
