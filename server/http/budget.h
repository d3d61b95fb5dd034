// What bodies on their way may cost: one budget of memory for all of them, a share of it for each address,
// and a least rate at which they have to come.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace tenure {

inline constexpr std::size_t kBodiesBytesMax = std::size_t{256} << 20;  ///< of all bodies together
/// Of the bodies from one address: the largest body of all in a buffer that doubled, and room for others.
inline constexpr std::size_t kBodiesBytesShare = std::size_t{160} << 20;
inline constexpr std::uint64_t kBytesPerSecondMin = 32 << 10;

/// Outlives its leases. Any thread.
class BodyBudget {
 public:
  BodyBudget(std::size_t most, std::size_t share) : most_(most), share_(share) {}

  std::size_t held() const {
    const std::lock_guard lock(mutex_);
    return held_;
  }

 private:
  friend class BodyLease;

  bool change(const std::string& holder, std::size_t from, std::size_t to) {
    const std::lock_guard lock(mutex_);
    std::size_t& own = by_holder_[holder];
    const bool fits = to <= from || (held_ - from + to <= most_ && own - from + to <= share_);
    if (fits) {
      held_ = held_ - from + to;
      own = own - from + to;
    }
    if (own == 0) by_holder_.erase(holder);
    return fits;
  }

  const std::size_t most_;
  const std::size_t share_;
  mutable std::mutex mutex_;  ///< guards what follows
  std::size_t held_ = 0;
  std::unordered_map<std::string, std::size_t> by_holder_;
};

/// One body's part of the budget, given back at its end. One thread.
class BodyLease {
 public:
  /// `holder` is who has a share: an address.
  BodyLease(BodyBudget& budget, std::string holder) : budget_(budget), holder_(std::move(holder)) {}
  BodyLease(const BodyLease&) = delete;
  BodyLease& operator=(const BodyLease&) = delete;
  ~BodyLease() {
    if (bytes_ != 0) budget_.change(holder_, bytes_, 0);
  }

  /// From now on it is `bytes`; false, and as it was, where these are not to be had.
  bool hold(std::size_t bytes) {
    if (bytes == bytes_) return true;
    if (!budget_.change(holder_, bytes_, bytes)) return false;
    bytes_ = bytes;
    return true;
  }

 private:
  BodyBudget& budget_;
  const std::string holder_;
  std::size_t bytes_ = 0;
};

/// When what comes is too late: it may be silent for `patience`, and lives on what it brings at
/// kBytesPerSecondMin, without saving up more than `patience`.
class Pace {
 public:
  using Clock = std::chrono::steady_clock;
  using Time = std::chrono::milliseconds;

  Pace(Time patience, Clock::time_point now) : patience_(patience), due_(now + patience) {}

  Clock::time_point due() const { return due_; }
  void came(std::size_t bytes, Clock::time_point now) {
    due_ = std::min(due_ + Time(bytes * 1000 / kBytesPerSecondMin), now + patience_);
  }
  /// It had to wait for us.
  void waited(Clock::duration time) { due_ += time; }

 private:
  Time patience_;
  Clock::time_point due_;
};

}  // namespace tenure
