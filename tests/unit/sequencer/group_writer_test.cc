// Groups that are stored while the next one is admitted.
#include "server/sequencer/group_writer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

#include "storage/files/files.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

class GroupWriterTest : public ::testing::Test {
 protected:
  /// A group of one row, in the log up to its act.
  static GroupWriter::Work group(
      std::uint64_t index, const std::string& value, std::function<void()> then = [] {}) {
    auto changes = std::make_shared<RowChanges>();
    changes->rows.push_back({"row", index, value});
    return {std::move(changes), [index] { return std::optional(Head{index + 1, {}}); }, std::move(then)};
  }
  std::string stored() const { return views_->row("row", kNewest)->value_or("nothing"); }

  TempFolder folder_;
  Result<ViewStore> views_ = ViewStore::open(default_file_system(), folder_.path());
};

TEST_F(GroupWriterTest, AnswersComeInOrderAndAfterTheirRows) {
  std::vector<std::string> seen;
  {
    GroupWriter writer(*views_);
    for (std::uint64_t i = 0; i < 100; ++i)
      writer.start(group(i, std::to_string(i), [&] { seen.push_back(stored()); }));
    writer.wait_idle();
    ASSERT_EQ(seen.size(), 100U);
  }
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], std::to_string(i));
}

TEST_F(GroupWriterTest, NextGroupWaitsUntilTheOneBeforeIsAnswered) {
  std::latch go(1);
  std::atomic<bool> answered = false;
  GroupWriter writer(*views_);
  writer.start(group(0, "a", [&] {
    go.wait();
    answered = true;
  }));
  EXPECT_FALSE(writer.is_idle());
  EXPECT_FALSE(answered);
  go.count_down();
  writer.start(group(1, "b"));
  EXPECT_TRUE(answered);
}

TEST_F(GroupWriterTest, RowsComeAfterTheLogHoldsTheGroup) {
  GroupWriter writer(*views_);
  auto work = group(0, "a");
  std::string before;
  work.durable = [&] {
    before = stored();
    return std::optional(Head{1, {}});
  };
  writer.start(std::move(work));
  writer.wait_idle();
  EXPECT_EQ(before, "nothing");
  EXPECT_EQ(stored(), "a");
}

TEST_F(GroupWriterTest, GroupThatTheLogDoesNotHoldLeavesTheRowsAndIsNotAnswered) {
  GroupWriter writer(*views_);
  bool answered = false;
  auto work = group(0, "a", [&] { answered = true; });
  work.durable = [] { return std::optional<Head>(); };
  writer.start(std::move(work));
  writer.wait_idle();
  EXPECT_FALSE(answered);
  EXPECT_EQ(views_->applied().size, 0U);
  writer.start(group(0, "b"));
  writer.wait_idle();
  EXPECT_EQ(stored(), "b") << "the next one goes on";
}

TEST_F(GroupWriterTest, AfterAFailureGroupsAreAnsweredWithoutRows) {
  GroupWriter writer(*views_);
  writer.fail(refuse(Reason::stopped, "rows").value());
  bool answered = false;
  writer.start(group(0, "a", [&] { answered = true; }));
  writer.wait_idle();
  EXPECT_TRUE(answered);
  EXPECT_EQ(views_->applied().size, 0U);
  ASSERT_TRUE(writer.failure());
  EXPECT_EQ(writer.failure()->reason, Reason::stopped);
}

TEST_F(GroupWriterTest, WhoWaitsIsToldThatItIsIdle) {
  std::latch told(1);
  GroupWriter writer(*views_, [&] { told.count_down(); });
  EXPECT_TRUE(writer.is_idle());
  writer.start(group(0, "a"));
  told.wait();
  EXPECT_TRUE(writer.is_idle());
}

TEST_F(GroupWriterTest, EndingFinishesWhatIsUnderWay) {
  bool answered = false;
  {
    GroupWriter(*views_).start(group(0, "a", [&] { answered = true; }));
  }
  EXPECT_TRUE(answered);
  EXPECT_EQ(stored(), "a");
}

}  // namespace
}  // namespace tenure::testing
