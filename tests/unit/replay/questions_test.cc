// Questions for one viewer, now and as of past sizes and dates, over a real ledger.
#include "replay/questions.h"

#include <gtest/gtest.h>

#include "domain/appraisal/events.h"
#include "domain/tenure/rows.h"
#include "server/sequencer/catch_up.h"
#include "tests/support/ledger.h"

namespace tenure::testing {
namespace {

Viewer reader(std::optional<std::string> scope = std::nullopt) {
  Viewer viewer;
  viewer.roles = {Role::auditor};
  viewer.token_id = "t";
  if (scope) viewer.scope = OrgId{*scope};
  return viewer;
}

const OpenSealed kNothingOpens = [](const std::string&, const std::string&) {
  return std::optional<std::string>();
};
const FindSealed kNothingFound = [](const std::string&) { return std::vector<SealedHit>(); };

OfficeAssumed office(const std::string& person, const std::string& org, const std::string& post) {
  OfficeAssumed out;
  out.person = {person};
  out.org = {org};
  out.post = {post};
  return out;
}

TenureEnded end_of(const std::string& person, const std::string& org, const std::string& post) {
  TenureEnded out;
  out.person = {person};
  out.org = {org};
  out.post = {post};
  out.reason = {"term_expiry"};
  return out;
}

/// Two townships with a village each; p-1 and p-2 in the first, p-9 in the second.
class QuestionsTest : public ::testing::Test {
 protected:
  QuestionsTest() {
    t.register_org("o-town2", "o-county", "township");
    t.register_org("o-village2", "o-town2", "village");
    t.register_person("p-1", "o-village");
    t.register_person("p-2", "o-village");
    t.register_person("p-9", "o-village2");
  }

  std::uint64_t record(std::string_view on, auto event) {
    const auto done = t.submit(t.act().add(on, std::move(event)), t.root());
    EXPECT_TRUE(done) << done.error().text();
    return done ? done->index : 0;
  }

  Questions ask(const Viewer& viewer) { return {t.store(), viewer, *Moment::parse("2025-01-01T00:00:00Z")}; }

  std::string file(const Viewer& viewer, const std::string& person, std::string_view at = "",
                   std::string_view on = "") {
    const auto questions = ask(viewer);
    const auto when = questions.when(at, on);
    if (!when) return when.error().text();
    const auto json = questions.person({person}, *when, kNothingOpens);
    return json ? *json : std::string(name(json.error().reason));
  }

