// How often an address may show a token that is none before it is told to wait: a bucket of kAttempts,
// refilled by one in kAttemptRefill. Tokens that are good are not counted.
//
// An address counts as IpAddress::household says. Holds at most kAttemptPeersMax addresses; above that those
// that have been quiet longest make room. Any thread.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tenure {

inline constexpr double kAttempts = 20;
inline constexpr std::chrono::seconds kAttemptRefill{2};
inline constexpr std::size_t kAttemptPeersMax = 10'000;

class Attempts {
 public:
  using Clock = std::chrono::steady_clock;

  /// Counts one; false when none is left.
  bool take(std::string_view peer, Clock::time_point now = Clock::now());

 private:
  struct Bucket {
    double left = kAttempts;
    Clock::time_point at;
  };
  static std::string key_of(std::string_view peer);
  static double left(const Bucket& bucket, Clock::time_point now);
  void make_room(Clock::time_point now);

  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace tenure
