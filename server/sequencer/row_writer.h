// Stores the rows of one durable group while the next one is admitted, on a thread of its own.
//
// One group is under way at a time, so the rows are never more than one group behind the log; the fold knows
// what is in it. After a failure nothing more is written: rows have no holes, and catch up when the ledger is
// opened again.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "domain/act/history.h"
#include "storage/views/view_store.h"

namespace tenure {

class RowWriter {
 public:
  /// `views` outlives this.
  explicit RowWriter(ViewStore& views);
  /// Finishes what is under way.
  ~RowWriter();
  RowWriter(const RowWriter&) = delete;
  RowWriter& operator=(const RowWriter&) = delete;

  /// Waits for the group before, then returns; the writer's thread stores `changes` (null: nothing) and calls
  /// `then`. One thread calls this.
  void start(std::shared_ptr<const RowChanges> changes, const Head& head, std::function<void()> then);

  /// Returns when the rows of every group that was started are stored, or never will be. Any thread.
  void wait_written() const;
  /// The same, and each `then` has returned.
  void wait_idle() const;

  /// Why rows are not written any more. Any thread.
  std::optional<Refusal> failure() const;

 private:
  struct Work {
    std::shared_ptr<const RowChanges> changes;
    Head head;
    std::function<void()> then;
  };

  void loop();
  void write(const Work& work);

  ViewStore& views_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::optional<Work> next_;
  std::optional<Refusal> failure_;
  std::atomic<bool> writing_ = false;  ///< rows of a started group are not stored yet
  bool busy_ = false;                  ///< its `then` has not returned yet
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tenure
