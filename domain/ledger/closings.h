// What a closed period keeps out. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// LAW-03: an organisation's period that was closed takes no more payments, assessments, adjustments, funds,
/// grades or points. What is for no period is of its day; a longer period than the closed one is not closed
/// with it. In order are what takes back (returned, reversed, ordered back, recovered, revised) and a
/// correction of what was in the period before. The flag stands until the record or the closing is corrected,
/// or it is reviewed.
form::Gate nothing_in_a_closed_period();

}  // namespace tenure
