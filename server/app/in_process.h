// Answers a request where it is made, without a connection: for commands on a ledger's folder. Blocks until
// the answer is there. Any thread.
#pragma once

#include "server/http/router.h"

namespace tenure {

/// Routes that answer while the body comes are not for this: bad_request.
Response answer_in_process(const Router& router, Request request);

}  // namespace tenure
