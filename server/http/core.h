// What the listener and the connections of a server share. Private to server/http.
//
// The io_context goes first when a Core is destroyed, and with it every coroutine that still waits; they
// refer to the rest.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/http/budget.h"
#include "server/http/fair_pool.h"
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
        bodies(options.bodies_bytes, options.bodies_share) {}

  Options options;
  Router router;
  BodyBudget bodies;
  std::uint16_t port = 0;

  std::atomic<bool> draining = false;
  std::atomic<bool> cut = false;  ///< what waits for a thread is not begun any more

  std::mutex mutex;                                ///< guards the five below
  std::shared_ptr<boost::asio::ssl::context> tls;  ///< of new connections; null: plain HTTP
  std::unordered_map<Closable*, std::weak_ptr<Closable>> open;
  std::size_t slots = 0;
  std::unordered_map<std::string, std::size_t> shares;  ///< connections and proxied requests, by address
  std::map<std::string, std::size_t> exports;           ///< streams under way, by who asked
  std::condition_variable slot_freed;

  FairPool questions{pool_options(WorkLane::question)};
  FairPool acts{pool_options(WorkLane::act)};
  FairPool bulk{pool_options(WorkLane::bulk)};
  FairPool pulls{pull_options()};  ///< the pieces of streams, whose number is bounded by `exports`
  std::vector<std::thread> threads;
  boost::asio::io_context io;
  std::optional<boost::asio::ip::tcp::acceptor> acceptor;  ///< on a strand of io

  FairPool& pool(WorkLane lane) {
    return lane == WorkLane::act ? acts : lane == WorkLane::bulk ? bulk : questions;
  }
  FairPool::Options pool_options(WorkLane lane) const;
  FairPool::Options pull_options() const;

  std::shared_ptr<boost::asio::ssl::context> tls_now();
  /// Nothing when the limit is reached.
  std::shared_ptr<void> take_slot();
  /// One of the address's share; nothing when it has no more. Of an address without a share there is always
  /// one.
  std::shared_ptr<void> take_share(const IpAddress& client);
  bool has_share(const IpAddress& client) const;
  std::size_t share_max() const;
  /// Held while a stream of theirs is under way; nothing when they have kBulkOfOneMax.
  std::shared_ptr<void> take_export(const std::string& asker);
  void enter(const std::shared_ptr<Closable>& connection);
  void leave(Closable* connection);
  std::vector<std::shared_ptr<Closable>> connections();
};

/// Both, until the result goes.
inline std::shared_ptr<void> both_held(std::shared_ptr<void> one, std::shared_ptr<void> other) {
  return std::make_shared<std::pair<std::shared_ptr<void>, std::shared_ptr<void>>>(std::move(one),
                                                                                   std::move(other));
}

}  // namespace tenure
