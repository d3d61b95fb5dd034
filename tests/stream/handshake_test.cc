// The opening handshake, header by header.
#include "server/stream/handshake.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

const HandshakeHeaders kGood{
    "GET", "websocket", "keep-alive, Upgrade", "13", "dGhlIHNhbXBsZSBub25jZQ==", "tenure.v1"};

TEST(Handshake, AcceptKeyIsTheOneOfTheRfcsExample) {
  EXPECT_EQ(accept_key("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(Handshake, AnswersWithTheKeyAndTheSubprotocol) {
  EXPECT_EQ(
      *handshake(kGood),
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: tenure.v1\r\n\r\n");
}

TEST(Handshake, WithoutASubprotocolNoneIsAnswered) {
  HandshakeHeaders request = kGood;
  request.protocols = {};
  const auto answer = handshake(request);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->find("Protocol:"), std::string::npos);
}

TEST(Handshake, TakesListsAndAnyCase) {
  HandshakeHeaders request = kGood;
  request.upgrade = "h2c , WebSocket";
  request.connection = "UPGRADE";
  request.protocols = "other, tenure.v1";
  EXPECT_TRUE(handshake(request));
}

TEST(Handshake, EachMissingOrWrongHeaderIsNamed) {
  const auto refused = [](auto change) {
    HandshakeHeaders request = kGood;
    change(request);
    const auto answer = handshake(request);
    return answer ? std::string("accepted") : answer.error().where;
  };
  EXPECT_EQ(refused([](auto& r) { r.method = "POST"; }), "method");
  EXPECT_EQ(refused([](auto& r) { r.upgrade = ""; }), "Upgrade");
  EXPECT_EQ(refused([](auto& r) { r.connection = "close"; }), "Connection");
  EXPECT_EQ(refused([](auto& r) { r.version = "8"; }), "Sec-WebSocket-Version");
  EXPECT_EQ(refused([](auto& r) { r.key = ""; }), "Sec-WebSocket-Key");
  EXPECT_EQ(refused([](auto& r) { r.key = "dGhlIHNhbXBsZQ=="; }), "Sec-WebSocket-Key");
  EXPECT_EQ(refused([](auto& r) { r.protocols = "tenure.v2"; }), "Sec-WebSocket-Protocol");
  EXPECT_EQ(refused([](auto& r) { r.protocols = "Tenure.V1"; }), "Sec-WebSocket-Protocol");
  EXPECT_EQ(refused([](auto& r) { r.upgrade = "websockets"; }), "Upgrade");
}

TEST(Handshake, AnotherVersionIsToldWhichOneIsSpoken) {
  HandshakeHeaders request = kGood;
  request.version = "8";
  const std::string answer = handshake_refusal(handshake(request).error());
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 426 ")) << answer;
  EXPECT_NE(answer.find("\r\nSec-WebSocket-Version: 13\r\n"), std::string::npos);
}

}  // namespace
}  // namespace tenure
