// The events around a decision: what it cites and what cites it, what lies on the same matter, what corrected
// it or what it rests on, what followed for the people whom it is about. Any thread.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "domain/describe/type.h"
#include "replay/review/decision.h"
#include "replay/review/rehearing.h"

namespace tenure {

/// How an event stands to the decision.
TENURE_ENUM(Relation, (cited, "决定所依据", "the decision cites it")
            (evidence, "规则所依据", "a rule's answer rests on it")
            (same_act, "同一文书", "in the same act")
            (same_matter, "同一事项", "on the same matter")
            (cites, "援引本决定", "cites the decision")
            (corrects, "更正本决定", "corrects the decision")
            (corrects_evidence, "更正其依据", "corrects what the decision rests on")
            (cites_evidence, "援引其依据", "cites what the decision rests on")
            (changed_answer, "改变规则结论", "changed a rule's answer")
            (followed, "其后", "followed"));

/// Events that may be told, with how they stand to it, in the order of their positions.
struct Beside {
  std::map<Position, std::set<Relation>> events;
  std::size_t left_out = 0;  ///< of those that followed, behind the first kFollowedMax
  bool whole = true;         ///< whether all that could cite it was looked at
};

/// Of what followed, oldest first.
inline constexpr std::size_t kFollowedMax = 200;
/// Later events of an organisation that are looked at for what cites the decision.
inline constexpr std::size_t kCitingLookedAtMax = 20'000;

/// `may_tell`: whether who asks may be told of the event at a position.
Result<Beside> beside(const Archive& archive, const Decision& decision, const Rehearing& rehearing,
                      std::uint64_t size, const std::function<Result<bool>(Position)>& may_tell);

}  // namespace tenure
