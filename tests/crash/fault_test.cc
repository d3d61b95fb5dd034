// One fault of the disk at each operation in turn, under everything that a ledger writes: after reopening
// every acknowledged act is there with its sealed value, no refused one is, the log is a prefix of what was
// tried, and the error was said.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <thread>

#include "tests/crash/small_ledger.h"
#include "tests/support/fault_fs.h"
#include "tests/unit/verify/raw_log.h"

namespace tenure::testing {
namespace {

/// Runs of one fault in the default run; TENURE_LONG tries every operation.
constexpr std::uint64_t kRuns = 12;
constexpr std::uint64_t kFullDiskRuns = 4;  ///< RocksDB may take five seconds to see that there is room
constexpr int kRetriesMax = 20;

const SmallLedger& small_ledger() {
  static const SmallLedger ledger;
  return ledger;
}

bool says_the_error(Reason reason) {
  return reason == Reason::disk_full || reason == Reason::outcome_unknown || reason == Reason::stopped ||
         reason == Reason::io;
}

/// A copy of the ledger on a disk that fails.
class Experiment {
 public:
  Experiment() : fs_(std::make_shared<FaultFileSystem>()) {
    spdlog::set_level(spdlog::level::off);  // each of the many failures would be told
    copy_folder(small_ledger().folder(), folder_.path());
    options_.folder = folder_.path();
    options_.fs = fs_;
  }

  FaultFileSystem& disk() { return *fs_; }
  const LedgerStore::Options& options() const { return options_; }
  std::map<std::string, int>& said() { return said_; }

  bool open() {
    auto store = LedgerStore::open(options_);
    if (!store) return told(store.error()), false;
    store_ = std::move(*store);
    auto sequencer = Sequencer::start(*store_, {.verify_threads = 1});
    if (!sequencer) return told(sequencer.error()), store_.reset(), false;
    sequencer_ = std::move(*sequencer);
    return true;
  }
  void close() {
    sequencer_.reset();
    store_.reset();
  }
  LedgerStore& store() { return *store_; }

  /// Submits the act; what was answered counts from now on.
  Result<Admission> submit(const Attempt& attempt) {
    auto done = sequencer_->submit_and_wait(attempt.submission);
    if (done) {
      std::erase(refused_, attempt.act);
      std::erase(unknown_, attempt.act);
      acknowledged_.push_back({attempt.act, done->index, done->recorded_at.us});
      if (!attempt.subject.empty()) sealed_.push_back(&attempt);
      return done;
    }
    told(done.error());
    (done.error().reason == Reason::outcome_unknown ? unknown_ : refused_).push_back(attempt.act);
    return done;
  }

  void run() {
    if (!open()) return;
    for (const Attempt& attempt : small_ledger().attempts()) submit(attempt);
    close();
  }

  /// Everything that must hold whatever happened. The disk is well again.
  void expect_sound() {
    expect_verifies(options_.folder);
    ASSERT_TRUE(open()) << "it does not open any more";
    expect_answers_hold(*store_, acknowledged_, refused_);
    for (const Attempt* attempt : sealed_) {
      EXPECT_TRUE(store_->vault().get(attempt->subject, attempt->commitment)) << attempt->act;
    }
    expect_prefix();
    sequencer_.reset();
    expect_rows_equal_rebuild(*store_);
    close();
  }

  /// Clients send again what was not acknowledged: everything is in the ledger once.
  void expect_retries_succeed() {
    ASSERT_TRUE(open());
    for (const Attempt& attempt : small_ledger().attempts()) {
      const auto done = submit(attempt);
      EXPECT_TRUE(done) << done.error().text();
    }
    EXPECT_EQ(store_->log().head().size, small_ledger().records().size() + SmallLedger::kAttempts);
    close();
  }

 private:
  void told(const Refusal& refusal) {
    ++said_[std::string(name(refusal.reason))];
    EXPECT_TRUE(says_the_error(refusal.reason)) << refusal.text();
  }

  /// The old acts as they were, then of the attempts, in their order, each that was acknowledged.
  void expect_prefix() {
    const auto records = all_records(*store_);
    const auto& before = small_ledger().records();
    ASSERT_GE(records.size(), before.size());
    EXPECT_TRUE(std::equal(before.begin(), before.end(), records.begin()));
    std::size_t next = 0;
    for (std::uint64_t index = before.size(); index < records.size(); ++index) {
      const auto act = store_->log().act_head(index)->act.value;
      while (next < SmallLedger::kAttempts && small_ledger().attempts()[next].act != act) ++next;
      ASSERT_LT(next, SmallLedger::kAttempts)
          << "act " << index << " is none that was tried, or out of order";
    }
  }

