// Preconditions of targets: nothing is listed or adopted twice, and only what was pledged or listed goes on.
#pragma once

#include "domain/targets/rows.h"

namespace tenure {

Result<void> precondition(const Facts& facts, const Dated<PledgeReviewed>& event);
Result<void> precondition(const Facts& facts, const Dated<AnnualPlanAdopted>& event);
Result<void> precondition(const Facts& facts, const Dated<ProjectItemListed>& event);
Result<void> precondition(const Facts& facts, const Dated<ProjectItemProgressed>& event);

}  // namespace tenure
