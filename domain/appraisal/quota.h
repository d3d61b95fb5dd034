// Grades by fixed shares, as 20/60/20: who gets which when the assessed are ranked by their points.
//
// `grades_by_quota` is pure arithmetic over a ranked list. A share of n people is rounded as the policy says;
// the rest grade takes everybody else, so the counts always sum to n. Equal points: either who was scored
// first comes first (the order of the list), or nobody of those who are equal across a border gets the
// limited grade. (A56)
#pragma once

#include "domain/appraisal/grades.h"

namespace tenure {

enum class Rounding : std::uint8_t { floor, nearest, ceiling };
enum class Ties : std::uint8_t { recorded, together };

struct QuotaShare {
  Code grade;
  Decimal share;
};

struct Quota {
  std::vector<QuotaShare> grades;  ///< best first
  std::size_t rest = 0;            ///< which of them takes all others
  Rounding rounding = Rounding::floor;
  Ties ties = Ties::recorded;
  std::int64_t people_min = 0;  ///< of fewer people nobody gets a limited grade
};

/// How many of n people get each grade, in the order of the grades. Too few people all get the rest grade.
std::vector<std::int64_t> quota_counts(const Quota& quota, std::int64_t people);

/// Which grade (an index of quota.grades) each one gets. `points` are in the declared order: by points from
/// the highest, equal ones by when they were scored.
std::vector<std::size_t> grades_by_quota(const Quota& quota, const std::vector<Decimal>& points);

/// What the policy says of a scheme's quota; nothing when it says none, or leaves a figure open.
std::optional<Quota> quota_of(const PolicyView& policy, std::string_view scheme);

/// The organisation that a quota is of, at or above `org`; nothing when there is none of that kind.
std::optional<std::string> quota_unit(const Facts& facts, const PolicyView& policy, std::string_view scheme,
                                      std::string_view org, Date on);

/// Who was assessed in a unit in a period, ranked; `unscored` have no score.
struct Ranked {
  struct One {
    std::string person;
    Decimal points;
    Position position;  ///< of the first of the scores
  };
  std::vector<One> scored;
  std::vector<std::string> unscored;
};
Result<Ranked> rank(const Facts& facts, const PolicyView& policy, std::string_view scheme,
                    const Period& period, std::string_view unit, Date on);

/// The grades of a unit in a period as they are after all revisions; who belongs to the unit says the date.
Result<std::vector<Graded>> grades_below(const Facts& facts, std::string_view scheme, const Period& period,
                                         std::string_view unit, Date on);

}  // namespace tenure
