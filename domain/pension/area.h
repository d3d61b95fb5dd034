// The area of pensions and departure subsidies.
#pragma once

namespace tenure {
struct Area;
Area& pension_area();
}  // namespace tenure
