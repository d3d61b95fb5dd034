#include "server/http/server.h"

#include <spdlog/spdlog.h>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/steady_timer.hpp>
#include <charconv>
#include <limits>

#include "domain/core/both.h"
#include "server/http/connection.h"
#include "server/http/tls.h"

namespace tenure {

using asio::ip::tcp;

namespace {

constexpr std::chrono::milliseconds kAcceptBackOff{100};  ///< when there are no more file descriptors
constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
constexpr std::string_view kShareIsTaken =
    "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

Result<tcp::endpoint> parse_listen(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return refuse(Reason::bad_value, "listen", text);
  std::string host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  SystemError error;
  const auto address = asio::ip::make_address(host, error);
  std::uint16_t port = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, failed] = std::from_chars(text.data() + colon + 1, end, port);
  if (error || failed != std::errc() || stopped != end) return refuse(Reason::bad_value, "listen", text);
  return tcp::endpoint(address, port);
}

}  // namespace

// What is shared
// ---------------------------------------------------------------------------------------------------------

std::shared_ptr<void> HttpServer::Core::take_slot() {
  const std::lock_guard lock(mutex);
  if (slots >= options.connections) return nullptr;
  ++slots;
  return {this, [](void* self) {
            auto& core = *static_cast<Core*>(self);
            const std::lock_guard guard(core.mutex);
            --core.slots;
            core.slot_freed.notify_all();
          }};
}

bool HttpServer::Core::has_share(const IpAddress& client) const {
  if (client.is_loopback() && !options.loopback_has_share) return false;
  return std::none_of(options.trusted_proxies.begin(), options.trusted_proxies.end(),
                      [&](const Network& proxies) { return proxies.holds(client); });
}

std::size_t HttpServer::Core::share_max() const {
  if (options.connections_share > 0) return options.connections_share;
  return std::max<std::size_t>(1, options.connections / kConnectionsShare);
}

std::shared_ptr<void> HttpServer::Core::take_share(const IpAddress& client) {
  if (!has_share(client)) return std::make_shared<char>();
  const std::string holder = client.household();
  const std::lock_guard lock(mutex);
  std::size_t& own = shares[holder];
  if (own >= share_max()) return nullptr;
  ++own;
  return {this, [holder](void* self) {
            auto& core = *static_cast<Core*>(self);
            const std::lock_guard guard(core.mutex);
            const auto left = core.shares.find(holder);
            if (--left->second == 0) core.shares.erase(left);
          }};
}

std::shared_ptr<asio::ssl::context> HttpServer::Core::tls_now() {
  const std::lock_guard lock(mutex);
  return tls;
}

std::shared_ptr<void> HttpServer::Core::take_export(const std::string& asker) {
  const std::lock_guard lock(mutex);
  std::size_t& own = exports[asker];
  if (own >= kBulkOfOneMax) return nullptr;
  ++own;
  return {this, [asker](void* self) {
            auto& core = *static_cast<Core*>(self);
            const std::lock_guard guard(core.mutex);
            const auto left = core.exports.find(asker);
            if (--left->second == 0) core.exports.erase(left);
          }};
}

FairPool::Options HttpServer::Core::pool_options(WorkLane lane) const {
  FairPool::Options out;
  out.threads = lane == WorkLane::act ? kActThreads : lane == WorkLane::bulk ? kBulkThreads : options.workers;
  // Half of the threads are left to the others, whatever one asks.
  out.running_max = out.threads / 2;
  out.taken_of_one = lane == WorkLane::act    ? kActsOfOneMax
                     : lane == WorkLane::bulk ? kBulkOfOneMax
                                              : kQuestionsOfOneMax;
  out.taken_max = options.work_queue;
  out.nice = lane == WorkLane::act ? 0 : lane == WorkLane::bulk ? kBulkNice : kQuestionNice;
  out.waited = [this, lane](double seconds) { options.waited(lane, seconds); };
  return out;
}

FairPool::Options HttpServer::Core::pull_options() const {
  FairPool::Options out = pool_options(WorkLane::bulk);
  out.taken_of_one = out.taken_max = std::numeric_limits<std::size_t>::max();
  return out;
}

void HttpServer::Core::enter(const std::shared_ptr<Closable>& connection) {
  const std::lock_guard lock(mutex);
  open.emplace(connection.get(), connection);
}

void HttpServer::Core::leave(Closable* connection) {
  const std::lock_guard lock(mutex);
  open.erase(connection);
}

std::vector<std::shared_ptr<Closable>> HttpServer::Core::connections() {
  const std::lock_guard lock(mutex);
  std::vector<std::shared_ptr<Closable>> out;
  for (const auto& [key, weak] : open) {
    if (auto connection = weak.lock()) out.push_back(std::move(connection));
  }
  return out;
}

// Listener
// ---------------------------------------------------------------------------------------------------------

struct Listener {
  using Core = HttpServer::Core;

