#include "server/http/fair_pool.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace tenure {

FairPool::FairPool(Options options) : options_(std::move(options)) {
  options_.threads = std::max(1U, options_.threads);
  options_.running_max = std::max(1U, options_.running_max);
  for (unsigned i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { run(); });
}

FairPool::~FairPool() { stop(); }

void FairPool::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  more_.notify_all();
  threads_.clear();  // joins
}

std::size_t FairPool::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_;
}

FairPool::Taken FairPool::submit(const std::string& asker, Work work) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_ + running_ >= options_.taken_max) return Taken::all_is_full;
    const auto [place, is_new] = askers_.try_emplace(asker);
    Asker& own = place->second;
    if (own.waiting.size() + own.running >= options_.taken_of_one) return Taken::asker_is_full;
    if (is_new) own.used = least_used_;
    own.waiting.push_back({std::move(work), Clock::now()});
    ++waiting_;
  }
  more_.notify_one();
  return Taken::yes;
}

FairPool::Askers::iterator FairPool::next() {
  auto out = askers_.end();
  for (auto at = askers_.begin(); at != askers_.end(); ++at) {
    const Asker& asker = at->second;
    if (asker.waiting.empty() || asker.running >= options_.running_max) continue;
    if (out == askers_.end() || asker.used < out->second.used) out = at;
  }
  return out;
}

void FairPool::run() {
  // On Linux a nice value is a thread's own.
  if (options_.nice != 0) setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), options_.nice);
  std::unique_lock lock(mutex_);
  while (true) {
    auto turn = askers_.end();
    more_.wait(lock, [&] {
      turn = next();
      return turn != askers_.end() || (stopping_ && waiting_ == 0);
    });
    if (turn == askers_.end()) return;
    Asker& asker = turn->second;  // stays where it is while something of it runs
    Piece piece = std::move(asker.waiting.front());
    asker.waiting.pop_front();
    ++asker.running;
    --waiting_;
    ++running_;
    least_used_ = std::max(least_used_, asker.used);
    lock.unlock();
    const auto begun = Clock::now();
    options_.waited(std::chrono::duration<double>(begun - piece.since).count());
    piece.work();
    piece.work = nullptr;  // what it holds goes before others wait for the lock
    lock.lock();
    asker.used += Clock::now() - begun;
    --running_;
    if (--asker.running == 0 && asker.waiting.empty()) askers_.erase(turn);
    // Who was at its bound may begin again, and who stops waits for the last one.
    more_.notify_all();
  }
}

}  // namespace tenure
