// What trials found by trying, line by line, in files beside them: who tells one step from the next, and
// whose evidence from another's. What was found once is found for ever. A run that finds less fails, and so
// does one that finds more; with TENURE_UPDATE_LOCK in the environment it writes the file anew, for a reader
// of the difference to judge.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace tenure::trials {

using FoundLines = std::set<std::string>;

/// The lines of `tests/trials/<name>.lock`.
FoundLines locked(std::string_view name);

/// Fails the test for each line that only one of both has. `found`: of all scenarios of a default run; a long
/// one, which has more, may find more.
void hold_locked(std::string_view name, const FoundLines& found);

}  // namespace tenure::trials
