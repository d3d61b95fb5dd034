// Which of the events that an answer rests on were corrected after the size that it was asked for: so that
// who reads what was known then is told that it is known otherwise now. One question, one thread.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "domain/act/facts.h"
#include "domain/describe/type.h"

namespace tenure {

/// The corrections of the event at an original position that were recorded at `size` or later, as `now`
/// knows it.
std::vector<Position> corrected_after(const Facts& now, Position position, std::uint64_t size);

/// The positions in a value of a described type.
void add_positions(const TypeInfo& type, const void* value, std::set<Position>& out);

/// The names of fields that hold positions, in rows, events and answers.
const std::set<std::string_view>& position_members();

}  // namespace tenure
