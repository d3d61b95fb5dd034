#include "server/http/server.h"

#include <spdlog/spdlog.h>

#include <boost/asio/ip/address.hpp>
#include <boost/asio/steady_timer.hpp>
#include <charconv>

#include "domain/core/both.h"
#include "server/http/connection.h"

namespace tenure {

using asio::ip::tcp;

namespace {

constexpr std::chrono::milliseconds kAcceptBackOff{100};  ///< when there are no more file descriptors
constexpr std::string_view kFull =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

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

Result<void> use_tls(const HttpServer::Options& options, std::optional<asio::ssl::context>& out) {
  auto& context = out.emplace(asio::ssl::context::tls_server);
  SystemError error;
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  SSL_CTX_set_mode(context.native_handle(), SSL_MODE_RELEASE_BUFFERS);
  context.set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_compression |
                          asio::ssl::context::single_dh_use,
                      error);
  if (!error) context.use_certificate_chain_file(options.certificate, error);
  if (error) return refuse(Reason::bad_value, options.certificate, error.message());
  context.use_private_key_file(options.key, asio::ssl::context::pem, error);
  if (error) return refuse(Reason::bad_value, options.key, error.message());
  return {};
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
      if (auto done = use_tls(core.options, core.tls); !done) return done;
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
    if (!slot) {
      turn_away(core, std::move(socket));
      return;
    }
    const auto strand = socket.get_executor();
    if (core.tls) {
      auto stream = std::make_unique<TlsStream>(std::move(socket), *core.tls);
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

  static void turn_away(const Core& core, Socket socket) {
    SystemError ignored;
    if (core.tls) return;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(kFull.data(), kFull.size()), ignored);
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

void HttpServer::stop_accepting() {
  if (core_->draining.exchange(true)) return;
  asio::post(core_->acceptor->get_executor(), [core = core_.get()] {
    SystemError ignored;
    core->acceptor->close(ignored);
  });
  for (const auto& connection : core_->connections()) connection->close_if_idle();
}

void HttpServer::stop() {
  if (core_->threads.empty()) return;
  stop_accepting();
  {
    std::unique_lock lock(core_->mutex);
    core_->slot_freed.wait_for(lock, core_->options.timeouts.drain, [this] { return core_->slots == 0; });
  }
  for (const auto& connection : core_->connections()) connection->close();
  core_->workers.join();
  core_->io.stop();
  for (std::thread& thread : core_->threads) thread.join();
  core_->threads.clear();
}

}  // namespace tenure
