// The board that keeps alerts answers as if each question were asked afresh.
#include "replay/rules/alert_board.h"

#include "domain/describe/write.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

constexpr const char* kCertificates =
    "[post_certificate]\nrequired = true\n[term]\nmonths = 36\ngrace_days = 0\n";

class Board : public ::testing::Test {
 protected:
  Board() {
    t.adopt("o-county", "2000-01-01", kCertificates);
    t.person("p-1", "o-village");
    t.person("p-2", "o-village");
    RuleLedger::must(t.appoint("2023-01-01", "p-1"));
  }

  static std::vector<std::string> told(const Result<std::vector<Alert>>& alerts) {
    std::vector<std::string> out;
    for (const Alert& alert : RuleLedger::must(alerts)) out.push_back(to_json(alert));
    return out;
  }
  std::vector<std::string> kept(const std::string& on = "2024-03-01", const std::string& org = "o-county") {
    return told(board.below(org, {t.store().size(), *Date::parse(on)}));
  }
  std::vector<std::string> afresh(const std::string& on = "2024-03-01", const std::string& org = "o-county") {
    PolicyBook book;
    return told(alerts_below(t.past(on), book, org));
  }

  RuleLedger t;
  AlertBoard board{t.store()};
};

TEST_F(Board, NoticesWhatAnActSetsOffAndClears) {
  EXPECT_EQ(kept().size(), 1U);
  RuleLedger::must(t.appoint("2024-01-01", "p-2", "o-town"));
  EXPECT_EQ(kept().size(), 2U);
  EXPECT_EQ(kept(), afresh());
  t.record<PostCertified>("2024-01-02", R"({"person":"p-1","post":"secretary","certificate_no":"7"})");
  EXPECT_EQ(kept().size(), 1U);
  EXPECT_EQ(kept(), afresh());
}

TEST_F(Board, NoticesPeopleWhoCameLater) {
  EXPECT_EQ(kept().size(), 1U);
  t.register_org("o-other", "o-town");
  t.person("p-3", "o-other");
  EXPECT_EQ(kept(), afresh());
  RuleLedger::must(t.appoint("2024-01-01", "p-3", "o-other"));
  EXPECT_EQ(kept().size(), 2U);
  EXPECT_EQ(kept(), afresh());
}

TEST_F(Board, FollowsACorrection) {
  const auto appointed = RuleLedger::must(t.appoint("2024-01-01", "p-2", "o-town"));
  EXPECT_EQ(kept().size(), 2U);
  t.record<CorrectionRecorded>(
      "2024-02-01", fmt::format(R"({{"target":"{}.0","reason":"{}"}})", appointed.index, Commitment{}.str()));
  EXPECT_EQ(kept().size(), 1U);
  EXPECT_EQ(kept(), afresh());
}

TEST_F(Board, FollowsAReview) {
  t.record<DeathRecorded>("2023-06-01", R"({"person":"p-2"})");
  const auto flagged = RuleLedger::must(t.appoint("2024-01-01", "p-2", "o-town"));
  const auto before = kept();
  EXPECT_EQ(before, afresh());
  t.record<FlagReviewed>(
      "2024-02-01",
      fmt::format(R"({{"flagged":"{}.0","rule":"law.dead_receive_nothing","disposition":"explained",{}}})",
                  flagged.index, sealed_member("reason")));
  EXPECT_LT(kept().size(), before.size());
  EXPECT_EQ(kept(), afresh());
}

TEST_F(Board, FollowsAPolicyAndTheHierarchy) {
  EXPECT_EQ(kept().size(), 1U);
  t.adopt("o-village", "2024-02-01", "[post_certificate]\nrequired = false\n");
  EXPECT_TRUE(kept().empty());
  EXPECT_EQ(kept(), afresh());
}

TEST_F(Board, KeepsDatesAndOrganisationsApart) {
  EXPECT_EQ(kept("2024-03-01"), afresh("2024-03-01"));
  EXPECT_TRUE(kept("2022-12-31").empty());
  RuleLedger::must(t.appoint("2024-01-01", "p-2", "o-town"));
  EXPECT_TRUE(kept("2022-12-31").empty());
  EXPECT_EQ(kept("2024-03-01", "o-village"), afresh("2024-03-01", "o-village"));
}

TEST_F(Board, AnswersAQuestionFromBeforeItsShelf) {
  const std::uint64_t before = t.store().size();
  RuleLedger::must(t.appoint("2024-01-01", "p-2", "o-town"));
  EXPECT_EQ(kept().size(), 2U);
  EXPECT_EQ(told(board.below("o-county", {before, Date::of(2024, 3, 1)})).size(), 1U);
  EXPECT_EQ(kept().size(), 2U);
}

}  // namespace
}  // namespace tenure::testing
