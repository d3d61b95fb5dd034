#include "server/access/attempts.h"

#include <algorithm>

#include "server/http/client_address.h"

namespace tenure {

std::string Attempts::key_of(std::string_view peer) {
  const auto address = IpAddress::parse(peer);
  return address ? address->household() : std::string(peer);
}

double Attempts::left(const Bucket& bucket, Clock::time_point now) {
  const double refilled = std::chrono::duration<double>(now - bucket.at) / kAttemptRefill;
  return std::min(kAttempts, bucket.left + refilled);
}

bool Attempts::take(std::string_view peer, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kAttemptPeersMax) make_room(now);
  Bucket& bucket = buckets_.try_emplace(key_of(peer), Bucket{kAttempts, now}).first->second;
  bucket.left = left(bucket, now);
  bucket.at = now;
  if (bucket.left < 1) return false;
  bucket.left -= 1;
  return true;
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
