// A run of consecutive events, framed once for all who get the same bytes.
//
// Subscribers with the same id, the same filter and equal viewers share a Lane. A batch keeps the frames of
// the first few lanes and selections, so that ten thousand dashboards cost one copy; later ones are framed
// for their asker alone. Immutable but for that cache; any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "server/stream/feed.h"
#include "server/stream/frame.h"

namespace tenure {

struct Lane {
  std::string id;  ///< of the subscription
  StreamFilter filter;
  Viewer viewer;

  /// Equal for lanes that get the same bytes: everything but the viewer's token.
  std::string key() const;
};

class EventBatch {
 public:
  static constexpr std::size_t kLanesKept = 16;
  static constexpr std::size_t kBuffersKept = 4;

  /// `from` is where the page was asked to begin.
  EventBatch(Position from, FeedPage page);

  Position from() const { return from_; }
  Position next() const { return page_.next; }
  const std::vector<FeedEvent>& events() const { return page_.events; }
  std::size_t bytes() const { return bytes_; }  ///< that the events occupy, about

  /// Frames of the lane's events at or after `cursor`, in order, in one buffer; null when there are none.
  /// Refused when it cannot be told what the viewer may see: nothing may be left out for that.
  Result<Shared> frames(const std::shared_ptr<const Lane>& lane, Position cursor,
                        const FeedSource& source) const;

 private:
  using Selection = std::vector<bool>;
  struct Kept {
    std::string id;
    Selection selection;
    Shared buffer;
  };

  Result<Selection> select(const Lane& lane, Position cursor, const FeedSource& source) const;
  template <class RestOf>
  Shared framed(const std::string& id, const Selection& selection, RestOf rest_of) const;
  Shared shared_buffer(const std::string& id, Selection selection) const;

  Position from_;
  FeedPage page_;
  std::size_t bytes_ = 0;

  mutable std::mutex mutex_;  ///< guards what follows
  mutable std::vector<std::pair<std::shared_ptr<const Lane>, Shared>> lanes_;
  mutable std::vector<Kept> buffers_;
};

}  // namespace tenure
