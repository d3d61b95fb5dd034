// P2: single acts over HTTP on loopback, keep-alive, 64 connections, the client in the same process; beside
// the same acts handed to the sequencer itself.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <stdexcept>

#include "tests/bench/county.h"
#include "tests/bench/figures.h"
#include "tests/bench/submit.h"
#include "tests/server/served_ledger.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kConnections = 64;
constexpr std::size_t kReadSize = 4 << 10;
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kLength = "Content-Length: ";
constexpr std::string_view kCreated = "HTTP/1.1 201 ";

std::string request_of(const Submission& act) {
  const std::string body = to_json(act.envelope);
  return fmt::format(
      "POST /v1/acts HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n{}",
      body.size(), body);
}

/// One keep-alive connection with one request on its way.
class Connection {
 public:
  explicit Connection(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const int on = 1;
    ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("the server does not take a connection");
  }
  ~Connection() { ::close(fd_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  int fd() const { return fd_; }

  void send(std::string_view request) const {
    while (!request.empty()) {
      const auto sent = ::send(fd_, request.data(), request.size(), MSG_NOSIGNAL);
      if (sent <= 0) throw std::runtime_error("the server does not take a request");
      request.remove_prefix(static_cast<std::size_t>(sent));
    }
  }

  /// Takes what has come; whether the answer is whole. Another answer than 201 throws.
  bool take() {
    const std::size_t had = in_.size();
    in_.resize(had + kReadSize);
    const auto got = ::recv(fd_, in_.data() + had, kReadSize, 0);
    if (got <= 0) throw std::runtime_error("the server ended a connection");
    in_.resize(had + static_cast<std::size_t>(got));
    const std::size_t head = in_.find(kHeadEnd);
    if (head == std::string::npos) return false;
    const std::size_t length = in_.find(kLength);
    std::size_t body = 0;
    if (length < head) std::from_chars(in_.data() + length + kLength.size(), in_.data() + head, body);
    if (in_.size() < head + kHeadEnd.size() + body) return false;
    if (!in_.starts_with(kCreated)) throw std::runtime_error(in_);
    in_.clear();
    return true;
  }

 private:
  int fd_;
  std::string in_;
};

/// Seconds until every request was answered with 201.
double post_all(std::uint16_t port, const std::vector<std::string>& requests) {
  std::vector<std::unique_ptr<Connection>> connections;
  std::vector<pollfd> waiting;
  for (std::size_t i = 0; i < std::min(kConnections, requests.size()); ++i) {
    connections.push_back(std::make_unique<Connection>(port));
    waiting.push_back({connections.back()->fd(), POLLIN, 0});
  }
  const Stopwatch watch;
  std::size_t sent = 0;
  for (const auto& connection : connections) connection->send(requests[sent++]);
  for (std::size_t answered = 0; answered < requests.size();) {
    ::poll(waiting.data(), waiting.size(), -1);
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      if (waiting[i].revents == 0 || !connections[i]->take()) continue;
      ++answered;
      if (sent < requests.size()) connections[i]->send(requests[sent++]);
    }
  }
  return watch.seconds();
}

double over_http(std::size_t acts) {
  testing::TestLedger ledger;
  County county(ledger, {}, kSeed);
  std::vector<std::string> requests;
  for (const Submission& act : county.make_acts(acts, 1)) requests.push_back(request_of(act));
  const auto app = testing::serve(ledger);
  return post_all(app->port(), requests);
}

double in_process(std::size_t acts) {
  testing::TestLedger::Options options;
  options.verify_threads = std::thread::hardware_concurrency();
  testing::TestLedger ledger(options);
  County county(ledger, {}, kSeed);
  auto made = county.make_acts(acts, 1);
  return submit_all(ledger.sequencer(), std::move(made));
}

}  // namespace

std::vector<Figure> http_figures(const Plan& plan) {
  if (!plan.wants("P2")) return {};
  Figure out{.id = "P2",
             .what = "signed acts over HTTP, 64 connections, acts/s",
             .against = "the same acts in process (P1)",
             .ratio_min = 0.50};
  const std::size_t acts = plan.scaled(20'000);
  for (int i = 0; i < plan.runs; ++i) {
    const double http = over_http(acts);
    const double direct = in_process(acts);
    out.value.values.push_back(static_cast<double>(acts) / http);
    out.limit.values.push_back(static_cast<double>(acts) / direct);
    out.ratio.values.push_back(direct / http);
  }
  return {out};
}

}  // namespace tenure::bench
