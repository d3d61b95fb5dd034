// One connection: reads a request, has it answered, writes the answer, and again. Private to server/http.
//
// Everything runs on the connection's strand. The coroutine `run` owns the connection; the watchdog timer
// only knows it weakly. At any time at most one read and one write are under way, both on one deadline: the
// watchdog fires no earlier than the deadline of the moment and is moved only when a deadline comes nearer.
//
// g++ 12 loses the frame of `while (co_await f()) {}` and destroys temporaries of a co_await's expression
// twice: here a co_await is never inside a condition, and everything with a destructor that it needs is named
// before it or made by a plain function.
#pragma once

#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <chrono>

#include "domain/core/both.h"
#include "server/http/answer.h"
#include "server/http/dispatch.h"
#include "server/http/origin.h"
#include "server/http/request_parser.h"

namespace tenure {

using SteadyClock = std::chrono::steady_clock;
using StrandTimer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Strand>;
using SystemError = boost::system::error_code;

inline constexpr std::size_t kReadSmall = 4 << 10;   ///< bytes read at once while a header is awaited
inline constexpr std::size_t kReadLarge = 64 << 10;  ///< and of a body
inline constexpr std::size_t kLingerBytesMax = 256 << 10;

/// Memory of request bodies, given back when the request is done.
class BodyLease {
 public:
  explicit BodyLease(std::atomic<std::size_t>& total) : total_(total) {}
  BodyLease(const BodyLease&) = delete;
  BodyLease& operator=(const BodyLease&) = delete;
  ~BodyLease() { total_ -= held_; }
  bool grow_to(std::size_t bytes) {
    if (bytes <= held_) return true;
    total_ += bytes - held_;
    held_ = bytes;
    return total_ <= kBodiesBytesMax;
  }

 private:
  std::atomic<std::size_t>& total_;
  std::size_t held_ = 0;
};

template <class Stream>
class Connection final : public Closable, public std::enable_shared_from_this<Connection<Stream>> {
 public:
  Connection(HttpServer::Core& core, std::unique_ptr<Stream> stream, std::shared_ptr<void> slot)
      : core_(core), stream_(std::move(stream)), slot_(std::move(slot)), timer_(stream_->get_executor()) {}
  ~Connection() override { core_.leave(this); }

  static Awaitable<void> run(std::shared_ptr<Connection> self) {
    self->core_.enter(self);
    self->note_peer();
    bool goes_on = co_await self->handshake();
    const bool spoke = goes_on;
    while (goes_on) goes_on = co_await self->serve_one();
    if (spoke && self->stream_) co_await self->linger();
    self->timer_.cancel();
  }

  void close_if_idle() override {
    on_strand([](Connection& c) {
      if (c.idle_) c.shut();
    });
  }
  void close() override {
    on_strand([](Connection& c) { c.shut(); });
  }

 private:
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;
  static constexpr auto kAwait = asio::as_tuple(asio::use_awaitable_t<Strand>());
  using Time = Timeouts::Time;
  using Route = Router::Route;

  /// How the reading of something ended.
  enum class Read : std::uint8_t { whole, closed, refused };

  /// A request on its way through the connection.
  struct Turn {
    RequestParser parser;
    Request request;
    std::optional<Refusal> refusal;
    const Route* route = nullptr;
    std::string path;
    bool head = false;
    SteadyClock::time_point begun;
    std::uint64_t bytes_sent = 0;
  };

  // ---- the socket and its deadline -----------------------------------------------------------------------

  Socket& socket() {
    if constexpr (kTls) {
      return stream_->next_layer();
    } else {
      return *stream_;
    }
  }

  template <class Act>
  void on_strand(Act act) {
    asio::post(timer_.get_executor(), [weak = this->weak_from_this(), act] {
      if (auto self = weak.lock()) act(*self);
    });
  }

  void shut() {
    SystemError ignored;
    if (stream_) socket().close(ignored);
  }

  void note_peer() {
    SystemError ignored;
    const auto address = socket().remote_endpoint(ignored).address();
    peer_ = address.to_string();
    loopback_ = address.is_loopback();
    socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  }

  void deadline_in(Time time) {
    timed_out_ = false;
    deadline_ = SteadyClock::now() + time;
    if (deadline_ < armed_until_) arm();
  }
  void no_deadline() { deadline_ = SteadyClock::now() + std::chrono::hours(24); }

