// Stores the rows of one durable group while the next one is admitted, on a thread of its own.
//
// One group is under way at a time, so the rows are never more than one group behind the log. Whoever reads
// rows to change them asks through SettledHistory, which waits for it. After a failure nothing more is
// written: rows have no holes, and catch up when the ledger is opened again.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
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

  /// Waits for the group before, then returns; the writer's thread stores `changes` (none: nothing) and calls
  /// `then`. One thread calls this.
  void start(std::optional<RowChanges> changes, const Head& head, std::function<void()> then);

  /// Returns when the rows of every group that was started are stored, or never will be. Any thread.
  void wait_written() const;
  /// The same, and each `then` has returned.
  void wait_idle() const;

  /// Why rows are not written any more. Any thread.
  std::optional<Refusal> failure() const;

 private:
  struct Work {
    std::optional<RowChanges> changes;
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

/// A history whose rows are those of every started group.
class SettledHistory final : public History {
 public:
  /// Both outlive this.
  SettledHistory(const History& history, const RowWriter& rows) : history_(history), rows_(rows) {}

  Result<std::optional<std::string>> row(std::string_view row_key, std::uint64_t size) const override;
  Result<void> parts(
      std::string_view row_prefix, std::uint64_t size,
      const std::function<void(std::string_view key, std::string_view row)>& visit) const override;
  Result<std::vector<Position>> positions(std::string_view index_key, std::uint64_t size) const override;
  Result<std::optional<Position>> newest_position(std::string_view index_key,
                                                  std::uint64_t size) const override;
  Result<Facts::Original> original(Position position) const override;
  Result<Event> event(Position position) const override;

 private:
  const History& history_;
  const RowWriter& rows_;
};

}  // namespace tenure
