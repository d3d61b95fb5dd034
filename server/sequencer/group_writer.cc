#include "server/sequencer/group_writer.h"

#include <spdlog/spdlog.h>

namespace tenure {

GroupWriter::GroupWriter(ViewStore& views, std::function<void()> on_idle)
    : views_(views), on_idle_(std::move(on_idle)), thread_([this] { loop(); }) {}

GroupWriter::~GroupWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void GroupWriter::start(Work work) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !busy_; });
    busy_ = true;
    next_ = std::move(work);
  }
  changed_.notify_all();
}

bool GroupWriter::is_idle() const {
  const std::lock_guard lock(mutex_);
  return !busy_;
}

void GroupWriter::wait_idle() const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !busy_; });
}

void GroupWriter::fail(const Refusal& why) {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = why;
}

std::optional<Refusal> GroupWriter::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

void GroupWriter::loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || next_; });
    if (!next_) return;
    Work work = std::move(*next_);
    next_.reset();
    lock.unlock();
    write(work);
    work = {};  // what the group held is freed before it counts as done
    lock.lock();
    busy_ = false;
    changed_.notify_all();
    lock.unlock();
    on_idle_();
    lock.lock();
  }
}

void GroupWriter::write(const Work& work) {
  const auto head = work.durable();
  if (!head) return;
  if (!failure()) {
    if (auto done = views_.write(*work.changes, *head); !done) {
      spdlog::critical("no more writes until the ledger is opened again: {}", done.error().text());
      fail(done.error());
    }
  }
  work.then();
}

}  // namespace tenure