  void arm() {
    armed_until_ = deadline_;
    timer_.expires_at(deadline_);
    timer_.async_wait([weak = this->weak_from_this()](SystemError error) {
      if (error) return;
      if (auto self = weak.lock()) self->on_timer();
    });
  }

  void on_timer() {
    if (SteadyClock::now() < deadline_) {
      arm();
      return;
    }
    armed_until_ = SteadyClock::time_point::max();
    timed_out_ = true;
    SystemError ignored;
    if (stream_) socket().cancel(ignored);
  }

  /// How long `bytes` may take.
  Time transfer_time(std::uint64_t bytes) const {
    return core_.options.timeouts.transfer + Time(bytes * 1000 / kBytesPerSecondMin);
  }

  // ---- reading -------------------------------------------------------------------------------------------

  std::string_view unread() const { return std::string_view(in_).substr(begin_); }

  void used(std::size_t bytes) {
    begin_ += bytes;
    if (begin_ < in_.size()) return;
    in_.clear();
    begin_ = 0;
    if (in_.capacity() > kReadSmall) in_.shrink_to_fit();
  }

  /// Waits for more bytes; false when none come: end, error or deadline.
  Awaitable<bool> fill(std::size_t most) {
    in_.erase(0, begin_);
    begin_ = 0;
    const std::size_t old = in_.size();
    in_.resize(old + most);
    const auto [error, count] =
        co_await stream_->async_read_some(asio::buffer(in_.data() + old, most), kAwait);
    in_.resize(old + count);
    co_return !error && count > 0 && !timed_out_;
  }

  Awaitable<bool> handshake() {
    if constexpr (kTls) {
      deadline_in(core_.options.timeouts.handshake);
      const auto [error] = co_await stream_->async_handshake(asio::ssl::stream_base::server, kAwait);
      co_return !error && !timed_out_;
    }
    co_return true;
  }

  Awaitable<Read> read_header(Turn& turn) {
    const Timeouts& timeouts = core_.options.timeouts;
    bool begun = !unread().empty();
    deadline_in(begun ? timeouts.header : (first_ ? timeouts.first : timeouts.idle));
    std::size_t end = std::string::npos;
    while (true) {
      while (unread().starts_with("\r\n")) used(2);  // some clients send one more behind a body
      end = RequestParser::header_end(unread());
      if (end != std::string::npos) break;
      if (unread().size() > kHeaderBytesMax) {
        turn.refusal = Refusal{Reason::limit_header, "header", {}};
        co_return Read::refused;
      }
      idle_ = unread().empty();
      if (idle_ && core_.draining) co_return Read::closed;
      if (!idle_ && !begun) {
        begun = true;
        deadline_in(timeouts.header);
      }
      const bool more = co_await fill(kReadSmall);
      idle_ = false;
      if (more) continue;
      if (!timed_out_ || !begun) co_return Read::closed;
      turn.refusal = Refusal{Reason::request_timeout, "header", {}};
      co_return Read::refused;
    }
    first_ = false;
    turn.begun = SteadyClock::now();
    if (auto read = turn.parser.header(unread().substr(0, end), turn.request); !read) {
      turn.refusal = read.error();
      co_return Read::refused;
    }
    used(end);
    co_return Read::whole;
  }

  Awaitable<bool> go_on_if_asked(const Turn& turn) {
    if (turn.request.header("expect").empty() || !unread().empty()) co_return true;
    co_return co_await write_all("HTTP/1.1 100 Continue\r\n\r\n");
  }

  Awaitable<Read> read_body(Turn& turn, BodyLease& lease) {
    std::string& body = turn.request.body;
    const auto begun = SteadyClock::now();
    while (true) {
      const auto read = turn.parser.body(unread(), body, turn.route->operation.body_max);
      if (!read) {
        turn.refusal = read.error();
        co_return Read::refused;
      }
      used(*read);
      if (turn.parser.done()) co_return Read::whole;
      if (!lease.grow_to(body.capacity())) {
        turn.refusal = Refusal{Reason::overload, "body", {}};
        co_return Read::refused;
      }
      const auto gone = std::chrono::duration_cast<Time>(SteadyClock::now() - begun);
      deadline_in(transfer_time(body.size()) - gone);
      const bool more = co_await fill(kReadLarge);
      if (more) continue;
      if (!timed_out_) co_return Read::closed;
      turn.refusal = Refusal{Reason::request_timeout, "body", {}};
      co_return Read::refused;
    }
  }

