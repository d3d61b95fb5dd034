// Damage to the write-ahead log and the head anchor while the ledger is closed: it opens whole, or says what
// is missing; it never serves less than was acknowledged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "storage/verify/verify.h"
#include "tests/crash/small_ledger.h"
#include "tests/unit/verify/raw_log.h"

namespace tenure::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

class Surgery : public ::testing::Test {
 protected:
  Surgery() {
    copy_folder(small_ledger().folder(), folder_.path());
    options_.folder = folder_.path();
  }
  static const SmallLedger& small_ledger() {
    static const SmallLedger ledger;
    return ledger;
  }

  /// The write-ahead log: all acts are in it, since it was never reopened.
  std::string wal() const {
    std::string largest;
    std::uintmax_t size = 0;
    for (const auto& file : std::filesystem::directory_iterator(options_.folder + "/log")) {
      if (file.path().extension() != ".log" || file.file_size() < size) continue;
      largest = file.path();
      size = file.file_size();
    }
    return largest;
  }
  std::string anchor() const { return options_.folder + "/head"; }

  Refusal refusal() {
    const auto store = LedgerStore::open(options_);
    if (!store) return store.error();
    ADD_FAILURE() << "it opens with " << (*store)->log().head().size << " acts of "
                  << small_ledger().records().size();
    return {Reason::not_found, {}, {}};
  }
  void expect_refused() {
    const Refusal said = refusal();
    EXPECT_THAT(said.reason, AnyOf(Reason::log_short, Reason::log_differs, Reason::damaged)) << said.text();
    EXPECT_NE(said.where + said.detail, "");
    const auto report = verify_ledger({.folder = options_.folder});
    EXPECT_TRUE(!report || !report->clean()) << "verification finds it too";
  }
  void expect_whole() {
    const auto store = LedgerStore::open(options_);
    ASSERT_TRUE(store) << store.error().text();
    EXPECT_EQ(all_records(**store), small_ledger().records());
  }

  TempFolder folder_;
  LedgerStore::Options options_;
};

TEST_F(Surgery, UntouchedCopyIsWhole) { expect_whole(); }

TEST_F(Surgery, LogCutAtHalfIsRefusedWithWhatIsMissing) {
  std::filesystem::resize_file(wal(), std::filesystem::file_size(wal()) / 2);
  const Refusal said = refusal();
  EXPECT_EQ(said.reason, Reason::log_short) << said.text();
  EXPECT_THAT(said.detail, HasSubstr("are missing"));
}

TEST_F(Surgery, DeletedLogIsRefused) {
  std::filesystem::remove(wal());
  expect_refused();
}

TEST_F(Surgery, FlippedBitInTheMiddleIsRefused) {
  std::string content = read_whole(wal());
  content[content.size() / 2] ^= 4;
  write_whole(wal(), content);
  expect_refused();
}

TEST_F(Surgery, ZeroedPageInTheMiddleIsRefused) {
  std::string content = read_whole(wal());
  content.replace(content.size() / 2, std::min<std::size_t>(4096, content.size() / 4),
                  std::min<std::size_t>(4096, content.size() / 4), '\0');
  write_whole(wal(), content);
  expect_refused();
}

TEST_F(Surgery, TornTailThatTheAnchorVouchesForIsRefused) {
  std::filesystem::resize_file(wal(), std::filesystem::file_size(wal()) - 3);
  EXPECT_EQ(refusal().reason, Reason::log_short);
}

TEST_F(Surgery, DeletedAnchorIsRefused) {
  std::filesystem::remove(anchor());
  EXPECT_EQ(refusal().reason, Reason::anchor_damaged);
}

TEST_F(Surgery, AnchorWithBothSlotsDamagedIsRefused) {
  std::string content = read_whole(anchor());
  content[100] ^= 1;
  content[4096 + 100] ^= 1;
  write_whole(anchor(), content);
  EXPECT_EQ(refusal().reason, Reason::anchor_damaged);
}

TEST_F(Surgery, AnchorOfAnotherLedgerIsRefused) {
  const TestLedger other;
  write_whole(anchor(), read_whole(other.folder() + "/head"));
  EXPECT_THAT(refusal().reason, AnyOf(Reason::note_unverified, Reason::signature_invalid));
}

/// A ledger that goes on after its anchor was kept aside.
class Older : public ::testing::Test {
 protected:
  Older() {
    ledger_.close();
    anchor_ = read_whole(ledger_.folder() + "/head");
    EXPECT_TRUE(ledger_.reopen());
    anchored_ = ledger_.store().log().head().size;
    for (int i = 0; i < 3; ++i) ledger_.register_person("p-" + std::to_string(i), "o-village");
    head_ = ledger_.store().log().head();
    ledger_.close();
    write_whole(ledger_.folder() + "/head", anchor_);
  }
  std::string wal() const {
    std::string newest;
    for (const auto& file : std::filesystem::directory_iterator(ledger_.folder() + "/log")) {
      if (file.path().extension() == ".log") newest = std::max(newest, file.path().string());
    }
    return newest;
  }

  TestLedger ledger_;
  std::string anchor_;
  std::uint64_t anchored_ = 0;
  Head head_;
};

TEST_F(Older, AnchorKeepsTheWholeLogAndSaysWhatItDidNotVouchFor) {
  ASSERT_TRUE(ledger_.reopen());
  EXPECT_EQ(ledger_.store().log().head(), head_);
  EXPECT_EQ(ledger_.store().log().opened().anchored, anchored_);
  EXPECT_EQ(ledger_.store().log().opened().unanchored, 3U);
  ASSERT_TRUE(ledger_.reopen());
  EXPECT_EQ(ledger_.store().log().opened().unanchored, 0U) << "it was anchored on opening";
}

TEST_F(Older, AnchorLetsATornTailGo) {
  std::filesystem::resize_file(wal(), std::filesystem::file_size(wal()) - 3);
  ASSERT_TRUE(ledger_.reopen());
  EXPECT_EQ(ledger_.store().log().head().size, head_.size - 1);
  EXPECT_EQ(ledger_.store().log().opened().unanchored, 2U);
  ledger_.close();
  expect_verifies(ledger_.folder());
}

}  // namespace
}  // namespace tenure::testing
