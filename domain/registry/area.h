// The area of the register: organisations with a dated hierarchy, people, policies, duties.
#pragma once

namespace tenure {
struct Area;
Area& registry_area();
}  // namespace tenure
