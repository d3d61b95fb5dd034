// A feed out of memory: one event an act, told to whoever has its class; the organisation is the subject.
//
// Any thread.
#pragma once

#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <vector>

#include "server/stream/feed.h"
#include "server/stream/message.h"

namespace tenure::testing {

class FakeFeed final : public FeedSource {
 public:
  struct Options {
    std::string type = "OrgRenamed";
    std::string org = "o-village";
    std::string klass = "ordinary";
    std::size_t padding = 0;  ///< bytes added to the data
  };

  /// Adds `count` events and returns the new size.
  std::uint64_t add(std::size_t count) { return add(count, Options()); }
  std::uint64_t add(std::size_t count, const Options& options) {
    const std::lock_guard lock(mutex_);
    for (std::size_t i = 0; i < count; ++i) {
      FeedEvent event;
      event.position = {events_.size(), 0};
      event.type = options.type;
      event.klass = options.klass;
      event.subjects = {{SubjectKind::org, options.org}};
      event.rest = event_rest(event.position, '"' + std::string(options.padding, 'x') + '"');
      events_.push_back(std::move(event));
    }
    return events_.size();
  }

  std::uint64_t size() const override {
    const std::lock_guard lock(mutex_);
    return events_.size();
  }

  Result<Position> newest(std::uint64_t size) const override {
    return size == 0 ? Position{} : Position{size - 1, 0};
  }

  Result<FeedPage> events(Position from, std::uint64_t until, const FeedLimit& limit) const override {
    const std::lock_guard lock(mutex_);
    FeedPage page;
    page.next = from.ordinal > 0 ? Position{from.index + 1, 0} : from;
    std::size_t bytes = 0;
    while (page.next.index < std::min<std::uint64_t>(until, events_.size()) &&
           page.events.size() < limit.events && bytes < limit.bytes) {
      page.events.push_back(events_[page.next.index++]);
      ++served_;
      bytes += page.events.back().rest.size();
    }
    return page;
  }

  Result<std::vector<bool>> visible(const Viewer& viewer, const std::optional<OrgId>& org,
                                    std::span<const FeedEvent> events) const override {
    std::vector<bool> out;
    if (unreadable_) return refuse(Reason::damaged, "row");
    for (const FeedEvent& event : events) {
      out.push_back(viewer.may_read_class(event.klass) && (!org || event.subjects[0].id == org->value));
    }
    return out;
  }

  /// An act a second.
  static Moment moment_of(std::uint64_t index) {
    return {Moment::parse("2024-01-01T00:00:00Z")->us + static_cast<std::int64_t>(index) * 1'000'000};
  }
  Result<std::uint64_t> size_at(Moment moment) const override {
    const std::int64_t since = moment.us - moment_of(0).us;
    const auto acts = since < 0 ? 0 : static_cast<std::uint64_t>(since / 1'000'000) + 1;
    return std::min<std::uint64_t>(acts, size());
  }
  Result<Moment> recorded_at(std::uint64_t index) const override { return moment_of(index); }

  Result<std::string> checkpoint() const override { return std::to_string(size()); }

  /// From now on nobody can tell who may see what.
  void break_visibility() { unreadable_ = true; }

  /// Events that were read so far, each time that they were.
  std::size_t served() const {
    const std::lock_guard lock(mutex_);
    return served_;
  }

 private:
  mutable std::mutex mutex_;
  mutable std::size_t served_ = 0;
  std::atomic<bool> unreadable_ = false;
  std::vector<FeedEvent> events_;
};

}  // namespace tenure::testing
