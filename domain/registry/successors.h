// In which organisation one goes on: what a merged one did, held and owed stands there. Pure; any thread.
#pragma once

#include "domain/registry/hierarchy.h"

namespace tenure {

/// The organisation in which this one has gone on by the date, through all mergers; itself where it has not
/// been merged.
inline std::string_view goes_on_in(const Facts& facts, std::string_view org, Date date) {
  for (int depth = 0; depth < kHierarchyDepthMax; ++depth) {
    const auto* row = facts.row<OrgRow>(org);
    const auto* successor = row == nullptr ? nullptr : row->successor_on(date);
    if (successor == nullptr) break;
    org = successor->str();
  }
  return org;
}

/// Whether both are one organisation by the date.
inline bool are_one(const Facts& facts, std::string_view org, std::string_view other, Date date) {
  return org == other || goes_on_in(facts, org, date) == goes_on_in(facts, other, date);
}

}  // namespace tenure
