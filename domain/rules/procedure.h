// A procedure: steps that are taken one after the other on one matter, as a policy lists them. One form for
// every list of steps; what was taken comes out of the area's row. Pure; any thread.
#pragma once

#include <span>

#include "domain/rules/rule.h"

namespace tenure {

/// A step that was taken.
struct StepTaken {
  std::string_view step;
  Date on;
  Position position;
};

/// The steps that come before this one; none where it is not in the list.
std::span<const Code> steps_before(const Codes& procedure, std::string_view step);

/// Which of these steps were not taken by the day, on the day of the one before it or later, in their order.
/// Whoever took one twice may rely on either.
Codes not_in_order(std::span<const Code> steps, std::span<const StepTaken> taken, Date by);

/// The steps that were taken by the day, as they followed one another.
std::vector<StepTaken> order_taken(std::span<const Code> steps, std::span<const StepTaken> taken, Date by);

/// Objects where these steps were not all taken by the day in their order. `vocabulary` has their words.
Objections follows_in_order(const PolicyView& policy, std::string_view vocabulary,
                            std::span<const Code> steps, std::span<const StepTaken> taken, Date by);

}  // namespace tenure
