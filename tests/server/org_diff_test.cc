// GET /v1/diff of an organisation: who came and left, which offices began and ended, what was paid, which
// grades were determined and revised, between two sizes; and nothing of others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/appraisal/events.h"
#include "domain/pay/events.h"
#include "server/tables/shown.h"
#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

/// o-village and o-hamlet below o-town; o-distant below o-abroad. p-1 is in o-village, p-9 in o-distant.
class OrgDiff : public ::testing::Test {
 protected:
  OrgDiff() {
    s.register_org("o-hamlet", "o-town");
    s.register_org("o-abroad", "o-county");
    s.register_org("o-distant", "o-abroad");
    s.register_person("p-1", "o-village");
    s.register_person("p-9", "o-distant");
  }

  std::uint64_t size() { return s.app().store().log().head().size; }
  template <class E>
  Position record(std::string_view on, E event) {
    return {s.record(s.ledger().act().add(on, std::move(event))), 0};
  }
  Position appoint(const std::string& person, const std::string& org) {
    OfficeAssumed assumed;
    assumed.person = {person};
    assumed.org = {org};
    assumed.post = {"director"};
    return record("2024-02-01", assumed);
  }
  Position end(const std::string& person, const std::string& org, std::string_view on) {
    TenureEnded ended;
    ended.person = {person};
    ended.org = {org};
    ended.post = {"director"};
    ended.reason = {"resigned"};
    return record(on, ended);
  }
  Position pay(const std::string& person, const std::string& org, std::int64_t fen) {
    PayDisbursed paid;
    paid.person = {person};
    paid.org = {org};
    paid.component = {"pay_subsidy"};
    paid.period = *Period::parse("2024");
    paid.amount_fen = Fen{fen};
    return record("2024-03-01", paid);
  }
  Position grade(const std::string& grade) {
    GradeDetermined determined;
    determined.person = PersonId{"p-1"};
    determined.org = {"o-village"};
    determined.scheme = {"annual"};
    determined.period = *Period::parse("2023");
    determined.grade = {grade};
    return record("2024-03-05", determined);
  }
  void correct(Position target, std::optional<Event> replacement) {
    CorrectionRecorded correction;
    correction.target = target;
    correction.reason = {sealed_as("reason", "有误")};
    correction.replacement = std::move(replacement);
    record("2024-05-01", correction);
  }
  void move(const std::string& person, const std::string& from, const std::string& org) {
    PersonRegistered registered;
    registered.person = {person};
    registered.org = {org};
    registered.name = {sealed_as("name", "张三 " + person)};
    registered.moved_from = OrgId{from};
    record("2024-04-01", registered);
  }

  std::string ask(const std::string& org, std::uint64_t from, const std::string& more = {}) {
    const auto answer =
        s.connect()->get("/v1/diff?org=" + org + "&from_size=" + std::to_string(from) + more, bearer(token_));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.body;
  }
  /// "offices begun p-1" of each change.
  static std::vector<std::string> said(const std::string& body) {
    const auto parsed = ParsedAnswer::parse(body);
    std::vector<std::string> out;
    for (const Shown& change : parsed->root().list("changes")) {
      out.push_back(change.text("what") + " " + change.text("change") + " " +
                    (change.has("person") ? change.text("person") : change.text("org")));
      EXPECT_NE(change.text("positions"), "[]") << change.text();
    }
    return out;
  }

  ServedLedger s;
  std::string token_ = s.token(Role::auditor);
};

TEST_F(OrgDiff, TellsWhatChangedBelowAndNothingElse) {
  const std::uint64_t before = size();
  appoint("p-1", "o-village");
  appoint("p-9", "o-distant");
  const Position ended = end("p-1", "o-village", "2024-04-01");
  s.register_person("p-2", "o-hamlet");
  pay("p-1", "o-village", 4321);
  pay("p-9", "o-distant", 99);
  grade("good");
  const std::string town = ask("o-town", before);
  EXPECT_THAT(said(town), UnorderedElementsAre("offices begun p-1", "offices ended p-1", "people came p-2",
                                               "grades determined p-1", "money paid o-village"));
  EXPECT_THAT(
      town,
      HasSubstr(R"({"component":"pay_subsidy","before_fen":0,"after_fen":4321,"difference_fen":4321})"));
  EXPECT_THAT(town, HasSubstr("\"" + ended.str() + "\""));
  EXPECT_THAT(town, Not(HasSubstr("p-9")));
  EXPECT_THAT(said(ask("o-town", size())), IsEmpty());
  EXPECT_THAT(said(ask("o-abroad", before)),
              UnorderedElementsAre("offices begun p-9", "money paid o-distant"));
  EXPECT_THAT(said(ask("o-town", before, "&until_size=" + std::to_string(before + 1))),
              ElementsAre("offices begun p-1"));
}

