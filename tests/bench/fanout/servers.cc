#include "tests/bench/fanout/servers.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "server/stream/frame.h"
#include "server/stream/handshake.h"
#include "server/stream/hub.h"
#include "server/stream/message.h"
#include "tests/support/stream_server.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kGroup = 16;  ///< frames a write of the bare loop

/// As many events as were released, all alike.
class SyntheticFeed final : public FeedSource {
 public:
  explicit SyntheticFeed(std::size_t bytes) : bytes_(bytes) {}

  std::uint64_t size() const override { return 0; }
  Result<Position> newest(std::uint64_t) const override { return Position{}; }
  Result<FeedPage> events(Position from, std::uint64_t until, const FeedLimit& limit) const override {
    FeedPage page;
    page.next = from;
    std::size_t bytes = 0;
    while (page.next.index < until && page.events.size() < limit.events && bytes < limit.bytes) {
      FeedEvent event;
      event.position = page.next;
      event.rest = event_rest(page.next, "\"\"");
      const std::size_t frame = event.rest.size() + 10;
      event.rest.insert(event.rest.size() - 2, std::string(bytes_ - std::min(frame, bytes_), 'x'));
      bytes += event.rest.size();
      page.events.push_back(std::move(event));
      ++page.next.index;
    }
    return page;
  }
  Result<std::vector<bool>> visible(const Viewer&, const std::optional<OrgId>&,
                                    std::span<const FeedEvent> events) const override {
    return std::vector<bool>(events.size(), true);
  }
  Result<std::uint64_t> size_at(Moment) const override { return 0; }
  Result<Moment> recorded_at(std::uint64_t) const override { return Moment{}; }
  Result<std::string> checkpoint() const override { return "{}"; }

 private:
  std::size_t bytes_;
};

void report_port(int to, std::uint16_t port) {
  const std::string line = std::to_string(port) + "\n";
  if (::write(to, line.data(), line.size()) < 0) ::_exit(1);
}

/// False when there are no more.
bool await_order(int from) {
  char byte = 0;
  return ::read(from, &byte, 1) == 1;
}

[[noreturn]] void serve_feed(int orders, int reports, const Burst& burst) {
  SyntheticFeed feed(burst.bytes);
  FeedHooks hooks;
  hooks.authenticate = [](std::string_view token, const std::string&) { return testing::viewer_of(token); };
  Hub hub(feed, hooks);
  testing::StreamServer server(hub, 2);
  report_port(reports, server.port());
  while (await_order(orders)) {
    for (std::size_t size = 1; size <= burst.events; ++size) hub.on_committed(size);
  }
  ::_exit(0);
}

std::vector<int> accept_all(int listener, const Burst& burst) {
  std::string hello;
  append_frame(hello, Opcode::text, std::string(burst.bytes, 'h'));
  std::vector<int> out;
  std::string request;
  std::array<char, 2048> buffer;
  while (out.size() < burst.clients) {
    const int client = ::accept(listener, nullptr, nullptr);
    if (client < 0) ::_exit(1);
    request.clear();
    while (request.find("\r\n\r\n") == std::string::npos) {
      const auto count = ::recv(client, buffer.data(), buffer.size(), 0);
      if (count <= 0) ::_exit(1);
      request.append(buffer.data(), static_cast<std::size_t>(count));
    }
    const std::string answer = "HTTP/1.1 101 Switching Protocols\r\n\r\n" + hello;
    if (::send(client, answer.data(), answer.size(), MSG_NOSIGNAL) < 0) ::_exit(1);
    ::fcntl(client, F_SETFL, O_NONBLOCK);
    out.push_back(client);
  }
  return out;
}

/// Round after round, a group of frames for each client that takes it.
void send_burst(const std::vector<int>& clients, const Burst& burst) {
  std::string frame;
  append_frame(frame, Opcode::text, std::string(burst.bytes, 'x'));
  std::string all;
  for (std::size_t i = 0; i < burst.events; ++i) all += frame;
  std::vector<std::size_t> sent(clients.size(), 0);
  for (std::size_t done = 0; done < clients.size();) {
    for (std::size_t i = 0; i < clients.size(); ++i) {
      if (sent[i] == all.size()) continue;
      const auto size = std::min(frame.size() * kGroup, all.size() - sent[i]);
      const auto count = ::send(clients[i], all.data() + sent[i], size, MSG_NOSIGNAL);
      if (count > 0) sent[i] += static_cast<std::size_t>(count);
      if (sent[i] == all.size()) ++done;
    }
  }
}

[[noreturn]] void serve_bare(int orders, int reports, const Burst& burst) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof at;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&at), size) != 0 || ::listen(listener, 4096) != 0)
    ::_exit(1);
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&at), &size);
  report_port(reports, ntohs(at.sin_port));
  const auto clients = accept_all(listener, burst);
  while (await_order(orders)) send_burst(clients, burst);
  ::_exit(0);
}

[[noreturn]] void serve_ws(int orders, int reports, const Burst& burst, const std::string& folder) {
  ::dup2(orders, STDIN_FILENO);
  ::dup2(reports, STDOUT_FILENO);
  const std::string script = folder + "/server.js";
  ::execlp("node", "node", script.c_str(), std::to_string(burst.events).c_str(),
           std::to_string(burst.bytes).c_str(), nullptr);
  ::_exit(127);
}

}  // namespace

Server::Server(Kind kind, const Burst& burst, const std::string& ws_folder) : kind_(kind) {
  std::array<int, 2> orders{};
  std::array<int, 2> reports{};
  if (::pipe2(orders.data(), O_CLOEXEC) != 0 || ::pipe2(reports.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error("pipe");
  }
  process_ = ::fork();
  if (process_ == 0) {
    ::close(orders[1]);
    ::close(reports[0]);
    if (kind == Kind::feed) serve_feed(orders[0], reports[1], burst);
    if (kind == Kind::ws) serve_ws(orders[0], reports[1], burst, ws_folder);
    serve_bare(orders[0], reports[1], burst);
  }
  ::close(orders[0]);
  ::close(reports[1]);
  orders_ = orders[1];
  reports_ = reports[0];
  std::string line;
  for (char byte = 0; ::read(reports_, &byte, 1) == 1 && byte != '\n';) line += byte;
  if (line.empty()) throw std::runtime_error("a server did not start");
  port_ = static_cast<std::uint16_t>(std::stoi(line));
}

Server::~Server() {
  ::close(orders_);
  ::close(reports_);
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

void Server::start_burst() {
  if (::write(orders_, "\n", 1) != 1) throw std::runtime_error("the server is gone");
}

std::size_t Server::resident() const {
  std::ifstream in("/proc/" + std::to_string(process_) + "/statm");
  std::size_t pages = 0;
  in >> pages >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace tenure::bench
