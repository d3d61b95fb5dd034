// The opening handshake of a WebSocket as the whole server judges it, a case a line; and what ends a feed.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/server/served_ledger.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using namespace std::chrono_literals;  // NOLINT

struct UpgradeCase {
  const char* name;
  std::string_view bytes;
  int status;
};

#define GET "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n"
#define KEY "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
#define VERSION "Sec-WebSocket-Version: 13\r\n"
#define UPGRADE "Upgrade: websocket\r\nConnection: Upgrade\r\n"
#define PROTOCOL "Sec-WebSocket-Protocol: tenure.v1\r\n"

const UpgradeCase kUpgradeCases[] = {
    {"Plain", GET UPGRADE KEY VERSION PROTOCOL "\r\n", 101},
    {"WithoutSubprotocol", GET UPGRADE KEY VERSION "\r\n", 101},
    {"AnyCase", GET "UPGRADE: WebSocket\r\nconnection: keep-alive, UPGRADE\r\n" KEY VERSION "\r\n", 101},
    {"AmongOtherProtocols", GET "Upgrade: h2c, websocket\r\nConnection: Upgrade\r\n" KEY VERSION "\r\n", 101},
    {"InASecondHeader",
     GET "Upgrade: h2c\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" KEY VERSION "\r\n", 101},
    {"AmongOtherSubprotocols", GET UPGRADE KEY VERSION "Sec-WebSocket-Protocol: other, tenure.v1\r\n\r\n",
     101},
    {"AbsoluteTarget",
     "GET http://localhost/v1/stream HTTP/1.1\r\nHost: localhost\r\n" UPGRADE KEY VERSION "\r\n", 101},
    {"EmptyBody", GET UPGRADE KEY VERSION "Content-Length: 0\r\n\r\n", 101},
    {"OwnOrigin", GET UPGRADE KEY VERSION "Origin: http://localhost\r\n\r\n", 101},
    {"Http10", "GET /v1/stream HTTP/1.0\r\nHost: localhost\r\n" UPGRADE KEY VERSION "\r\n", 426},
    {"NoUpgrade", GET "Connection: Upgrade\r\n" KEY VERSION "\r\n", 426},
    {"OtherUpgrade", GET "Upgrade: h2c\r\nConnection: Upgrade\r\n" KEY VERSION "\r\n", 426},
    {"NamedAlike", GET "Upgrade: websockets\r\nConnection: Upgrade\r\n" KEY VERSION "\r\n", 426},
    {"NoConnection", GET "Upgrade: websocket\r\n" KEY VERSION "\r\n", 400},
    {"OtherConnection", GET "Upgrade: websocket\r\nConnection: close\r\n" KEY VERSION "\r\n", 400},
    {"NoKey", GET UPGRADE VERSION "\r\n", 400},
    {"ShortKey", GET UPGRADE "Sec-WebSocket-Key: dGhlIHNhbXBsZQ==\r\n" VERSION "\r\n", 400},
    {"NoBase64", GET UPGRADE "Sec-WebSocket-Key: ????????????????????????\r\n" VERSION "\r\n", 400},
    {"TwoKeys", GET UPGRADE KEY KEY VERSION "\r\n", 400},
    {"NoVersion", GET UPGRADE KEY "\r\n", 426},
    {"OtherVersion", GET UPGRADE KEY "Sec-WebSocket-Version: 8\r\n\r\n", 426},
    {"TwoVersions", GET UPGRADE KEY VERSION "Sec-WebSocket-Version: 8\r\n\r\n", 426},
    {"SubprotocolInUpperCase", GET UPGRADE KEY VERSION "Sec-WebSocket-Protocol: TENURE.V1\r\n\r\n", 400},
    {"OtherSubprotocol", GET UPGRADE KEY VERSION "Sec-WebSocket-Protocol: tenure.v2\r\n\r\n", 400},
    {"Body", GET UPGRADE KEY VERSION "Content-Length: 5\r\n\r\nhello", 400},
    {"ChunkedBody", GET UPGRADE KEY VERSION "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
    {"Post", "POST /v1/stream HTTP/1.1\r\nHost: localhost\r\n" UPGRADE KEY VERSION "\r\n", 426},
    {"OtherPath", "GET /v1/status HTTP/1.1\r\nHost: localhost\r\n" UPGRADE KEY VERSION "\r\n", 200},
    {"StrangeOrigin", GET UPGRADE KEY VERSION "Origin: http://evil.example\r\n\r\n", 403},
    {"StrangeHost", "GET /v1/stream HTTP/1.1\r\nHost: evil.example\r\n" UPGRADE KEY VERSION "\r\n", 403},
    {"HostWithUser", "GET /v1/stream HTTP/1.1\r\nHost: me@localhost\r\n" UPGRADE KEY VERSION "\r\n", 400},
    {"WrongToken", GET UPGRADE KEY VERSION "Authorization: Bearer wrong\r\n\r\n", 401},
};

TEST(Upgrade, IsJudgedAsRfc6455Says) {
  ServedLedger s;
  for (const UpgradeCase& c : kUpgradeCases) {
    const auto client = s.connect();
    client->send(c.bytes);
    const auto answer = client->read();
    EXPECT_EQ(answer.status, c.status) << c.name;
    if (c.status == 101) {
      EXPECT_EQ(answer.header("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") << c.name;
      const bool named = c.bytes.find("Sec-WebSocket-Protocol") != std::string_view::npos;
      EXPECT_EQ(answer.header("sec-websocket-protocol"), named ? "tenure.v1" : "") << c.name;
    }
    if (c.status == 426) {
      EXPECT_EQ(answer.header("upgrade"), "websocket") << c.name;
    }
  }
}

#undef GET
#undef KEY
#undef VERSION
#undef UPGRADE
#undef PROTOCOL

// Feeds of a served ledger
// ---------------------------------------------------------------------------------------------------------

std::unique_ptr<WsClient> feed(const ServedLedger& s, std::string token) {
  WsClient::Options with;
  with.token = std::move(token);
  return std::make_unique<WsClient>(s.port(), with);
}

constexpr auto kEndsWithin = 3s;

TEST(Feed, OfARevokedTokenEndsAtOnce) {
  ServedLedger s;
  const std::string token = s.token(Role::auditor);
  const std::string other = s.token(Role::auditor);
  const auto ended = feed(s, token);
  const auto stays = feed(s, other);
  for (const auto* client : {&ended, &stays}) {
    (*client)->say(R"({"op":"subscribe","id":"a","topic":"events"})");
    ASSERT_THAT((*client)->hear(), HasSubstr("caught_up"));
  }
  const auto revoked = std::chrono::steady_clock::now();
  ASSERT_TRUE(TokenFile(s.folder()).revoke(s.token_id(token), Sequencer::system_now()));
  const auto close = ended->until_close();
  ASSERT_TRUE(close);
  EXPECT_EQ(close->code, 1008);
  EXPECT_LT(std::chrono::steady_clock::now() - revoked, kEndsWithin);
  stays->say(R"({"op":"ping"})");
  EXPECT_EQ(stays->hear(), R"({"kind":"pong"})");
}

/// "Cookie: ..." of a new session of the token.
std::string cookie_of(const ServedLedger& s, const std::string& token) {
  const auto opened = s.connect()->post("/v1/session", R"({"token":")" + token + "\"}");
  const std::string set = opened.header("set-cookie");
  return "Cookie: " + set.substr(0, set.find(';')) + "\r\n";
}

TEST(Feed, OpenedWithACookieEndsWithItsSession) {
  ServedLedger s;
  const std::string token = s.token(Role::auditor);
  const std::string other = s.token(Role::auditor);
  const std::string cookie = cookie_of(s, token);
  const auto by_cookie = [&](const std::string& header) {
    WsClient::Options with;
    with.headers = header;
    return std::make_unique<WsClient>(s.port(), with);
  };
  const auto ended = by_cookie(cookie);
  const auto of_another = by_cookie(cookie_of(s, other));
  const auto of_the_token = feed(s, token);
  for (const auto* client : {&ended, &of_another, &of_the_token}) {
    (*client)->say(R"({"op":"subscribe","id":"a","topic":"events"})");
    ASSERT_THAT((*client)->hear(), HasSubstr("caught_up"));
  }
  // Until the tokens that were just made are no news, for which every feed's is looked at.
  std::this_thread::sleep_for(4 * kTokensCheck);
  const std::string origin = fmt::format("Origin: http://127.0.0.1:{}\r\n", s.port());
  const auto left = std::chrono::steady_clock::now();
  ASSERT_EQ(s.connect()->ask("DELETE", "/v1/session", {}, cookie + origin).status, 204);
  const auto close = ended->until_close();
  ASSERT_TRUE(close);
  EXPECT_EQ(close->code, 1008);
  EXPECT_LT(std::chrono::steady_clock::now() - left, kEndsWithin);
  for (const auto* client : {&of_another, &of_the_token}) {
    (*client)->say(R"({"op":"ping"})");
    EXPECT_EQ((*client)->hear(), R"({"kind":"pong"})") << "neither logged out";
  }
}

TEST(Feed, OfATokenThatWasShownInAMessageEndsWithItToo) {
  ServedLedger s;
  const std::string token = s.token(Role::auditor);
  const auto client = feed(s, {});
  client->say(R"({"op":"auth","token":")" + token + "\"}");
  ASSERT_THAT(client->hear(), HasSubstr("authenticated"));
  ASSERT_TRUE(TokenFile(s.folder()).revoke(s.token_id(token), Sequencer::system_now()));
  const auto close = client->until_close();
  ASSERT_TRUE(close);
  EXPECT_EQ(close->code, 1008);
}

