#include "server/stream/hub.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "domain/core/both.h"
#include "domain/describe/write.h"
#include "server/stream/session.h"

namespace tenure {
namespace {

constexpr std::size_t kLanesSweepAt = 1'024;  ///< names of lanes, then those of nobody are dropped

/// What is followed where no organisation is named.
Subject below(const Viewer& viewer) {
  return viewer.scope ? Subject{SubjectKind::org, viewer.scope->value} : kLedgerSubject;
}

Date today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return Moment{std::chrono::duration_cast<std::chrono::microseconds>(now).count()}.date();
}

}  // namespace

Hub::Hub(const FeedSource& source, FeedHooks hooks, Options options)
    : source_(source),
      hooks_(std::move(hooks)),
      options_(options),
      ring_({source.size(), 0}, options.outbox_bytes),
      board_(source_, hooks_,
             [this](std::function<void()> work) { boost::asio::post(*workers_, std::move(work)); }),
      workers_(std::make_unique<boost::asio::thread_pool>(kStreamWorkers)),
      players_(std::make_unique<boost::asio::thread_pool>(kStreamPlayers)),
      committed_(ring_.head().index),
      thread_([this] { run(); }) {}

Hub::~Hub() { stop(); }

void Hub::stop() {
  {
    const std::lock_guard lock(commit_mutex_);
    stopping_ = true;
  }
  committed_more_.notify_one();
  if (thread_.joinable()) thread_.join();
  workers_->join();
  players_->join();
}

void Hub::on_committed(std::uint64_t size) {
  {
    const std::lock_guard lock(commit_mutex_);
    if (size <= committed_) return;
    committed_ = size;
  }
  committed_more_.notify_one();
}

void Hub::run() {
  Date day = today();
  auto next_look = std::chrono::steady_clock::now();
  while (true) {
    std::uint64_t until = 0;
    {
      std::unique_lock lock(commit_mutex_);
      committed_more_.wait_for(lock, options_.times.tick,
                               [this] { return stopping_ || committed_ > ring_.head().index; });
      if (stopping_) return;
      until = committed_;
    }
    publish_page(until);
    const auto now = std::chrono::steady_clock::now();
    if (ring_.head().index < until && now < next_look) continue;
    next_look = now + options_.times.tick;
    if (const Date newest = today(); newest != day) {
      day = newest;
      board_.note_all();
    }
    board_.run_due();
    sweep(now);
  }
}

void Hub::publish_page(std::uint64_t until) {
  const Position from = ring_.head();
  if (from.index >= until || skip_without_clients(until)) return;
  auto page = source_.events(from, until, options_.page);
  if (!page || page->next <= from) {
    spdlog::error("feed: events from {}: {}", from.str(), page ? "no progress" : page.error().text());
    std::this_thread::sleep_for(options_.times.tick);
    return;
  }
  const auto batch = std::make_shared<EventBatch>(from, std::move(*page));
  board_.note(batch->events());
  ring_.append(batch);
  wake_readers();
}

/// Who enters afterwards subscribes behind what was skipped, or reads it from the log.
bool Hub::skip_without_clients(std::uint64_t until) {
  const std::lock_guard lock(sessions_mutex_);
  if (!sessions_.empty()) return false;
  ring_.skip_to({until, 0});
  return true;
}

void Hub::wake_readers() {
  const Position tail = ring_.tail();
  const std::lock_guard lock(sessions_mutex_);
  for (Session* session : sessions_) {
    if (session->wants_events(tail)) session->wake();
  }
}

void Hub::sweep(std::chrono::steady_clock::time_point now) {
  const std::uint64_t changes = hooks_.token_changes();
  const bool changed = std::exchange(token_changes_, changes) != changes;
  const std::lock_guard lock(sessions_mutex_);
  for (Session* session : sessions_) {
    if (changed) session->ask_token();
    if (session->is_due(now)) session->wake();
  }
}

