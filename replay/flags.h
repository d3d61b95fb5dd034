// What verdicts flagged, oldest first, with the reviews that answered it, for one viewer.
//
// Verdicts are stored with their acts and never computed again; here they are found by the index of flagged
// events, so a page costs what there is of flags, not of acts. A page looks at the flags of kFlagActsMax acts
// at most and then answers with what it has and a cursor. Any thread.
#pragma once

#include "replay/questions.h"

namespace tenure {

/// Counted in acts for the reason that kScanActsMax is.
inline constexpr std::uint64_t kFlagActsMax = 10'000;

struct FlagFilter {
  std::optional<OrgId> org;  ///< about it, or what lies below it
  std::string rule;          ///< empty: all
  Position from;
  std::optional<Position> until;  ///< exclusive
  std::size_t limit = kPageDefault;
};

/// Items are {position, recorded_at, type, subjects, rule, mechanisms, mode, message, policy?, reviews:
/// [{position, on, disposition}]}, one a flag; `limit` counts the events. What the viewer may not see is left
/// out. `when` bounds the flags by its size and the reviews by both.
Result<Page> flags(const Archive& archive, const Questions& questions, const FlagFilter& filter,
                   const When& when);

/// What the verdict flagged of one event, as items of such a page.
Result<std::vector<std::string>> flags_at(const Archive& archive, const Questions& questions,
                                          Position position, const When& when);

}  // namespace tenure
