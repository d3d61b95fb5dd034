// The steps of a major matter, as the policy's procedure lists them. Pure; any thread.
#pragma once

#include "domain/decisions/rows.h"
#include "domain/rules/procedure.h"

namespace tenure {

// Steps that tell of a resolution, and of what came of it.
inline constexpr std::string_view kDisclosureResolution = "disclosure_resolution";
inline constexpr std::string_view kDisclosureResult = "disclosure_result";

/// The vocabulary of their words.
inline constexpr std::string_view kStepWords = "decision_step";

/// The steps that the policy asks for before this one of the matter, in their order: those that it lists
/// before it; before a resolution that it does not list, all but what tells of the resolution. None where it
/// has no procedure, or the matter is not major.
Codes steps_asked_before(const PolicyView& policy, const MatterDecision& matter, std::string_view step);

/// What was done in the matter. A view of the row.
std::vector<StepTaken> steps_taken(const MatterDecision& matter);

}  // namespace tenure
