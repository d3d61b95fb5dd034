// The newest events, in a row of batches without a gap: what live subscribers read from.
//
// Bounded in bytes; who reads slower than it moves falls behind its tail. Any thread.
#pragma once

#include <deque>
#include <memory>
#include <mutex>

#include "server/stream/batch.h"

namespace tenure {

class EventRing {
 public:
  EventRing(Position head, std::size_t bytes_max) : bytes_max_(bytes_max), head_(head) {}

  struct Fetched {
    enum class Kind { batch, at_head, behind };
    Kind kind = Kind::at_head;
    std::shared_ptr<const EventBatch> batch;  ///< holds the event at the cursor, or the next one
    Position head;                            ///< behind the newest event
  };
  Fetched fetch(Position cursor) const;

  /// The batch begins where the last one ended. Drops the oldest ones beyond the limit; never the newest.
  void append(std::shared_ptr<const EventBatch> batch);

  /// Goes on at `head` without what lies before it.
  void skip_to(Position head);

  Position tail() const;  ///< of the oldest event that is still here; the head when there is none
  Position head() const;

 private:
  const std::size_t bytes_max_;
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<const EventBatch>> batches_;
  std::size_t bytes_ = 0;
  Position head_;
};

}  // namespace tenure
