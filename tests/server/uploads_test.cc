// Attachments that nobody cites: how many may lie there, and what makes room.
#include "server/access/uploads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "domain/core/sha256.h"
#include "tests/server/served_ledger.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;

const Moment kUploaded = *Moment::parse("2024-03-01T00:00:00Z");

class UploadsOnDisk : public ::testing::Test {
 protected:
  UploadsOnDisk() : uploads_(open()) {}
  std::unique_ptr<Uploads> open() { return Uploads::open(folder_.path()).value(); }

  Result<void> admit(std::size_t number, const std::string& token, const std::string& org = {},
                     std::size_t bytes = 1, Moment at = kUploaded) {
    return uploads_->admit(digest(number), {at, token, org, bytes},
                           {[this](const Digest& each) { return cited_.contains(each); },
                            [this](const Digest& each) { return dropped_.insert(each).second; }});
  }
  static Digest digest(std::size_t number) { return sha256(std::to_string(number)); }

  TempFolder folder_;
  std::unique_ptr<Uploads> uploads_;
  std::set<Digest> cited_, dropped_;
};

TEST_F(UploadsOnDisk, TokenLeavesSoManyUncited) {
  std::size_t number = 0;
  for (; number < kUploadsOfTokenMax; ++number) ASSERT_TRUE(admit(number, "t-greedy")) << number;
  const auto refused = admit(number, "t-greedy");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::quota_full);
  EXPECT_THAT(refused.error().detail, HasSubstr(std::to_string(kUploadsOfTokenMax)));
  EXPECT_TRUE(admit(number, "t-other")) << "another token has its own";
  uploads_ = open();
  EXPECT_FALSE(admit(number + 1, "t-greedy")) << "also after a restart";
  cited_.insert(digest(3));
  EXPECT_TRUE(admit(number + 1, "t-greedy")) << "what an act cites counts no more";
  EXPECT_FALSE(admit(number + 2, "t-greedy"));
  EXPECT_TRUE(dropped_.empty());
}

TEST_F(UploadsOnDisk, BytesAndOrganisationsHaveTheirLimits) {
  EXPECT_TRUE(admit(1, "t", "o-1", kUploadBytesOfTokenMax - 10));
  EXPECT_FALSE(admit(2, "t", "o-1", 11));
  EXPECT_TRUE(admit(2, "t", "o-1", 10));
  for (std::size_t number = 10; number < 10 + kUploadsOfOrgMax - 2; ++number)
    ASSERT_TRUE(admit(number, "t-" + std::to_string(number % 7), "o-1")) << number;
  EXPECT_FALSE(admit(5'000, "t-new", "o-1"));
  EXPECT_TRUE(admit(5'000, "t-new", "o-2"));
}

TEST_F(UploadsOnDisk, OldestThatRestedGoes) {
  constexpr std::int64_t kDay = Moment::kDayUs;
  for (std::size_t number = 0; number < kUploadsOfTokenMax; ++number)
    ASSERT_TRUE(admit(number, "t", {}, 1, {kUploaded.us + static_cast<std::int64_t>(number)}));
  const Moment rested{kUploaded.us + kUploadRestDays * kDay};
  EXPECT_FALSE(admit(1'000, "t", {}, 1, {rested.us - 1}));
  EXPECT_TRUE(admit(1'000, "t", {}, 1, rested));
  EXPECT_EQ(dropped_, std::set<Digest>{digest(0)});
}

TEST(UploadCalls, WhatWasDroppedIsPutAgainAndWhatIsCitedStays) {
  ServedLedger s;
  const std::string clerk =
      "Content-Type: application/octet-stream\r\n" + bearer(s.token(Role::clerk, "o-county"));
  const auto put = [&](const std::string& content) {
    return s.connect()->ask("PUT", "/v1/attachments/sha256:" + sha256(content).hex(), content, clerk).status;
  };
  EXPECT_EQ(put("one"), 204);
  EXPECT_EQ(put("one"), 204);
  const Digest one = sha256("one");
  ASSERT_TRUE(s.app().store().attachments().drop(one));
  EXPECT_FALSE(s.app().store().attachments().holds(one));
  EXPECT_EQ(put("one"), 204);
  EXPECT_EQ(*s.app().store().attachments().get(one), "one");
}

}  // namespace
}  // namespace tenure::testing
