// The area of the reserve: activists, members, reserves, postings, mentors.
#pragma once

namespace tenure {
struct Area;
Area& reserve_area();
}  // namespace tenure
