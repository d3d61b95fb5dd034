// The area of selection: how the holder of a post is found.
#pragma once

namespace tenure {
struct Area;
Area& selection_area();
}  // namespace tenure
