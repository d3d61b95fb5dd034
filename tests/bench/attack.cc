// P20: memory that clients without a token can make the server hold: 60 connections that submit a batch whose
// one line never ends, each as far as it is let, all held open.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "tests/bench/figures.h"
#include "tests/bench/resident.h"
#include "tests/server/served_ledger.h"
#include "tests/support/ledger.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kAttackers = 60;
constexpr std::size_t kLineBytes = std::size_t{11} << 20;
constexpr std::size_t kPiece = 64 << 10;
constexpr double kGrownMaxMb = 300;  ///< the share of one address, its copies while buffers grow, and sockets

/// Sends the line as far as the server takes it.
void press(testing::HttpClient& client) {
  static const std::string piece(kPiece, 'x');
  bool taken = client.send(fmt::format(
      "POST /v1/acts/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n",
      kLineBytes));
  for (std::size_t sent = 0; taken && sent < kLineBytes; sent += kPiece) taken = client.send(piece);
}

/// By how much the resident memory of the process grows at most, in MB.
double grown_mb(std::uint16_t port) {
  const std::size_t before = resident_bytes();
  std::size_t most = before;
  std::vector<std::unique_ptr<testing::HttpClient>> attackers;
  for (std::size_t i = 0; i < kAttackers; ++i)
    attackers.push_back(std::make_unique<testing::HttpClient>(port));
  std::atomic<std::size_t> pressing = kAttackers;
  std::vector<std::jthread> threads;
  for (const auto& attacker : attackers) {
    threads.emplace_back([&attacker, &pressing] {
      press(*attacker);
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
    const auto app = testing::serve(ledger);
    out.value.values.push_back(grown_mb(app->port()));
  }
  return {out};
}

}  // namespace tenure::bench
