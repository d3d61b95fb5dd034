// Questions about grades that rules of several areas ask. Pure; any thread.
#pragma once

#include "domain/appraisal/rows.h"
#include "domain/rules/rule.h"

namespace tenure {

// Schemes that rules know by name: what else a locality appraises by needs no rule of its own.
inline constexpr std::string_view kAnnual = "annual";
inline constexpr std::string_view kMonthly = "monthly";
inline constexpr std::string_view kOrganiser = "organiser";

inline constexpr std::string_view kExcellent = "excellent";
inline constexpr std::string_view kPoor = "poor";

inline form::Placed placed(const Grade& grade) { return {grade.on, grade.org.str()}; }

/// The person's grade of that scheme and period, or null. Whether it holds on a date says Grade::in_force.
const Grade* grade_of(const Facts& facts, std::string_view person, std::string_view scheme,
                      const Period& period);

/// The grade and what it says on the date; both null when there is none, or it was revoked.
struct Graded {
  const Grade* record = nullptr;
  const Code* grade = nullptr;
};
Graded grade_on(const Facts& facts, std::string_view person, std::string_view scheme, const Period& period,
                Date on);

/// The day since which the grade has said what it says on the date: on which it was determined, or changed.
Date says_so_since(const Grade& record, Date on);

/// The newest grade of the person that holds on the date: of the scheme, or of any.
Graded newest_grade(const Facts& facts, std::string_view person, std::string_view scheme, Date on);

/// The months of a year in which the person's monthly grade is this one, as of the date.
std::vector<Position> months_graded(const Facts& facts, std::string_view person, int year,
                                    std::string_view grade, Date on);

/// Whether a decision names the result that it rests on: the position of the newest grade, or the number of
/// its document, among `basis`.
Objections cites_result(const Judged& judged, const PersonId& person, const std::vector<ShortText>& basis,
                        std::span<const std::string_view> uses);

/// The same as a gate on events that decide something of a person and say on what `basis`.
template <class E, const auto& Uses>
Objections cites(const Judged& judged, const E& event) {
  if constexpr (kIsOptional<decltype(event.person)>) {
    return event.person ? cites_result(judged, *event.person, event.basis, Uses) : std::nullopt;
  } else {
    return cites_result(judged, event.person, event.basis, Uses);
  }
}

}  // namespace tenure
