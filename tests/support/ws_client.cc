#include "tests/support/ws_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

#include "domain/core/bytes.h"

namespace tenure::testing {
namespace {

constexpr std::string_view kMask = "\x12\x34\x56\x78";

}  // namespace

std::string client_frame(unsigned opcode, std::string_view payload, bool final, bool masked) {
  std::string out;
  const unsigned mask_bit = masked ? 0x80 : 0;
  put_be<1>(out, (final ? 0x80U : 0U) | opcode);
  if (payload.size() < 126) {
    put_be<1>(out, mask_bit | payload.size());
  } else if (payload.size() <= 0xFFFF) {
    put_be<1>(out, mask_bit | 126);
    put_be<2>(out, payload.size());
  } else {
    put_be<1>(out, mask_bit | 127);
    put_be<8>(out, payload.size());
  }
  if (!masked) return out + std::string(payload);
  out += kMask;
  for (std::size_t i = 0; i < payload.size(); ++i) out += static_cast<char>(payload[i] ^ kMask[i % 4]);
  return out;
}

std::string client_close(std::uint16_t code, std::string_view reason) {
  std::string payload;
  put_be<2>(payload, code);
  payload += reason;
  return client_frame(8, payload);
}

WsClient::WsClient(std::uint16_t port, const Options& options) {
  socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
  if (options.receive_buffer > 0) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &options.receive_buffer, sizeof options.receive_buffer);
  }
  const timeval patience{kPatience.count(), 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    throw std::runtime_error("connect");
  }
  std::string request = "GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: " +
                        options.version + "\r\n";
  if (!options.protocol.empty()) request += "Sec-WebSocket-Protocol: " + options.protocol + "\r\n";
  if (!options.token.empty()) request += "Authorization: Bearer " + options.token + "\r\n";
  send(request + options.headers + "\r\n");
  std::size_t end = std::string::npos;
  while ((end = input_.find("\r\n\r\n")) == std::string::npos && fill()) {
  }
  if (end == std::string::npos) return;
  answer_ = input_.substr(0, end + 4);
  input_.erase(0, end + 4);
}

WsClient::~WsClient() { hang_up(); }

void WsClient::hang_up() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

void WsClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

bool WsClient::fill() {
  if (at_ > (1U << 20)) {
    input_.erase(0, at_);
    at_ = 0;
  }
  std::array<char, 16384> buffer;
  const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (count <= 0) return false;
  input_.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

std::optional<ServerFrame> WsClient::next() {
  const auto have = [this](std::size_t count) {
    while (input_.size() - at_ < count) {
      if (!fill()) return false;
    }
    return true;
  };
  if (!have(2)) return std::nullopt;
  const auto byte = [this](std::size_t i) { return static_cast<unsigned char>(input_[at_ + i]); };
  ServerFrame out;
  out.opcode = byte(0) & 0x0F;
  out.masked = (byte(1) & 0x80) != 0;
  std::size_t head = 2;
  std::uint64_t length = byte(1) & 0x7F;
  if (length == 126) {
    head = 4;
    if (!have(head)) return std::nullopt;
    length = get_be<2>(std::string_view(input_).substr(at_ + 2));
  } else if (length == 127) {
    head = 10;
    if (!have(head)) return std::nullopt;
    length = get_be<8>(std::string_view(input_).substr(at_ + 2));
  }
  if (!have(head + length)) return std::nullopt;
  out.payload = input_.substr(at_ + head, length);
  at_ += head + length;
  if (out.opcode == 8 && out.payload.size() >= 2) {
    out.code = static_cast<std::uint16_t>(get_be<2>(out.payload));
    out.payload.erase(0, 2);
  }
  return out;
}

std::string WsClient::hear() {
  auto frame = next();
  while (frame && frame->opcode == 9) frame = next();
  return frame && frame->opcode == 1 ? frame->payload : std::string();
}

std::optional<ServerFrame> WsClient::until_close() {
  auto frame = next();
  while (frame && frame->opcode != 8) frame = next();
  return frame;
}

bool WsClient::ended() {
  while (fill()) {
  }
  std::array<char, 1> byte;
  return ::recv(socket_, byte.data(), byte.size(), MSG_DONTWAIT) == 0 || errno == ECONNRESET;
}

}  // namespace tenure::testing
