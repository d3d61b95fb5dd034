#include "server/stream/ring.h"

#include <algorithm>
#include <cassert>

namespace tenure {

EventRing::Fetched EventRing::fetch(Position cursor) const {
  const std::lock_guard lock(mutex_);
  if (cursor >= head_) return {Fetched::Kind::at_head, nullptr, head_};
  if (batches_.empty() || cursor < batches_.front()->from()) return {Fetched::Kind::behind, nullptr, head_};
  const auto after = std::upper_bound(
      batches_.begin(), batches_.end(), cursor,
      [](Position at, const std::shared_ptr<const EventBatch>& batch) { return at < batch->from(); });
  return {Fetched::Kind::batch, *std::prev(after), head_};
}

void EventRing::append(std::shared_ptr<const EventBatch> batch) {
  const std::lock_guard lock(mutex_);
  assert(batch->from() == head_);
  head_ = batch->next();
  bytes_ += batch->bytes();
  batches_.push_back(std::move(batch));
  while (bytes_ > bytes_max_ && batches_.size() > 1) {
    bytes_ -= batches_.front()->bytes();
    batches_.pop_front();
  }
}

void EventRing::skip_to(Position head) {
  const std::lock_guard lock(mutex_);
  assert(head >= head_);
  batches_.clear();
  bytes_ = 0;
  head_ = head;
}

Position EventRing::tail() const {
  const std::lock_guard lock(mutex_);
  return batches_.empty() ? head_ : batches_.front()->from();
}

Position EventRing::head() const {
  const std::lock_guard lock(mutex_);
  return head_;
}

}  // namespace tenure