TEST(Feed, FromBeyondTheHeadIsRefusedWithTheHeadAsInEveryOtherCall) {
  ServedLedger s;
  const std::string token = s.token(Role::auditor);
  const auto size = s.app().store().log().head().size;
  const auto client = feed(s, token);
  const std::string head = fmt::format("head {}.0", size);
  client->say(fmt::format(R"({{"op":"subscribe","id":"a","topic":"events","from":"{}.0"}})", size + 1));
  const std::string refusal = client->hear();
  EXPECT_THAT(refusal, StartsWith(R"({"id":"a","kind":"error","type":"urn:tenure:problem:beyond_head")"));
  EXPECT_THAT(refusal, HasSubstr(head));
  client->say(fmt::format(R"({{"op":"subscribe","id":"a","topic":"events","from":"{}.0"}})", size));
  EXPECT_THAT(client->hear(), HasSubstr("caught_up")) << "the next act is not beyond it";
  s.record(s.registration("p-1"));
  EXPECT_THAT(client->hear(), HasSubstr("PersonRegistered"));

  const auto asked = [&](const std::string& path) { return s.connect()->get(path, bearer(token)); };
  for (const std::string& path :
       {fmt::format("/v1/events?from={}.0", size + 2), fmt::format("/v1/events?from={}.1", size + 1),
        fmt::format("/v1/diff?subject=org/o-village&from_size={}", size + 2),
        fmt::format("/v1/proofs/consistency?from_size={}", size + 2)}) {
    const auto answer = asked(path);
    EXPECT_EQ(answer.status, 400) << path;
    EXPECT_THAT(answer.body, HasSubstr("urn:tenure:problem:beyond_head")) << path;
    EXPECT_THAT(answer.body, HasSubstr(fmt::format("head {}", size + 1))) << path;
  }
  EXPECT_EQ(asked(fmt::format("/v1/events?from={}.0", size + 1)).status, 200);
}

}  // namespace
}  // namespace tenure::testing
