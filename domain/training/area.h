// The area of training.
#pragma once

namespace tenure {
struct Area;
Area& training_area();
}  // namespace tenure
