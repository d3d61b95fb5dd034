// Rows that are stored while the next group is admitted.
#include "server/sequencer/row_writer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

#include "storage/files/files.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

class RowWriterTest : public ::testing::Test {
 protected:
  static std::shared_ptr<const RowChanges> change(std::uint64_t index, const std::string& value) {
    auto out = std::make_shared<RowChanges>();
    out->rows.push_back({"row", index, value});
    return out;
  }
  std::string stored() const { return views_->row("row", kNewest)->value_or("nothing"); }

  TempFolder folder_;
  Result<ViewStore> views_ = ViewStore::open(default_file_system(), folder_.path());
};

TEST_F(RowWriterTest, AnswersComeInOrderAndAfterTheirRows) {
  std::vector<std::string> seen;
  {
    RowWriter rows(*views_);
    for (std::uint64_t i = 0; i < 100; ++i) {
      rows.start(change(i, std::to_string(i)), {i + 1, {}}, [&] { seen.push_back(stored()); });
    }
    rows.wait_idle();
    ASSERT_EQ(seen.size(), 100U);
  }
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], std::to_string(i));
}

TEST_F(RowWriterTest, NextGroupWaitsUntilTheOneBeforeIsAnswered) {
  std::latch go(1);
  std::atomic<bool> answered = false;
  RowWriter rows(*views_);
  rows.start(change(0, "a"), {1, {}}, [&] {
    go.wait();
    answered = true;
  });
  rows.wait_written();
  EXPECT_EQ(stored(), "a");
  EXPECT_FALSE(answered) << "its rows can be read before it is answered";
  go.count_down();
  rows.start(change(1, "b"), {2, {}}, [] {});
  EXPECT_TRUE(answered);
}

TEST_F(RowWriterTest, GroupWithoutChangesIsAnsweredAndLeavesTheRows) {
  RowWriter rows(*views_);
  bool answered = false;
  rows.start(nullptr, {1, {}}, [&] { answered = true; });
  rows.wait_idle();
  EXPECT_TRUE(answered);
  EXPECT_EQ(views_->applied().size, 0U);
}

TEST_F(RowWriterTest, EndingFinishesWhatIsUnderWay) {
  bool answered = false;
  {
    RowWriter(*views_).start(change(0, "a"), {1, {}}, [&] { answered = true; });
  }
  EXPECT_TRUE(answered);
  EXPECT_EQ(stored(), "a");
}

}  // namespace
}  // namespace tenure::testing
