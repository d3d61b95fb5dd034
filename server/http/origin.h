// Whether a request is meant for this server: its Host, and for what changes something or upgrades, its
// Origin. Without this a page of another site, or a name that was bound anew to a loopback address, could
// speak for its visitor. Pure; any thread.
#pragma once

#include <span>
#include <string>

#include "server/http/request.h"

namespace tenure {

struct OwnAddresses {
  std::span<const std::string> hosts;    ///< names beside the loopback ones
  std::span<const std::string> origins;  ///< beside the server's own
  bool any_host = false;                 ///< Host is not judged (TLS, no names configured)
};

/// origin_refused.
Result<void> check_origin(const Request& request, bool upgrades, const OwnAddresses& own);

}  // namespace tenure
