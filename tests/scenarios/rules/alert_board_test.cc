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

  static std::vector<std::string> told(const std::vector<Alert>& alerts) {
    std::vector<std::string> out;
    for (const Alert& alert : alerts) out.push_back(to_json(alert));
    return out;
  }
  std::vector<std::string> kept(const std::string& on = "2024-03-01", const std::string& org = "o-county") {
    const When when{t.store().size(), *Date::parse(on)};
    return told(RuleLedger::must(board.below(org, when, {{}, {}, kEveryAlert})).items);
  }
  std::vector<std::string> afresh(const std::string& on = "2024-03-01", const std::string& org = "o-county") {
    return told(RuleLedger::must(alerts_below(t.past(on), org)));
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
  EXPECT_EQ(RuleLedger::must(board.below("o-county", {before, Date::of(2024, 3, 1)}, {})).items.size(), 1U);
  EXPECT_EQ(kept().size(), 2U);
}

/// Three secretaries without certificates, since 2022, 2023 and 2024; the first one's term has run out too.
class Pages : public Board {
 protected:
  Pages() {
    for (const auto& [person, since] : {std::pair("p-3", "2022-05-01"), {"p-4", "2024-01-10"}}) {
      const std::string org = std::string("o-") + person;
      t.register_org(org, "o-town");
      t.person(person, org);
      RuleLedger::must(t.appoint(since, person, org));
    }
  }
  AlertBoard::Told page(const AlertFilter& filter, const std::string& on = "2025-06-01") {
    return RuleLedger::must(board.below("o-county", {t.store().size(), *Date::parse(on)}, filter));
  }
  static std::vector<std::string> since(const AlertBoard::Told& told) {
    std::vector<std::string> out;
    for (const Alert& alert : told.items) out.push_back(alert.since.str() + " " + alert.subject.value);
    return out;
  }
};

TEST_F(Pages, LongestOverdueComesFirst) {
  const auto all = page({{}, {}, kEveryAlert});
  EXPECT_EQ(since(all), (std::vector<std::string>{"2022-05-01 person/p-3", "2023-01-01 person/p-1",
                                                  "2024-01-10 person/p-4", "2025-05-01 person/p-3"}));
  EXPECT_EQ(all.left_out, 0U);
  EXPECT_FALSE(all.next);
  EXPECT_EQ(all.counts, (AlertCounts{{"alert.term_expiry", 1}, {"alert.uncertified", 3}}));
}

TEST_F(Pages, SayWhatTheyLeaveOutAndGoOnBehindIt) {
  const auto first = page({{}, {}, 3});
  EXPECT_EQ(first.items.size(), 3U);
  EXPECT_EQ(first.left_out, 1U);
  ASSERT_TRUE(first.next);
  const auto second = page({{}, AlertPlace::parse(first.next->str()), 3});
  EXPECT_EQ(since(second), (std::vector<std::string>{"2025-05-01 person/p-3"}));
  EXPECT_EQ(second.left_out, 0U);
}

TEST_F(Pages, OneByOneTellEachOnce) {
  std::vector<std::string> told;
  AlertFilter filter{{}, {}, 1};
  do {
    const auto one = page(filter);
    told.push_back(to_json(one.items.at(0)));
    filter.after = one.next;
  } while (filter.after);
  EXPECT_EQ(told, kept("2025-06-01"));
}

TEST_F(Pages, OfOneRuleCountThatRuleAlone) {
  const auto first = page({"alert.uncertified", {}, 2});
  EXPECT_EQ(since(first), (std::vector<std::string>{"2022-05-01 person/p-3", "2023-01-01 person/p-1"}));
  EXPECT_EQ(first.left_out, 1U);
  const auto second = page({"alert.uncertified", first.next, 2});
  EXPECT_EQ(since(second), (std::vector<std::string>{"2024-01-10 person/p-4"}));
}

TEST_F(Pages, GoOnWhereTheyEndedWhenSomethingEarlierFallsSilent) {
  const auto first = page({{}, {}, 2});
  t.record<PostCertified>("2024-01-02", R"({"person":"p-3","post":"secretary","certificate_no":"7"})");
  const auto second = page({{}, first.next, 2});
  EXPECT_EQ(since(second), (std::vector<std::string>{"2024-01-10 person/p-4", "2025-05-01 person/p-3"}));
}

TEST_F(Pages, SeveralOfOneSubjectAndDayAreNotTorn) {
  t.adopt("o-county", "2024-01-01",
          "[report]\ncadence = \"year\"\ngrace_days = 0\naudiences = [\"members\", \"masses\"]\n"
          "[scheme.annual]\nposts = [\"secretary\"]\n");
  const auto all = kept("2026-01-01");
  std::vector<std::string> told;
  AlertFilter filter{{}, {}, 1};
  do {
    const auto one = page(filter, "2026-01-01");
    told.push_back(to_json(one.items.at(0)));
    filter.after = one.next;
  } while (filter.after);
  EXPECT_EQ(told, all);
  EXPECT_GT(all.size(), 3U);
}

}  // namespace
}  // namespace tenure::testing
