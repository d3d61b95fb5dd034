// One connection: reads a request, has it answered, writes the answer, and again. Private to server/http.
//
// Everything runs on the connection's strand. The coroutine `run` owns the connection. Of co_await see
// channel.h.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "domain/core/both.h"
#include "server/http/answer.h"
#include "server/http/channel.h"
#include "server/http/header_text.h"
#include "server/http/media_type.h"
#include "server/http/origin.h"
#include "server/http/request_parser.h"

namespace tenure {

template <class Stream>
class Connection final : public Channel<Stream> {
 public:
  Connection(HttpServer::Core& core, std::unique_ptr<Stream> stream, std::shared_ptr<void> slot)
      : Channel<Stream>(std::move(stream), core.options.timeouts), core_(core), slot_(std::move(slot)) {}
  ~Connection() override { core_.leave(this); }

  static Awaitable<void> run(std::shared_ptr<Connection> self) {
    self->core_.enter(self);
    self->note_peer();
    bool goes_on = co_await self->handshake();
    const bool spoke = goes_on;
    while (goes_on) goes_on = co_await self->serve_one();
    if (spoke && self->stream_) co_await self->linger();
    self->stop_watching();
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
  using Base = Channel<Stream>;
  using Base::fill, Base::in, Base::read_by, Base::shut, Base::socket, Base::strand, Base::stream_;
  using Base::kAwait, Base::kTls, Base::timed_out_, Base::timeouts_;
  using Base::transfer_time, Base::unread, Base::used, Base::write_all;
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
    std::string asker;            ///< whose turn its work is
    IpAddress client;             ///< the connection's peer, or for whom a trusted proxy says that it asks
    std::shared_ptr<void> share;  ///< the client's, of a proxy's connection
    bool head = false;
    SteadyClock::time_point begun;
    std::uint64_t bytes_sent = 0;
  };

  template <class Act>
  void on_strand(Act act) {
    asio::post(strand(), [weak = this->weak_from_this(), act] {
      if (auto self = weak.lock()) act(static_cast<Connection&>(*self));
    });
  }

  void note_peer() {
    peer_ = Base::peer_address();
    SystemError ignored;
    socket().set_option(asio::ip::tcp::no_delay(true), ignored);
  }

  Awaitable<bool> handshake() {
    if constexpr (kTls) {
      const auto due = in(timeouts_.handshake);
      const auto first = co_await Base::first_byte(due);
      if (!first) co_return false;
      if (*first != kTlsHandshake) {
        co_await refuse_plain();
        co_return false;
      }
      read_by(due);
      const auto [error] = co_await stream_->async_handshake(asio::ssl::stream_base::server, kAwait);
      co_return !error && !timed_out_;
    }
    co_return true;
  }

  /// Who speaks plain HTTP where TLS is spoken is told so in plain HTTP.
  Awaitable<void> refuse_plain() {
    Turn turn;
    turn.begun = SteadyClock::now();
    turn.client = peer_;
    const Response response = problem({Reason::tls_only, {}, {}});
    AnswerContext about = context(response, false);
    about.secure = false;
    const std::string text = answer_head(response, about) + response.body;
    this->write_by(in(transfer_time(text.size())));
    const auto [error, count] = co_await asio::async_write(socket(), asio::buffer(text), kAwait);
    observe(turn, response.status);
    if (!error) co_await Base::linger_plain();
  }

  // ---- reading -------------------------------------------------------------------------------------------

