// What the path of an act costs against what the machine allows: P1 (signed acts of one event), P3 (acts of
// many events), and the receipt of an entry. Every ratio is of one run on one machine, measured in turn.
//
//   tenure_bench [--runs N] [--scale X] [--only P1] [--json FILE]
#include <fmt/format.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "tests/bench/county.h"
#include "tests/bench/limits.h"
#include "tests/bench/table.h"
#include "tests/support/ledger.h"
#include "tests/support/temp_folder.h"

namespace tenure::bench {
namespace {

constexpr std::uint64_t kSeed = 20240301;
constexpr std::size_t kActsInFlightMax = kQueueActsMax - 1;
constexpr std::size_t kBytesInFlightMax = kQueueBytesMax / 2;
constexpr std::size_t kReceipts = 20'000;

using SteadyClock = std::chrono::steady_clock;

double seconds_since(SteadyClock::time_point start) {
  return std::chrono::duration<double>(SteadyClock::now() - start).count();
}

struct Workload {
  std::string id;
  std::string what;
  std::size_t acts;
  std::size_t events;
  std::size_t people;
};

/// Hands in everything from one thread, as fast as the bounded queue takes it; seconds until the last answer.
double submit_all(Sequencer& sequencer, std::vector<Submission>&& acts) {
  std::atomic<std::size_t> acts_in_flight = 0;
  std::atomic<std::size_t> bytes_in_flight = 0;
  std::atomic<std::size_t> refused = 0;
  const auto start = SteadyClock::now();
  for (Submission& act : acts) {
    const std::size_t bytes = act.envelope.payload.size();
    while (acts_in_flight >= kActsInFlightMax || bytes_in_flight >= kBytesInFlightMax)
      std::this_thread::sleep_for(std::chrono::microseconds(500));
    ++acts_in_flight;
    bytes_in_flight += bytes;
    sequencer.submit(std::move(act), [&, bytes](const Result<Admission>& outcome) {
      if (!outcome && refused++ == 0) fmt::print(stderr, "refused: {}\n", outcome.error().text());
      --acts_in_flight;
      bytes_in_flight -= bytes;
    });
  }
  while (acts_in_flight > 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
  const double seconds = seconds_since(start);
  if (refused > 0) throw std::runtime_error(fmt::format("{} acts were refused", refused.load()));
  return seconds;
}

/// Processor seconds of the whole process: what remains comparable on a machine that others use too.
double processor_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

struct Run {
  double seconds = 0;
  double verification = 0;
  double bare = 0;
  double receipt_us = 0;
  double processor = 0;
  std::size_t groups = 0;
};

double receipt_microseconds(LogStore& log, std::uint64_t from) {
  const std::uint64_t until = log.head().size;
  const std::uint64_t first = until - std::min<std::uint64_t>(until - from, kReceipts);
  const auto start = SteadyClock::now();
  for (std::uint64_t index = first; index < until; ++index) {
    if (!log.receipt(index)) throw std::runtime_error("no receipt");
  }
  return seconds_since(start) * 1e6 / static_cast<double>(until - first);
}

Run run(const Workload& work) {
  std::vector<std::uint64_t> sizes;
  testing::TestLedger::Options options;
  options.verify_threads = std::thread::hardware_concurrency();
  options.on_committed = [&](const Head& head) { sizes.push_back(head.size); };
  testing::TestLedger ledger(options);
  CountySize size;
  size.people = work.people;
  County county(ledger, size, kSeed);
  auto acts = county.make_acts(work.acts, work.events);
  Run out;
  out.verification = verification_seconds(acts);
  ledger.sequencer().drain();
  if (!ledger.reopen()) throw std::runtime_error("the ledger does not open");
  sizes = {ledger.store().log().head().size};
  const double before = processor_seconds();
  out.seconds = submit_all(ledger.sequencer(), std::move(acts));
  out.processor = processor_seconds() - before;
  out.receipt_us = receipt_microseconds(ledger.store().log(), sizes.front());
  ledger.close();
  out.groups = sizes.size() - 1;
  const testing::TempFolder scratch;
  out.bare = Batches::of_ledger(ledger.folder(), sizes).write_seconds(scratch.path());
  return out;
}

Figure measure(const Workload& work, int runs, std::vector<Figure>& more) {
  Figure out{work.id, work.what, {}, {}, {}, {}, {}, {}};
  const bool single = work.events == 1;
  out.against = single ? "1 / (bare verification + the same batches into bare RocksDBs), all cores"
                       : "the same batches into bare RocksDBs, log synced";
  out.ratio_min = single ? 0.80 : 0.60;
  if (!single) out.value_min = 80'000;
  Figure receipts{"", "receipt, microseconds", {}, {}, {}, {}, {}, {}};
  Figure verification{"", "bare verification, signatures/s", {}, {}, {}, {}, {}, {}};
  Figure bare{"", "bare RocksDBs, events/s", {}, {}, {}, {}, {}, {}};
  const auto count = static_cast<double>(work.acts * work.events);
  for (int i = 0; i < runs; ++i) {
    const Run one = run(work);
    const double limit = single ? one.verification + one.bare : one.bare;
    out.value.values.push_back(count / one.seconds);
    out.limit.values.push_back(count / limit);
    out.ratio.values.push_back(limit / one.seconds);
    receipts.value.values.push_back(one.receipt_us);
    verification.value.values.push_back(static_cast<double>(work.acts) / one.verification);
    bare.value.values.push_back(count / one.bare);
    fmt::print(stderr,
               "{} run {}: {:.0f}/s, ratio {:.2f}, processor {:.1f} us each, verification {:.3f} s, bare "
               "{:.3f} s, {} groups\n",
               work.id, i + 1, count / one.seconds, limit / one.seconds, one.processor * 1e6 / count,
               one.verification, one.bare, one.groups);
  }
  if (single) {
    more.push_back(std::move(verification));
    more.push_back(std::move(receipts));
  }
  more.push_back(std::move(bare));
  return out;
}

int main_of(int argc, char** argv) {
  int runs = 5;
  double scale = 1;
  std::string only;
  std::string json;
  CLI::App app("What the path of an act costs against what the machine allows");
  app.add_option("--runs", runs, "measurements of each figure; the median counts")->check(CLI::Range(1, 99));
  app.add_option("--scale", scale, "of the number of acts")->check(CLI::Range(0.01, 100.0));
  app.add_option("--only", only, "the figures with this id");
  app.add_option("--json", json, "also write the figures here");
  CLI11_PARSE(app, argc, argv);
  const auto scaled = [&](double n) { return static_cast<std::size_t>(std::max(1.0, n * scale)); };
  const std::vector<Workload> works = {
      {"P1", "signed acts of one event, durable, acts/s", scaled(60'000), 1, 5'000},
      {"P3", "acts of 500 events, durable, events/s", scaled(200), 500, 5'000},
      {"P3", "acts of 10,000 events, durable, events/s", scaled(10), 10'000, 10'000},
  };
  std::vector<Figure> figures;
  for (const Workload& work : works) {
    if (!only.empty() && only != work.id) continue;
    std::vector<Figure> more;
    figures.push_back(measure(work, runs, more));
    for (Figure& figure : more) figures.push_back(std::move(figure));
  }
  print_table(figures);
  if (!json.empty()) std::ofstream(json) << to_json(figures);
  return 0;
}

}  // namespace
}  // namespace tenure::bench

int main(int argc, char** argv) { return tenure::bench::main_of(argc, argv); }
