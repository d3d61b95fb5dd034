// Statistics over events and over amounts, and the parts of rows that rules list.
#include "replay/rules/statistics.h"

#include "domain/appraisal/events.h"
#include "domain/incentive/events.h"
#include "domain/ledger/events.h"
#include "domain/pay/events.h"
#include "domain/registry/rows.h"
#include "domain/selection/events.h"
#include "tests/unit/rules/record.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Rule counting(form::Statistic form) { return {"stat.test", "", "", "", std::move(form)}; }

StatisticAnswer answer(const Record& record, const Rule& rule, std::vector<std::string> by = {},
                       std::optional<Date> from = std::nullopt) {
  return statistic(record.facts("2024-12-31"), rule, "o-county", std::move(by), from).value();
}

void honour(Record& record, std::string_view on, const std::string& org, const std::string& level) {
  record.add<HonourGranted>(on, fmt::format(R"({{"org":"{}","title":"t","level":"{}"}})", org, level));
}

TEST(Tally, CountsEventsOfTheWindowByTheirFields) {
  Record record;
  honour(record, "2023-12-31", "o-village", "city");
  honour(record, "2024-01-01", "o-village", "city");
  honour(record, "2024-12-31", "o-town", "county");
  honour(record, "2025-01-01", "o-town", "county");
  const Rule rule = counting(tally<HonourGranted>("", {"level"}));
  const auto all = answer(record, rule);
  EXPECT_EQ(all.total.count, 3) << "not those of a later date";
  ASSERT_EQ(all.figures.size(), 2U);
  EXPECT_EQ(all.figures[0].group, std::vector<std::string>{"city"});
  EXPECT_EQ(all.figures[0].count, 2);
  EXPECT_EQ(answer(record, rule, {}, test::day("2024-01-01")).total.count, 2);
}

TEST(Tally, EventOfTwoOrganisationsCountsOnceInTheTotalAndOnceInEach) {
  Record record;
  record.add<JointOrgEstablished>("2024-01-01", R"({"org":"o-other","members":["o-village","o-town"]})");
  const Rule rule = counting(tally<JointOrgEstablished>("", {}));
  EXPECT_EQ(answer(record, rule).total.count, 1);
  const auto by_org = answer(record, rule, {"org"});
  EXPECT_EQ(by_org.total.count, 1);
  EXPECT_EQ(by_org.figures.size(), 3U);
}

TEST(Tally, WhomAStructureNamesIsMentionedSoThatNamesCanStandBesideTheIds) {
  Record record;
  record.add<ContestHeld>("2024-05-01", R"({"org":"o-county","kind":"dual_points","period":"2024-05",)"
                                        R"("entries":[{"person":"p-1","unit":"o-village","rank":1}]})");
  record.add<ElectionHeld>("2024-05-01", R"({"org":"o-village","post":"director","outcome":"elected",)"
                                         R"("candidates":[{"person":"p-2","votes":9,"elected":true}]})");
  const Rule by_entries = counting(tally<ContestHeld>("", {"entries"}));
  const auto contests = answer(record, by_entries);
  ASSERT_EQ(contests.labels.front().words.size(), 1U);
  EXPECT_THAT(contests.labels.front().words.begin()->second.about,
              ElementsAre(Subject{SubjectKind::person, "p-1"}, Subject{SubjectKind::org, "o-village"}));
  EXPECT_NE(to_json(contests).find(R"("mentions":["person/p-1","org/o-village"])"), std::string::npos)
      << to_json(contests);
  const Rule by_candidates = counting(tally<ElectionHeld>("", {"candidates"}));
  const auto elections = answer(record, by_candidates);
  EXPECT_NE(to_json(elections).find(R"("mentions":["person/p-2"])"), std::string::npos) << to_json(elections);
  const auto by_outcome = answer(record, by_candidates, {"outcome"});
  EXPECT_EQ(to_json(by_outcome).find("mentions"), std::string::npos) << "a word names nobody";
}

TEST(Tally, CorrectedEventCountsAsCorrected) {
  Record record;
  const Position wrong =
      record.add<HonourGranted>("2024-01-01", R"({"org":"o-village","title":"t","level":"city"})");
  record.add<CorrectionRecorded>(
      "2024-02-01", fmt::format(R"({{"target":"{}","reason":"{}"}})", wrong.str(), Commitment{}.str()));
  EXPECT_EQ(answer(record, counting(tally<HonourGranted>("", {}))).total.count, 0);
}

TEST(Amounts, AreAddedUpAndWhatIsNotThereIsNoZero) {
  Record record;
  const auto reward = [&](const std::string& rest) {
    record.add<RewardGranted>("2024-05-01",
                              R"({"person":"p-1","org":"o-village","kind":"money")" + rest + "}");
  };
  reward(R"(,"amount_fen":100)");
  reward(R"(,"amount_fen":400)");
  reward("");
  const Rule rule = counting(tally<RewardGranted>("", {}, "amount_fen"));
  const auto found = answer(record, rule);
  EXPECT_EQ(found.total.count, 3);
  EXPECT_EQ(found.total.amounts->known, 2);
  EXPECT_EQ(
      to_json(found),
      R"({"name":"stat.test","by":[],"unit":"fen","figures":[],"total":{"count":3,"known":2,"sum":500,"mean":250,)"
      R"("least":100,"most":400},"labels":{}})");
  EXPECT_FALSE(answer(Record(), rule).total.amounts);
}

TEST(Parts, FoldAndPastListThePartsOfARow) {
  MemoryHistory history;
  Fold fold(history);
  const auto register_org = [&](const std::string& org, const std::string& parent) {
    return make_event(test::day("2024-01-01"),
                      test::made<OrgRegistered>(fmt::format(
                          R"({{"org":"{}","name":"x","kind":"village","parent":"{}"}})", org, parent)));
  };
  const auto children = [&] { return fold.parts(kView<OrgChild>, "o-town").value(); };
  fold.begin_act(0, {});
  ASSERT_TRUE(fold.apply(register_org("o-b", "o-town"), {0, 0}, {"o-county"}));
  EXPECT_THAT(children(), ElementsAre("o-b")) << "of the open act";
  fold.keep_act();
  fold.begin_act(1, {});
  ASSERT_TRUE(fold.apply(register_org("o-a", "o-town"), {1, 0}, {"o-county"}));
  EXPECT_THAT(children(), ElementsAre("o-a", "o-b"));
  fold.abandon_act();
  EXPECT_THAT(children(), ElementsAre("o-b")) << "an abandoned act leaves none";
  history.write(*fold.take_changes());
  EXPECT_THAT(children(), ElementsAre("o-b")) << "from storage";
  EXPECT_THAT(Past(history, {1, test::day("2024-01-01")}).parts(kView<OrgChild>, "o-town").value(),
              ElementsAre("o-b"));
  EXPECT_THAT(Past(history, {0, test::day("2024-01-01")}).parts(kView<OrgChild>, "o-town").value(),
              IsEmpty());
}

TEST(Policy, EachStarOfAKeyHasItsWord) {
  static constexpr Parameter<Code> kTwo{"grade.*.*.action", "", "", "", ""};
  const auto policy = policy_of("[grade.annual.basic]\naction = \"written_admonition\"\n");
  EXPECT_EQ(policy.get(kTwo, "annual", "basic").value, Code{"written_admonition"});
  EXPECT_TRUE(policy.get(kTwo, "monthly", "basic").absent());
  EXPECT_TRUE(policy.get(kTwo, "annual").absent());
}

}  // namespace
}  // namespace tenure::testing
