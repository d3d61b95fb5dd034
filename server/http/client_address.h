// Who asks behind reverse proxies that are trusted: an address out of Forwarded (RFC 7239) or
// X-Forwarded-For.
//
// Pure; any thread.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "server/http/request.h"

namespace tenure {

/// An IPv4 or IPv6 address; an IPv4 one that is mapped into IPv6 is the IPv4 one.
struct IpAddress {
  std::array<unsigned char, 16> bytes{};  ///< IPv4 as ::ffff:a.b.c.d

  static std::optional<IpAddress> parse(std::string_view text);
  bool is_v4() const;
  bool is_loopback() const;
  std::string str() const;
  /// What counts as one who asks: an IPv4 address, the /64 of an IPv6 one.
  std::string household() const;
  bool operator==(const IpAddress&) const = default;
};

/// One address or a network of them: 10.0.0.1, 10.0.0.0/8, 2001:db8::/32.
struct Network {
  IpAddress first;
  unsigned bits = 128;  ///< that are the same; of an IPv4 network 96 more than are written

  static std::optional<Network> parse(std::string_view text);
  bool holds(const IpAddress& address) const;
};

/// The address of the client of a connection from `peer`: the rightmost one of Forwarded or X-Forwarded-For
/// that is no trusted proxy's, if `peer` is one; else `peer`. What a proxy did not say readably ends the way
/// there, at the last proxy that is known. Where both headers stand and do not agree, one is the client's own
/// invention, and neither is believed.
IpAddress client_address(const Request& request, const IpAddress& peer, std::span<const Network> proxies);

}  // namespace tenure
