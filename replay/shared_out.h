// Work that is shared out among a few threads. The caller's thread is one of them.
#pragma once

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

#include "domain/core/refusal.h"

namespace tenure {

/// Threads that share work, at most.
inline constexpr unsigned kSharingThreadsMax = 8;

/// Calls `work(i, thread)` for each i below `count`, on several threads of the numbers below
/// kSharingThreadsMax; the first refusal, after which no more is begun.
template <class Work>
Result<void> shared_out(std::size_t count, Work work) {
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> failed = false;
  std::mutex mutex;
  Result<void> out;
  const auto take = [&](unsigned thread) {
    for (std::size_t i = next++; i < count && !failed; i = next++) {
      auto done = work(i, thread);
      if (done) continue;
      const std::lock_guard lock(mutex);
      if (out) out = std::move(done);
      failed = true;
    }
  };
  const unsigned cores = std::clamp(std::thread::hardware_concurrency(), 1U, kSharingThreadsMax);
  std::vector<std::jthread> helpers;
  for (unsigned thread = 1; thread < std::min<std::size_t>(cores, count); ++thread)
    helpers.emplace_back(take, thread);
  take(0);
  helpers.clear();  // waits
  return out;
}

}  // namespace tenure
