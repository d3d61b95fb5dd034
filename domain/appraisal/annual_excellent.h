// The annual excellent, and the months that it asks for. (HX-41, HX-42) Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// A year's grade that its months deserve.
form::Gate excellent_is_deserved();
/// The other way round: a month's grade that the year's, which stands, bears.
form::Gate excellent_is_borne();
/// A year's grade that its months, as they stand, do not bear rings until either is revised.
form::Expectation excellent_rings();

}  // namespace tenure
