// Threads that work for many askers, none of whom can make the others wait.
//
// Each asker has a queue. Served next is whose work took the threads least, by time and not by number; who
// comes back begins where the least served of those who are waiting stands, so that nobody saves up. Of one
// asker no more than `running_max` pieces run at once, so that a thread is left to the others; no more than
// `taken_of_one` are taken, so that what they wait for has an end.
//
// Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tenure {

class FairPool {
 public:
  using Clock = std::chrono::steady_clock;
  using Work = std::function<void()>;

  struct Options {
    unsigned threads = 1;
    unsigned running_max = 1;                                    ///< of one asker
    std::size_t taken_of_one = 64;                               ///< pieces of one asker that are not done
    std::size_t taken_max = 1'024;                               ///< pieces of all of them
    int nice = 0;                                                ///< of the threads, added to the process's
    std::function<void(double seconds)> waited = [](double) {};  ///< told before a piece begins
  };

  enum class Taken : std::uint8_t { yes, asker_is_full, all_is_full };

  explicit FairPool(Options options);
  /// stop()s.
  ~FairPool();
  FairPool(const FairPool&) = delete;
  FairPool& operator=(const FairPool&) = delete;

  /// `work` is called once, on one of the threads; what it throws ends the process.
  Taken submit(const std::string& asker, Work work);
  /// Waits until all that was taken is done. Nothing may be submitted any more.
  void stop();

  /// Pieces that have not begun.
  std::size_t waiting() const;

 private:
  struct Piece {
    Work work;
    Clock::time_point since;
  };
  struct Asker {
    std::deque<Piece> waiting;
    unsigned running = 0;
    Clock::duration used{0};
  };
  using Askers = std::map<std::string, Asker>;

  void run();
  /// Whose turn it is; end() when nobody may begin.
  Askers::iterator next();

  Options options_;
  mutable std::mutex mutex_;  ///< guards what follows
  std::condition_variable more_;
  Askers askers_;                  ///< who waits or is served
  Clock::duration least_used_{0};  ///< of who was served last
  std::size_t waiting_ = 0;
  std::size_t running_ = 0;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace tenure
