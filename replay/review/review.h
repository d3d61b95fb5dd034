// The review of a decision: the act and its signers, the policy and the rules of its day with what each said
// then and says now, flags and what answered them, the events around it, what became known later, what
// followed. For one viewer.
//
// An answer is JSON text. A decision that the viewer may not see is answered like one that is not there. What
// the viewer may not know makes no difference to any answer (rehearing.h). Any thread.
#pragma once

#include "replay/questions.h"
#include "replay/review/beside.h"
#include "replay/review/decision.h"
#include "replay/review/rehearing.h"

namespace tenure {

/// What became of a rule's question. `met`: it has no objection, perhaps because the policy says nothing.
TENURE_ENUM(RuleOutcome, (met, "无异议", "no objection")(noted, "记录", "noted")(flagged, "标记", "flagged")
            (overridden, "豁免", "overridden")(refused, "应拒绝", "to be refused"));

struct ReviewAsked {
  Decision decision;
  ActId act;
  bool whole_act;              ///< whether the viewer may see every event of the act, and so who signed it
  const SealedValues* sealed;  ///< null: nobody knows them
};

/// {position, size, on, regular: {then, now}, act: {index, authority, recorded_at, class, receipt, act?,
///  document_no?, ...}, event, signers?, policies, rules, flags, overrides, events, left_out, complete}
///
/// `then` is what was known when the act was recorded, of days up to `until`; `now` what is known at `size`
/// of the same days. A rule's answer then is the stored verdict's; `repeats` is false where asking again
/// gives another one, as where a sealed value is gone or the rule is a later version's. Events are those of
/// beside.h, as pages show them, with `relations`. Every position is proved by `receipt` of its act.
Result<std::string> review(const Archive& archive, const Questions& questions, const ReviewAsked& asked,
                           const When& when);

/// Whether the viewer may ask for a review of the event.
Result<bool> may_review(const Archive& archive, const Questions& questions, Position position);

}  // namespace tenure
