// Whether the figures of a ballot agree among each other. (LAW-17)
#pragma once

#include "domain/act/votes.h"
#include "domain/selection/events.h"

namespace tenure {

/// The first one: each of eligible, present, issued, returned, valid is at most the one before it that is
/// known, and so are the votes of each candidate.
std::optional<Misfit> misfit_of(const ElectionHeld& held);

}  // namespace tenure
