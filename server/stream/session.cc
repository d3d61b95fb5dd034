#include "server/stream/session.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "domain/core/both.h"

namespace tenure {
namespace {

constexpr std::size_t kSmallOutbox = 32;  ///< buffers that an idle client keeps room for
constexpr std::uint64_t kPackedIndexMax = (std::uint64_t{1} << 48) - 1;

/// A position as one number with the same order: index 48 bits, ordinal 16 bits.
std::uint64_t packed(Position position) {
  return std::min(position.index, kPackedIndexMax) << 16 | (position.ordinal & 0xFFFFU);
}

StateSpec spec_of(const ClientOp& op, const Viewer& viewer) {
  return {*op.topic, op.subject ? op.subject->subject : Subject{}, op.name.value_or(Code{}), op.org, viewer};
}

Shared share(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

}  // namespace

// Called by the hub
// ------------------------------------------------------------------------

void Session::wake() {
  if (wake_pending_.exchange(true)) return;
  if (auto self = std::static_pointer_cast<Session>(weak_from_this().lock())) {
    post([self = std::move(self)] { self->woken(); });
  }
}

void Session::ask_close(CloseCode code) {
  asked_close_ = static_cast<std::uint16_t>(code);
  wake();
}

void Session::ask_token() {
  asked_token_ = true;
  wake();
}

bool Session::wants_events(Position tail) const { return hungry_ || oldest_ < packed(tail); }

bool Session::is_due(Clock::time_point now) const { return now.time_since_epoch().count() >= due_; }

void Session::woken() {
  wake_pending_ = false;
  if (stage_ == Stage::lost) return;
  if (const auto code = asked_close_.exchange(0); code != 0) close(static_cast<CloseCode>(code), {});
  if (asked_token_.exchange(false)) check_token();
  check_times(Clock::now());
  pump();
}

// Called by the connection
// ------------------------------------------------------------------------

void Session::opened(std::string greeting) {
  opened_at_ = heard_at_ = Clock::now();
  queue(share(std::move(greeting)));
  if (const auto code = hub_.enter(*this)) close(*code, {});
  check_token();  // what changed before it entered, the hub did not tell it
  pump();
}

void Session::received(std::string_view bytes) {
  if (fault_ || stage_ == Stage::lost) return;
  const auto fault = parser_.feed(bytes, [this](const ClientFrame& frame) { return heard(frame); });
  if (fault) {
    fault_ = true;
    close(fault->code, fault->reason);
  }
  pump();
}

void Session::written() {
  writing_.clear();
  if (writing_.capacity() > kSmallOutbox) writing_ = std::vector<Shared>();
  if (stage_ == Stage::closing && outbox_.empty()) {
    if (peer_closed_) return hang_up();
    if (!close_written_) {
      close_written_ = true;
      if (fault_) {
        end_writing();
        close_by_ = Clock::now() + hub_.times().linger;
      }
    }
  }
  pump();
}

void Session::lost() {
  stage_ = Stage::lost;
  subscriptions_.clear();
  outbox_.clear();  // not what is being written: the stream may still look at it
  hub_.leave(*this);
}

// What the client says
// ------------------------------------------------------------------------

bool Session::heard(const ClientFrame& frame) {
  heard_at_ = Clock::now();
  pinged_ = false;
  switch (frame.opcode) {
    case Opcode::close:
      heard_close(frame);
      return false;
    case Opcode::ping: {
      std::string out;
      append_frame(out, Opcode::pong, frame.payload);
      if (stage_ == Stage::open) reply(std::move(out));
      return true;
    }
    case Opcode::text:
      if (stage_ == Stage::open) heard_text(frame.payload);
      return true;
    default:
      return true;
  }
}

void Session::heard_close(const ClientFrame& frame) {
  peer_closed_ = true;
  if (stage_ == Stage::open) {
    stage_ = Stage::closing;
    close_by_ = Clock::now() + hub_.times().close;
    subscriptions_.clear();
    std::string empty_close;
    append_frame(empty_close, Opcode::close, {});
    queue(share(frame.code == CloseCode::none ? std::move(empty_close) : close_frame(frame.code, {})));
  } else if (writing_.empty() && outbox_.empty()) {
    hang_up();
  }
}

void Session::heard_text(std::string_view text) {
  ClientOp op;
  const auto read = read_client_op(text, op);
  if (!guest_.viewer && (!read || op.op != StreamOp::auth)) {
    return close(CloseCode::policy, "the first message is {\"op\":\"auth\",\"token\":...}");
  }
  if (!read) return refuse_message(op.id ? op.id->value : std::string(), read.error());
  switch (op.op) {
    case StreamOp::auth:
      return authenticate(op);
    case StreamOp::subscribe:
      return subscribe(op);
    case StreamOp::unsubscribe:
      return unsubscribe(op.id->value);
    case StreamOp::pause:
    case StreamOp::resume:
    case StreamOp::step:
    case StreamOp::seek:
      return direct(op);
    case StreamOp::ping:
      return reply(message_frame({}, R"("kind":"pong"})"));
  }
}

void Session::authenticate(const ClientOp& op) {
  if (guest_.viewer)
    return refuse_message({},
                          {Reason::already, "op", both("连接已有使用者", "the connection has its viewer")});
  auto viewer = hub_.hooks().authenticate(op.token->value, guest_.peer);
  if (!viewer) {
    reply(message_frame({}, error_rest(viewer.error())));
    return close(CloseCode::policy, "token");
  }
  guest_.viewer = std::move(*viewer);
  parser_.set_message_max(kClientMessageMax);
  reply(message_frame({}, R"("kind":"authenticated"})"));
}

void Session::subscribe(const ClientOp& op) {
  const std::string& id = op.id->value;
  if (find(id) != nullptr)
    return refuse_message(id,
                          {Reason::already, "id", both("已有此编号的订阅", "a subscription has this id")});
  if (subscriptions_.size() >= kSubscriptionsMax) {
    return refuse_message(id, {Reason::limit_list, "id",
                               both("最多 {} 个订阅", "at most {} subscriptions", kSubscriptionsMax)});
  }
  if (op.speed) {
    subscribe_play(op);
  } else if (*op.topic == Topic::events) {
    subscribe_events(op);
  } else {
    subscribe_state(op);
  }
}

void Session::subscribe_events(const ClientOp& op) {
  // The ring may be behind what the client was already told of.
  const Position head = std::max(hub_.head(), Position{hub_.source().size(), 0});
  const auto from = op.from ? op.from->position() : std::nullopt;
  if (from && *from > head) {
    return refuse_message(op.id->value,
                          {Reason::beyond_head, "from", both("账本末尾为 {}", "head {}", head.str())});
  }
  Subscription made;
  made.number = ++subscriptions_made_;
  made.id = op.id->value;
  made.lane = hub_.lane({made.id, op.filter.value_or(StreamFilter{}), *guest_.viewer});
  made.cursor = from.value_or(hub_.head());
  subscriptions_.push_back(std::move(made));
}

void Session::subscribe_state(const ClientOp& op) {
  Subscription made;
  made.number = ++subscriptions_made_;
  made.id = op.id->value;
  made.topic = *op.topic;
  auto state = hub_.watch(spec_of(op, *guest_.viewer), weak_from_this());
  if (!state) return refuse_message(made.id, state.error());
  made.state = std::move(*state);
  subscriptions_.push_back(std::move(made));
}

void Session::subscribe_play(const ClientOp& op) {
  const std::string& id = op.id->value;
  const auto plays =
      std::ranges::count_if(subscriptions_, [](const Subscription& s) { return s.play.has_value(); });
  if (static_cast<std::size_t>(plays) >= kPlaysMax)
    return refuse_message(id, {Reason::limit_list, "speed",
                               both("最多同时回放 {} 个", "at most {} are played at a time", kPlaysMax)});
  const StateSpec spec = spec_of(op, *guest_.viewer);
  auto room = hub_.begin_play(spec);
  if (room == nullptr) return refuse_message(id, {Reason::overload, "speed", {}});
  Subscription made;
  made.number = ++subscriptions_made_;
  made.id = id;
  made.topic = *op.topic;
  if (made.topic == Topic::events)
    made.lane = hub_.lane({id, op.filter.value_or(StreamFilter{}), *guest_.viewer});
  made.play.emplace();
  made.play->player = std::make_shared<Player>(id, Player::Stretch{*op.from, op.until}, made.lane, spec);
  made.play->room = std::move(room);
  made.play->speed = *op.speed;
  subscriptions_.push_back(std::move(made));
}

void Session::direct(const ClientOp& op) {
  Subscription* const found = find(op.id->value);
  if (found == nullptr || !found->play)
    return refuse_message(op.id->value, {Reason::not_found, "id",
                                         both("没有以此编号回放的订阅", "nothing is played under this id")});
  Play& play = *found->play;
  switch (op.op) {
    case StreamOp::pause:
      play.tells = play.tells || !play.paused;
      play.paused = true;
      return;
    case StreamOp::resume:
      play.paused = false;
      play.speed = op.speed.value_or(play.speed);
      play.moved = Clock::now();
      return;
    case StreamOp::step:
      if (play.steps >= kStepsMax)
        return refuse_message(op.id->value, {Reason::limit_list, "op",
                                             both("至多 {} 步未完成", "at most {} steps wait", kStepsMax)});
      ++play.steps;
      return;
    default:
      play.seek = op.to;
  }
}

void Session::unsubscribe(const std::string& id) {
  const auto count = std::erase_if(subscriptions_, [&](const Subscription& s) { return s.id == id; });
  if (count == 0) refuse_message(id, {Reason::not_found, "id", {}});
}

void Session::refuse_message(std::string_view id, const Refusal& refusal) {
  reply(message_frame(id, error_rest(refusal)));
  if (++refused_ > kRefusedMessagesMax) close(CloseCode::policy, "too many refused messages");
}

Session::Subscription* Session::find(std::string_view id) {
  const auto found = std::find_if(subscriptions_.begin(), subscriptions_.end(),
                                  [&](const Subscription& s) { return s.id == id; });
  return found == subscriptions_.end() ? nullptr : &*found;
}

// What the client is told
// ------------------------------------------------------------------------

void Session::pump() {
  if (stage_ == Stage::lost) return;
  if (stage_ == Stage::open && fell_behind()) close_behind();
  // The look after `hungry_` is set meets what the hub appended before it looked at `hungry_`.
  bool dry = false;
  do {
    while (pull()) {
    }
    dry = stage_ == Stage::open && outbox_bytes_ < kOutboxLow;
    hungry_ = dry;
  } while (dry && has_news());
  note_cursors();
  start_write();
  set_due();
}

/// One round over the subscriptions, so that none starves the others. False when there is nothing or no room.
bool Session::pull() {
  bool more = false;
  for (std::size_t i = 0; i < subscriptions_.size();) {
    if (stage_ != Stage::open || outbox_bytes_ >= kOutboxLow) return false;
    const std::uint64_t number = subscriptions_[i].number;
    more |= advance(subscriptions_[i]);
    // A subscription may have ended itself.
    if (i < subscriptions_.size() && subscriptions_[i].number == number) ++i;
  }
  return more;
}

bool Session::has_news() const {
  const Position head = hub_.head();
  return std::any_of(subscriptions_.begin(), subscriptions_.end(), [&](const Subscription& s) {
    if (s.play) return false;  // its turns come with the time
    if (s.topic == Topic::events) return !s.reading && s.cursor < head;
    const auto value = s.state->value();
    return value != nullptr && value->version != s.version;
  });
}

bool Session::advance(Subscription& subscription) {
  if (subscription.play) return advance_play(subscription);
  return subscription.topic == Topic::events ? advance_events(subscription) : advance_state(subscription);
}

bool Session::advance_events(Subscription& subscription) {
  if (subscription.reading) return false;
  const auto got = hub_.fetch(subscription.cursor);
  switch (got.kind) {
    case EventRing::Fetched::Kind::batch: {
      auto frames = got.batch->frames(subscription.lane, subscription.cursor, hub_.source());
      if (!frames) {
        close_unreadable(frames.error(), subscription.cursor);
        return false;
      }
      queue(std::move(*frames));
      subscription.cursor = got.batch->next();
      return true;
    }
    case EventRing::Fetched::Kind::at_head:
      subscription.live = true;
      if (subscription.announced || got.head < subscription.cursor) return false;
      subscription.announced = true;
      queue(share(message_frame(subscription.id, caught_up_rest(got.head.index))));
      return true;
    case EventRing::Fetched::Kind::behind:
      if (subscription.live && !writing_.empty()) {
        close_behind();
      } else {
        request_page(subscription);
      }
      return false;
  }
  return false;
}

void Session::request_page(Subscription& subscription) {
  subscription.live = false;
  subscription.reading = true;
  auto done = [self = shared_from_this(), number = subscription.number, lane = subscription.lane,
               cursor = subscription.cursor](Result<std::shared_ptr<const EventBatch>> batch) {
    Result<Page> page;
    if (!batch) {
      page = tl::unexpected(batch.error());
    } else if (auto frames = (*batch)->frames(lane, cursor, self->hub_.source()); !frames) {
      page = tl::unexpected(frames.error());
    } else {
      page = Page{std::move(*frames), (*batch)->next()};
    }
    self->post([self, number, page = std::move(page)] { self->take_page(number, page); });
  };
  hub_.read_page(subscription.cursor, std::move(done));
}

void Session::take_page(std::uint64_t number, const Result<Page>& page) {
  const auto found = std::find_if(subscriptions_.begin(), subscriptions_.end(),
                                  [&](const Subscription& s) { return s.number == number; });
  if (stage_ != Stage::open || found == subscriptions_.end()) return;
  if (!page) {
    close_unreadable(page.error(), found->cursor);
  } else {
    queue(page->frames);
    found->reading = false;
    found->cursor = page->next;
  }
  pump();
}

void Session::close_unreadable(const Refusal& refusal, Position resume) {
  spdlog::error("feed: events from {}: {}", resume.str(), refusal.text());
  close(CloseCode::internal, "resume from " + resume.str());
}

bool Session::advance_state(Subscription& subscription) {
  const auto value = subscription.state->value();
  if (value == nullptr || value->version == subscription.version) return false;
  if (!value->data) {
    queue(share(message_frame(subscription.id, error_rest(value->data.error()))));
    std::erase_if(subscriptions_,
                  [number = subscription.number](const Subscription& s) { return s.number == number; });
    return false;
  }
  const bool first = subscription.version == 0;
  subscription.version = value->version;
  queue(share(message_frame(subscription.id, first ? snapshot_rest(value->size, *value->data)
                                                   : change_rest(value->position, *value->data))));
  return true;
}

/// Asks for the next turn where one is due. A turn makes up for kPlayTurnMax at most: while a client does not
/// read, time stands still.
bool Session::advance_play(Subscription& subscription) {
  Play& play = *subscription.play;
  const auto now = Clock::now();
  const bool asked = !play.begun || play.seek || play.steps > 0 || play.tells;
  if (play.asking || (!asked && (play.paused || play.ended || now < play.next))) return false;
  Player::Turn turn;
  turn.paused = play.paused;
  play.tells = false;
  turn.seek = std::exchange(play.seek, std::nullopt);
  if (play.begun && !turn.seek && play.steps > 0) {
    turn.step = true;
    --play.steps;
  } else if (play.begun && !play.paused) {
    const auto passed = std::min<Clock::duration>(now - play.moved, kPlayTurnMax);
    turn.passed = std::chrono::duration_cast<std::chrono::microseconds>(passed) * play.speed;
  }
  play.begun = true;
  play.moved = now;
  play.next = now + kPlayInterval;
  play.asking = true;
  hub_.play(play.player, std::move(turn),
            [self = shared_from_this(), number = subscription.number](Result<Player::Told> told) {
              self->post([self, number, told = std::move(told)] { self->take_turn(number, told); });
            });
  return false;
}

void Session::take_turn(std::uint64_t number, const Result<Player::Told>& told) {
  const auto found = std::find_if(subscriptions_.begin(), subscriptions_.end(),
                                  [&](const Subscription& s) { return s.number == number; });
  if (stage_ != Stage::open || found == subscriptions_.end()) return;
  if (!told) {
    const std::string id = found->id;
    subscriptions_.erase(found);
    refuse_message(id, told.error());
  } else {
    Play& play = *found->play;
    play.asking = false;
    play.ended = told->ended;
    if (told->more) play.next = {};
    queue(told->frames);
    if (told->refused) refuse_message(found->id, *told->refused);
  }
  pump();
}

bool Session::fell_behind() const {
  if (writing_.empty()) return false;
  const Position tail = hub_.tail();
  return std::any_of(subscriptions_.begin(), subscriptions_.end(),
                     [&](const Subscription& s) { return s.live && s.cursor < tail; });
}

void Session::close_behind() {
  std::optional<Position> resume;
  for (const Subscription& s : subscriptions_) {
    if (s.topic == Topic::events && !s.play && (!resume || s.cursor < *resume)) resume = s.cursor;
  }
  close(CloseCode::try_later, "resume from " + resume.value_or(Position{}).str());
}

void Session::note_cursors() {
  std::uint64_t oldest = ~std::uint64_t{0};
  for (const Subscription& s : subscriptions_) {
    if (s.live) oldest = std::min(oldest, packed(s.cursor));
  }
  oldest_ = oldest;
}

// Writing, closing, time
// ------------------------------------------------------------------------

void Session::reply(std::string frame) {
  reply_bytes_ += frame.size();
  queue(share(std::move(frame)));
}

void Session::queue(Shared buffer) {
  if (buffer == nullptr) return;
  outbox_bytes_ += buffer->size();
  outbox_.push_back(std::move(buffer));
}

void Session::start_write() {
  if (!writing_.empty() || outbox_.empty()) return;
  writing_.swap(outbox_);
  outbox_bytes_ = 0;
  reply_bytes_ = 0;
  write_began_ = Clock::now();
  write(writing_);
}

void Session::close(CloseCode code, std::string_view reason) {
  if (stage_ != Stage::open) return;
  stage_ = Stage::closing;
  close_by_ = Clock::now() + hub_.times().close;
  queue(share(close_frame(code, reason)));
  // Last: `reason` and references into the list are not needed any more.
  subscriptions_.clear();
}

void Session::check_token() {
  if (guest_.viewer && !hub_.hooks().still_valid(*guest_.viewer, guest_.session))
    close(CloseCode::policy, "the token ended");
}

void Session::check_times(Clock::time_point now) {
  const StreamTimes& times = hub_.times();
  if (stage_ == Stage::closing) {
    if (now >= close_by_) hang_up();
    return;
  }
  if (!writing_.empty() && now >= write_began_ + times.write) return hang_up();
  if (now >= heard_at_ + times.silence) return hang_up();
  if (!guest_.viewer) {
    if (now >= opened_at_ + times.auth) close(CloseCode::policy, "no token in time");
    return;
  }
  if (!pinged_ && now >= heard_at_ + times.ping) {
    pinged_ = true;
    std::string ping;
    append_frame(ping, Opcode::ping, {});
    reply(std::move(ping));
  }
}

void Session::set_due() {
  const StreamTimes& times = hub_.times();
  Clock::time_point due = close_by_;
  if (stage_ == Stage::open) {
    due = heard_at_ + (pinged_ ? times.silence : times.ping);
    if (!writing_.empty()) due = std::min(due, write_began_ + times.write);
    if (!guest_.viewer) due = std::min(due, opened_at_ + times.auth);
    for (const Subscription& s : subscriptions_) {
      if (s.play && !s.play->asking && !s.play->paused && !s.play->ended && outbox_bytes_ < kOutboxLow)
        due = std::min(due, s.play->next);
    }
  }
  due_ = due.time_since_epoch().count();
}

}  // namespace tenure
