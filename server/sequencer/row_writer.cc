#include "server/sequencer/row_writer.h"

#include <spdlog/spdlog.h>

namespace tenure {

RowWriter::RowWriter(ViewStore& views) : views_(views), thread_([this] { loop(); }) {}

RowWriter::~RowWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void RowWriter::start(std::shared_ptr<const RowChanges> changes, const Head& head,
                      std::function<void()> then) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !busy_; });
    busy_ = true;
    writing_ = true;
    next_ = Work{std::move(changes), head, std::move(then)};
  }
  changed_.notify_all();
}

void RowWriter::wait_written() const {
  if (!writing_) return;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !writing_; });
}

void RowWriter::wait_idle() const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !busy_; });
}

std::optional<Refusal> RowWriter::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

void RowWriter::loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || next_; });
    if (!next_) return;
    Work work = std::move(*next_);
    next_.reset();
    lock.unlock();
    write(work);
    work.then();
    work = {};  // what the group held is freed before it counts as done
    lock.lock();
    busy_ = false;
    changed_.notify_all();
  }
}

void RowWriter::write(const Work& work) {
  Result<void> done;
  if (work.changes && !failure()) done = views_.write(*work.changes, work.head);
  if (!done) spdlog::critical("no more writes until the ledger is opened again: {}", done.error().text());
  {
    const std::lock_guard lock(mutex_);
    if (!done) failure_ = done.error();
    writing_ = false;
  }
  changed_.notify_all();
}

}  // namespace tenure
