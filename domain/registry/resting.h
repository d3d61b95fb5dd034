// What rests on a recorded event: what names its position as a basis and, of a grade, the reward that is for
// it. Pure; any thread.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// Whether events of the type say what they rest on.
bool has_basis(const EventType& type);

/// Whether the event names what stands at the position as a basis.
bool rests_on(const Event& event, Position position);

/// Every position that the event names: as a basis, or in a field that is one.
std::vector<Position> positions_cited(const Event& event);
/// Whether the position is among them.
bool cites(const Event& event, Position position);

/// By what one event hangs on another one: naming it as a basis, or in any field.
enum class Link : std::uint8_t { basis, any };

/// What rests on the event that was recorded at the position, in the order of the positions: events of the
/// people that it is about or, where it names nobody, of the organisations.
Result<std::vector<Recorded>> resting_on(const Facts& facts, const Event& event, Position position,
                                         Link link = Link::basis);

/// Whether a reward is for this grade of its period: it names the grade, or neither a grade nor a kind.
bool is_reward_for(const Event& event, const Period& period, const Code& grade);

}  // namespace tenure
