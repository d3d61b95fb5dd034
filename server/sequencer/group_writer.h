// Makes one group durable, stores its rows and answers, on a thread of its own, while the next one is
// admitted.
//
// One group is under way at a time, so log and rows are never more than one group behind what was admitted;
// the fold knows what is in it. After a failure no more rows are stored: they have no holes, and catch up
// when the ledger is opened again.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "domain/act/history.h"
#include "storage/views/view_store.h"

namespace tenure {

class GroupWriter {
 public:
  struct Work {
    std::shared_ptr<const RowChanges> changes;
    /// Sees to it that the log holds the group, and says up to where; nothing: it does not, so that neither
    /// rows are stored nor `then` is called.
    std::function<std::optional<Head>()> durable;
    std::function<void()> then = [] {};
  };

  /// `views` outlives this. `on_idle` is told on the writer's thread that a group is done with.
  explicit GroupWriter(
      ViewStore& views, std::function<void()> on_idle = [] {});
  /// Finishes what is under way.
  ~GroupWriter();
  GroupWriter(const GroupWriter&) = delete;
  GroupWriter& operator=(const GroupWriter&) = delete;

  /// Waits for the group before, then returns; the writer's thread does the work. One thread calls this.
  void start(Work work);

  /// Whether every group that was started is done with. Any thread.
  bool is_idle() const;
  /// Returns when it is: durable, its rows stored, its `then` called, or never to be. Any thread.
  void wait_idle() const;

  /// From now on no rows are stored.
  void fail(const Refusal& why);
  /// Why rows are not stored any more. Any thread.
  std::optional<Refusal> failure() const;

 private:
  void loop();
  void write(const Work& work);

  ViewStore& views_;
  std::function<void()> on_idle_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::optional<Work> next_;
  std::optional<Refusal> failure_;
  bool busy_ = false;  ///< a group was started and is not done with
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tenure
