// The area of discipline and exit.
#pragma once

namespace tenure {
struct Area;
Area& discipline_area();
}  // namespace tenure
