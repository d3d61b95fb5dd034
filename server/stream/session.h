// One client of the feed: its protocol, its subscriptions, and what is on its way to it. No sockets.
//
// A Connection (connection.cc) carries the bytes and calls the protected part on its strand; the hub wakes it
// from any thread. What a client is sent is pulled: only while fewer than kOutboxLow bytes wait for it does
// the session take more from the ring, the log or a state topic, so a client that does not read costs no
// memory. A live subscription whose cursor falls behind the ring's tail while the client leaves a write
// untaken is closed with 1013, "resume from <position>": everything before that position was written.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "server/stream/frame.h"
#include "server/stream/hub.h"

namespace tenure {

inline constexpr std::size_t kSubscriptionsMax = 32;    ///< of one connection
inline constexpr std::uint32_t kStepsMax = 100;         ///< of one that is played, asked for and not done yet
inline constexpr std::size_t kRefusedMessagesMax = 32;  ///< of one connection, then it is closed
inline constexpr std::size_t kOutboxLow = 256 << 10;    ///< bytes waiting; below it more is pulled
inline constexpr std::size_t kRepliesMax = 64 << 10;  ///< bytes of replies waiting; beyond it nothing is read

/// Who opened the connection.
struct Guest {
  std::optional<Viewer> viewer;  ///< nothing: the first message must bring a token
  std::string peer;              ///< address, for what limits failed tokens
  std::string session;           ///< whose cookie brought the viewer; empty: none's
};

class Session : public Waker, public std::enable_shared_from_this<Session> {
 public:
  /// The hub outlives the session.
  Session(Hub& hub, Guest guest)
      : hub_(hub), guest_(std::move(guest)), parser_(guest_.viewer ? kClientMessageMax : kGuestMessageMax) {}
  ~Session() override { hub_.leave(*this); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // Any thread
  void wake() override;
  void ask_close(CloseCode code);
  /// Tokens changed: whether its own still stands.
  void ask_token();
  /// Whether news should wake it: it waits for some, or it fell behind `tail`.
  bool wants_events(Position tail) const;
  bool is_due(std::chrono::steady_clock::time_point now) const;

 protected:
  // On the strand, called by the connection.
  /// `greeting` is written first: the answer to the handshake.
  void opened(std::string greeting);
  void received(std::string_view bytes);
  void written();
  /// The stream ended or failed. Nothing is called afterwards.
  void lost();
  bool wants_input() const { return stage_ != Stage::lost && reply_bytes_ < kRepliesMax; }

  // Done by the connection.
  /// Runs `work` on the strand, later. Any thread.
  virtual void post(std::function<void()> work) = 0;
  /// Writes the buffers, which stay until written() is called. One write at a time.
  virtual void write(std::span<const Shared> buffers) = 0;
  /// No more bytes will be written; the peer sees an end.
  virtual void end_writing() = 0;
  virtual void hang_up() = 0;

 private:
  friend class Hub;
  using Clock = std::chrono::steady_clock;
  static constexpr std::size_t kNowhere = ~std::size_t{0};

  enum class Stage : std::uint8_t { open, closing, lost };

  /// A subscription to the past: what its client asked of it and its player has not done yet.
  struct Play {
    std::shared_ptr<Player> player;
    std::shared_ptr<void> room;  ///< of the hub's
    std::int32_t speed = 1;
    bool begun = false;
    bool asking = false;  ///< a turn is on its way
    bool paused = false;
    bool tells = false;  ///< where it was paused is not told yet
    bool ended = false;
    std::uint32_t steps = 0;
    std::optional<StreamPoint> seek;
    Clock::time_point moved;  ///< when the last turn was asked for
    Clock::time_point next;   ///< not before
  };

  struct Subscription {
    std::uint64_t number = 0;  ///< of this connection's, never used twice
    std::string id;
    Topic topic = Topic::events;
    // events
    std::shared_ptr<const Lane> lane;
    Position cursor;
    bool announced = false;  ///< caught_up was said
    bool live = false;       ///< reads from the ring; falling behind it is the client's doing
    bool reading = false;    ///< a page of the log is on its way
    // state topics
    std::shared_ptr<StateTopic> state;
    std::uint64_t version = 0;  ///< last one told
    std::optional<Play> play;   ///< instead of both
  };

  void woken();
  bool heard(const ClientFrame& frame);
  void heard_text(std::string_view text);
  void heard_close(const ClientFrame& frame);
  void authenticate(const ClientOp& op);
  void subscribe(const ClientOp& op);
  void subscribe_events(const ClientOp& op);
  void subscribe_state(const ClientOp& op);
  void subscribe_play(const ClientOp& op);
  void unsubscribe(const std::string& id);
  /// Pause, resume, step and seek.
  void direct(const ClientOp& op);

  void pump();
  bool pull();
  bool has_news() const;
  bool advance(Subscription& subscription);
  bool advance_events(Subscription& subscription);
  bool advance_state(Subscription& subscription);
  bool advance_play(Subscription& subscription);
  void take_turn(std::uint64_t number, const Result<Player::Told>& told);
  void request_page(Subscription& subscription);
  struct Page {
    Shared frames;
    Position next;
  };
  void take_page(std::uint64_t number, const Result<Page>& page);
  void close_unreadable(const Refusal& refusal, Position resume);
  bool fell_behind() const;
  void close_behind();
  void note_cursors();
  Subscription* find(std::string_view id);

  void reply(std::string frame);
  void refuse_message(std::string_view id, const Refusal& refusal);
  void queue(Shared buffer);
  void start_write();
  void close(CloseCode code, std::string_view reason);
  void check_token();
  void check_times(Clock::time_point now);
  void set_due();

  Hub& hub_;
  Guest guest_;
  FrameParser parser_;
  Stage stage_ = Stage::open;
  bool fault_ = false;        ///< the client's bytes can be read no further
  bool peer_closed_ = false;  ///< its close frame came
  bool close_written_ = false;
  bool pinged_ = false;
  std::size_t refused_ = 0;
  std::uint64_t subscriptions_made_ = 0;
  std::vector<Subscription> subscriptions_;

  std::vector<Shared> outbox_;
  std::vector<Shared> writing_;
  std::size_t outbox_bytes_ = 0;
  std::size_t reply_bytes_ = 0;  ///< of replies in outbox_

  Clock::time_point opened_at_;
  Clock::time_point heard_at_;
  Clock::time_point write_began_;
  Clock::time_point close_by_;

  // What the hub reads from its thread.
  std::size_t place_ = kNowhere;  ///< in the hub's list; guarded by the hub
  std::atomic<bool> wake_pending_ = false;
  std::atomic<bool> hungry_ = false;  ///< waits for events
  std::atomic<std::uint64_t> oldest_ =
      ~std::uint64_t{0};               ///< packed position of the live cursor furthest behind
  std::atomic<std::int64_t> due_ = 0;  ///< when to look at the clock, ticks of Clock
  std::atomic<std::uint16_t> asked_close_ = 0;
  std::atomic<bool> asked_token_ = false;
};

}  // namespace tenure
