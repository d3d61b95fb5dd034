// Whether the figures of a ballot agree among each other. (LAW-17)
#pragma once

#include <string>

#include "domain/selection/events.h"

namespace tenure {

/// A figure that is below zero or above one that it cannot exceed.
struct Misfit {
  std::string field;  ///< "valid", "candidates[3].votes"
  std::int32_t found;
  std::int32_t most;  ///< zero where none is known
};

/// The first one: each of eligible, present, issued, returned, valid is at most the one before it that is
/// known, and so are the votes of each candidate.
std::optional<Misfit> misfit_of(const ElectionHeld& held);

}  // namespace tenure
