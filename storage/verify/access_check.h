// What stands beside the record and says who asks: the journal of reads and the tokens' file. They
// vouch for themselves: each line of the journal has its digest, `.sizes` counts what was written, and the
// tokens' file has the digest of its list; and the head anchor says how long the journal was. One call at a
// time.
#pragma once

#include <cstdint>
#include <string>

#include "storage/verify/findings.h"

namespace tenure::verification {

/// Findings of a journal whose lines were changed or are missing; how many it has. `anchored`: bytes that the
/// head anchor counted. A folder without one of which none were counted, and the torn end that a crash left
/// behind what was counted, is no finding.
std::uint64_t check_reads(const std::string& folder, std::uint64_t anchored, Findings& findings);

/// Findings of a tokens' file that cannot be read or is not the list that was written; how many it has.
std::uint64_t check_tokens(const std::string& folder, Findings& findings);

}  // namespace tenure::verification
