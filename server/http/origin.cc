#include "server/http/origin.h"

#include <algorithm>

namespace tenure {
namespace {

bool contains(std::span<const std::string> list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// "[::1]:8080" is [::1], "localhost:8080" is localhost.
std::string_view without_port(std::string_view host) {
  const std::size_t bracket = host.rfind(']');
  const std::size_t colon = host.rfind(':');
  if (colon == std::string_view::npos || (bracket != std::string_view::npos && colon < bracket)) return host;
  return host.substr(0, colon);
}

bool is_loopback_name(std::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

}  // namespace

Result<void> check_origin(const Request& request, bool upgrades, const OwnAddresses& own) {
  const std::string_view host = request.header("host");
  const std::string_view name = without_port(host);
  // Neither is repeated: a header need not be UTF-8.
  if (!own.any_host && !is_loopback_name(name) && !contains(own.hosts, name)) {
    return refuse(Reason::origin_refused, "host");
  }
  const std::string_view origin = request.header("origin");
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (origin.empty() || (reads && !upgrades)) return {};
  const std::string itself = (request.secure ? "https://" : "http://") + std::string(host);
  if (origin == itself || contains(own.origins, origin)) return {};
  return refuse(Reason::origin_refused, "origin");
}

}  // namespace tenure
