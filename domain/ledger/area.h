// The area of the ledger itself: keys, signers, corrections, closings.
#pragma once

namespace tenure {
struct Area;
Area& ledger_area();
}  // namespace tenure
