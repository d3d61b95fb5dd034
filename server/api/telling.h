// What admission said of an act, as a viewer may be told it: without the words of a rule that rests on what
// they may not see (domain/rules/telling.h). Those who signed were told by the sequencer already. Any thread.
#pragma once

#include <set>

#include "domain/access/viewer.h"
#include "server/sequencer/sequencer.h"

namespace tenure {

/// Of an act that was tried; whom it or those before it register are known to who sends it.
Result<Admission> told(const Archive& archive, const Viewer& viewer, const std::set<Subject>& registered,
                       const std::string& payload, Result<Admission> outcome);
Rehearsal told(const Archive& archive, const Viewer& viewer, const std::set<Subject>& registered,
               const std::string& payload, Rehearsal rehearsal);

/// Of an act in the ledger: the verdict's JSON, which is the stored one where nothing is withheld.
std::string told_verdict(const Archive& archive, const Viewer& viewer, const LogRecord& record);

}  // namespace tenure
