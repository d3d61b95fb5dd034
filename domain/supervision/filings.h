// What a policy wants filed with a higher level: which events, and what became of their filing. Pure; any
// thread.
#pragma once

#include "domain/rules/rule.h"
#include "domain/supervision/rows.h"

namespace tenure {

/// An event of a person that is to be filed.
struct ToFile {
  Code kind;  ///< appointment, departure, adjustment, assessment, appraisal
  Date on;
  Position position;
  std::string org;
  const Filing* filing;  ///< the one that was received, else the newest; null: none. Valid as the facts' rows
};

/// What the policy of the day on which it was done wants filed of the person, up to the day that is asked
/// about, in the order of the kinds. Nothing of what was done before any policy asked for it.
Result<std::vector<ToFile>> to_file(const Asked& asked);

}  // namespace tenure
