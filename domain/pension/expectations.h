// What is expected of pensions: that each payer pays its share of what is due. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// Each share of a contribution is paid by the end of its period, and rings until it is, in whatever year.
/// (PY-05)
form::Expectation contributed_in_full();

}  // namespace tenure
