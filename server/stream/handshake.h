// The opening handshake of a WebSocket (RFC 6455, 4.2), as a function from a request's headers to an answer.
//
// Pure; any thread. Host, Origin and credentials are the HTTP server's business and checked before.
#pragma once

#include <string>
#include <string_view>

#include "domain/core/refusal.h"

namespace tenure {

inline constexpr std::string_view kSubprotocol = "tenure.v1";

/// The headers that count; empty when absent. Several headers of one name are joined by commas.
struct HandshakeHeaders {
  std::string_view method;
  std::string_view upgrade;
  std::string_view connection;
  std::string_view version;    ///< Sec-WebSocket-Version
  std::string_view key;        ///< Sec-WebSocket-Key
  std::string_view protocols;  ///< Sec-WebSocket-Protocol
};

/// base64(SHA-1(key + GUID)).
std::string accept_key(std::string_view key);

/// The whole answer 101, to be written as it is. Refused: bad_request, websocket_version; `where` names the
/// header. A client that names subprotocols must name tenure.v1; one that names none is served without.
Result<std::string> handshake(const HandshakeHeaders& request);

/// The whole answer to a refused handshake, a problem+json; the connection is closed after it.
std::string handshake_refusal(const Refusal& refusal);

}  // namespace tenure
