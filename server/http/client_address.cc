#include "server/http/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "server/http/header_text.h"

namespace tenure {
namespace {

constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr unsigned kMappedBits = 96;
constexpr unsigned kHouseholdBytes = 8;
/// A node as proxies write it: an address, in brackets if they like, with a port if they like.
std::optional<IpAddress> parse_node(std::string_view node) {
  const auto is_port = [](std::string_view text) {
    return !text.empty() && text.size() <= 5 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (node.starts_with('[')) {
    const auto end = node.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const auto rest = node.substr(end + 1);
    if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1)))) return std::nullopt;
    return IpAddress::parse(node.substr(1, end - 1));
  }
  const auto colon = node.find(':');
  if (colon != std::string_view::npos && colon == node.rfind(':') && is_port(node.substr(colon + 1))) {
    node = node.substr(0, colon);
  }
  return IpAddress::parse(node);
}

/// Reads `name=value` pairs by `;` and elements by `,`, quoted strings whole (RFC 7239, 4).
class ForwardedReader {
 public:
  explicit ForwardedReader(std::string_view text) : rest_(text) {}

  /// What `for` says in each element, empty where it says nothing; nothing when it is malformed.
  std::optional<std::vector<std::string>> nodes() {
    std::vector<std::string> out(1);
    bool named = false;
    while (true) {
      skip_space();
      if (!rest_.empty() && rest_.front() != ',' && rest_.front() != ';') {
        std::string value;
        const auto name = token();
        if (name.empty() || !take('=') || !read_value(value)) return std::nullopt;
        if (same_word(name, "for")) {
          if (std::exchange(named, true)) return std::nullopt;
          out.back() = std::move(value);
        }
      }
      skip_space();
      if (rest_.empty()) return out;
      if (take(';')) continue;
      if (!take(',')) return std::nullopt;
      out.emplace_back();
      named = false;
    }
  }

 private:
  void skip_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(kHeaderSpace), rest_.size())); }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// A token; also with the colons and brackets of an address that somebody forgot to quote.
  std::string_view token(std::string_view end = "=,;\" \t") {
    const auto out = rest_.substr(0, rest_.find_first_of(end));
    rest_.remove_prefix(out.size());
    return out;
  }

  bool read_value(std::string& out) {
    if (!take('"')) {
      out = token();
      return !out.empty();
    }
    while (!take('"')) {
      take('\\');
      if (rest_.empty()) return false;
      out.push_back(rest_.front());
      rest_.remove_prefix(1);
    }
    return true;
  }

  std::string_view rest_;
};

/// From the right: proxies, then the first who is none.
template <class Nodes>
IpAddress behind(const Nodes& nodes, IpAddress proxy, std::span<const Network> proxies) {
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    const auto address = parse_node(*node);
    if (!address) return proxy;
    const bool trusted = std::any_of(proxies.begin(), proxies.end(),
                                     [&](const Network& network) { return network.holds(*address); });
    if (!trusted) return *address;
    proxy = *address;
  }
  return proxy;
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  IpAddress out;
  const std::string copy(text);
  if (copy.find('\0') != std::string::npos) return std::nullopt;
  if (::inet_pton(AF_INET6, copy.c_str(), out.bytes.data()) == 1) return out;
  std::copy(kMapped.begin(), kMapped.end(), out.bytes.begin());
  if (::inet_pton(AF_INET, copy.c_str(), out.bytes.data() + kMapped.size()) == 1) return out;
  return std::nullopt;
}

bool IpAddress::is_v4() const { return std::equal(kMapped.begin(), kMapped.end(), bytes.begin()); }

bool IpAddress::is_loopback() const {
  if (is_v4()) return bytes[kMapped.size()] == 127;
  return std::all_of(bytes.begin(), bytes.end() - 1, [](unsigned char b) { return b == 0; }) &&
         bytes.back() == 1;
}

std::string IpAddress::str() const {
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (is_v4()) return ::inet_ntop(AF_INET, bytes.data() + kMapped.size(), out.data(), out.size());
  return ::inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
}

std::string IpAddress::household() const {
  if (is_v4()) return str();
  return {reinterpret_cast<const char*>(bytes.data()), kHouseholdBytes};
}

std::optional<Network> Network::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = IpAddress::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == std::string_view::npos) return Network{*address};
  const std::string_view digits = text.substr(slash + 1);
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  // An IPv4 network is written in dots; one in colons is IPv6 also where it is mapped.
  const bool dotted = text.find(':') == std::string_view::npos;
  if (bits > (dotted ? 32U : 128U)) return std::nullopt;
  return Network{*address, dotted ? bits + kMappedBits : bits};
}

bool Network::holds(const IpAddress& address) const {
  const unsigned whole = bits / 8;
  if (!std::equal(first.bytes.begin(), first.bytes.begin() + whole, address.bytes.begin())) return false;
  if (bits % 8 == 0) return true;
  const unsigned mask = 0xFFU << (8 - bits % 8) & 0xFFU;
  return (first.bytes[whole] & mask) == (address.bytes[whole] & mask);
}

IpAddress client_address(const Request& request, const IpAddress& peer, std::span<const Network> proxies) {
  const bool trusted = std::any_of(proxies.begin(), proxies.end(),
                                   [&](const Network& network) { return network.holds(peer); });
  if (!trusted) return peer;
  std::optional<IpAddress> found;
  if (const std::string forwarded = request.joined("forwarded"); !forwarded.empty()) {
    const auto nodes = ForwardedReader(forwarded).nodes();
    found = nodes ? behind(*nodes, peer, proxies) : peer;
  }
  if (const std::string list = request.joined("x-forwarded-for"); !list.empty()) {
    const auto other = behind(list_items(list), peer, proxies);
    if (found && *found != other) return peer;
    found = other;
  }
  return found.value_or(peer);
}

}  // namespace tenure
