// What verdicts flagged, found again: by the index of flagged events, with the reviews that answered them.
#include "replay/flags.h"

#include "server/sequencer/catch_up.h"
#include "storage/files/files.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr int kPeople = 5;

/// Five appointed without the certificate that the county's policy asks for, one a day.
class Flagged : public ::testing::Test {
 protected:
  Flagged() {
    t.adopt("o-county", "2024-01-01",
            "[post_certificate]\nrequired = true\n[rules.\"law.seat_taken\"]\nmode = \"off\"\nreading = "
            "\"两人试点\"\n");
    for (int i = 1; i <= kPeople; ++i) {
      t.person("p-" + std::to_string(i), "o-village");
      flagged.push_back({t.appoint("2024-03-0" + std::to_string(i), "p-" + std::to_string(i))->index, 0});
    }
  }

  static Viewer auditor(const std::string& scope = {}) {
    Viewer out;
    out.roles = {Role::auditor};
    out.token_id = "t";
    if (!scope.empty()) out.scope = OrgId{scope};
    return out;
  }
  Page page(const FlagFilter& filter = {}, std::optional<std::uint64_t> size = {}) {
    const Questions questions(t.store(), viewer, t.now());
    return RuleLedger::must(
        flags(t.store(), questions, filter, {size.value_or(t.store().size()), *Date::parse("2025-01-01")}));
  }
  /// Positions of the page's items, then the cursor.
  std::vector<std::string> shown(const Page& page) {
    std::vector<std::string> out;
    for (const std::string& item : page.items) out.push_back(item.substr(13, item.find('"', 13) - 13));
    if (page.next) out.push_back("next " + *page.next);
    return out;
  }
  void review(Position position, const std::string& rule) {
    FlagReviewed review;
    review.flagged = position;
    review.rule = {rule};
    review.disposition = Disposition::confirmed;
    review.reason = {sealed_as("reason", "属实")};
    RuleLedger::must(t.submit(t.act().add("2024-04-01", review), t.root()));
  }

  RuleLedger t;
  Viewer viewer = auditor();
  std::vector<Position> flagged;
};

TEST_F(Flagged, ItemSaysWhatTheVerdictSaid) {
  const std::string item = page().items.front();
  EXPECT_THAT(item, HasSubstr(R"("type":"SecretaryAppointed","subjects":["person/p-1","org/o-village"])"));
  EXPECT_THAT(item, HasSubstr(R"("rule":"gate.post_certificate","mechanisms":["BB-40"],"mode":"flag")"));
  EXPECT_THAT(item, HasSubstr(R"("policy":")"));
  EXPECT_THAT(item, HasSubstr(R"("reviews":[]})"));
}

/// As if many more acts had been recorded: who sees every flag and who sees none are told the same end.
TEST_F(Flagged, PageEndsAfterSoManyActsWhateverIsFlaggedInThem) {
  const std::uint64_t size = 2 * kFlagActsMax + 1;
  const std::string end = "next " + Position{kFlagActsMax, 0}.str();
  EXPECT_EQ(shown(page({}, size)).size(), flagged.size() + 1);
  EXPECT_EQ(shown(page({}, size)).back(), end);
  viewer = auditor("o-elsewhere");
  EXPECT_EQ(shown(page({}, size)), std::vector<std::string>{end});
  FlagFilter last;
  last.from = {2 * kFlagActsMax, 0};
  EXPECT_EQ(shown(page(last, size)), std::vector<std::string>{});
}

TEST_F(Flagged, PagesHoldEachFlagOnceOldestFirst) {
  std::vector<std::string> all;
  FlagFilter filter;
  filter.limit = 2;
  for (std::optional<std::string> next = ""; next;) {
    if (!next->empty()) filter.from = *Position::parse(*next);
    const Page found = page(filter);
    for (const std::string& item : found.items) all.push_back(item.substr(13, item.find('"', 13) - 13));
    next = found.next;
  }
  std::vector<std::string> expected;
  for (const Position position : flagged) expected.push_back(position.str());
  EXPECT_EQ(all, expected);
}

TEST_F(Flagged, BoundsRuleAndOrganisationNarrow) {
  FlagFilter middle;
  middle.from = flagged[1];
  middle.until = flagged[3];
  EXPECT_THAT(shown(page(middle)), ElementsAre(flagged[1].str(), flagged[2].str()));
  FlagFilter other_rule;
  other_rule.rule = "gate.posts_number";
  EXPECT_THAT(page(other_rule).items, IsEmpty());
  t.register_org("o-elsewhere", "o-county");
  FlagFilter elsewhere;
  elsewhere.org = OrgId{"o-elsewhere"};
  EXPECT_THAT(page(elsewhere).items, IsEmpty());
  elsewhere.org = OrgId{"o-town"};
  EXPECT_EQ(page(elsewhere).items.size(), flagged.size());
}

TEST_F(Flagged, AsOfAnEarlierSizeThereWereFewer) {
  EXPECT_THAT(shown(page({}, flagged[2].index)), ElementsAre(flagged[0].str(), flagged[1].str()));
}

TEST_F(Flagged, ReviewStandsBesideTheFlagOfItsRuleSinceItWasRecorded) {
  const std::uint64_t before = t.store().size();
  review(flagged[0], "gate.post_certificate");
  review(flagged[1], "gate.pay_floor");
  const Page now = page();
  EXPECT_THAT(
      now.items[0],
      HasSubstr(fmt::format(
          R"("reviews":[{{"position":"{}.0","on":"2024-04-01","disposition":"confirmed"}}])", before)));
  EXPECT_THAT(now.items[1], HasSubstr(R"("reviews":[])"));
  EXPECT_THAT(page({}, before).items[0], HasSubstr(R"("reviews":[])"));
}

TEST_F(Flagged, ScopeHidesFlagsAndLeavesNoCursorToThem) {
  t.register_org("o-elsewhere", "o-county");
  t.person("p-9", "o-elsewhere");
  viewer = auditor("o-elsewhere");
  FlagFilter one;
  one.limit = 1;
  EXPECT_THAT(shown(page(one)), IsEmpty());
  const Position own{RuleLedger::must(t.appoint("2024-06-01", "p-9", "o-elsewhere")).index, 0};
  RuleLedger::must(t.appoint("2024-06-02", "p-1", "o-town"));
  EXPECT_THAT(shown(page(one)), ElementsAre(own.str())) << "what follows is not theirs";
}

TEST_F(Flagged, IndexIsTheSameWhenItIsMadeAnew) {
  const auto rebuilt = RuleLedger::must(rebuild_and_compare(
      t.store().log(), t.store().views(), default_file_system(), t.folder(), [](auto) { return true; }));
  EXPECT_EQ(rebuilt.difference, std::nullopt);
  ASSERT_EQ(page().items.size(), flagged.size());
}

}  // namespace
}  // namespace tenure::testing