  // ---- writing -------------------------------------------------------------------------------------------

  Awaitable<bool> write_all(std::string_view head, std::string_view body = {}) {
    deadline_in(transfer_time(head.size() + body.size()));
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(head.data(), head.size()),
                                                    asio::buffer(body.data(), body.size())};
    const auto [error, count] = co_await asio::async_write(*stream_, buffers, kAwait);
    co_return !error && !timed_out_;
  }

  AnswerContext context(const Response& response, bool keep) const {
    AnswerContext out;
    out.tree_size = core_.options.tree_size();
    out.keep_alive = keep;
    out.secure = kTls;
    out.content_length = response.shared ? response.shared->size() : response.body.size();
    return out;
  }

  /// Whether the connection goes on.
  Awaitable<bool> answer(Turn& turn, Response& response) {
    const bool keep = !response.close && turn.parser.done() && turn.parser.keep_alive() && !core_.draining;
    if (response.stream) co_return co_await answer_stream(turn, response, keep);
    const std::string head = answer_head(response, context(response, keep));
    std::string_view body = response.shared ? std::string_view(*response.shared) : response.body;
    if (turn.head || has_no_body(response.status)) body = {};
    turn.bytes_sent += body.size();
    const bool written = co_await write_all(head, body);
    observe(turn, response.status);
    co_return written&& keep;
  }

  Awaitable<bool> answer_stream(Turn& turn, Response& response, bool keep) {
    const bool chunked = !turn.parser.http_1_0();
    auto about = context(response, keep);
    about.chunked = chunked;
    const std::string head = answer_head(response, about);
    bool good = co_await write_all(head);
    while (good && !turn.head) {
      no_deadline();
      auto piece = co_await pull(response.stream);
      good = piece.has_value();
      if (!good || !*piece) break;
      if ((*piece)->empty()) continue;
      turn.bytes_sent += (*piece)->size();
      const std::string bytes = chunked ? chunk_of(**piece) : std::move(**piece);
      good = co_await write_all(bytes);
    }
    if (good && chunked && !turn.head) good = co_await write_all(kLastChunk);
    observe(turn, response.status);
    co_return good&& keep&& chunked;
  }

  void observe(const Turn& turn, int status) {
    AccessLine line;
    line.method = turn.request.method;
    line.path = turn.path;
    line.peer = peer_;
    line.token_id = turn.request.viewer.token_id;
    line.status = status;
    line.bytes = turn.bytes_sent;
    line.seconds = std::chrono::duration<double>(SteadyClock::now() - turn.begun).count();
    if (turn.route != nullptr) line.route = turn.route->number;
    core_.options.observe(line);
  }

  // ---- having it answered --------------------------------------------------------------------------------

  Awaitable<Result<std::optional<std::string>>> pull(PullStream& stream) {
    Response piece = co_await begin_pull(core_, timer_.get_executor(), stream);
    if (piece.status == 0) co_return std::optional<std::string>();
    if (piece.status != 200) co_return refuse(Reason::io);
    co_return std::optional<std::string>(std::move(piece.body));
  }

  /// A plain function, so that nothing of this is a temporary in a coroutine.
  Awaitable<Response> begin(Turn& turn) {
    // The request moves to the handler; what observe() needs of it stays.
    auto request = std::make_shared<Request>(std::move(turn.request));
    turn.request = Request();
    turn.request.method = request->method;
    turn.request.viewer.token_id = request->viewer.token_id;
    return tenure::begin(core_, timer_.get_executor(), *turn.route, std::move(request));
  }

  Awaitable<Response> handle(Turn& turn) {
    no_deadline();
    const Route& route = *turn.route;
    if (route.quick) co_return guarded([&] { return route.quick(turn.request); });
    co_return co_await begin(turn);
  }

