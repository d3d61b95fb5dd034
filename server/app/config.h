// tenure.toml: what an operator may change of a server. Every key has a default; an unknown key is refused
// with its line. `tenure serve --config FILE`.
//
//   [server]                                 [timeouts]  (milliseconds)
//   listen = "127.0.0.1:8080"                first = 15000
//   certificate = "chain.pem"                handshake = 10000
//   key = "key.pem"                          header = 10000
//   hosts = ["ledger.example"]               idle = 75000
//   origins = []                             transfer = 30000
//   io_threads = 2                           linger = 2000
//   workers = 4
//   connections = 12000                      [sequencer]
//   connections_share = 2000                 verify_threads = 2
//   access_log = true
//   web = "/usr/share/tenure/web"
//   trusted_proxies = ["10.0.0.0/8"]
//   stop_seconds = 3
//
// A trusted proxy, an address or a network, says in Forwarded or X-Forwarded-For for whom it asks; limits for
// an address are then the client's. Nobody else's word counts. A server that is stopped closes feeds at once,
// answers what is under way, and cuts after stop_seconds what is left.
// One address has connections_share connections at most, without it a sixth of all; loopback addresses and
// trusted proxies have no share, whom a proxy asks for has one.
//
// A plain value; any thread.
#pragma once

#include <string>
#include <thread>

#include "server/http/server.h"

namespace tenure {

/// A line for the operator.
void log_rebuilding(std::uint64_t size);

struct Config {
  HttpServer::Options http;  ///< the part that is data; callbacks are the App's
  bool access_log = true;
  std::string web;  ///< the folder of the built page; empty: no page is served
  unsigned verify_threads = std::thread::hardware_concurrency();
  /// Told of the size that the rows have reached while they are brought up to the log.
  std::function<void(std::uint64_t)> on_rebuilding = &log_rebuilding;
};

inline constexpr std::uint64_t kConfigFileMax = 64 << 10;

/// json_unknown, json_type or bad_value with "name:line".
Result<Config> parse_config(std::string_view toml, const std::string& name);
/// not_found when the file is not there.
Result<Config> load_config(const std::string& path);

}  // namespace tenure