  static Result<void> open(Core& core) {
    const auto endpoint = parse_listen(core.options.listen);
    if (!endpoint) return tl::unexpected(endpoint.error());
    const bool tls = !core.options.certificate.empty();
    if (!tls && !endpoint->address().is_loopback()) {
      return refuse(Reason::bad_value, "listen",
                    both("明文 HTTP 只限回环地址；请给出证书",
                         "plain HTTP is for loopback addresses; give a certificate"));
    }
    if (tls) {
      auto context = make_tls(core.options.certificate, core.options.key);
      if (!context) return tl::unexpected(context.error());
      core.tls = std::move(*context);
    }
    SystemError error;
    auto& acceptor = core.acceptor.emplace(asio::make_strand(core.io.get_executor()));
    acceptor.open(endpoint->protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(*endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return refuse(Reason::io, core.options.listen, error.message());
    core.port = acceptor.local_endpoint().port();
    return {};
  }

  static asio::awaitable<void> run(Core& core) {
    constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);
    asio::steady_timer pause(core.acceptor->get_executor());
    while (!core.draining) {
      auto strand = asio::make_strand(core.io.get_executor());
      Socket socket(strand);
      const auto [error] = co_await core.acceptor->async_accept(socket, kAwait);
      if (core.draining) break;
      if (!error) {
        take(core, std::move(socket));
        continue;
      }
      spdlog::warn("accept: {}", error.message());
      pause.expires_after(kAcceptBackOff);
      const auto [ignored] = co_await pause.async_wait(kAwait);
      static_cast<void>(ignored);
    }
  }

  static void take(Core& core, Socket socket) {
    auto slot = core.take_slot();
    if (!slot) return turn_away(core, std::move(socket), TurnedAway::all_taken);
    auto share = core.take_share(address_of(socket));
    if (!share) return turn_away(core, std::move(socket), TurnedAway::share_taken);
    slot = both_held(std::move(slot), std::move(share));
    const auto strand = socket.get_executor();
    if (const auto tls = core.tls_now()) {
      auto stream = std::make_unique<TlsStream>(std::move(socket), *tls);
      spawn<TlsStream>(core, strand, std::move(stream), std::move(slot));
    } else {
      spawn<Socket>(core, strand, std::make_unique<Socket>(std::move(socket)), std::move(slot));
    }
  }

  template <class Stream>
  static void spawn(Core& core, const Strand& strand, std::unique_ptr<Stream> stream,
                    std::shared_ptr<void> slot) {
    auto connection = std::make_shared<Connection<Stream>>(core, std::move(stream), std::move(slot));
    asio::co_spawn(strand, Connection<Stream>::run(std::move(connection)), asio::detached);
  }

  static IpAddress address_of(const Socket& socket) {
    SystemError ignored;
    return IpAddress::parse(socket.remote_endpoint(ignored).address().to_string()).value_or(IpAddress());
  }

  static void turn_away(Core& core, Socket socket, TurnedAway why) {
    core.options.turned_away(why);
    SystemError ignored;
    if (core.tls_now()) return;
    socket.non_blocking(true, ignored);
    const std::string_view answer = why == TurnedAway::all_taken ? kFull : kShareIsTaken;
    socket.write_some(asio::buffer(answer.data(), answer.size()), ignored);
    socket.shutdown(Socket::shutdown_send, ignored);
  }
};

// The server
// ---------------------------------------------------------------------------------------------------------

Result<std::unique_ptr<HttpServer>> HttpServer::start(Options options, Router router) {
  auto core = std::make_shared<Core>(std::move(options), std::move(router));
  if (auto done = Listener::open(*core); !done) return tl::unexpected(done.error());
  asio::co_spawn(core->acceptor->get_executor(), Listener::run(*core), asio::detached);
  for (unsigned i = 0; i < std::max(1U, core->options.io_threads); ++i) {
    core->threads.emplace_back([&io = core->io, work = asio::make_work_guard(core->io)] { io.run(); });
  }
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(core)));
}

HttpServer::~HttpServer() { stop(); }

std::uint16_t HttpServer::port() const { return core_->port; }

std::size_t HttpServer::connections() const {
  const std::lock_guard lock(core_->mutex);
  return core_->slots;
}

std::size_t HttpServer::body_bytes() const { return core_->bodies.held(); }

Result<void> HttpServer::reload_certificate() {
  if (!core_->tls_now())
    return refuse(Reason::not_found, "certificate", both("提供的是明文 HTTP", "plain HTTP is served"));
  auto context = reload_tls(core_->options.certificate, core_->options.key);
  if (!context) return tl::unexpected(context.error());
  // Connections that stand hold what they were made with.
  const std::lock_guard lock(core_->mutex);
  core_->tls = std::move(*context);
  return {};
}

void HttpServer::stop_accepting() {
  if (core_->draining.exchange(true)) return;
  asio::post(core_->acceptor->get_executor(), [core = core_.get()] {
    SystemError ignored;
    core->acceptor->close(ignored);
  });
  for (const auto& connection : core_->connections()) connection->close_if_idle();
}

void HttpServer::stop() { stop(std::chrono::steady_clock::now() + core_->options.timeouts.stop); }

void HttpServer::stop(std::chrono::steady_clock::time_point deadline) {
  if (core_->threads.empty()) return;
  stop_accepting();
  {
    std::unique_lock lock(core_->mutex);
    core_->slot_freed.wait_until(lock, deadline, [this] { return core_->slots == 0; });
  }
  core_->cut = true;
  for (const auto& connection : core_->connections()) connection->close();
  for (FairPool* pool : {&core_->questions, &core_->acts, &core_->bulk, &core_->pulls}) pool->stop();
  core_->io.stop();
  for (std::thread& thread : core_->threads) thread.join();
  core_->threads.clear();
}

}  // namespace tenure
