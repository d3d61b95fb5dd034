// Preconditions of selection: nothing opens twice or closes unopened, and the figures of a ballot agree.
#pragma once

#include "domain/selection/rows.h"

namespace tenure {

Result<void> precondition(const Facts& facts, const Dated<TermElectionOpened>& event);
Result<void> precondition(const Facts& facts, const Dated<SelectionOpened>& event);
Result<void> precondition(const Facts& facts, const Dated<SelectionClosed>& event);
Result<void> precondition(const Facts& facts, const Dated<ElectionHeld>& event);

}  // namespace tenure
