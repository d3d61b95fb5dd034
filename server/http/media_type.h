// Whether a path takes what a body is said to be. Pure; any thread.
#pragma once

#include "server/http/operation.h"

namespace tenure {

/// media_type, naming what is taken, for a Content-Type that is none of the operation's, a charset other than
/// UTF-8, and any Content-Encoding. Without a Content-Type the body is taken for what the operation takes;
/// what takes no body does not look at it.
Result<void> takes_media_type(const Operation& operation, const Request& request);

}  // namespace tenure