  Awaitable<Read> read_header(Turn& turn) {
    bool begun = !unread().empty();
    auto due = in(begun ? timeouts_.header : (first_ ? timeouts_.first : timeouts_.idle));
    std::size_t end = std::string::npos;
    while (true) {
      while (unread().starts_with("\r\n")) used(2);  // some clients send one more behind a body
      if (!kTls && unread().starts_with(kTlsHandshake)) {
        turn.refusal = Refusal{Reason::plain_only, {}, {}};
        co_return Read::refused;
      }
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
        due = in(timeouts_.header);
      }
      const bool more = co_await fill(kReadSmall, due);
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
    Pace pace(timeouts_.transfer, SteadyClock::now());
    while (true) {
      const std::size_t had = body.size();
      const auto read = turn.parser.body(unread(), body, turn.route->operation.body_max);
      if (!read) {
        turn.refusal = read.error();
        co_return Read::refused;
      }
      used(*read);
      if (turn.parser.done()) co_return Read::whole;
      if (!lease.hold(body.capacity() + kReadLarge)) {
        turn.refusal = Refusal{Reason::overload, "body", {}};
        co_return Read::refused;
      }
      pace.came(body.size() - had, SteadyClock::now());
      const bool more = co_await fill(kReadLarge, pace.due());
      if (more) continue;
      if (!timed_out_) co_return Read::closed;
      turn.refusal = Refusal{Reason::request_timeout, "body", {}};
      co_return Read::refused;
    }
  }

  // ---- writing -------------------------------------------------------------------------------------------

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
    if (response.stream) {
      const std::shared_ptr<void> held = core_.take_export(turn.asker);
      if (held) co_return co_await answer_stream(turn, response, keep);
      response = problem({Reason::too_many_waiting, {}, {}});
    }
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
      auto piece = co_await pull(turn, response.stream);
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
    const std::string peer = turn.client.str();
    line.peer = peer;
    line.token_id = turn.request.viewer.token_id;
    line.status = status;
    line.bytes = turn.bytes_sent;
    line.seconds = std::chrono::duration<double>(SteadyClock::now() - turn.begun).count();
    if (turn.route != nullptr) line.route = turn.route->number;
    core_.options.observe(line);
  }

  // ---- having it answered --------------------------------------------------------------------------------

  Awaitable<Result<std::optional<std::string>>> pull(const Turn& turn, PullStream& stream) {
    Response piece = co_await begin_pull(core_, strand(), stream, turn.asker);
    if (piece.status == 0) co_return std::optional<std::string>();
    if (piece.status != 200) co_return refuse(Reason::io);
    co_return std::optional<std::string>(std::move(piece.body));
  }

  /// A plain function, so that nothing of this is a temporary in a coroutine.
  Awaitable<Response> begin(Turn& turn) {
    // The request moves to the handler; what observe() needs of it stays.
    turn.asker = asker_of(turn.request);
    auto request = std::make_shared<Request>(std::move(turn.request));
    turn.request = Request();
    turn.request.method = request->method;
    turn.request.viewer.token_id = request->viewer.token_id;
    return tenure::begin(core_, strand(), *turn.route, std::move(request));
  }

  Awaitable<Response> handle(Turn& turn) {
    const Route& route = *turn.route;
    if (route.quick) co_return guarded([&] { return route.quick(turn.request); });
    co_return co_await begin(turn);
  }

  /// Of a request in HTTP/1.0 the header counts for nothing (RFC 9110, 7.8).
  static bool upgrades(const Turn& turn) {
    return turn.request.method == "GET" && !turn.parser.http_1_0() &&
           lists(turn.request.joined("upgrade"), "websocket");
  }

  /// Of a connection that is a client's own the listener took it.
  Result<void> take_share(Turn& turn) const {
    if (turn.client == peer_) return {};
    turn.share = core_.take_share(turn.client);
    if (turn.share) return {};
    core_.options.turned_away(TurnedAway::share_taken);
    return refuse(Reason::too_many_waiting, {},
                  both("此地址已有 {} 个连接", "this address has {} connections", core_.share_max()));
  }

  void note_refusal(const Request& request, const Route* route, const Refusal& why) const {
    const int status = info(why.reason).status;
    if (status == 401 || status == 403)
      core_.options.refused(request, route == nullptr ? nullptr : &route->operation);
  }

