// Invariants: what must hold of each item that the record holds, whichever event made it so.
//
// One definition has two faces. At admission, after the whole act is applied, each item that the act added or
// changed is looked at; an objection flags or refuses the act. Over the record all items of a subject are
// looked at, and an objection is a standing contradiction: an alert until it is corrected or reviewed. The
// policy is that of the item's day and organisation, whenever it is asked. Pure; one thread (the book's).
#pragma once

#include <limits>

#include "domain/rules/rule.h"

namespace tenure {

/// Admission looks at everything that is recorded, also at what is dated ahead.
inline constexpr Date kEver{std::numeric_limits<std::int32_t>::max()};

/// An item that an invariant objects to.
struct Contradiction {
  const Rule* rule;
  Objection objection;
  form::Placed placed;
  RuleMode mode;
  std::optional<Position> policy;
};

/// What contradicts the record among all items of a subject, as of a date.
Result<std::vector<Contradiction>> contradictions_of(const Facts& facts, PolicyBook& book,
                                                     const Subject& subject, Date on);

/// What the event, which was applied, added to the contradictions: those of the items that carry its
/// position.
Result<std::vector<Contradiction>> contradictions_by(const Facts& facts, PolicyBook& book, const Event& event,
                                                     Position position);

}  // namespace tenure
