#include "server/stream/handshake.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>

#include "domain/core/both.h"
#include "domain/core/bytes.h"
#include "domain/describe/problem.h"
#include "server/http/header_text.h"

namespace tenure {
namespace {

constexpr std::string_view kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::string_view kVersion = "13";
constexpr std::string_view kVersionHeader = "Sec-WebSocket-Version";
constexpr std::size_t kNonceSize = 16;

}  // namespace

std::string accept_key(std::string_view key) {
  const std::string text = std::string(key) + std::string(kGuid);
  std::array<std::byte, 20> digest{};
  EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(digest.data()), nullptr, EVP_sha1(),
             nullptr);
  return to_base64(digest);
}

Result<std::string> handshake(const HandshakeHeaders& request) {
  if (request.method != "GET")
    return refuse(Reason::bad_request, "method",
                  both("WebSocket 以 GET 打开", "a WebSocket is opened by GET"));
  if (!lists(request.upgrade, "websocket"))
    return refuse(Reason::bad_request, "Upgrade", both("应为 websocket", "websocket is due"));
  if (!lists(request.connection, "upgrade")) {
    return refuse(Reason::bad_request, "Connection", both("应为 Upgrade", "Upgrade is due"));
  }
  if (request.version != kVersion) return refuse(Reason::websocket_version, std::string(kVersionHeader));
  const auto nonce = from_base64(request.key);
  if (!nonce || nonce->size() != kNonceSize) {
    return refuse(Reason::bad_request, "Sec-WebSocket-Key",
                  both("应为 16 字节的 base64", "16 bytes in base64 are due"));
  }
  const bool named = !request.protocols.empty();
  const auto offered = list_items(request.protocols);
  // Names of subprotocols are compared as they stand (RFC 6455, 1.9).
  if (named && std::find(offered.begin(), offered.end(), kSubprotocol) == offered.end()) {
    return refuse(Reason::bad_request, "Sec-WebSocket-Protocol",
                  both("此处只用 {}", "{} is spoken here", kSubprotocol));
  }
  std::string out =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: " +
      accept_key(request.key) + "\r\n";
  if (named) out += fmt::format("Sec-WebSocket-Protocol: {}\r\n", kSubprotocol);
  return out + "\r\n";
}

std::string handshake_refusal(const Refusal& refusal) {
  const bool version = refusal.reason == Reason::websocket_version;
  const std::string body = problem_json(refusal);
  return fmt::format(
      "HTTP/1.1 {}\r\n{}Content-Type: application/problem+json\r\nContent-Length: {}\r\nConnection: "
      "close\r\n\r\n{}",
      version ? "426 Upgrade Required" : "400 Bad Request",
      version ? "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" : "", body.size(), body);
}

}  // namespace tenure
