// Why routes refuse, for Operation::refuses: the groups of reasons that several routes have. Pure; any
// thread.
#pragma once

#include <vector>

#include "domain/core/refusal.h"

namespace tenure {

/// Of a JSON body that does not follow its structure.
std::vector<Reason> body_refusals();
/// Of a submission: whatever stands between the limits of an envelope and the policy's gates.
std::vector<Reason> submission_refusals();

std::vector<Reason> operator+(std::vector<Reason> some, const std::vector<Reason>& more);

}  // namespace tenure
