// Ends the process where taking it down orderly takes too long: a question that is still being answered, for
// nobody any more, cannot be interrupted. Only for when everything acknowledged is on disk.
#pragma once

#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace tenure {

class LastResort {
 public:
  /// After `patience` the process ends with 0, unless this is gone by then.
  explicit LastResort(std::chrono::milliseconds patience)
      : thread_([this, patience] {
          std::unique_lock lock(mutex_);
          if (gone_more_.wait_for(lock, patience, [this] { return gone_; })) return;
          spdlog::warn("what is still being computed is not waited for");
          std::fflush(nullptr);
          std::_Exit(EXIT_SUCCESS);
        }) {}
  ~LastResort() {
    {
      const std::lock_guard lock(mutex_);
      gone_ = true;
    }
    gone_more_.notify_one();
    thread_.join();
  }
  LastResort(const LastResort&) = delete;
  LastResort& operator=(const LastResort&) = delete;

 private:
  std::mutex mutex_;  ///< guards gone_
  std::condition_variable gone_more_;
  bool gone_ = false;
  std::thread thread_;
};

}  // namespace tenure
