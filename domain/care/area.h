// The area of care.
#pragma once

namespace tenure {
struct Area;
Area& care_area();
}  // namespace tenure