  TestLedger t;
  Viewer everything = reader();
};

TEST_F(QuestionsTest, PersonsFileNamesThePositionThatMadeEachArea) {
  const auto index = record("2024-03-01", office("p-1", "o-village", "director"));
  const std::string json = file(everything, "p-1");
  EXPECT_NE(json.find(R"("tenure":{"position":")" + std::to_string(index) + R"(.0")"), std::string::npos)
      << json;
  EXPECT_NE(json.find(R"("post":"director")"), std::string::npos) << json;
}

TEST_F(QuestionsTest, FilesHoldTheRowsOfEachPeriod) {
  for (const std::string period : {"2023", "2024"}) {
    GradeDetermined grade;
    grade.person = PersonId{"p-1"};
    grade.org = {"o-village"};
    grade.scheme = {"annual"};
    grade.period = *Period::parse(period);
    grade.grade = {"excellent"};
    record("2024-12-01", grade);
  }
  const std::string parts = R"("parts":{"PersonAppraisal":{"2023":{"grades":[{)";
  EXPECT_NE(file(everything, "p-1").find(parts), std::string::npos) << file(everything, "p-1");
  EXPECT_NE(file(everything, "p-1").find(R"(,"2024":{"grades":[{)"), std::string::npos);
  const auto questions = ask(everything);
  const auto org = questions.org({"o-village"}, *questions.when("", ""));
  ASSERT_TRUE(org);
  EXPECT_NE(org->find(R"("OrgAppraisal":{"2023":)"), std::string::npos) << *org;
  EXPECT_EQ(org->find("OrgPerson"), std::string::npos) << "members are what rosters list";
}

TEST_F(QuestionsTest, FileAsOfASizeKnowsNothingLater) {
  const auto index = record("2024-03-01", office("p-1", "o-village", "director"));
  EXPECT_EQ(file(everything, "p-1", std::to_string(index)).find("director"), std::string::npos);
  EXPECT_NE(file(everything, "p-1", std::to_string(index + 1)).find("director"), std::string::npos);
}

TEST_F(QuestionsTest, FileOnADateLeavesOutWhatWasNotTrueYet) {
  record("2024-03-01", office("p-1", "o-village", "director"));
  record("2024-09-01", end_of("p-1", "o-village", "director"));
  EXPECT_EQ(file(everything, "p-1", "", "2024-06-01").find("end_reason"), std::string::npos);
  EXPECT_NE(file(everything, "p-1", "", "2024-09-01").find("end_reason"), std::string::npos);
  EXPECT_EQ(file(everything, "p-1", "", "2024-02-01").find("director"), std::string::npos);
}

TEST_F(QuestionsTest, MomentFindsTheSizeOfThatMoment) {
  const auto index = record("2024-03-01", office("p-1", "o-village", "director"));
  const auto entry = t.store().log().entry(index);
  const Moment recorded{static_cast<std::int64_t>(entry->recorded_us)};
  EXPECT_EQ(ask(everything).when(recorded.str(), "")->size, index + 1);
  EXPECT_EQ(ask(everything).when(Moment{recorded.us - 1}.str(), "")->size, index);
}

TEST_F(QuestionsTest, ForeignPersonIsAnsweredLikeOneWhoIsNotThere) {
  const Viewer town = reader("o-town");
  EXPECT_NE(file(town, "p-1"), "not_found");
  EXPECT_EQ(file(town, "p-9"), "not_found");
  EXPECT_EQ(file(town, "p-9"), file(town, "p-nobody"));
}

TEST_F(QuestionsTest, SubjectReadsOnlyTheirOwnFile) {
  Viewer self;
  self.roles = {Role::subject};
  self.person = PersonId{"p-1"};
  self.token_id = "t";
  EXPECT_NE(file(self, "p-1"), "not_found");
  EXPECT_EQ(file(self, "p-2"), "not_found");
}

TEST_F(QuestionsTest, RosterListsTheSubtreeWithOfficesHeldOnTheDate) {
  record("2024-03-01", office("p-1", "o-village", "director"));
  record("2024-09-01", end_of("p-1", "o-village", "director"));
  const auto questions = ask(everything);
  const auto held = questions.roster({{"o-town"}, "director", "", "", 10}, *questions.when("", "2024-05-01"),
                                     kNothingOpens, kNothingFound);
  ASSERT_TRUE(held);
  ASSERT_EQ(held->items.size(), 1U);
  EXPECT_NE(held->items[0].find("p-1"), std::string::npos);
  EXPECT_TRUE(questions
                  .roster({{"o-town"}, "director", "", "", 10}, *questions.when("", "2024-10-01"),
                          kNothingOpens, kNothingFound)
                  ->items.empty());
  EXPECT_EQ(
      questions.roster({{"o-county"}, "", "", "", 10}, *questions.when("", ""), kNothingOpens, kNothingFound)
          ->items.size(),
      3U);
}

TEST_F(QuestionsTest, RosterPagesWithoutGapOrRepeat) {
  const auto questions = ask(everything);
  const When when = *questions.when("", "");
  std::vector<std::string> seen;
  std::string after;
  do {
    const auto page = questions.roster({{"o-county"}, "", "", after, 1}, when, kNothingOpens, kNothingFound);
    ASSERT_TRUE(page);
    seen.insert(seen.end(), page->items.begin(), page->items.end());
    after = page->next.value_or("");
  } while (!after.empty());
  EXPECT_EQ(seen.size(), 3U);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 3U);
}

TEST_F(QuestionsTest, MovedVillageLeavesTheOldRosterFromThatDate) {
  record("2024-06-01", OrgParentChanged{{"o-village"}, {"o-town2"}, {}});
  const auto questions = ask(everything);
  const auto people = [&](const std::string& org, std::string_view on) {
    return questions.roster({{org}, "", "", "", 10}, *questions.when("", on), kNothingOpens, kNothingFound)
        ->items.size();
  };
  EXPECT_EQ(people("o-town", "2024-05-31"), 2U);
  EXPECT_EQ(people("o-town", "2024-06-01"), 0U);
  EXPECT_EQ(people("o-town2", "2024-06-01"), 3U);
}

TEST_F(QuestionsTest, EventsOfASubjectComeInOrderAndPage) {
  record("2024-03-01", office("p-1", "o-village", "director"));
  record("2024-09-01", end_of("p-1", "o-village", "director"));
  EventFilter filter;
  filter.subject = Subject{SubjectKind::person, "p-1"};
  filter.limit = 2;
  const auto questions = ask(everything);
  const auto size = t.store().size();
  const auto first = questions.events(filter, size);
  ASSERT_TRUE(first);
  ASSERT_EQ(first->items.size(), 2U);
  ASSERT_TRUE(first->next);
  filter.from = *Position::parse(*first->next);
  const auto rest = questions.events(filter, size);
  ASSERT_EQ(rest->items.size(), 1U);
  EXPECT_NE(rest->items[0].find("TenureEnded"), std::string::npos);
  EXPECT_FALSE(rest->next);
}

TEST_F(QuestionsTest, EventsOfAForeignTownshipAreNotThere) {
  record("2024-03-01", office("p-9", "o-village2", "director"));
  const Viewer town = reader("o-town");
  const auto all = ask(town).events({}, t.store().size());
  ASSERT_TRUE(all);
  for (const std::string& item : all->items) {
    EXPECT_EQ(item.find("o-village2"), std::string::npos) << item;
    EXPECT_EQ(item.find("p-9"), std::string::npos) << item;
    EXPECT_EQ(item.find("LedgerOpened"), std::string::npos) << item;
  }
  EXPECT_FALSE(all->items.empty());
}

TEST_F(QuestionsTest, NewestFirstIsTheSameEventsTheOtherWayRound) {
  const auto questions = ask(everything);
  EventFilter filter;
  auto up = questions.events(filter, t.store().size())->items;
  filter.newest_first = true;
  const auto down = questions.events(filter, t.store().size())->items;
  std::reverse(up.begin(), up.end());
  EXPECT_EQ(up, down);
}

TEST_F(QuestionsTest, DiffShowsTheRowBeforeAndAfter) {
  const auto index = record("2024-03-01", office("p-1", "o-village", "director"));
  const auto diff = ask(everything).diff({SubjectKind::person, "p-1"}, index, index + 1);
  ASSERT_TRUE(diff);
  EXPECT_NE(diff->find(R"("before":null)"), std::string::npos) << *diff;
  EXPECT_NE(diff->find(R"("positions":[")" + std::to_string(index) + R"(.0"])"), std::string::npos) << *diff;
}

TEST_F(QuestionsTest, RebuiltRowsEqualTheLiveOnes) {
  const auto index = record("2024-03-01", office("p-1", "o-village", "director"));
  record("2023-03-01", office("p-1", "o-village", "clerk"));
  CorrectionRecorded correction;
  correction.target = {index, 0};
  correction.reason = {sealed_as("reason", "x")};
  record("2024-10-01", correction);
  const auto rebuilt = rebuild_and_compare(t.store().log(), t.store().views(), default_file_system(),
                                           t.folder(), [](std::uint64_t) { return true; });
  ASSERT_TRUE(rebuilt) << rebuilt.error().text();
  EXPECT_EQ(rebuilt->size, t.store().size());
  EXPECT_FALSE(rebuilt->difference) << *rebuilt->difference;
}

TEST_F(QuestionsTest, RebuildNoticesARowThatNoEventMade) {
  RowChanges planted;
  planted.rows.push_back({row_key(kView<PersonTenure>, "p-1", ""), 0, "x"});
  ASSERT_TRUE(t.store().views().write(planted, t.store().log().head()));
  const auto rebuilt = rebuild_and_compare(t.store().log(), t.store().views(), default_file_system(),
                                           t.folder(), [](std::uint64_t) { return true; });
  ASSERT_TRUE(rebuilt);
  EXPECT_TRUE(rebuilt->difference);
}

}  // namespace
}  // namespace tenure::testing
