// What is expected of pay: standards at their floor, and all of what is due. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// An organisation's standards reach their floors. (PY-01, SX-26, BB-47)
form::Expectation standards_at_their_floor();
/// What is due to a person is paid. (CITY-50, HX-44)
form::Expectation paid_in_full();

}  // namespace tenure
