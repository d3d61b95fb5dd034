// A decision that is looked at again: one event of an act, with what its act was admitted with. Plain values.
#pragma once

#include <algorithm>
#include <span>
#include <string>

#include "domain/act/act.h"
#include "domain/act/verdict.h"

namespace tenure {

struct Decision {
  Position position;
  const Act& act;
  std::span<const std::string> keyids;  ///< of those who signed
  Moment recorded_at;
  const Verdict& verdict;  ///< as it is stored

  const Event& event() const { return act.events[position.ordinal]; }
  /// What is judged of it: itself, or what a correction puts in the place of its target.
  const Event& judged() const {
    const Event* replacement = replacement_of(event());
    return replacement == nullptr ? event() : *replacement;
  }
  /// The last day of which it could take account.
  Date until() const { return std::max(recorded_at.date(), judged().on); }
};

}  // namespace tenure
