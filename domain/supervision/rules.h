// Preconditions of supervision: what is closed, verified or disposed of was ordered or reported before.
#pragma once

#include "domain/supervision/rows.h"

namespace tenure {

Result<void> precondition(const Facts& facts, const Dated<RectificationOrdered>& event);
Result<void> precondition(const Facts& facts, const Dated<RectificationClosed>& event);
Result<void> precondition(const Facts& facts, const Dated<ReportVerified>& event);
Result<void> precondition(const Facts& facts, const Dated<LeadDisposed>& event);
Result<void> precondition(const Facts& facts, const Dated<StationAttendanceLogged>& event);

}  // namespace tenure
