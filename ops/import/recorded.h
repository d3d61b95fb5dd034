// What a sheet says that the ledger holds already, word for word: a file that came in before and was saved
// again with a row more. One thread.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "ops/commands/source.h"
#include "ops/import/plan.h"

namespace tenure::import {

class Recorded {
 public:
  explicit Recorded(Source& source) : source_(source) {}

  /// Where the very same event stands and counts: of the same type and date, with the same data but for what
  /// is sealed. Nothing where there is none.
  Result<std::optional<std::string>> position_of(const PlannedEvent& planned);

 private:
  using Positions = std::map<std::string, std::string>;  ///< by what the events say

  /// Those of the type in the subject's file, as they were recorded and not corrected since.
  Result<const Positions*> known(const Subject& subject, const EventType& type);

  Source& source_;
  std::map<std::pair<Subject, std::string_view>, Positions> known_;
};

}  // namespace tenure::import
