// What may be told of a flag, an alert or a refusal: all of it to whoever may know what it rests on, and else
// that the rule spoke.
//
// The words of a rule name people, dates and positions out of the whole record; who signs or reads for one
// township is told of another's file neither there nor anywhere else. Pure; any thread.
#pragma once

#include <functional>

#include "domain/act/verdict.h"
#include "domain/rules/alerts.h"

namespace tenure {

/// What somebody may know of the record.
struct Knowledge {
  std::function<bool(const Subject& subject)> of;
  std::function<bool(Position position)> of_event;
};

/// Without a word beyond its rule's name where it rests on an event that may not be known or, resting on
/// none, speaks of somebody who may not.
Flag told(Flag flag, const Knowledge& knowledge);
Verdict told(Verdict verdict, const Knowledge& knowledge);
Alert told(Alert alert, const Knowledge& knowledge);

/// The same of why an event was refused: what the record holds against it, of people and organisations of
/// whom not all may be known, is said without place and detail.
Refusal told(Refusal refusal, const Event& event, const Knowledge& knowledge);

/// Those events among the evidence of an answer that may be known.
void keep_known(std::vector<Position>& evidence, const Knowledge& knowledge);

}  // namespace tenure
