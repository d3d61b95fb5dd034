// Whom an audit is about: the people of an organisation in the time audited, the time of a person's office,
// who left below an organisation. Pure but for the reading; one thread.
#pragma once

#include "domain/audit/lead.h"
#include "replay/past.h"

namespace tenure {

/// People whom one audit looks at, at most: of a county the audit is one of each of its villages.
inline constexpr std::size_t kAuditedPeopleMax = 10'000;

/// The auditee, who held an office of the organisation in the time, and who was paid by it; by id.
Result<std::vector<std::string>> people_of(const Facts& facts, const AuditScope& scope,
                                           const std::vector<Spent>& spent);

/// From the first day of the person's time in offices of the organisation to its end, or to the day asked
/// about while it goes on; nothing where they held none.
std::optional<AuditScope> time_in_office(const Facts& facts, std::string_view person, std::string_view org,
                                         Date on);

/// Each person's time in an organisation, at or below `org`, whose last office there ended in the days from
/// `from` to `until`: by organisation and person. `posts`: of these posts alone; empty: of all.
Result<std::vector<AuditScope>> departures_below(const Past& past, std::string_view org, Date from,
                                                 Date until, const std::vector<Code>& posts);

/// The same days of each organisation below that of the scope, and of its own.
Result<std::vector<AuditScope>> organisations_below(const Past& past, const AuditScope& scope);

}  // namespace tenure
