// Preconditions of the reserve: nobody is listed or placed twice at a time, and nothing ends that is not
// there.
#pragma once

#include "domain/reserve/rows.h"

namespace tenure {

Result<void> precondition(const Facts& facts, const Dated<ReserveListed>& event);
Result<void> precondition(const Facts& facts, const Dated<ReserveRemoved>& event);
Result<void> precondition(const Facts& facts, const Dated<PlacementStarted>& event);
Result<void> precondition(const Facts& facts, const Dated<PlacementEnded>& event);
Result<void> precondition(const Facts& facts, const Dated<MentorAssigned>& event);
Result<void> precondition(const Facts& facts, const Dated<MentorContactLogged>& event);

}  // namespace tenure
