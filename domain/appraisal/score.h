// The score of a person by a scheme: parts, raters, review and bonus added up as the policy says.
//
// What the policy leaves open (masked, unspecified) leaves the score unknown, and says so; the parts that are
// known are shown all the same. A score is a proposal. Pure; any thread.
#pragma once

#include "domain/appraisal/grades.h"

namespace tenure {

// Parts of a score that rules know by name.
inline constexpr std::string_view kBasicPart = "basic";
inline constexpr std::string_view kReviewPart = "review";

/// The whole score: performance, review and bonus, without a cap. (A55)
form::Computed score_of(const Facts& facts, const PolicyView& policy, std::string_view person,
                        std::string_view scheme, const Period& period);
/// Points of the comprehensive review alone, and of commendations alone.
form::Computed review_points(const Facts& facts, const PolicyView& policy, std::string_view person,
                             std::string_view scheme, const Period& period);
form::Computed bonus_points(const Facts& facts, const PolicyView& policy, std::string_view person,
                            std::string_view scheme, const Period& period);

/// The basic items that are not met, or were never looked at: then nothing is scored. (HX-37)
struct BasicItems {
  std::vector<Position> met;
  std::vector<Position> failed;
};
BasicItems basic_items(const PersonScores& row);

}  // namespace tenure
