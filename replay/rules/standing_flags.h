// Flags that stand: of rules whose contradiction only admission could see, because it lies in sealed values.
// The verdict told of it once; it is an alert as long as the events that make it count unchanged, nobody of
// them was erased, and no review answered it. What is corrected was judged again: its own flag stands then.
#pragma once

#include "domain/rules/alerts.h"
#include "replay/past.h"

namespace tenure {

/// Those in the file of one subject. Of a rule that the policy sets off there are none. One thread.
Result<std::vector<Alert>> standing_flags(const Past& past, const PolicyView& policy, const Subject& subject);

}  // namespace tenure
