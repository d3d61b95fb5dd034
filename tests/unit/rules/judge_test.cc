// Gates, requirements and bars, each by a row of a table and a record in memory.
#include "domain/rules/judge.h"

#include "domain/tenure/policy.h"
#include "tests/unit/rules/record.h"

namespace tenure::testing {
namespace {

Event appointed(std::string_view on, const std::string& person = "p-1") {
  return make_event(test::day(on), test::made<SecretaryAppointed>(
                                       fmt::format(R"({{"person":"{}","org":"o-village"}})", person)));
}

/// Whether the rule objects to the event on the day of its recording, and how.
std::optional<Objection> objects(const Record& record, std::string_view rule, std::string_view pack,
                                 const Event& event, std::string_view today = "2024-03-01") {
  const Past facts = record.facts(today);
  const PolicyView policy = policy_of(pack);
  const Act act;
  return objection(*find_rule(rule), {facts, policy, act, event}).value();
}

// gate.post_certificate, a requirement
// ------------------------------------------------------------------------------

constexpr std::string_view kCertificate = "[post_certificate]\nrequired = true\n";

void certify_with(Record& record, std::string_view on, const std::string& rest = {}) {
  record.add<PostCertified>(
      on, fmt::format(R"({{"person":"p-1","post":"secretary","certificate_no":"7"{}}})", rest));
}

TEST(Requirement, WithoutTheEarlierEventItObjectsInBothLanguages) {
  const Record record;
  const auto found = objects(record, "gate.post_certificate", kCertificate, appointed("2024-03-01"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->zh, "p-1 截至 2024-03-01 缺少有效的“任职资格认定”");
  EXPECT_EQ(found->en, "p-1 has no valid “Post certified” by 2024-03-01");
}

TEST(Requirement, IsMetByAnEarlierEventOfTheSameSubject) {
  Record record;
  certify_with(record, "2024-02-01");
  EXPECT_FALSE(objects(record, "gate.post_certificate", kCertificate, appointed("2024-03-01")));
  EXPECT_TRUE(objects(record, "gate.post_certificate", kCertificate, appointed("2024-03-01", "p-2")));
  EXPECT_TRUE(objects(record, "gate.post_certificate", kCertificate, appointed("2024-01-31")));
}

TEST(Requirement, LooksAtTheFieldsOfWhatIsNeeded) {
  Record record;
  record.add<PostCertified>("2024-01-01", R"({"person":"p-1","post":"director","certificate_no":"7"})");
  EXPECT_TRUE(objects(record, "gate.post_certificate", kCertificate, appointed("2024-03-01")));
  certify_with(record, "2024-01-02", R"(,"until":"2024-02-29")");
  EXPECT_FALSE(objects(record, "gate.post_certificate", kCertificate, appointed("2024-02-29")));
  EXPECT_TRUE(objects(record, "gate.post_certificate", kCertificate, appointed("2024-03-01")));
}

TEST(Requirement, GraceLetsTheNeededEventFollow) {
  Record record;
  const std::string pack = std::string(kCertificate) + "grace_days = 10\n";
  const Event event = appointed("2024-03-01");
  EXPECT_FALSE(objects(record, "gate.post_certificate", pack, event, "2024-03-11")) << "not due yet";
  EXPECT_TRUE(objects(record, "gate.post_certificate", pack, event, "2024-03-12"));
  certify_with(record, "2024-03-11");
  EXPECT_FALSE(objects(record, "gate.post_certificate", pack, event, "2024-03-12"));
  EXPECT_TRUE(objects(record, "gate.post_certificate", kCertificate, event, "2024-03-12")) << "without grace";
}

TEST(Requirement, IsSilentWhereThePolicyDoesNotAsk) {
  const Record record;
  EXPECT_FALSE(objects(record, "gate.post_certificate", "", appointed("2024-03-01")));
  EXPECT_FALSE(objects(record, "gate.post_certificate", "[post_certificate]\nrequired = false\n",
                       appointed("2024-03-01")));
  EXPECT_FALSE(objects(record, "gate.post_certificate", "[post_certificate]\nrequired = \"masked\"\n",
                       appointed("2024-03-01")));
}

TEST(Requirement, NeededEventMayBeTooOld) {
  Record record;
  certify_with(record, "2020-03-01");
  const Rule rule{"gate.test", "", "", "",
                  form::Requirement{.event = on<SecretaryAppointed>(),
                                    .needs = on<PostCertified>(),
                                    .same = SubjectKind::person,
                                    .age_max = &kTermMonths}};
  const Past facts = record.facts("2024-01-01");
  const PolicyView policy = policy_of("[term]\nmonths = 36\n");
  const Act act;
  EXPECT_FALSE(*objection(rule, {facts, policy, act, appointed("2023-03-01")}));
  const auto late = *objection(rule, {facts, policy, act, appointed("2023-03-02")});
  ASSERT_TRUE(late);
  EXPECT_EQ(late->evidence.size(), 1U);
}

// Gates
// -----------------------------------------------------------------------------------------------------------

TEST(Gate, PostsNumberIsAskedWithinItsRangeUnlessAReasonIsGiven) {
  struct {
    std::string_view pack, data;
    bool objects;
  } const kCases[] = {
      {"[posts]\nmin = 3\nmax = 5\n", R"("count":3)", false},
      {"[posts]\nmin = 3\nmax = 5\n", R"("count":5)", false},
      {"[posts]\nmin = 3\nmax = 5\n", R"("count":2)", true},
      {"[posts]\nmin = 3\nmax = 5\n", R"("count":6)", true},
      {"[posts]\nmin = 3\nmax = 5\n", R"("count":6,"reason":"人口多")", false},
      {"[posts]\nmin = 3\n", R"("count":60)", false},
      {"[posts]\nmax = \"masked\"\n", R"("count":60)", false},
      {"[posts]\nmax = 5\nof = \"clerk\"\n", R"("count":60)", false},
      {"[posts]\nmax = 5\nof = \"cadre\"\n", R"("count":60)", true},
  };
  const Record record;
  for (const auto& c : kCases) {
    const Event event =
        make_event(test::day("2024-03-01"),
                   test::made<PostsSet>(fmt::format(R"({{"org":"o-village","post":"cadre",{}}})", c.data)));
    EXPECT_EQ(objects(record, "gate.posts_number", c.pack, event).has_value(), c.objects) << c.pack << c.data;
  }
}

TEST(Gate, PartyMembershipIsThatOfTheDay) {
  Record record;
  constexpr std::string_view kPack = "[selection]\nparty_member_required = true\n";
  EXPECT_TRUE(objects(record, "gate.party_member", kPack, appointed("2024-03-01")));
  record.add<PersonAttributeRecorded>("2024-02-01",
                                      R"({"person":"p-1","attribute":"membership","value":"party_member"})");
  EXPECT_FALSE(objects(record, "gate.party_member", kPack, appointed("2024-03-01")));
  EXPECT_TRUE(objects(record, "gate.party_member", kPack, appointed("2024-01-31")));
  const Position left = record.add<PersonAttributeRecorded>(
      "2024-02-15", R"({"person":"p-1","attribute":"membership","value":"masses"})");
  const auto found = objects(record, "gate.party_member", kPack, appointed("2024-03-01"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->evidence, std::vector{left});
}

// bar.after_removal, a bar
// -----------------------------------------------------------------------------------------

TEST(Bar, ClosesForAsManyMonthsAsThePolicySays) {
  Record record;
  record.secretary("2020-01-01", "p-1");
  const Position removed = record.ended("2023-01-31", "p-1", "removal");
  constexpr std::string_view kPack = "[exit]\nbar_months = 13\n";
  EXPECT_FALSE(objects(record, "bar.after_removal", kPack, appointed("2023-01-30"))) << "before it";
  const auto found = objects(record, "bar.after_removal", kPack, appointed("2024-02-28"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->evidence, std::vector{removed});
  EXPECT_NE(found->en.find("barred until 2024-02-29"), std::string::npos) << found->en;
  EXPECT_FALSE(objects(record, "bar.after_removal", kPack, appointed("2024-02-29")));
  EXPECT_FALSE(objects(record, "bar.after_removal", kPack, appointed("2023-06-01", "p-2")));
  EXPECT_FALSE(objects(record, "bar.after_removal", "", appointed("2023-06-01"))) << "no length, no bar";
}

TEST(Bar, LooksAtTheReasonAndTakesTheLongest) {
  Record record;
  record.ended("2023-01-01", "p-1", "term_expiry");
  constexpr std::string_view kPack = "[exit]\nbar_months = 12\nbar_reasons = [\"dismissal\"]\n";
  EXPECT_FALSE(objects(record, "bar.after_removal", kPack, appointed("2023-06-01")));
  record.ended("2023-02-01", "p-1", "dismissal");
  const Position second = record.ended("2023-03-01", "p-1", "dismissal");
  const Past facts = record.facts("2023-06-01");
  const auto& bar = std::get<form::Bar>(find_rule("bar.after_removal")->form);
  const auto closed =
      *barred(facts, policy_of(kPack), bar, {SubjectKind::person, "p-1"}, test::day("2023-06-01"));
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->by, second);
  EXPECT_EQ(closed->until.str(), "2024-03-01");
}

bool same_org(const Facts&, const PolicyView&, const Recorded& after, const Event& closes) {
  return after.event.as<TenureEnded>().org == closes.as<SecretaryAppointed>().org;
}
std::optional<Interval> never(const Facts&, const PolicyView&, const Recorded&) { return std::nullopt; }

TEST(Bar, MayCloseByWhatTheEventsSayWhateverTheirDates) {
  Record record;
  const Position removed = record.ended("2023-01-01", "p-1", "removal");
  const Rule rule{"bar.test", "", "", "",
                  form::Bar{.after = on<TenureEnded>(),
                            .closes = {on<SecretaryAppointed>()},
                            .same = SubjectKind::person,
                            .closed = &never,
                            .forbids = &same_org}};
  const Past facts = record.facts("2024-01-01");
  const PolicyView policy;
  const Act act;
  const auto found = *objection(rule, {facts, policy, act, appointed("2020-01-01")});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->evidence, std::vector{removed});
  EXPECT_FALSE(*objection(rule, {facts, policy, act, appointed("2020-01-01", "p-2")}));
}

TEST(Objection, IsNeverOfAFormThatOnlyAnswers) {
  const Record record;
  for (const std::string_view rule :
       {"alert.term_expiry", "elig.departure_subsidy", "stat.concurrent_rate"}) {
    EXPECT_FALSE(objects(record, rule, "", appointed("2024-03-01"))) << rule;
    EXPECT_FALSE(is_judged(*find_rule(rule)));
  }
}

}  // namespace
}  // namespace tenure::testing