  TempFolder folder_;
  std::shared_ptr<FaultFileSystem> fs_;
  LedgerStore::Options options_;
  std::unique_ptr<LedgerStore> store_;
  std::unique_ptr<Sequencer> sequencer_;
  std::vector<Acknowledged> acknowledged_;
  std::vector<std::string> refused_;
  std::vector<std::string> unknown_;
  std::vector<const Attempt*> sealed_;
  std::map<std::string, int> said_;
};

/// The operations of a run without a fault, and how many of them come before its last act.
struct Operations {
  std::uint64_t all = 0;
  std::uint64_t before_last = 0;
};
Operations operations_of_a_run() {
  static const Operations operations = [] {
    Operations out;
    Experiment good;
    if (!good.open()) return out;
    const auto& attempts = small_ledger().attempts();
    for (const Attempt& attempt : attempts) {
      out.before_last = good.disk().operations();
      good.submit(attempt);
    }
    good.close();
    out.all = good.disk().operations();
    return out;
  }();
  return operations;
}

/// About `wanted` of a run's operations, and those of its last act, which is sent again; in a long run all.
std::vector<std::uint64_t> operations_to_fail(Fault fault, std::uint64_t wanted) {
  const auto [all, before_last] = operations_of_a_run();
  const std::uint64_t step = is_long_run() ? 1 : std::max<std::uint64_t>(1, all / wanted);
  std::vector<std::uint64_t> out;
  // Another start for each fault, so that together they meet more operations.
  for (std::uint64_t at = 1 + static_cast<std::uint64_t>(fault) % step; at <= all; at += step) {
    if (at <= before_last) out.push_back(at);
  }
  for (std::uint64_t at = before_last + 1; at <= all; ++at) out.push_back(at);
  return out;
}

/// Runs `after` on an experiment for one fault at each of them.
template <class After>
void at_each_operation(Fault fault, std::uint64_t runs_wanted, After after) {
  std::map<std::string, int> said;
  const auto operations = operations_to_fail(fault, runs_wanted);
  for (const std::uint64_t at : operations) {
    SCOPED_TRACE("fault at operation " + std::to_string(at));
    Experiment experiment;
    experiment.disk().arm(at, fault);
    ASSERT_NO_FATAL_FAILURE(after(experiment, at));
    for (const auto& [reason, times] : experiment.said()) said[reason] += times;
    if (::testing::Test::HasFailure()) return;
  }
  fmt::print("{} runs of {} operations:", operations.size(), operations_of_a_run().all);
  for (const auto& [reason, times] : said) fmt::print(" {} {}", times, reason);
  fmt::print("\n");
}

void lose_power_and_check(Experiment& experiment, std::uint64_t) {
  experiment.run();
  experiment.disk().power_cut();
  ASSERT_NO_FATAL_FAILURE(experiment.expect_sound());
  experiment.expect_retries_succeed();
}

TEST(Faults, PowerLossLosesNothingThatWasAcknowledged) {
  at_each_operation(Fault::drop_unsynced, kRuns, &lose_power_and_check);
}

TEST(Faults, TornWriteLosesNothingThatWasAcknowledged) {
  at_each_operation(Fault::torn_write, kRuns, &lose_power_and_check);
}

/// Whether the process alone ends or the machine too.
void end_and_check(Experiment& experiment, std::uint64_t at) {
  experiment.run();
  if (at % 2 == 0) experiment.disk().power_cut();
  ASSERT_NO_FATAL_FAILURE(experiment.expect_sound());
  experiment.expect_retries_succeed();
}

TEST(Faults, FailedSyncIsSaidAndLosesNothingThatWasAcknowledged) {
  at_each_operation(Fault::fail_sync, kRuns, &end_and_check);
}

TEST(Faults, SyncWithoutRoomIsNoRefusal) {
  at_each_operation(Fault::no_space_at_sync, kRuns, &end_and_check);
}

TEST(Faults, FullDiskIsSaidAndWritesGoOnOnceThereIsRoom) {
  int went_on = 0;
  int stopped = 0;
  at_each_operation(Fault::no_space, kFullDiskRuns, [&](Experiment& experiment, std::uint64_t) {
    const auto& attempts = small_ledger().attempts();
    if (experiment.open()) {
      for (const Attempt& attempt : attempts) experiment.submit(attempt);
      experiment.disk().make_room();
      auto again = experiment.submit(attempts.back());
      for (int i = 0; i < kRetriesMax && !again && again.error().reason == Reason::disk_full; ++i) {
        std::this_thread::sleep_for(
            std::chrono::milliseconds(500));  // RocksDB may be looking for room itself
        again = experiment.submit(attempts.back());
      }
      if (again) {
        ++went_on;
      } else {
        EXPECT_TRUE(again.error().reason == Reason::stopped ||
                    again.error().reason == Reason::outcome_unknown)
            << again.error().text();
        ++stopped;
      }
      experiment.close();
    }
    experiment.disk().make_room();
    ASSERT_NO_FATAL_FAILURE(experiment.expect_sound());
    experiment.expect_retries_succeed();
  });
  fmt::print("went on {}, stopped until reopened {}\n", went_on, stopped);
  EXPECT_GT(went_on, 0);
}

}  // namespace
}  // namespace tenure::testing
