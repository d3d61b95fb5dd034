// Expectations: what is missing, from when on, and what clears it.
#include "domain/rules/alerts.h"

#include "domain/tenure/policy.h"
#include "domain/tenure/rows.h"
#include "tests/unit/rules/record.h"

namespace tenure::testing {
namespace {

using form::Anchor;
using form::Expectation;

enum class Rhythm { once, again, periodic };

std::vector<Anchor> offices(const Asked& asked) {
  std::vector<Anchor> out;
  const auto* row = asked.facts.row<PersonTenure>(asked.subject);
  if (row == nullptr) return out;
  for (const Office& office : row->offices)
    out.push_back({office.from, office.until, office.begun_at, office.org.str()});
  return out;
}

bool is_secretaries(const PostCertified& certified) { return certified.post.value == "secretary"; }
std::optional<Period> period_before(const Event& event) { return Period::of_month(event.on.plus_months(-1)); }

constexpr Parameter<Code> kEvery{"service.count", "", "", "", ""};

Rule expecting(Rhythm rhythm) {
  return {"alert.test", "SJ-22", "缺少证书", "No certificate",
          Expectation{.subject = SubjectKind::person,
                      .anchors = &offices,
                      .expects = on<PostCertified, &is_secretaries>(),
                      .span = &kTermMonths,
                      .again = rhythm == Rhythm::again,
                      .cadence = rhythm == Rhythm::periodic ? &kEvery : nullptr,
                      .grace = &kTermGrace}};
}

std::vector<Alert> alerts(const Record& record, const Rule& rule, std::string_view pack,
                          std::string_view on) {
  const Past facts = record.facts(on);
  return alerts_of(rule, std::get<Expectation>(rule.form), facts, policy_of(pack),
                   {SubjectKind::person, "p-1"}, test::day(on))
      .value();
}

void certify(Record& record, std::string_view on, const std::string& post = "secretary") {
  record.add<PostCertified>(on, fmt::format(R"({{"person":"p-1","post":"{}","certificate_no":"7"}})", post));
}

constexpr std::string_view kSixMonths = "[term]\nmonths = 6\ngrace_days = 5\n";

TEST(ExpectedOnce, IsMissedAfterItsSpanAndGrace) {
  Record record;
  const Position begun = record.secretary("2024-01-31", "p-1");
  const Rule rule = expecting(Rhythm::once);
  EXPECT_TRUE(alerts(record, rule, kSixMonths, "2024-08-05").empty());
  const auto found = alerts(record, rule, kSixMonths, "2024-08-06");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rule.value, "alert.test");
  EXPECT_EQ(found[0].mechanisms, Codes{{"SJ-22"}});
  EXPECT_EQ(found[0].subject.value, "person/p-1");
  EXPECT_EQ(found[0].since.str(), "2024-08-05");
  EXPECT_EQ(found[0].evidence, std::vector{begun});
  EXPECT_EQ(found[0].policy, (Position{9, 0}));
  EXPECT_NE(found[0].clears.value.find("任职资格认定"), std::string::npos);
}

TEST(ExpectedOnce, IsClearedByTheEventAlsoWhenItIsLate) {
  Record record;
  record.secretary("2024-01-31", "p-1");
  const Rule rule = expecting(Rhythm::once);
  certify(record, "2024-02-01", "director");
  EXPECT_FALSE(alerts(record, rule, kSixMonths, "2024-12-01").empty()) << "another post's certificate";
  certify(record, "2024-01-01");
  EXPECT_FALSE(alerts(record, rule, kSixMonths, "2024-12-01").empty()) << "before the office";
  certify(record, "2024-11-01");
  EXPECT_TRUE(alerts(record, rule, kSixMonths, "2024-12-01").empty());
  EXPECT_FALSE(alerts(record, rule, kSixMonths, "2024-10-31").empty()) << "on that day it was missing";
}

TEST(ExpectedOnce, MayBeServedByAnEarlierEventThatStillHeld) {
  constexpr std::string_view kPack = "[post_certificate]\nrequired = true\ngrace_days = 10\n";
  const Rule& rule = *find_rule("alert.uncertified");
  Record record;
  record.secretary("2024-03-01", "p-1");
  EXPECT_TRUE(alerts(record, rule, kPack, "2024-03-11").empty());
  EXPECT_EQ(alerts(record, rule, kPack, "2024-03-12").size(), 1U);
  EXPECT_TRUE(alerts(record, rule, "[post_certificate]\ngrace_days = 10\n", "2024-03-12").empty())
      << "not asked";
  record.add<PostCertified>(
      "2023-01-01", R"({"person":"p-1","post":"secretary","certificate_no":"7","until":"2024-02-29"})");
  EXPECT_EQ(alerts(record, rule, kPack, "2024-03-12").size(), 1U) << "it had run out";
  certify(record, "2024-02-01");
  EXPECT_TRUE(alerts(record, rule, kPack, "2024-03-12").empty());
}

TEST(ExpectedAgain, CountsFromTheLastOne) {
  Record record;
  record.secretary("2024-01-01", "p-1");
  const Rule rule = expecting(Rhythm::again);
  certify(record, "2024-06-01");
  EXPECT_TRUE(alerts(record, rule, kSixMonths, "2024-12-06").empty());
  const auto found = alerts(record, rule, kSixMonths, "2024-12-07");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].since.str(), "2024-12-06");
}

