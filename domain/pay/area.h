// The area of pay: standards, what is due, what was paid, rewards.
#pragma once

namespace tenure {
struct Area;
Area& pay_area();
}  // namespace tenure
