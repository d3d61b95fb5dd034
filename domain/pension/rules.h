// Preconditions of pensions: an application is decided once it is there; a subsidy stops while it runs.
#pragma once

#include "domain/pension/rows.h"

namespace tenure {

Result<void> precondition(const Facts& facts, const Dated<PensionApplicationDecided>& event);
Result<void> precondition(const Facts& facts, const Dated<PensionShareSet>& event);
Result<void> precondition(const Facts& facts, const Dated<ContributionPaid>& event);
Result<void> precondition(const Facts& facts, const Dated<SubsidyPaid>& event);
Result<void> precondition(const Facts& facts, const Dated<SubsidyStopped>& event);
Result<void> precondition(const Facts& facts, const Dated<SubsidyResumed>& event);

}  // namespace tenure
