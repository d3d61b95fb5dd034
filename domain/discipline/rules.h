// Preconditions of discipline: nothing ends, is lifted or served that is not there.
#pragma once

#include "domain/discipline/rows.h"

namespace tenure {

Result<void> precondition(const Facts& facts, const Dated<AdmonitionEnded>& event);
Result<void> precondition(const Facts& facts, const Dated<SanctionLifted>& event);
Result<void> precondition(const Facts& facts, const Dated<DocumentServed>& event);

}  // namespace tenure
