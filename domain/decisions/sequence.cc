#include "domain/decisions/sequence.h"

#include <algorithm>

#include "domain/decisions/policy.h"

namespace tenure {

Codes steps_asked_before(const PolicyView& policy, const MatterDecision& matter, std::string_view step) {
  const auto procedure = policy.get(kDecisionSteps);
  const auto topics = policy.get(kDecisionTopics);
  if (!procedure || (topics && !matter.is_of(*topics))) return {};
  if (step != kAdoption || holds(*procedure, Code{std::string(step)})) {
    const auto before = steps_before(*procedure, step);
    return {before.begin(), before.end()};
  }
  Codes out = *procedure;
  // What a policy lists of telling about a resolution comes behind it.
  std::erase_if(out, [](const Code& each) {
    return each.value == kDisclosureResolution || each.value == kDisclosureResult;
  });
  return out;
}

std::vector<StepTaken> steps_taken(const MatterDecision& matter) {
  std::vector<StepTaken> out;
  for (const DecisionStep& each : matter.steps) out.push_back({each.step.str(), each.on, each.position});
  return out;
}

}  // namespace tenure
