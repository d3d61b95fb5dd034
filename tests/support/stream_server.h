// A listener that does nothing but hand WebSocket clients to a hub: the feed without the rest of the server.
//
// Loopback, an ephemeral port, threads of its own. A bearer token is its viewer's token id, and names the
// roles: "auditor", "dashboard", ... The end: hub.close_all, hub.wait_until_empty, hub.stop, this, the hub.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "domain/access/viewer.h"
#include "domain/core/refusal.h"

namespace tenure {
class Hub;
}

namespace tenure::testing {

/// "auditor", "dashboard.o-town" (scope), "clerk..secret" (a class); anything else is refused.
Result<Viewer> viewer_of(std::string_view token);

class StreamServer {
 public:
  explicit StreamServer(Hub& hub, unsigned threads = 1);
  /// Closes what is left and joins.
  ~StreamServer();
  std::uint16_t port() const;

 private:
  struct Core;
  std::unique_ptr<Core> core_;
};

}  // namespace tenure::testing
