// The area of incentives: recruitment, promotion, delegates, honours.
#pragma once

namespace tenure {
struct Area;
Area& incentive_area();
}  // namespace tenure
