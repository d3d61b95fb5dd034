// What the scenario tests submit, for the trials (tests/trials): with TENURE_RECORD_SCENARIOS=<folder> each
// test leaves a file of its acts there, a second ledger of the same test another one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/sequencer/sequencer.h"

namespace tenure::testing {

/// Notes an act and what became of it. `ledger` is the folder that it was submitted to.
///
/// Two lines for each act: `<index, or -> <the rule that refused it, or -> <key ids, joined by commas>`, and
/// its payload. Refusals that no rule gave are left out. A run of all tests empties the folder first, and
/// leaves `done` in it at its end.
void note_submission(const std::string& ledger, std::string_view payload,
                     const std::vector<Signed>& signatures, const Result<Admission>& answer);

}  // namespace tenure::testing
