// P1 (signed acts of one event), P3 (acts of many events), and the receipt of an entry.
#include <fmt/format.h>
#include <sys/resource.h>

#include <atomic>
#include <thread>

#include "tests/bench/county.h"
#include "tests/bench/figures.h"
#include "tests/bench/limits.h"
#include "tests/bench/submit.h"
#include "tests/bench/table.h"
#include "tests/support/ledger.h"
#include "tests/support/temp_folder.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kReceipts = 20'000;

struct Workload {
  std::string id;
  std::string what;
  std::size_t acts;
  std::size_t events;
  std::size_t people;
};

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
  const Stopwatch watch;
  for (std::uint64_t index = first; index < until; ++index) {
    if (!log.receipt(index)) throw std::runtime_error("no receipt");
  }
  return watch.seconds() * 1e6 / static_cast<double>(until - first);
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
  Figure out{.id = work.id, .what = work.what};
  const bool single = work.events == 1;
  out.against = single ? "1 / (bare verification + the same batches into bare RocksDBs), all cores"
                       : "the same batches into bare RocksDBs, log synced";
  out.ratio_min = single ? 0.80 : 0.60;
  if (!single) out.value_min = 80'000;
  Figure receipts{.what = "receipt, microseconds"};
  Figure verification{.what = "bare verification, signatures/s"};
  Figure bare{.what = "bare RocksDBs, events/s"};
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

}  // namespace

std::vector<Figure> log_figures(const Plan& plan) {
  const std::vector<Workload> works = {
      {"P1", "signed acts of one event, durable, acts/s", plan.scaled(60'000), 1, 5'000},
      {"P3", "acts of 500 events, durable, events/s", plan.scaled(200), 500, 5'000},
      {"P3", "acts of 10,000 events, durable, events/s", plan.scaled(10), 10'000, 10'000},
  };
  std::vector<Figure> figures;
  for (const Workload& work : works) {
    if (!plan.wants(work.id)) continue;
    std::vector<Figure> more;
    figures.push_back(measure(work, plan.runs, more));
    for (Figure& figure : more) figures.push_back(std::move(figure));
  }
  return figures;
}

}  // namespace tenure::bench
