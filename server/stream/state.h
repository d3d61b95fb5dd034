// Topics that are a value: standings, statistics, alerts, the checkpoint. Each is asked for once for all who
// watch the same, when it may have changed, and told when it did.
//
// Statistics and alerts are asked for at most once a kSlowInterval. A watcher takes the newest value when it
// has room, so what it did not have time for is never told. Any thread; questions run where `run` puts them.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/stream/feed.h"
#include "server/stream/message.h"

namespace tenure {

inline constexpr std::size_t kStateTopicsMax = 8'192;       ///< different ones at a time
inline constexpr std::size_t kStateValueMax = 1 << 20;      ///< bytes of one value
inline constexpr std::size_t kTouchedSubjectsMax = 10'000;  ///< told apart between two looks; beyond it: all
inline constexpr std::chrono::milliseconds kSlowInterval{1'000};

/// Who is told that there may be something new. Any thread.
class Waker {
 public:
  virtual ~Waker() = default;
  virtual void wake() = 0;
};

struct StateSpec {
  Topic topic = Topic::checkpoint;
  Subject subject;           ///< of a standing
  Code name;                 ///< of a statistic
  std::optional<OrgId> org;  ///< of statistics and alerts
  Viewer viewer;

  /// Equal for those who are told the same. A standing is asked for a token each, because it is journalled.
  std::string key() const;
  bool slow() const { return topic == Topic::stats || topic == Topic::alerts; }
};

/// A value as it was found, immutable.
struct StateValue {
  std::uint64_t version = 0;  ///< counts the changes, from 1
  std::uint64_t size = 0;     ///< acts that it knows at least
  Position position;          ///< of the newest event then
  Result<std::string> data;   ///< JSON, or why there is none
};

class StateTopic {
 public:
  explicit StateTopic(StateSpec spec) : spec_(std::move(spec)) {}

  /// Null until the first answer.
  std::shared_ptr<const StateValue> value() const;

 private:
  friend class StateBoard;
  using Clock = std::chrono::steady_clock;

  const StateSpec spec_;
  mutable std::mutex mutex_;  ///< guards what follows
  std::shared_ptr<const StateValue> value_;
  std::vector<std::weak_ptr<Waker>> watchers_;
  bool dirty_ = true;
  bool asking_ = false;
  Clock::time_point not_before_;
};

/// The value that is asked for, as of `when`. Refused where it is larger than kStateValueMax.
Result<std::string> state_value(const StateSpec& spec, const FeedSource& source, const FeedHooks& hooks,
                                const FeedWhen& when);

class StateBoard {
 public:
  using Run = std::function<void(std::function<void()>)>;

  /// `source` and `hooks` outlive the board, and the board what `run` still has to do.
  StateBoard(const FeedSource& source, const FeedHooks& hooks, Run run);

  /// The topic, which stays as long as somebody holds it; `watcher` is woken on each new value. Refused:
  /// overload.
  Result<std::shared_ptr<StateTopic>> watch(const StateSpec& spec, std::weak_ptr<Waker> watcher);

  /// Events were added.
  void note(std::span<const FeedEvent> events);
  /// A day or more than one passed: what depends on today may be another.
  void note_all();
  /// Asks for what is due. Called often by one thread.
  void run_due();

 private:
  using TopicPtr = std::shared_ptr<StateTopic>;

  struct Touched {
    std::set<Subject> subjects;
    bool events = false;
    bool everything = false;
    bool today = false;
  };
  static bool concerns(const Touched& touched, const StateSpec& spec);
  std::vector<TopicPtr> topics();
  void ask_if_due(const TopicPtr& topic);
  void ask(const TopicPtr& topic);

  const FeedSource& source_;
  const FeedHooks& hooks_;
  const Run run_;

  std::mutex mutex_;  ///< guards what follows
  std::unordered_map<std::string, std::weak_ptr<StateTopic>> topics_;
  Touched touched_;
};

}  // namespace tenure
