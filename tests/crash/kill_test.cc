// kill -9 at random moments under load, then restart: nothing acknowledged is lost, nothing refused is there,
// the evidence verifies, and the rows are those that the whole log gives.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>

#include "tests/crash/worker_process.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

using std::chrono::milliseconds;

constexpr int kCycles = 50;
constexpr int kCyclesLong = 1'000;
constexpr int kCyclesPerLedger = 100;  ///< the checks read the whole log, so it may not grow for ever
constexpr unsigned kLoadMax_ms = 300;
constexpr unsigned kOpeningMax_ms = 60;

void expect_sound(const LedgerStore::Options& options, const Journal& journal) {
  expect_verifies(options.folder);
  const auto store = LedgerStore::open(options);
  ASSERT_TRUE(store) << store.error().text();
  expect_answers_hold(**store, journal.acknowledged, journal.refused);
  expect_rows_equal_rebuild(**store);
}

TEST(Kill, NothingAcknowledgedIsLostAndNothingRefusedIsThere) {
  const std::uint64_t first_seed = seed();
  std::mt19937_64 random(first_seed);
  fmt::print("TENURE_SEED={}\n", first_seed);
  std::optional<TempFolder> folder;
  LedgerStore::Options options;
  Journal all;
  std::size_t acknowledged = 0;
  std::size_t refused = 0;
  for (int cycle = 0; cycle < (is_long_run() ? kCyclesLong : kCycles); ++cycle) {
    SCOPED_TRACE("cycle " + std::to_string(cycle) + " of seed " + std::to_string(first_seed));
    const bool fresh = cycle % kCyclesPerLedger == 0;
    if (fresh) {
      folder.emplace();
      options.folder = folder->path();
      all = {};
    }
    WorkerProcess worker(options.folder, random());
    if (fresh || random() % 5 != 0) {
      ASSERT_TRUE(worker.wait_for_acknowledgement());
      worker.listen_for(milliseconds(random() % kLoadMax_ms));
    } else {
      worker.listen_for(milliseconds(random() % kOpeningMax_ms));  // while it opens and catches up
    }
    ASSERT_TRUE(worker.kill());
    const Journal& journal = worker.journal();
    all.acknowledged.insert(all.acknowledged.end(), journal.acknowledged.begin(), journal.acknowledged.end());
    all.refused.insert(all.refused.end(), journal.refused.begin(), journal.refused.end());
    acknowledged += journal.acknowledged.size();
    refused += journal.refused.size();
    ASSERT_NO_FATAL_FAILURE(expect_sound(options, all));
    if (HasFailure()) return;
  }
  fmt::print("{} acts acknowledged, {} refused\n", acknowledged, refused);
  EXPECT_GT(refused, 0U) << "the workload must refuse some";
}

/// Rows are flushed when RocksDB likes: after a crash they are those of some earlier size. What is missing is
/// applied once, whatever was there.
TEST(Kill, RowsThatLagBehindTheLogAreCaughtUpOnce) {
  const std::uint64_t first_seed = seed();
  std::mt19937_64 random(first_seed);
  fmt::print("TENURE_SEED={}\n", first_seed);
  const TempFolder folder;
  LedgerStore::Options options;
  options.folder = folder.path();
  Journal all;
  int lagged_behind_some = 0;
  constexpr int kLagCycles = 10;
  for (int cycle = 0; cycle < kLagCycles; ++cycle) {
    SCOPED_TRACE("cycle " + std::to_string(cycle) + " of seed " + std::to_string(first_seed));
    WorkerProcess worker(options.folder, random(), milliseconds(30));
    ASSERT_TRUE(worker.wait_for_acknowledgement());
    worker.listen_for(milliseconds(100 + random() % kLoadMax_ms));
    ASSERT_TRUE(worker.kill());
    const Journal& journal = worker.journal();
    all.acknowledged.insert(all.acknowledged.end(), journal.acknowledged.begin(), journal.acknowledged.end());
    all.refused.insert(all.refused.end(), journal.refused.begin(), journal.refused.end());
    {
      const auto store = LedgerStore::open(options);
      ASSERT_TRUE(store) << store.error().text();
      const std::uint64_t rows = (*store)->views().size();
      const std::uint64_t log = (*store)->log().head().size;
      EXPECT_LE(rows, log) << "rows of acts that are not in the log";
      lagged_behind_some += rows > 0 && rows < log ? 1 : 0;
    }
    ASSERT_NO_FATAL_FAILURE(expect_sound(options, all));
    if (HasFailure()) return;
  }
  EXPECT_GT(lagged_behind_some, 0) << "the crash must leave some rows, and not all";
}

/// A ledger that was not finished is none; what is left of it is never taken for one.
TEST(Kill, WhileTheLedgerIsMadeLeavesAWholeOneOrNone) {
  std::mt19937_64 random(seed());
  int whole = 0;
  constexpr int kTries = 12;
  for (int i = 0; i < kTries; ++i) {
    const TempFolder folder;
    LedgerStore::Options options;
    options.folder = folder.path();
    WorkerProcess worker(options.folder, random());
    worker.listen_for(milliseconds(random() % 80));
    ASSERT_TRUE(worker.kill());
    const auto store = LedgerStore::open(options);
    whole += store ? 1 : 0;
    if (!store) {
      EXPECT_EQ(store.error().reason, Reason::no_ledger) << store.error().text();
    }
    if (store) expect_answers_hold(**store, worker.journal().acknowledged, worker.journal().refused);
  }
  fmt::print("{} of {} were whole\n", whole, kTries);
}

}  // namespace
}  // namespace tenure::testing
