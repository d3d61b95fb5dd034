// The rules that were asked about a decision, asked again: of what was known when it was recorded, and of
// what is known now of the same days.
//
// The same code asks as at admission (domain/rules/judge.h), of the record without the decision itself. What
// is known now are the facts of all days up to the decision's own, whenever they were recorded: a death or a
// policy of before, a corrected ballot. Where an answer is another one, the events are found in whose
// recording it changed. Any thread.
#pragma once

#include <set>

#include "domain/rules/judge.h"
#include "domain/rules/telling.h"
#include "replay/past.h"
#include "replay/review/decision.h"

namespace tenure {

/// A rule's answer then and now; without one it was not asked.
struct TwoAnswers {
  const Rule* rule;
  std::optional<Heard> then, now;
  bool differs = false;           ///< in what it says, or in what the policy gave it
  std::vector<Position> because;  ///< where they differ: the events that made the difference
};

struct Rehearing {
  std::vector<TwoAnswers> rules;  ///< in the order in which they are asked
  /// Later events that may not be known: it is as if they had never been recorded.
  std::set<Position> hidden;
};

/// `size`: what is known now. `sealed`: null where nobody knows them.
Result<Rehearing> rehear(const Archive& archive, const Decision& decision, std::uint64_t size,
                         const Knowledge& knowledge, const SealedValues* sealed);

}  // namespace tenure
