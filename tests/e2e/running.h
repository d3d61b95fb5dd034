// Where the server is now, for clients that outlive it: it is stopped and killed while they work.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace tenure::testing {

struct Running {
  std::atomic<std::uint16_t> port{0};
  std::atomic<std::uint64_t> acknowledged{0};  ///< acts, by all clients

  /// How long a client tries again before it gives up, and how long it waits in between.
  static constexpr std::chrono::seconds kPatience{60};
  static constexpr std::chrono::milliseconds kPause{10};
};

}  // namespace tenure::testing
