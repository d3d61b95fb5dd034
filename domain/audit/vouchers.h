// The vouchers of an audit's time, and what their lines say. Pure; any thread.
#pragma once

#include "domain/audit/lead.h"
#include "domain/collective/chart.h"
#include "domain/collective/events.h"

namespace tenure {

/// The last day of the time audited that is known.
inline Date end_of_scope(const Audited& audited) { return std::min(audited.scope.until, audited.on); }

/// The organisation's vouchers in the time audited, as they count, without what was taken over.
Result<std::vector<Recorded>> vouchers_of(const Audited& audited);

bool is_of_kind(const JournalLine& line, AccountKind kind);
/// Of the line, debit less credit, in fen.
std::int64_t debit_of(const JournalLine& line);

/// Of A1: a voucher that gives money away is approved by somebody who is in office that day and may approve
/// as much; one that names nobody rests on an earlier decision, or on the resolution of its matter. Where the
/// policy gives limits, a post of which it gives none approves none.
Result<void> add_vouchers_without_authority(const Audited& audited, std::vector<Lead>& out);

}  // namespace tenure
