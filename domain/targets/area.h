// The area of targets: what was promised, set, planned and listed, and how it went.
#pragma once

namespace tenure {
struct Area;
Area& targets_area();
}  // namespace tenure
