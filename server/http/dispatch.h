// How a handler is started and its answer carried back to the connection's strand. Private to server/http.
//
// Handlers run on the workers, or where their route says; the answer is put together on the strand.
// Everything is called on the strand. g++ 12 destroys temporaries of a co_await's expression twice: what has
// a destructor is named before it or made by a plain function, as here.
#pragma once

#include <spdlog/spdlog.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "domain/core/both.h"
#include "server/http/core.h"

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
  const Router::Later* handler;
  std::shared_ptr<Request> request;

  void operator()(const Reply& reply) const {
    if (request->body.size() <= kInlineBodyMax) {
      (*handler)(std::move(*request), reply);
      return;
    }
    asio::post(core->workers,
               [handler = handler, request = request, reply] { (*handler)(std::move(*request), reply); });
  }
};

struct StartWork {
  HttpServer::Core* core;
  const Router::Work* handler;
  std::shared_ptr<Request> request;

  void operator()(const Reply& reply) const {
    if (++core->queued > core->options.work_queue) {
      --core->queued;
      reply([] { return problem({Reason::overload, {}, {}}); });
      return;
    }
    asio::post(core->workers, [core = core, handler = handler, request = request, reply] {
      auto answer = std::make_shared<Response>(guarded([&] { return (*handler)(*request); }));
      --core->queued;
      reply([answer] { return std::move(*answer); });
    });
  }
};

/// The next piece of a stream travels as the body of a response; status 0 is its end, -1 its failure.
struct StartPull {
  HttpServer::Core* core;
  PullStream* stream;

  void operator()(const Reply& reply) const {
    asio::post(core->workers, [stream = stream, reply] {
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
  if (route.later) return replied(strand, StartLater{&core, &route.later, std::move(request)});
  return replied(strand, StartWork{&core, &route.work, std::move(request)});
}

inline Awaitable<Response> begin_pull(HttpServer::Core& core, const Strand& strand, PullStream& stream) {
  return replied(strand, StartPull{&core, &stream});
}

}  // namespace tenure