TEST_F(OrgDiff, ACorrectionShowsBothSides) {
  const Position appointed = appoint("p-1", "o-village");
  const Position paid = pay("p-1", "o-village", 4321);
  const std::uint64_t before = size();
  correct(appointed, std::nullopt);
  PayDisbursed less;
  less.person = {"p-1"};
  less.org = {"o-village"};
  less.component = {"pay_subsidy"};
  less.period = *Period::parse("2024");
  less.amount_fen = Fen{4000};
  correct(paid, make_event(*Date::parse("2024-03-01"), less));
  const std::string body = ask("o-town", before);
  EXPECT_THAT(said(body), UnorderedElementsAre("offices withdrawn p-1", "money changed o-village"));
  EXPECT_THAT(body, HasSubstr(R"("before_fen":4321,"after_fen":4000,"difference_fen":-321)"));
  // As it was known before, the office is there.
  EXPECT_THAT(said(ask("o-town", 0, "&until_size=" + std::to_string(before))),
              ::testing::Contains("offices begun p-1"));
}

TEST_F(OrgDiff, GradesAreRevised) {
  const Position determined = grade("good");
  const std::uint64_t before = size();
  DecisionRevised revised;
  revised.decision = determined;
  revised.org = {"o-village"};
  revised.person = {"p-1"};
  revised.period = *Period::parse("2023");
  revised.grade = Code{"fair"};
  revised.reason = {sealed_as("reason", "复核")};
  record("2024-04-01", revised);
  const std::string body = ask("o-village", before);
  EXPECT_THAT(said(body), ElementsAre("grades revised p-1"));
  EXPECT_THAT(body, HasSubstr(R"("grade_before":"good","grade_after":"fair")"));
}

TEST_F(OrgDiff, WhoMovesWithinIsNoLossAndWhoDiesIs) {
  const std::uint64_t before = size();
  move("p-1", "o-village", "o-hamlet");
  EXPECT_THAT(said(ask("o-town", before)), ElementsAre("people moved p-1"));
  EXPECT_THAT(said(ask("o-village", before)), ElementsAre("people left p-1"));
  EXPECT_THAT(said(ask("o-hamlet", before)), ElementsAre("people came p-1"));
  const std::uint64_t then = size();
  record("2024-05-01", DeathRecorded{{"p-1"}, {}});
  EXPECT_THAT(said(ask("o-town", then)), ElementsAre("people died p-1"));
}

TEST_F(OrgDiff, OrganisationsComeAndTheSizesMayBeMoments) {
  const std::string then = s.ledger().now().str();
  s.register_org("o-new", "o-town");
  EXPECT_THAT(said(ask("o-town", size() - 1)), ElementsAre("orgs came o-new"));
  const auto answer = s.connect()->get("/v1/diff?org=o-town&from_size=" + then, bearer(token_));
  EXPECT_THAT(said(answer.body), ElementsAre("orgs came o-new")) << answer.body;
}

TEST_F(OrgDiff, IsForWhoReadsFilesOfTheOrganisation) {
  const auto status = [&](const std::string& token, const std::string& query) {
    return s.connect()->get("/v1/diff?" + query, bearer(token)).status;
  };
  EXPECT_EQ(status(s.token(Role::dashboard), "org=o-town"), 404);
  EXPECT_EQ(status(s.token(Role::auditor, "o-abroad"), "org=o-town"), 404);
  EXPECT_EQ(status(s.token(Role::auditor, "o-town"), "org=o-village"), 200);
  EXPECT_EQ(status(token_, "org=o-town&subject=person/p-1"), 400);
  EXPECT_EQ(status(token_, "from_size=0"), 400);
  EXPECT_EQ(status(token_, "org=o-town&from_size=99999"), 400);
}

TEST_F(OrgDiff, IsATableInWords) {
  const std::uint64_t before = size();
  appoint("p-1", "o-village");
  pay("p-1", "o-village", 4321);
  const std::string csv = ask("o-town", before, "&format=csv");
  EXPECT_THAT(csv, HasSubstr("已发报酬"));
  EXPECT_THAT(csv, HasSubstr("43.21"));
  EXPECT_THAT(csv, HasSubstr("任职"));
}

}  // namespace
}  // namespace tenure::testing