void Hub::close_all(CloseCode code) {
  const std::lock_guard lock(sessions_mutex_);
  closing_ = code;
  for (Session* session : sessions_) session->ask_close(code);
}

bool Hub::wait_until_empty(std::chrono::milliseconds patience) {
  std::unique_lock lock(sessions_mutex_);
  return session_left_.wait_for(lock, patience, [this] { return sessions_.empty(); });
}

std::size_t Hub::clients() const {
  const std::lock_guard lock(sessions_mutex_);
  return sessions_.size();
}

std::optional<CloseCode> Hub::enter(Session& session) {
  const std::lock_guard lock(sessions_mutex_);
  session.place_ = sessions_.size();
  sessions_.push_back(&session);
  if (closing_) return closing_;
  if (sessions_.size() > options_.clients) return CloseCode::try_later;
  return std::nullopt;
}

void Hub::leave(Session& session) {
  const std::lock_guard lock(sessions_mutex_);
  if (session.place_ == Session::kNowhere) return;
  sessions_[session.place_] = sessions_.back();
  sessions_[session.place_]->place_ = session.place_;
  sessions_.pop_back();
  session.place_ = Session::kNowhere;
  session_left_.notify_all();
}

std::shared_ptr<const Lane> Hub::lane(Lane lane) {
  const auto& org = lane.filter.org;
  note_watching(lane.viewer, org ? Subject{SubjectKind::org, org->value} : below(lane.viewer),
                "topic=events&filter=" + to_json(lane.filter));
  const std::string key = lane.key();
  const std::lock_guard lock(lanes_mutex_);
  auto& slot = lanes_[key];
  if (auto known = slot.lock()) return known;
  auto made = std::make_shared<const Lane>(std::move(lane));
  slot = made;
  if (lanes_.size() >= kLanesSweepAt && (lanes_.size() & (lanes_.size() - 1)) == 0) {
    std::erase_if(lanes_, [](const auto& known) { return known.second.expired(); });
  }
  return made;
}

void Hub::read_page(Position from, PageDone done) {
  boost::asio::post(*workers_, [this, from, done = std::move(done)] {
    auto page = source_.events(from, ring_.head().index, options_.page);
    if (!page) return done(tl::unexpected(page.error()));
    if (page->next <= from)
      return done(refuse(Reason::io, "events " + from.str(), both("没有进展", "no progress")));
    done(std::make_shared<const EventBatch>(from, std::move(*page)));
  });
}

Result<std::shared_ptr<StateTopic>> Hub::watch(const StateSpec& spec, std::weak_ptr<Waker> watcher) {
  auto topic = board_.watch(spec, std::move(watcher));
  if (topic) note_watching(spec);
  return topic;
}

void Hub::note_watching(const StateSpec& spec) {
  if (spec.topic == Topic::standing) note_watching(spec.viewer, spec.subject, "topic=standing");
  if (spec.topic == Topic::alerts)
    note_watching(spec.viewer, spec.org ? Subject{SubjectKind::org, spec.org->value} : below(spec.viewer),
                  "topic=alerts");
}

std::shared_ptr<void> Hub::begin_play(const StateSpec& spec) {
  if (plays_->fetch_add(1) >= kPlaysOfHubMax) {
    plays_->fetch_sub(1);
    return nullptr;
  }
  note_watching(spec);
  return {static_cast<void*>(this), [plays = plays_](void*) { plays->fetch_sub(1); }};
}

void Hub::play(std::shared_ptr<Player> player, Player::Turn turn, PlayDone done) {
  boost::asio::post(*players_,
                    [this, player = std::move(player), turn = std::move(turn), done = std::move(done)] {
                      done(player->take(turn, source_, hooks_, options_.page));
                    });
}

void Hub::note_watching(const Viewer& viewer, const Subject& subject, std::string filter) {
  boost::asio::post(*workers_, [this, viewer, subject, filter = std::move(filter)] {
    hooks_.watched(viewer, subject, filter);
  });
}

}  // namespace tenure
