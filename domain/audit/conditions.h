// What an audit of somebody says to whoever asks for one: a pension, a departure subsidy. Pure; any thread.
#pragma once

#include "domain/audit/policy.h"
#include "domain/audit/rows.h"
#include "domain/rules/rule.h"

namespace tenure {

/// The person's audit that was concluded last by the date, of this kind where one is named, and by an
/// organisation of these kinds where any are; null where none was.
const Audit* audit_concluded(const Facts& facts, std::string_view person, Date on, std::string_view kind = {},
                             const Codes& by = {});

/// A departure audit was concluded, and the last one found no major problem. (CITY-41)
Result<form::Outcome> departure_is_clean(const Asked& asked);

}  // namespace tenure
