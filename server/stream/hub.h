// The hub of the WebSocket feed: it reads each committed event once, keeps the newest ones for live
// subscribers, serves the older ones from the log, and watches the values of state topics.
//
// One thread of its own publishes and keeps time; a few workers read pages and ask questions; each session
// lives on its connection's strand and is only ever woken from here. Without clients nothing is read. Order
// of an end: close_all, wait_until_empty, stop, then the io threads, then the hub. Any thread may call, but
// for stop.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/stream/play.h"
#include "server/stream/ring.h"
#include "server/stream/state.h"

namespace boost::asio {
class thread_pool;
}

namespace tenure {

class Session;

/// How far a consumer may be behind the newest event, in bytes of events; beyond it it is closed with 1013.
inline constexpr std::size_t kOutboxBytesMax = std::size_t{32} << 20;
inline constexpr std::size_t kStreamClientsMax = 12'000;
inline constexpr unsigned kStreamWorkers = 2;
inline constexpr unsigned kStreamPlayers = 1;  ///< for what is played: live subscriptions do not wait for it

struct StreamTimes {
  using Time = std::chrono::milliseconds;
  Time auth{10'000};     ///< from the handshake to the first message, where no token came with it
  Time ping{30'000};     ///< of silence, then the client is pinged
  Time silence{75'000};  ///< of silence, then it is dropped
  Time write{60'000};    ///< for one grouped write, some 512 KiB at most
  Time close{30'000};    ///< for a close frame to be taken and answered
  Time linger{1'000};    ///< after a close frame for a fault, which cannot be answered
  Time tick{100};        ///< how exact these times are kept
};

class Hub {
 public:
  struct Options {
    std::size_t outbox_bytes = kOutboxBytesMax;
    std::size_t clients = kStreamClientsMax;
    FeedLimit page;
    StreamTimes times;
  };

  /// `source` outlives the hub. Live events are those committed from now on.
  Hub(const FeedSource& source, FeedHooks hooks) : Hub(source, std::move(hooks), Options()) {}
  Hub(const FeedSource& source, FeedHooks hooks, Options options);
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  /// The acts below `size` are committed and their rows applied. Returns at once.
  void on_committed(std::uint64_t size);

  /// Closes every session, and those that come later.
  void close_all(CloseCode code);
  /// False when some are still there after `patience`.
  bool wait_until_empty(std::chrono::milliseconds patience);
  /// Joins the threads; nothing is published or posted afterwards.
  void stop();

  std::size_t clients() const;

  // For sessions

  /// The code to close at once with when the session may not stay.
  std::optional<CloseCode> enter(Session& session);
  void leave(Session& session);
  std::shared_ptr<const Lane> lane(Lane lane);
  EventRing::Fetched fetch(Position cursor) const { return ring_.fetch(cursor); }
  Position head() const { return ring_.head(); }
  Position tail() const { return ring_.tail(); }
  /// Reads older events on a worker and calls `done` there.
  using PageDone = std::function<void(Result<std::shared_ptr<const EventBatch>>)>;
  void read_page(Position from, PageDone done);
  Result<std::shared_ptr<StateTopic>> watch(const StateSpec& spec, std::weak_ptr<Waker> watcher);

  /// Room for one more that is played, held as long as it lives; null: there is none. What `spec` follows is
  /// noted as a read; of events lane() did.
  std::shared_ptr<void> begin_play(const StateSpec& spec);
  /// Takes a turn on a thread for it and calls `done` there.
  using PlayDone = std::function<void(Result<Player::Told>)>;
  void play(std::shared_ptr<Player> player, Player::Turn turn, PlayDone done);

  const FeedSource& source() const { return source_; }
  const FeedHooks& hooks() const { return hooks_; }
  const StreamTimes& times() const { return options_.times; }

 private:
  void run();
  /// For the journal of reads.
  void note_watching(const Viewer& viewer, const Subject& subject, std::string filter);
  void note_watching(const StateSpec& spec);
  void publish_page(std::uint64_t until);
  bool skip_without_clients(std::uint64_t until);
  void wake_readers();
  void sweep(std::chrono::steady_clock::time_point now);

  const FeedSource& source_;
  const FeedHooks hooks_;
  const Options options_;
  EventRing ring_;
  StateBoard board_;
  std::unique_ptr<boost::asio::thread_pool> workers_;
  std::unique_ptr<boost::asio::thread_pool> players_;
  std::shared_ptr<std::atomic<std::size_t>> plays_ = std::make_shared<std::atomic<std::size_t>>(0);

  std::mutex commit_mutex_;  ///< guards committed_, stopping_
  std::condition_variable committed_more_;
  std::uint64_t committed_ = 0;
  bool stopping_ = false;

  mutable std::mutex sessions_mutex_;  ///< guards sessions_, closing_
  std::condition_variable session_left_;
  std::vector<Session*> sessions_;
  std::optional<CloseCode> closing_;

  std::mutex lanes_mutex_;  ///< guards lanes_
  std::unordered_map<std::string, std::weak_ptr<const Lane>> lanes_;

  std::uint64_t token_changes_ = 0;  ///< as they were last; the thread's
  std::thread thread_;
};

}  // namespace tenure
