// The area of supervision: inspections, notices, attendance, concerns, rectification.
#pragma once

namespace tenure {
struct Area;
Area& supervision_area();
}  // namespace tenure
