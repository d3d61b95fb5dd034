// The share of the connections that one address has, idle ones too; over real sockets.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <functional>
#include <thread>

#include "tests/server/served_ledger.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using namespace std::chrono_literals;  // NOLINT

/// A connection from an address of this machine, which says nothing until it is told to.
class Caller {
 public:
  Caller(const char* from, std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{20, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    ::inet_pton(AF_INET, from, &address.sin_addr);
    ::bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    address.sin_port = htons(port);
    ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  ~Caller() { ::close(fd_); }
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  /// What comes of a question.
  std::string ask() {
    const std::string_view text = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL);
    return heard();
  }
  std::string heard() const {
    std::array<char, 4096> buffer;
    const auto count = ::recv(fd_, buffer.data(), buffer.size(), 0);
    return count <= 0 ? "" : std::string(buffer.data(), static_cast<std::size_t>(count));
  }

 private:
  int fd_;
};

bool soon(const std::function<bool()>& holds) {
  for (int i = 0; i < 500; ++i) {
    if (holds()) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

Config with_share(std::size_t share) {
  Config out;
  out.http.connections_share = share;
  out.http.loopback_has_share = true;
  return out;
}

TEST(ConnectionShare, OneAddressCannotHoldAllConnections) {
  ServedLedger s(with_share(3));
  std::vector<std::unique_ptr<Caller>> idle;
  for (int i = 0; i < 3; ++i) idle.push_back(std::make_unique<Caller>("127.0.0.2", s.port()));
  Caller beyond("127.0.0.2", s.port());
  const std::string answer = beyond.heard();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 429 ")) << "as it connects";
  EXPECT_THAT(answer, HasSubstr("Retry-After: "));
  EXPECT_THAT(Caller("127.0.0.3", s.port()).ask(), StartsWith("HTTP/1.1 200 "))
      << "another address is let in";
  EXPECT_THAT(idle[0]->ask(), StartsWith("HTTP/1.1 200 ")) << "who is in stays in";
  EXPECT_THAT(s.connect()->get("/metrics").body,
              HasSubstr("tenure_connections_refused_total{limit=\"address\"} 1"));
  idle.pop_back();
  EXPECT_TRUE(soon([&] { return Caller("127.0.0.2", s.port()).ask().starts_with("HTTP/1.1 200 "); }))
      << "there is room again";
}

TEST(ConnectionShare, IsAPartOfAllWhereNothingElseIsSaid) {
  Config config = with_share(0);
  config.http.connections = 2 * kConnectionsShare;
  ServedLedger s(config);
  const Caller one("127.0.0.2", s.port()), two("127.0.0.2", s.port());
  EXPECT_THAT(Caller("127.0.0.2", s.port()).heard(), StartsWith("HTTP/1.1 429 "));
}

TEST(ConnectionShare, LoopbackHasNone) {
  Config config = with_share(1);
  config.http.loopback_has_share = false;
  ServedLedger s(config);
  Caller one("127.0.0.2", s.port()), two("127.0.0.2", s.port());
  EXPECT_THAT(one.ask(), StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(two.ask(), StartsWith("HTTP/1.1 200 "));
}

/// A proxy holds connections for many; each of those for whom it asks has a share.
TEST(ConnectionShare, BehindATrustedProxyItIsTheClients) {
  Config config = with_share(2);
  config.http.trusted_proxies = {*Network::parse("127.0.0.1")};
  ServedLedger s(config);
  const std::string token = s.token(Role::auditor);
  const auto feed = [&](const std::string& client) {
    WsClient::Options with;
    with.token = token;
    with.headers = "X-Forwarded-For: " + client + "\r\n";
    return std::make_unique<WsClient>(s.port(), with);
  };
  auto first = feed("192.0.2.1");
  const auto second = feed("192.0.2.1");
  ASSERT_TRUE(first->open() && second->open());
  EXPECT_THAT(feed("192.0.2.1")->answer(), StartsWith("HTTP/1.1 429 "));
  const auto refused = s.connect()->get("/v1/status", bearer(token) + "X-Forwarded-For: 192.0.2.1\r\n");
  EXPECT_EQ(refused.status, 429) << refused.body;
  EXPECT_NE(refused.header("retry-after"), "");
  EXPECT_TRUE(feed("192.0.2.2")->open()) << "another client of the same proxy";
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(s.connect()->get("/v1/status", bearer(token)).status, 200) << "the proxy itself";
  first.reset();
  EXPECT_TRUE(soon([&] { return feed("192.0.2.1")->open(); }));
}

}  // namespace
}  // namespace tenure::testing
