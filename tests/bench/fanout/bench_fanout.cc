// P9: a burst of events to many WebSocket clients, each event its own text frame, beside npm ws and a bare
// socket loop that groups 16 frames a write. P14: memory of an idle client.
//
//   tenure_bench_fanout --clients 1000 --clients 10000 --ws tests/bench/fanout/ws_peer
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>

#include "tests/bench/fanout/clients.h"
#include "tests/bench/fanout/servers.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kMessagesMax = 2'000'000;  ///< of one burst, to all clients together

struct Outcome {
  double messages_a_second = 0;
  double p99_ms = 0;        ///< until a client had the whole burst
  double client_bytes = 0;  ///< memory of the server an idle client
};

Outcome measure(Server::Kind kind, const Burst& burst, const std::string& ws_folder) {
  Server server(kind, burst, ws_folder);
  const std::size_t empty = server.resident();
  const std::string subscription =
      server.wants_subscription() ? R"({"op":"subscribe","id":"a","topic":"events"})" : "";
  Clients clients(server.port(), burst.clients, subscription);
  clients.await(1);
  Outcome out;
  out.client_bytes = static_cast<double>(server.resident() - empty) / static_cast<double>(burst.clients);
  server.start_burst();
  const auto seconds = clients.await(1 + burst.events);
  out.messages_a_second = static_cast<double>(burst.clients * burst.events) / seconds.back();
  out.p99_ms = seconds[seconds.size() * 99 / 100] * 1e3;
  return out;
}

/// The run in the middle.
Outcome median(Server::Kind kind, const Burst& burst, const std::string& ws_folder, int runs) {
  std::vector<Outcome> all;
  for (int i = 0; i < runs; ++i) all.push_back(measure(kind, burst, ws_folder));
  std::sort(all.begin(), all.end(),
            [](const Outcome& a, const Outcome& b) { return a.messages_a_second < b.messages_a_second; });
  return all[all.size() / 2];
}

std::string line(std::size_t clients, std::string_view peer, const Outcome& ours, const Outcome& theirs,
                 double target) {
  const double ratio = ours.messages_a_second / theirs.messages_a_second;
  fmt::print("P9  {:>6} clients  {:>9.0f} k/s  {:<10} {:>9.0f} k/s  ratio {:>6.2f}  target >= {:.1f}  {}\n",
             clients, ours.messages_a_second / 1e3, peer, theirs.messages_a_second / 1e3, ratio, target,
             ratio >= target ? "reached" : "MISSED");
  return fmt::format(
      R"({{"id":"P9","clients":{},"messages_a_second":{:.0f},"against":"{}","limit":{:.0f},"ratio":{:.3f},"ratio_min":{}}})",
      clients, ours.messages_a_second, peer, theirs.messages_a_second, ratio, target);
}

int run(const std::vector<std::size_t>& counts, std::size_t bytes, const std::string& ws_folder, int runs,
        const std::string& json_file) {
  std::vector<std::string> json;
  for (const std::size_t count : counts) {
    Burst burst;
    burst.clients = count;
    burst.events = std::min<std::size_t>(burst.events, kMessagesMax / count);
    burst.bytes = bytes;
    const Outcome ours = median(Server::Kind::feed, burst, ws_folder, runs);
    const Outcome bare = median(Server::Kind::bare, burst, ws_folder, runs);
    if (!ws_folder.empty()) {
      json.push_back(line(count, "npm ws", ours, median(Server::Kind::ws, burst, ws_folder, runs), 4.0));
    }
    json.push_back(line(count, "bare loop", ours, bare, 0.5));
    fmt::print("P9  {:>6} clients  p99 delivery of a burst of {}: {:.1f} ms (bare loop {:.1f} ms)\n", count,
               burst.events, ours.p99_ms, bare.p99_ms);
    fmt::print("P14 {:>6} clients  {:.1f} KB an idle client, target <= 24 KB\n", count,
               ours.client_bytes / 1024);
    json.push_back(
        fmt::format(R"({{"id":"P14","clients":{},"bytes_a_client":{:.0f},"p99_delivery_ms":{:.1f}}})", count,
                    ours.client_bytes, ours.p99_ms));
    std::fflush(stdout);
  }
  if (!json_file.empty()) std::ofstream(json_file) << fmt::format("[{}]\n", fmt::join(json, ",\n "));
  return 0;
}

}  // namespace
}  // namespace tenure::bench

int main(int argc, char** argv) {
  CLI::App app{"Fan-out of a burst of events to WebSocket clients"};
  std::vector<std::size_t> clients;
  std::size_t bytes = 300;
  std::string ws_folder;
  std::string json;
  int runs = 3;
  app.add_option("--clients", clients, "how many clients; may be given again (1000 and 10000)");
  app.add_option("--bytes", bytes, "bytes of a message");
  app.add_option("--ws", ws_folder, "folder with server.js and npm ws installed; without it ws is left out");
  app.add_option("--runs", runs, "runs of each; the middle one counts");
  app.add_option("--json", json, "file for the figures");
  CLI11_PARSE(app, argc, argv);
  if (clients.empty()) clients = {1'000, 10'000};
  return tenure::bench::run(clients, bytes, ws_folder, runs, json);
}
