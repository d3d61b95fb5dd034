// P20: memory that clients without a token can make the server hold: 60 connections that submit a batch whose
// one line never ends, each as far as it is let, all held open.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>

#include "server/app/app.h"
#include "tests/bench/figures.h"
#include "tests/bench/resident.h"
#include "tests/support/ledger.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kAttackers = 60;
constexpr std::size_t kLineBytes = std::size_t{11} << 20;
constexpr std::size_t kPiece = 64 << 10;
constexpr double kGrownMaxMb = 300;  ///< the share of one address, its copies while buffers grow, and sockets

class Attacker {
 public:
  explicit Attacker(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("the server does not take a connection");
  }
  ~Attacker() { ::close(fd_); }
  Attacker(const Attacker&) = delete;
  Attacker& operator=(const Attacker&) = delete;

  /// Sends the line as far as the server takes it.
  void press() const {
    static const std::string piece(kPiece, 'x');
    bool taken = send(fmt::format(
        "POST /v1/acts/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n",
        kLineBytes));
    for (std::size_t sent = 0; taken && sent < kLineBytes; sent += kPiece) taken = send(piece);
  }

 private:
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  int fd_;
};

/// By how much the resident memory of the process grows at most, in MB.
double grown_mb(std::uint16_t port) {
  const std::size_t before = resident_bytes();
  std::size_t most = before;
  std::vector<std::unique_ptr<Attacker>> attackers;
  for (std::size_t i = 0; i < kAttackers; ++i) attackers.push_back(std::make_unique<Attacker>(port));
  std::atomic<std::size_t> pressing = kAttackers;
  std::vector<std::jthread> threads;
  for (const auto& attacker : attackers) {
    threads.emplace_back([&attacker, &pressing] {
      attacker->press();
      --pressing;
    });
  }
  while (pressing > 0) {
    most = std::max(most, resident_bytes());
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  most = std::max(most, resident_bytes());
  return static_cast<double>(most - before) / 1e6;
}

}  // namespace

std::vector<Figure> attack_figures(const Plan& plan) {
  if (!plan.wants("P20")) return {};
  Figure out{.id = "P20",
             .what = "memory taken by 60 endless lines of a batch without a token, MB",
             .value_max = kGrownMaxMb};
  for (int i = 0; i < plan.runs; ++i) {
    testing::TestLedger ledger;
    ledger.close();
    LedgerStore::Options options;
    options.folder = ledger.folder();
    auto store = LedgerStore::open(options);
    if (!store) throw std::runtime_error(store.error().text());
    Config config;
    config.http.listen = "127.0.0.1:0";
    config.access_log = false;
    const auto app = App::start(std::move(config), ledger.folder(), std::move(*store));
    if (!app) throw std::runtime_error(app.error().text());
    out.value.values.push_back(grown_mb((*app)->port()));
  }
  return {out};
}

}  // namespace tenure::bench
