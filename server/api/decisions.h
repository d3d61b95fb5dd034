// The review of a decision: GET /v1/decisions/{position}, as JSON, as a table, as a bundle that proves
// itself.
#pragma once

#include "server/api/questions.h"

namespace tenure {

void add_decision_routes(Router& router, const QuestionContext& context);

}  // namespace tenure
