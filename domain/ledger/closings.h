// What a closed period keeps out. Pure; any thread.
#pragma once

#include "domain/ledger/rows.h"
#include "domain/rules/rule.h"

namespace tenure {

/// LAW-03: an organisation's period that was closed takes no more payments, assessments, adjustments, funds,
/// vouchers, grades or points. What is for no period is of its day; a longer period than the closed one is
/// not closed with it. In order are what takes back (returned, reversed, ordered back, recovered, revised)
/// and a correction of what was in the period before. The flag stands until the record or the closing is
/// corrected, or it is reviewed. A new voucher is not even admitted (collective/area.cc): it is numbered in a
/// month that was rendered account of.
form::Gate nothing_in_a_closed_period();

/// The closing of all of an organisation that the day lies in, or null.
const ClosedPeriod* closing_of_day(const Facts& facts, const OrgId& org, Date day);

}  // namespace tenure
