// How a handler is started and its answer carried back to the connection's strand. Private to server/http.
//
// Handlers run on the threads of their route's lane, or where their route says; the answer is put together on
// the strand. Everything is called on the strand. g++ 12 destroys temporaries of a co_await's expression
// twice: what has a destructor is named before it or made by a plain function, as here.
#pragma once

#include <spdlog/spdlog.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "domain/core/both.h"
#include "server/http/core.h"
#include "server/http/encoding.h"

namespace tenure {

namespace asio = boost::asio;

template <class T>
using Awaitable = asio::awaitable<T, Strand>;

inline constexpr std::size_t kInlineBodyMax = 64 << 10;  ///< larger ones are not read on an io thread

/// A handler that throws is our fault, not the client's: it gets an answer, the others theirs.
template <class Make>
Response guarded(const Make& make) {
  try {
    return make();
  } catch (const std::exception& error) {
    spdlog::error("a handler failed: {}", error.what());
    return problem({Reason::io, {}, both("内部错误", "internal error")});
  }
}

/// Whose turn it is: a token's, without one an address's.
inline std::string asker_of(const Request& request) {
  return request.viewer.known() ? "token " + request.viewer.token_id : "from " + request.peer;
}

/// Has it done by the route's lane, or says why it is not taken.
inline void hand_in(HttpServer::Core& core, WorkLane lane, const std::string& asker, FairPool::Work work,
                    const Reply& reply) {
  switch (core.pool(lane).submit(asker, std::move(work))) {
    case FairPool::Taken::yes:
      return;
    case FairPool::Taken::asker_is_full:
      reply([] { return problem({Reason::too_many_waiting, {}, {}}); });
      return;
    case FairPool::Taken::all_is_full:
      reply([] { return problem({Reason::overload, {}, {}}); });
      return;
  }
}

/// Calls `start` with a Reply and waits for what is given to it.
template <class Start>
struct Initiation {
  Start start;
  Strand strand;

  template <class Handler>
  void operator()(Handler handler) {
    auto waiting = std::make_shared<Handler>(std::move(handler));
    start([waiting, strand = strand](std::function<Response()> make) {
      asio::post(strand, [waiting, make = std::move(make)] { (*waiting)(guarded(make)); });
    });
  }
};
template <class Start>
auto replied(const Strand& strand, Start start) {
  asio::use_awaitable_t<Strand> token;
  return asio::async_initiate<asio::use_awaitable_t<Strand>, void(Response)>(
      Initiation<Start>{std::move(start), strand}, token);
}

struct StartLater {
  HttpServer::Core* core;
  const Router::Route* route;
  std::shared_ptr<Request> request;

  void operator()(const Reply& reply) const {
    if (request->body.size() <= kInlineBodyMax) {
      route->later(std::move(*request), reply);
      return;
    }
    const auto work = [handler = &route->later, request = request, reply] {
      (*handler)(std::move(*request), reply);
    };
    hand_in(*core, route->operation.lane, asker_of(*request), work, reply);
  }
};

struct StartWork {
  HttpServer::Core* core;
  const Router::Route* route;
  std::shared_ptr<Request> request;

  void operator()(const Reply& reply) const {
    const auto work = [core = core, handler = &route->work, request = request, reply] {
      auto answer = std::make_shared<Response>(guarded([&] {
        return core->cut ? problem({Reason::stopped, {}, {}}) : fitted(*request, (*handler)(*request));
      }));
      reply([answer] { return std::move(*answer); });
    };
    hand_in(*core, route->operation.lane, asker_of(*request), work, reply);
  }
};

/// The next piece of a stream travels as the body of a response; status 0 is its end, -1 its failure.
struct StartPull {
  HttpServer::Core* core;
  PullStream* stream;
  std::string asker;

  void operator()(const Reply& reply) const {
    core->pulls.submit(asker, [stream = stream, reply] {
      auto answer = std::make_shared<Response>(guarded([&] { return piece_of(*stream); }));
      reply([answer] { return std::move(*answer); });
    });
  }
  static Response piece_of(PullStream& stream) {
    auto piece = stream();
    if (!piece) spdlog::error("an answer broke off: {}", piece.error().text());
    Response out;
    out.status = !piece ? -1 : !*piece ? 0 : 200;
    if (piece && *piece) out.body = std::move(**piece);
    return out;
  }
};

/// The route's answer, of a handler that does not answer at once.
inline Awaitable<Response> begin(HttpServer::Core& core, const Strand& strand, const Router::Route& route,
                                 std::shared_ptr<Request> request) {
  if (route.later) return replied(strand, StartLater{&core, &route, std::move(request)});
  return replied(strand, StartWork{&core, &route, std::move(request)});
}

inline Awaitable<Response> begin_pull(HttpServer::Core& core, const Strand& strand, PullStream& stream,
                                      const std::string& asker) {
  return replied(strand, StartPull{&core, &stream, asker});
}

}  // namespace tenure
