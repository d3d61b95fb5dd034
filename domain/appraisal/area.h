// The area of appraisal: how people are graded, and by whom.
#pragma once

namespace tenure {
struct Area;
Area& appraisal_area();
}  // namespace tenure
