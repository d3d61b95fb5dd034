// POST /v1/policies/{org}/try: a policy tried on the past (server/sequencer/policy_trial.h).
#pragma once

#include "server/api/questions.h"

namespace tenure {

void add_policy_trial_route(Router& router, const QuestionContext& context);

}  // namespace tenure
