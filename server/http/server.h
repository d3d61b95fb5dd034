// The HTTP/1.1 server: listener, connections, TLS, limits and timeouts; what is answered is the router's.
//
// One strand a connection, one request at a time in the order of arrival (pipelined ones wait). Plain HTTP is
// for loopback addresses alone, with Host and Origin checked. Every answer carries Tenure-Tree-Size. Requests
// that could be read in two ways (two lengths, folded headers, a coding that is not `chunked`) are refused
// and their connection closed. start() may be called anywhere; the rest by who owns the server.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/http/budget.h"
#include "server/http/client_address.h"
#include "server/http/router.h"

namespace tenure {

struct Upgraded;  // stream_types.h

inline constexpr std::size_t kConnectionsMax = 12'000;
/// Of one address at most this part of them, also idle ones.
inline constexpr std::size_t kConnectionsShare = 6;
inline constexpr std::size_t kHeaderBytesMax = 16 << 10;
inline constexpr std::size_t kHeaderFieldsMax = 64;
inline constexpr std::size_t kWorkQueueMax = 1'024;  ///< requests of one lane that are not answered
/// Requests of one token, without one of one address, that are not answered.
inline constexpr std::size_t kQuestionsOfOneMax = 32;
inline constexpr std::size_t kActsOfOneMax = 256;
inline constexpr std::size_t kBulkOfOneMax = 16;  ///< exports under way too
inline constexpr unsigned kActThreads = 4;        ///< most of their time they wait for the sequencer
inline constexpr unsigned kBulkThreads = 2;
inline constexpr int kQuestionNice = 5;  ///< behind acts, which have the processor's first turn
inline constexpr int kBulkNice = 10;

struct Timeouts {
  using Time = std::chrono::milliseconds;
  Time first{15'000};      ///< from connecting to the first byte
  Time handshake{10'000};  ///< TLS
  Time header{10'000};     ///< from a request's first byte to the end of its header
  Time idle{75'000};       ///< between requests
  /// An answer may take this and its length at kBytesPerSecondMin; a body follows the Pace of budget.h.
  Time transfer{30'000};
  Time linger{2'000};  ///< after an answer that closes, for the client to read it
  Time stop{3'000};    ///< for requests under way and feeds when the server stops
};

/// One line of the access log. Never the query: it may hold names.
struct AccessLine {
  std::string_view method, path, peer, token_id;
  int status = 0;
  std::uint64_t bytes = 0;
  double seconds = 0;
  std::size_t route = kNoRoute;
  static constexpr std::size_t kNoRoute = ~std::size_t{0};
};

/// Why a connection was closed as it came, or a proxy's request refused.
enum class TurnedAway : std::uint8_t {
  all_taken,    ///< there are as many connections as may be
  share_taken,  ///< of its address
};

class HttpServer {
 public:
  struct Options {
    std::string listen = "127.0.0.1:8080";  ///< address:port; [::1]:8080; port 0: any
    std::string certificate;                ///< PEM file, the chain; with `key`: TLS
    std::string key;                        ///< PEM file
    std::vector<std::string> hosts;         ///< names in Host beside the loopback ones; TLS without any: all
    std::vector<std::string> origins;       ///< besides the server's own
    std::vector<Network> trusted_proxies;   ///< whose word counts for whom they ask; none: nobody's
    unsigned io_threads = 2;
    unsigned workers = 4;  ///< threads for questions; acts and exports have their own
    std::size_t connections = kConnectionsMax;
    /// Of one address, at most; 0: `connections` by kConnectionsShare. Loopback addresses and trusted proxies
    /// have no share: for whom a proxy asks has one, of requests under way and feeds.
    std::size_t connections_share = 0;
    bool loopback_has_share = false;  ///< as if it were any other address
    std::size_t work_queue = kWorkQueueMax;
    std::size_t bodies_bytes = kBodiesBytesMax;
    std::size_t bodies_share = kBodiesBytesShare;  ///< of bodies_bytes, for one address
    Timeouts timeouts;
    std::string upgrade_path = "/v1/stream";

    /// Who asks, from Authorization and Cookie; those headers are gone afterwards. On an io thread: quick.
    std::function<Result<Viewer>(Request&)> authenticate = [](Request&) { return Viewer{}; };
    /// What is no call: a page or one of its files. On an io thread: from memory.
    std::function<std::optional<Response>(const Request&)> page = [](const Request&) { return std::nullopt; };
    std::function<void(Upgraded&)> upgrade;  ///< moves from it; none: upgrades are refused
    std::function<std::uint64_t()> tree_size = [] { return std::uint64_t{0}; };
    /// What is refused with 401 or 403 before a handler sees it; no operation: the upgrade. On an io thread:
    /// quick.
    std::function<void(const Request&, const Operation*)> refused = [](const Request&, const Operation*) {};
    std::function<void(TurnedAway)> turned_away = [](TurnedAway) {};
    /// How long a request waited for a thread.
    std::function<void(WorkLane, double seconds)> waited = [](WorkLane, double) {};
    std::function<void(const AccessLine&)> observe = [](const AccessLine&) {};
  };

  /// bad_value for an address that does not fit, io when it is taken.
  static Result<std::unique_ptr<HttpServer>> start(Options options, Router router);
  /// stop()s.
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  std::uint16_t port() const;
  std::size_t connections() const;
  std::size_t body_bytes() const;  ///< that bodies on their way hold

  /// Reads certificate and key again, for connections from now on. Refused, and all as it was: bad_value
  /// where they cannot be used or have expired, not_found without TLS. Any thread.
  Result<void> reload_certificate();

  /// No new connections; idle ones are closed, requests under way end with `Connection: close`.
  void stop_accepting();
  /// Waits for requests under way until `deadline`, then closes what is left and joins the threads.
  void stop(std::chrono::steady_clock::time_point deadline);
  /// The same with a deadline after Timeouts::stop.
  void stop();

  struct Core;  ///< core.h

 private:
  explicit HttpServer(std::shared_ptr<Core> core) : core_(std::move(core)) {}
  std::shared_ptr<Core> core_;
};

}  // namespace tenure