  /// Everything that is judged before the body is read.
  std::optional<Response> judge(Turn& turn) {
    Request& request = turn.request;
    const auto& options = core_.options;
    turn.client = client_address(request, peer_, options.trusted_proxies);
    request.peer = turn.client.str();
    request.loopback = turn.client.is_loopback();
    request.secure = kTls;
    request.by_cookie = !request.header("cookie").empty() && request.header("authorization").empty();
    turn.head = request.method == "HEAD";
    for (const std::string& segment : request.segments) turn.path += '/' + segment;
    const bool any_host = kTls && options.hosts.empty();
    const bool upgrade = upgrades(turn);
    if (auto own = check_origin(request, upgrade, {options.hosts, options.origins, any_host}); !own) {
      return problem(own.error());
    }
    const Router::Match match = core_.router.match(request);
    const bool feeds = turn.path == options.upgrade_path && upgrade;
    if (auto room = take_share(turn); !room) return problem(room.error());
    auto viewer = options.authenticate(request);
    if (!viewer) {
      if (match.route != nullptr || feeds) note_refusal(request, match.route, viewer.error());
      return problem(viewer.error());
    }
    request.viewer = std::move(*viewer);
    std::erase_if(request.headers, [](const auto& header) {
      return header.first == "authorization" || header.first == "cookie";
    });
    if (feeds) return std::nullopt;
    turn.route = match.route;
    if (turn.route == nullptr) return no_route(turn, match.allow);
    const Operation& operation = turn.route->operation;
    if (auto may = operation.audience.admits(request.viewer); !may) {
      note_refusal(request, turn.route, may.error());
      return problem(may.error());
    }
    if (auto fit = operation.accepts(request.query); !fit) return problem(fit.error());
    if (auto taken = takes_media_type(operation, request); !taken) return problem(taken.error());
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
    turn.client = peer_;
    const Read header = co_await read_header(turn);
    if (header == Read::closed) co_return false;
    if (header == Read::refused) co_return co_await refuse_turn(turn);
    std::optional<Response> early = judge(turn);
    if (early) co_return co_await answer(turn, *early);
    if (turn.route == nullptr) co_return co_await hand_over(turn);
    const bool goes_on = co_await go_on_if_asked(turn);
    if (!goes_on) co_return false;
    if (turn.route->meet) co_return co_await meet(turn);
    BodyLease lease(core_.bodies, turn.client.household());
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
    if (turn.parser.has_body())
      turn.refusal = Refusal{Reason::bad_request, "body", both("升级请求没有请求体", "an upgrade has none")};
    if (!core_.options.upgrade || core_.draining) turn.refusal = Refusal{Reason::stopped, {}, {}};
    if (turn.refusal) co_return co_await refuse_turn(turn);
    observe(turn, 101);
    Upgraded upgraded;
    upgraded.request = std::move(turn.request);
    upgraded.early = std::string(unread());
    upgraded.slot = turn.share ? both_held(std::move(slot_), std::move(turn.share)) : std::move(slot_);
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
    StrandTimer reader, writer;      ///< never expire: cancelled to wake who waits
    std::optional<Refusal> refusal;  ///< of a body that nothing was answered to yet
    bool reading = true;
    bool failed = false;
    bool broken_off = false;

    void wake() {
      reader.cancel();
      writer.cancel();
    }
    /// The body ends here: with a status of its own where nothing is due yet, else behind what is.
    void break_off(Refusal why) {
      broken_off = true;
      if (exchange->owes()) {
        exchange->break_off(why);
      } else {
        refusal = std::move(why);
      }
    }
  };

  static Awaitable<void> sleep(StrandTimer& timer) {
    timer.expires_at(SteadyClock::time_point::max());
    const auto [error] = co_await timer.async_wait(kAwait);
    static_cast<void>(error);
  }

