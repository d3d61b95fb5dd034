// Audits over HTTP: the report of one, a line of each of many. Any thread.
#pragma once

#include "server/api/questions.h"

namespace tenure {

/// GET /v1/audits/{kind}, GET /v1/samples/{method}
void add_audit_routes(Router& router, const QuestionContext& context);

}  // namespace tenure
