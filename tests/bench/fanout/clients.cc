#include "tests/bench/fanout/clients.h"

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "domain/core/bytes.h"
#include "tests/support/ws_client.h"

namespace tenure::bench {
namespace {

constexpr int kPatienceMs = 60'000;
constexpr std::size_t kReadSize = 256 << 10;

std::size_t head_size(std::string_view head) {
  if (head.size() < 2) return 2;
  const unsigned length = static_cast<unsigned char>(head[1]) & 0x7F;
  return length == 126 ? 4 : length == 127 ? 10 : 2;
}

std::size_t payload_size(std::string_view head) {
  const unsigned length = static_cast<unsigned char>(head[1]) & 0x7F;
  if (length == 126) return get_be<2>(head.substr(2));
  if (length == 127) return get_be<8>(head.substr(2));
  return length;
}

}  // namespace

Clients::Clients(std::uint16_t port, std::size_t count, const std::string& first) : clients_(count) {
  poll_ = ::epoll_create1(EPOLL_CLOEXEC);
  for (Client& client : clients_) connect(client, port, first);
}

Clients::~Clients() {
  for (const Client& client : clients_) {
    if (client.socket >= 0) ::close(client.socket);
  }
  ::close(poll_);
}

void Clients::connect(Client& client, std::uint16_t port, const std::string& first) {
  client.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (client.socket < 0 || ::connect(client.socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    throw std::runtime_error("a client could not connect");
  }
  std::string request =
      "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
      "Authorization: Bearer auditor\r\n\r\n";
  ::send(client.socket, request.data(), request.size(), MSG_NOSIGNAL);
  // Byte by byte: what follows the answer belongs to the frames.
  std::string answer;
  for (char byte = 0; !answer.ends_with("\r\n\r\n"); answer += byte) {
    if (::recv(client.socket, &byte, 1, 0) != 1) throw std::runtime_error("a handshake failed");
  }
  if (!first.empty()) {
    const std::string frame = testing::client_frame(1, first);
    ::send(client.socket, frame.data(), frame.size(), MSG_NOSIGNAL);
  }
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = &client;
  ::epoll_ctl(poll_, EPOLL_CTL_ADD, client.socket, &event);
}

void Clients::count(Client& client, const char* bytes, std::size_t size) {
  while (size > 0) {
    if (client.skip > 0) {
      const auto step = std::min(client.skip, size);
      client.skip -= step;
      bytes += step;
      size -= step;
      if (client.skip == 0) ++client.frames;
      continue;
    }
    client.head += *bytes++;
    --size;
    if (client.head.size() < 2 || client.head.size() < head_size(client.head)) continue;
    client.skip = payload_size(client.head);
    client.head.clear();
    if (client.skip == 0) ++client.frames;
  }
}

std::vector<double> Clients::await(std::size_t frames) {
  const auto began = std::chrono::steady_clock::now();
  std::vector<double> out;
  std::vector<char> buffer(kReadSize);
  std::array<epoll_event, 256> events;
  for (const Client& client : clients_) {
    if (client.frames >= frames) out.push_back(0);
  }
  while (out.size() < clients_.size()) {
    const int ready = ::epoll_wait(poll_, events.data(), events.size(), kPatienceMs);
    if (ready <= 0) throw std::runtime_error("frames are missing");
    for (int i = 0; i < ready; ++i) {
      Client& client = *static_cast<Client*>(events[static_cast<std::size_t>(i)].data.ptr);
      const auto size = ::recv(client.socket, buffer.data(), buffer.size(), 0);
      if (size <= 0) throw std::runtime_error("a connection ended");
      const bool before = client.frames >= frames;
      count(client, buffer.data(), static_cast<std::size_t>(size));
      if (before || client.frames < frames) continue;
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
      out.push_back(took.count());
    }
  }
  return out;
}

}  // namespace tenure::bench
