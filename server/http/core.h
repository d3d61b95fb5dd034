// What the listener and the connections of a server share. Private to server/http.
//
// The io_context goes first when a Core is destroyed, and with it every coroutine that still waits; they
// refer to the rest.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/http/budget.h"
#include "server/http/server.h"
#include "server/http/stream_types.h"

namespace tenure {

/// A connection as the server sees it when it stops. Any thread.
class Closable {
 public:
  virtual ~Closable() = default;
  virtual void close_if_idle() = 0;
  virtual void close() = 0;
};

struct HttpServer::Core {
  Core(Options given, Router made)
      : options(std::move(given)),
        router(std::move(made)),
        bodies(options.bodies_bytes, options.bodies_share),
        workers(std::max(1U, options.workers)) {}

  Options options;
  Router router;
  BodyBudget bodies;
  std::uint16_t port = 0;

  std::atomic<bool> draining = false;
  std::atomic<bool> cut = false;        ///< what waits for a worker is not begun any more
  std::atomic<std::size_t> queued = 0;  ///< requests with the workers

  std::mutex mutex;                                ///< guards the three below
  std::shared_ptr<boost::asio::ssl::context> tls;  ///< of new connections; null: plain HTTP
  std::unordered_map<Closable*, std::weak_ptr<Closable>> open;
  std::size_t slots = 0;
  std::condition_variable slot_freed;

  boost::asio::thread_pool workers;
  std::vector<std::thread> threads;
  boost::asio::io_context io;
  std::optional<boost::asio::ip::tcp::acceptor> acceptor;  ///< on a strand of io

  std::shared_ptr<boost::asio::ssl::context> tls_now();
  /// Nothing when the limit is reached.
  std::shared_ptr<void> take_slot();
  void enter(const std::shared_ptr<Closable>& connection);
  void leave(Closable* connection);
  std::vector<std::shared_ptr<Closable>> connections();
};

}  // namespace tenure
