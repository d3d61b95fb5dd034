// The least reward that a grade brings: a share of the year's fiscal subsidy. (PY-39, A69) Pure; any thread.
#pragma once

#include "domain/appraisal/grades.h"
#include "domain/rules/rule.h"

namespace tenure {

/// The least reward that a grade of a year brings, by the policy of the year.
struct LeastReward {
  Graded graded;
  std::optional<Share> share;
  std::optional<Fen> base;
  std::optional<Fen> amount;
  std::vector<Position> basis;
};

/// Nothing of it is set that the record or the policy does not give.
LeastReward least_reward(const Asked& asked, const Period& year);

}  // namespace tenure
