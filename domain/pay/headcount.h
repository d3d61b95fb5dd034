// How many people a village's standard is for, is assessed for and is paid to. (PY-03) Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// The number that a standard states, and the posts that it lists.
form::Gate standard_for_as_many();
/// People assessed at one time.
form::Gate as_many_assessed();
/// People paid at one time.
form::Gate as_many_paid();

}  // namespace tenure
