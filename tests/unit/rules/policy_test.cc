// Which policy holds for an organisation on a date.
#include "domain/rules/policy.h"

#include "domain/registry/policy.h"
#include "domain/rules/rule.h"
#include "tests/unit/rules/record.h"

namespace tenure::testing {
namespace {

std::string posts(int max) { return fmt::format("[posts]\nmax = {}\n", max); }

/// posts.max of the policy that binds, or -1.
std::int64_t max_on(const Record& record, std::string_view org, std::string_view on) {
  const Past facts = record.facts(on);
  PolicyBook book;
  const auto view = book.binding(facts, org, test::day(on));
  const auto max = view->get(kPostsMax);
  return max ? *max : -1;
}

TEST(PolicyInForce, IsTheNewestOnTheDate) {
  Record record;
  record.adopt("o-county", "2020-01-01", posts(1));
  record.adopt("o-county", "2022-01-01", posts(2));
  record.adopt("o-county", "2021-01-01", posts(3));
  EXPECT_EQ(max_on(record, "o-county", "2019-12-31"), -1);
  EXPECT_EQ(max_on(record, "o-county", "2020-01-01"), 1);
  EXPECT_EQ(max_on(record, "o-county", "2021-06-01"), 3);
  EXPECT_EQ(max_on(record, "o-county", "2024-01-01"), 2);
}

TEST(PolicyInForce, EndsWithItsLastDayAndLeavesTheOneBefore) {
  Record record;
  record.adopt("o-county", "2020-01-01", posts(1));
  record.adopt("o-county", "2021-01-01", posts(2), "trial", "2021-12-31");
  EXPECT_EQ(max_on(record, "o-county", "2021-12-31"), 2);
  EXPECT_EQ(max_on(record, "o-county", "2022-01-01"), 1);
}

TEST(PolicyInForce, IsThatOfTheNearestAncestorAndHoldsWhole) {
  Record record;
  record.adopt("o-county", "2020-01-01", posts(1));
  EXPECT_EQ(max_on(record, "o-village", "2021-01-01"), 1);
  record.adopt("o-town", "2020-06-01", "[posts]\nmin = 3\n");
  EXPECT_EQ(max_on(record, "o-village", "2021-01-01"), -1) << "nothing is mixed in from above";
  EXPECT_EQ(max_on(record, "o-village", "2020-05-01"), 1);
  EXPECT_EQ(max_on(record, "o-other", "2021-01-01"), 1);
}

TEST(PolicyInForce, FollowsTheHierarchyOfItsDay) {
  Record record;
  record.adopt("o-other", "2020-01-01", posts(7));
  record.add<OrgParentChanged>("2021-01-01", R"({"org":"o-village","parent":"o-other"})");
  EXPECT_EQ(max_on(record, "o-village", "2020-12-31"), -1);
  EXPECT_EQ(max_on(record, "o-village", "2021-01-01"), 7);
}

TEST(PolicyInForce, NeedsAPack) {
  Record record;
  record.adopt("o-county", "2020-01-01", posts(1));
  record.adopt("o-county", "2021-01-01", "");
  EXPECT_EQ(max_on(record, "o-county", "2022-01-01"), 1);
}

TEST(PolicyInForce, TrialAndInterimBindDraftAndProposedDoNot) {
  for (const auto& [status, binds] :
       std::initializer_list<std::pair<const char*, bool>>{{"in_force", true},
                                                           {"trial", true},
                                                           {"interim", true},
                                                           {"pilot", true},
                                                           {"draft", false},
                                                           {"proposed", false}}) {
    Record record;
    record.adopt("o-county", "2020-01-01", posts(1));
    record.adopt("o-county", "2021-01-01", posts(2), status);
    EXPECT_EQ(max_on(record, "o-village", "2022-01-01"), binds ? 2 : 1) << status;
    const Past facts = record.facts("2022-01-01");
    PolicyBook book;
    EXPECT_EQ(book.both(facts, "o-village", test::day("2022-01-01"))->proposed.has_value(), !binds) << status;
  }
}

TEST(PolicyInForce, PilotBindsInThePilotTownshipsAlone) {
  Record record;
  record.adopt("o-county", "2020-01-01", posts(1));
  record.adopt("o-county", "2021-01-01", "[pilot]\norgs = [\"o-town\"]\n" + posts(2), "pilot");
  EXPECT_EQ(max_on(record, "o-village", "2022-01-01"), 2);
  EXPECT_EQ(max_on(record, "o-town", "2022-01-01"), 2);
  EXPECT_EQ(max_on(record, "o-other", "2022-01-01"), 1);
  EXPECT_EQ(max_on(record, "o-county", "2022-01-01"), 1);
}

TEST(PolicyInForce, ProposedRulesOnlyFlag) {
  const std::string_view pack = "[rules.\"gate.posts_number\"]\nmode = \"enforce\"\n";
  const Rule& rule = *find_rule("gate.posts_number");
  EXPECT_EQ(policy_of(pack, true).mode(rule), RuleMode::enforce);
  EXPECT_EQ(policy_of(pack, false).mode(rule), RuleMode::flag);
  EXPECT_EQ(PolicyView().mode(rule), rule.default_mode);
}

TEST(PolicyBook, ForgetsThePackOfAnActThatWasRefused) {
  Record refused;
  const Position position = refused.adopt("o-county", "2020-01-01", posts(1));
  Record admitted;
  ASSERT_EQ(admitted.adopt("o-county", "2020-01-01", posts(2)), position);
  PolicyBook book;
  const Date on = test::day("2021-01-01");
  EXPECT_EQ(*book.binding(refused.facts("2021-01-01"), "o-county", on)->get(kPostsMax), 1);
  book.forget_from(position.index);
  EXPECT_EQ(*book.binding(admitted.facts("2021-01-01"), "o-county", on)->get(kPostsMax), 2);
}

TEST(Jurisdiction, IsTheEventsOrganisationElseThePersonsElseTheAuthority) {
  Record record;
  record.add<PersonRegistered>(
      "2020-01-01",
      R"({"person":"p-1","org":"o-village","name":"c1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})");
  const Past facts = record.facts("2024-01-01");
  const auto of = [&](Event event) { return jurisdiction(facts, event, {"o-county"}); };
  EXPECT_EQ(of(make_event(test::day("2024-01-01"),
                          test::made<SecretaryAppointed>(R"({"person":"p-1","org":"o-town"})"))),
            "o-town");
  EXPECT_EQ(of(make_event(test::day("2024-01-01"), test::made<DeathRecorded>(R"({"person":"p-1"})"))),
            "o-village");
  EXPECT_EQ(of(make_event(test::day("2024-01-01"), test::made<DeathRecorded>(R"({"person":"p-2"})"))),
            "o-county");
}

}  // namespace
}  // namespace tenure::testing