TEST(ExpectedPeriodically, NamesEachPeriodThatPassedWithoutIt) {
  Record record;
  record.secretary("2024-02-10", "p-1");
  certify(record, "2024-03-31");
  const Rule rule = expecting(Rhythm::periodic);
  const auto found =
      alerts(record, rule, "[service]\ncount = \"month\"\n[term]\ngrace_days = 5\n", "2024-06-05");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].period->str(), "2024-02");
  EXPECT_EQ(found[0].since.str(), "2024-03-05");
  EXPECT_EQ(found[1].period->str(), "2024-04");
}

TEST(ExpectedPeriodically, KnowsEachCadence) {
  struct {
    std::string_view cadence, first;
    std::size_t missing;
  } const kCases[] = {{"month", "2023-02", 11}, {"two_months", "2023-B1", 6}, {"quarter", "2023-Q1", 4},
                      {"half", "2023-H1", 2},   {"year", "2023", 1},          {"fortnight", "", 0}};
  Record record;
  record.secretary("2023-02-10", "p-1");
  for (const auto& c : kCases) {
    const auto found = alerts(record, expecting(Rhythm::periodic),
                              fmt::format("[service]\ncount = \"{}\"\n", c.cadence), "2024-01-01");
    ASSERT_EQ(found.size(), c.missing) << c.cadence;
    if (c.missing > 0) {
      EXPECT_EQ(found[0].period->str(), c.first);
    }
  }
}

TEST(ExpectedPeriodically, EndsWithTheOffice) {
  Record record;
  record.secretary("2024-01-01", "p-1");
  record.ended("2024-03-20", "p-1", "health");
  const auto found =
      alerts(record, expecting(Rhythm::periodic), "[service]\ncount = \"month\"\n", "2024-12-01");
  ASSERT_EQ(found.size(), 2U) << "January and February; in March the office ended";
}

TEST(ExpectedPeriodically, EventMayNameThePeriodItIsFor) {
  Record record;
  record.secretary("2024-01-01", "p-1");
  certify(record, "2024-02-15");
  Rule rule = expecting(Rhythm::periodic);
  std::get<Expectation>(rule.form).period = &period_before;
  const auto found = alerts(record, rule, "[service]\ncount = \"month\"\n", "2024-03-01");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].period->str(), "2024-02");
}

TEST(ExpectedPeriodically, TellsOnlyTheNewestPeriods) {
  Record record;
  record.secretary("2001-01-01", "p-1");
  const auto found =
      alerts(record, expecting(Rhythm::periodic), "[service]\ncount = \"month\"\n", "2024-03-01");
  EXPECT_EQ(found.size(), static_cast<std::size_t>(kPeriodsMissingMax));
  EXPECT_EQ(found.back().period->str(), "2024-02");
}

TEST(Expected, IsSilentWithoutItsParameterAndWhenSetOff) {
  Record record;
  record.secretary("2001-01-01", "p-1");
  EXPECT_TRUE(alerts(record, expecting(Rhythm::once), "", "2024-03-01").empty());
  EXPECT_TRUE(
      alerts(record, expecting(Rhythm::once), "[term]\nmonths = \"unspecified\"\n", "2024-03-01").empty());
  const Rule& rule = *find_rule("alert.term_expiry");
  EXPECT_EQ(alerts(record, rule, kSixMonths, "2024-03-01").size(), 1U);
  const std::string off = std::string(kSixMonths) + "[rules.\"alert.term_expiry\"]\nmode = \"off\"\n";
  EXPECT_TRUE(alerts(record, rule, off, "2024-03-01").empty());
}

}  // namespace
}  // namespace tenure::testing