  bool upgrades(const Request& request) const {
    const auto same = [](std::string_view a, std::string_view b) {
      return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                        [](char x, char y) { return (x | 0x20) == (y | 0x20); });
    };
    return request.method == "GET" && same(request.header("upgrade"), "websocket");
  }

  /// Everything that is judged before the body is read.
  std::optional<Response> judge(Turn& turn) {
    Request& request = turn.request;
    const auto& options = core_.options;
    request.peer = peer_;
    request.loopback = loopback_;
    request.secure = kTls;
    turn.head = request.method == "HEAD";
    for (const std::string& segment : request.segments) turn.path += '/' + segment;
    const bool any_host = kTls && options.hosts.empty();
    if (auto own = check_origin(request, upgrades(request), {options.hosts, options.origins, any_host});
        !own) {
      return problem(own.error());
    }
    auto viewer = options.authenticate(request);
    if (!viewer) return problem(viewer.error());
    request.viewer = std::move(*viewer);
    std::erase_if(request.headers, [](const auto& header) {
      return header.first == "authorization" || header.first == "cookie";
    });
    if (turn.path == options.upgrade_path && upgrades(request)) return std::nullopt;
    const Router::Match match = core_.router.match(request);
    turn.route = match.route;
    if (turn.route == nullptr) return no_route(turn, match.allow);
    const Operation& operation = turn.route->operation;
    if (auto may = operation.audience.admits(request.viewer); !may) return problem(may.error());
    if (auto fit = operation.accepts(request.query); !fit) return problem(fit.error());
    const auto length = turn.parser.content_length();
    if (length && !turn.route->meet && *length > operation.body_max) {
      return problem({Reason::limit_body, "content-length", both("{} 字节", "{} bytes", operation.body_max)});
    }
    return std::nullopt;
  }

  Response no_route(const Turn& turn, const std::string& allow) const {
    if (turn.path == core_.options.upgrade_path) {
      return problem({Reason::upgrade_required, {}, {}}).with("Upgrade", "websocket");
    }
    if (allow.empty()) {
      if (auto page = core_.options.page(turn.request)) return std::move(*page);
      return problem({Reason::not_found, "path", {}});
    }
    return problem({Reason::method_not_allowed, {}, {}}).with("Allow", allow);
  }

  Awaitable<bool> serve_one() {
    Turn turn;
    turn.begun = SteadyClock::now();
    const Read header = co_await read_header(turn);
    if (header == Read::closed) co_return false;
    if (header == Read::refused) co_return co_await refuse_turn(turn);
    std::optional<Response> early = judge(turn);
    if (early) co_return co_await answer(turn, *early);
    if (turn.route == nullptr) co_return co_await hand_over(turn);
    const bool goes_on = co_await go_on_if_asked(turn);
    if (!goes_on) co_return false;
    if (turn.route->meet) co_return co_await meet(turn);
    BodyLease lease(core_.body_bytes);
    const Read body = co_await read_body(turn, lease);
    if (body == Read::closed) co_return false;
    if (body == Read::refused) co_return co_await refuse_turn(turn);
    Response response = co_await handle(turn);
    co_return co_await answer(turn, response);
  }

  Awaitable<bool> refuse_turn(Turn& turn) {
    Response response = problem(*turn.refusal);
    response.close = true;
    co_return co_await answer(turn, response);
  }

  Awaitable<bool> hand_over(Turn& turn) {
    if (!core_.options.upgrade || core_.draining || turn.parser.has_body()) {
      Response response = problem({Reason::stopped, {}, {}});
      response.close = true;
      co_return co_await answer(turn, response);
    }
    no_deadline();
    observe(turn, 101);
    Upgraded upgraded;
    upgraded.request = std::move(turn.request);
    upgraded.early = std::string(unread());
    upgraded.slot = std::move(slot_);
    upgraded.stream = std::move(stream_);
    core_.options.upgrade(upgraded);
    co_return false;
  }

  // ---- answering while the body comes --------------------------------------------------------------------

  /// What the reading and the writing side of an exchange share. The reading side ends before the writing
  /// one, which keeps the turn.
  struct Meeting {
    explicit Meeting(const Strand& strand) : reader(strand), writer(strand) {}
    std::unique_ptr<Exchange> exchange;
    StrandTimer reader, writer;  ///< never expire: cancelled to wake who waits
    bool reading = true;
    bool failed = false;

    void wake() {
      reader.cancel();
      writer.cancel();
    }
  };

  static Awaitable<void> sleep(StrandTimer& timer) {
    timer.expires_at(SteadyClock::time_point::max());
    const auto [error] = co_await timer.async_wait(kAwait);
    static_cast<void>(error);
  }

  static Awaitable<void> read_meeting(std::shared_ptr<Connection> self, std::shared_ptr<Meeting> meeting,
                                      Turn* turn) {
    std::string piece;
    while (!turn->parser.done() && !meeting->failed) {
      if (!meeting->exchange->wants_input()) {
        self->no_deadline();
        co_await sleep(meeting->reader);
        continue;
      }
      piece.clear();
      const auto read = turn->parser.body(self->unread(), piece, ~std::size_t{0});
      meeting->failed = meeting->failed || !read;
      if (!read) break;
      self->used(*read);
      if (!piece.empty()) meeting->exchange->input(piece);
      if (turn->parser.done()) break;
      if (*read > 0 && !self->unread().empty()) continue;
      self->deadline_in(self->core_.options.timeouts.transfer);
      const bool more = co_await self->fill(kReadLarge);
      if (!more) meeting->failed = true;
    }
    if (!meeting->failed) meeting->exchange->end_of_input();
    meeting->reading = false;
    meeting->wake();
  }

  Awaitable<bool> meet(Turn& turn) {
    auto made = turn.route->meet(turn.request);
    if (!made) {
      Response response = problem(made.error());
      co_return co_await answer(turn, response);
    }
    auto meeting = std::make_shared<Meeting>(timer_.get_executor());
    meeting->exchange = std::move(*made);
    meeting->exchange->start([strand = timer_.get_executor(), weak = std::weak_ptr(meeting)] {
      asio::post(strand, [weak] {
        if (auto here = weak.lock()) here->wake();
      });
    });
    Response head(200, turn.route->operation.outcomes.front().contents.front().type, {});
    auto about = context(head, !core_.draining);
    about.chunked = true;
    const std::string head_bytes = answer_head(head, about);
    const bool begun = co_await write_all(head_bytes);
    if (!begun) meeting->failed = true;
    asio::co_spawn(timer_.get_executor(), read_meeting(this->shared_from_this(), meeting, &turn),
                   asio::detached);
    while (!meeting->failed) {
      const std::string output = meeting->exchange->take_output();
      if (!output.empty()) {
        turn.bytes_sent += output.size();
        const std::string chunk = chunk_of(output);
        const bool written = co_await write_all(chunk);
        if (!written) meeting->failed = true;
        meeting->reader.cancel();  // there is room again
      } else if (meeting->exchange->finished()) {
        break;
      } else {
        co_await sleep(meeting->writer);
      }
    }
    bool good = !meeting->failed;
    if (good) good = co_await write_all(kLastChunk);
    if (!good) shut();
    while (meeting->reading) {
      meeting->wake();
      co_await sleep(meeting->writer);
    }
    observe(turn, 200);
    co_return good&& turn.parser.keep_alive() && !core_.draining;
  }

  // ---- the end -------------------------------------------------------------------------------------------

  /// A socket closed with unread bytes resets the connection and may take the answer with it; so the client
  /// is given a moment to read it.
  Awaitable<void> linger() {
    deadline_in(core_.options.timeouts.linger);
    SystemError error;
    if constexpr (kTls) {
      const auto [ignored] = co_await stream_->async_shutdown(kAwait);
      static_cast<void>(ignored);
    } else {
      socket().shutdown(Socket::shutdown_send, error);
      std::size_t drained = 0;
      while (!error && !timed_out_ && drained < kLingerBytesMax) {
        in_.resize(kReadSmall);
        begin_ = 0;
        const auto [failed, count] = co_await stream_->async_read_some(asio::buffer(in_), kAwait);
        error = failed;
        drained += count;
      }
    }
    shut();
  }

  HttpServer::Core& core_;
  std::unique_ptr<Stream> stream_;
  std::shared_ptr<void> slot_;
  StrandTimer timer_;
  SteadyClock::time_point deadline_ = SteadyClock::time_point::max();
  SteadyClock::time_point armed_until_ = SteadyClock::time_point::max();
  bool timed_out_ = false;
  bool idle_ = false;
  bool first_ = true;
  std::string in_;
  std::size_t begin_ = 0;  ///< of the bytes of in_ that are not used yet
  std::string peer_;
  bool loopback_ = false;
};

}  // namespace tenure
