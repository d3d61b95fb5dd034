// The area of affairs: meetings, opinions, budgets, facilities and files of organisations.
#pragma once

namespace tenure {
struct Area;
Area& affairs_area();
}  // namespace tenure