  static Awaitable<void> read_meeting(std::shared_ptr<Connection> self, std::shared_ptr<Meeting> meeting,
                                      Turn* turn) {
    BodyLease lease(self->core_.bodies, turn->client.household());
    Pace pace(self->timeouts_.transfer, SteadyClock::now());
    std::string piece;
    while (!turn->parser.done() && !meeting->failed && !meeting->broken_off) {
      if (!meeting->exchange->wants_input()) {
        const auto since = SteadyClock::now();
        co_await sleep(meeting->reader);
        pace.waited(SteadyClock::now() - since);
        continue;
      }
      piece.clear();
      const auto read = turn->parser.body(self->unread(), piece, ~std::size_t{0});
      if (!read) {
        meeting->break_off(read.error());
        break;
      }
      self->used(*read);
      if (!piece.empty()) meeting->exchange->input(piece);
      pace.came(piece.size(), SteadyClock::now());
      if (turn->parser.done()) break;
      if (*read > 0 && !self->unread().empty()) continue;
      if (!lease.hold(meeting->exchange->held() + kReadLarge)) {
        meeting->break_off({Reason::overload, "body", {}});
        break;
      }
      const bool more = co_await self->fill(kReadLarge, pace.due());
      if (more) continue;
      if (self->timed_out_) {
        meeting->break_off({Reason::request_timeout, "body", {}});
      } else {
        meeting->failed = true;
      }
    }
    if (!meeting->failed && !meeting->broken_off) meeting->exchange->end_of_input();
    meeting->reading = false;
    meeting->wake();
  }

  Awaitable<bool> begin_answer(Turn& turn) {
    Response head(200, turn.route->operation.outcomes.front().contents.front().type, {});
    auto about = context(head, !core_.draining);
    about.chunked = true;
    const std::string bytes = answer_head(head, about);
    co_return co_await write_all(bytes);
  }

  Awaitable<bool> meet(Turn& turn) {
    auto made = turn.route->meet(turn.request);
    if (!made) {
      Response response = problem(made.error());
      co_return co_await answer(turn, response);
    }
    auto meeting = std::make_shared<Meeting>(strand());
    meeting->exchange = std::move(*made);
    meeting->exchange->start([strand = strand(), weak = std::weak_ptr(meeting)] {
      asio::post(strand, [weak] {
        if (auto here = weak.lock()) here->wake();
      });
    });
    const auto self = std::static_pointer_cast<Connection>(this->shared_from_this());
    asio::co_spawn(strand(), read_meeting(self, meeting, &turn), asio::detached);
    bool begun = false;
    while (!meeting->failed && !meeting->refusal) {
      const std::string output = meeting->exchange->take_output();
      const bool finished = output.empty() && meeting->exchange->finished();
      if (!begun && (finished || !output.empty())) {
        begun = co_await begin_answer(turn);
        if (!begun) meeting->failed = true;
      }
      if (finished || meeting->failed) break;
      if (output.empty()) {
        co_await sleep(meeting->writer);
        continue;
      }
      turn.bytes_sent += output.size();
      const std::string chunk = chunk_of(output);
      const bool written = co_await write_all(chunk);
      if (!written) meeting->failed = true;
      meeting->reader.cancel();  // there is room again
    }
    bool good = !meeting->failed && !meeting->refusal;
    if (good) good = co_await write_all(kLastChunk);
    if (!good && !meeting->refusal) shut();
    while (meeting->reading) {
      meeting->wake();
      co_await sleep(meeting->writer);
    }
    if (meeting->refusal && !meeting->failed) {
      turn.refusal = meeting->refusal;
      co_return co_await refuse_turn(turn);
    }
    observe(turn, 200);
    co_return good && !meeting->broken_off && turn.parser.keep_alive() && !core_.draining;
  }

  HttpServer::Core& core_;
  std::shared_ptr<void> slot_;
  IpAddress peer_;
  bool idle_ = false;
  bool first_ = true;
};

}  // namespace tenure
