// The area of tenure: offices that begin, rest, go on and end.
#pragma once

namespace tenure {
struct Area;
Area& tenure_area();
}  // namespace tenure
