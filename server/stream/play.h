// A past stretch played to a subscription: what was recorded from a place to a place is told again, at a
// speed, with the time of the record for a clock.
//
// Events are told as they were recorded, in their order and none left out; of state topics the value as it
// was known and true then, when it is another one. A consumer that reads slowly sees it played more slowly.
// A player is a subscription's: the session decides when it takes a turn, a thread of the hub takes it, one
// at a time. Rights are those of now.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "server/stream/batch.h"
#include "server/stream/state.h"

namespace tenure {

inline constexpr std::size_t kPlaysMax = 4;                     ///< of one connection
inline constexpr std::size_t kPlaysOfHubMax = 64;               ///< of all of them
inline constexpr std::chrono::milliseconds kPlayInterval{200};  ///< between two turns, at least
/// Of real time that one turn makes up for: what a slow consumer keeps waiting is not caught up with.
inline constexpr std::chrono::milliseconds kPlayTurnMax{1'000};

class Player {
 public:
  struct Stretch {
    StreamPoint from;
    std::optional<StreamPoint> until;  ///< absent: what is recorded when it begins
  };
  /// `lane` is of events, `spec` of a state topic.
  Player(std::string id, Stretch stretch, std::shared_ptr<const Lane> lane, StateSpec spec)
      : id_(std::move(id)), stretch_(std::move(stretch)), lane_(std::move(lane)), spec_(std::move(spec)) {}

  struct Turn {
    std::chrono::microseconds passed{0};  ///< time of the record
    bool step = false;                    ///< to the end of the next act, whatever the time
    bool paused = false;                  ///< as the clock tells it, at once when that changed
    std::optional<StreamPoint> seek;
  };
  struct Told {
    Shared frames;      ///< null: nothing
    bool more = false;  ///< what should have been told did not fit: the next turn is due now
    bool ended = false;
    std::optional<Refusal> refused;  ///< a place to seek that is not in the stretch
  };
  /// A refusal ends the subscription.
  Result<Told> take(const Turn& turn, const FeedSource& source, const FeedHooks& hooks,
                    const FeedLimit& limit);

 private:
  struct Place {
    Position position;  ///< the first event that is not told yet
    Moment at;
  };
  static Result<Place> place_of(const StreamPoint& point, const FeedSource& source);
  Result<void> begin(const FeedSource& source);
  void go_to(const Place& place);
  Result<void> move(const Turn& turn, const FeedSource& source);
  Result<void> tell_events(const FeedSource& source, const FeedLimit& limit, std::string& out, Told& told);
  Result<void> tell_state(const FeedSource& source, const FeedHooks& hooks, std::string& out);
  void tell_clock(std::string& out, bool paused, bool at_once);

  const std::string id_;
  const Stretch stretch_;
  const std::shared_ptr<const Lane> lane_;
  const StateSpec spec_;

  bool begun_ = false;
  Place from_;
  std::uint64_t until_size_ = 0;
  Moment until_;
  Position cursor_;
  Moment now_;
  std::uint64_t size_ = 0;  ///< acts that were recorded by `now_`
  bool ended_ = false;
  // Of a state topic: what was told last.
  std::optional<PastSize> told_;
  std::optional<std::string> value_;
  std::chrono::steady_clock::time_point clock_told_;
  bool paused_told_ = false;
};

}  // namespace tenure
