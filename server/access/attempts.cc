#include "server/access/attempts.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace tenure {

std::string Attempts::key_of(std::string_view peer) {
  constexpr std::size_t kNetworkBytes = 8;
  std::array<char, 16> address{};
  if (::inet_pton(AF_INET6, std::string(peer).c_str(), address.data()) != 1) return std::string(peer);
  return {address.data(), kNetworkBytes};
}

double Attempts::left(const Bucket& bucket, Clock::time_point now) {
  const double refilled = std::chrono::duration<double>(now - bucket.at) / kAttemptRefill;
  return std::min(kAttempts, bucket.left + refilled);
}

bool Attempts::allowed(std::string_view peer, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(key_of(peer));
  return found == buckets_.end() || left(found->second, now) >= 1;
}

void Attempts::failed(std::string_view peer, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kAttemptPeersMax) make_room(now);
  Bucket& bucket = buckets_.try_emplace(key_of(peer), Bucket{kAttempts, now}).first->second;
  bucket.left = std::max(0.0, left(bucket, now) - 1);
  bucket.at = now;
}

void Attempts::make_room(Clock::time_point now) {
  std::erase_if(buckets_, [&](const auto& entry) { return left(entry.second, now) >= kAttempts; });
  if (buckets_.size() < kAttemptPeersMax) return;
  const auto oldest = std::min_element(buckets_.begin(), buckets_.end(), [](const auto& a, const auto& b) {
    return a.second.at < b.second.at;
  });
  buckets_.erase(oldest);
}

}  // namespace tenure
