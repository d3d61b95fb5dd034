// A log that is read while its writer goes on.
#include <gtest/gtest.h>

#include "tests/support/ledger.h"

namespace tenure::testing {
namespace {

class LiveLog : public ::testing::Test {
 protected:
  void register_people(int count) {
    for (int i = 0; i < count; ++i) t_.register_person("p-" + std::to_string(++people_), "o-village");
  }
  std::vector<std::string> payloads(const LogStore& log) {
    std::vector<std::string> out;
    const auto done = log.read(0, log.head().size, [&](LogRecord&& record) -> Result<bool> {
      out.push_back(std::move(record.payload));
      return true;
    });
    EXPECT_TRUE(done) << done.error().text();
    return out;
  }

  TestLedger t_;
  TempFolder scratch_;
  int people_ = 0;
};

TEST_F(LiveLog, IsReadAsOfItsAnchorAndFollowed) {
  register_people(300);
  auto opened = LogStore::open_to_read(default_file_system(), t_.folder(), scratch_.path());
  ASSERT_TRUE(opened) << opened.error().text();
  LogStore& log = **opened;
  EXPECT_EQ(log.head(), t_.store().log().head());
  EXPECT_EQ(log.published()->checkpoint, t_.store().log().published()->checkpoint);
  for (int i = 0; i < 3; ++i) {
    register_people(200);
    EXPECT_LT(log.head().size, t_.store().log().head().size) << "it stays until it is told to go on";
    const auto head = log.follow();
    ASSERT_TRUE(head) << head.error().text();
    EXPECT_EQ(*head, t_.store().log().head());
    EXPECT_EQ(payloads(log), payloads(t_.store().log()));
    // The writer's restart puts what was in its write-ahead log into files.
    ASSERT_TRUE(t_.reopen());
  }
}

TEST_F(LiveLog, TakesNothing) {
  auto opened = LogStore::open_to_read(default_file_system(), t_.folder(), scratch_.path());
  ASSERT_TRUE(opened) << opened.error().text();
  EXPECT_EQ((*opened)->append((*opened)->head(), {}).error().reason, Reason::stopped);
  EXPECT_EQ((*opened)->journal({}, "{}").error().reason, Reason::stopped);
  EXPECT_TRUE((*opened)->sync_journal());
}

}  // namespace
}  // namespace tenure::testing
