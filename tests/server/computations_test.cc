// Each computation, asked over HTTP of a ledger with the packs of both localities: the value worked out by
// hand from the text, its parts, and the parameters that it was computed by.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <set>

#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "domain/pension/events.h"
#include "tests/scenarios/rules/rules.h"
#include "tests/server/served_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// The pack of a locality with what it supplies where the text leaves a figure open: below `[table]`, from
/// its line on.
std::string filled(std::string pack, const std::string& table,
                   std::initializer_list<std::pair<const char*, const char*>> figures) {
  const auto at = pack.find("[" + table + "]");
  for (const auto& [name, value] : figures) {
    const std::string open = fmt::format("\n{} = \"unspecified\"", name);
    const auto found = pack.find(open, at);
    if (at == std::string::npos || found == std::string::npos) throw std::runtime_error(table + "." + name);
    pack.replace(found, open.size(), fmt::format("\n{} = {}", name, value));
  }
  return pack;
}

std::string haixing_with_figures() {
  std::string pack = filled(pack_of("haixing"), "grade.monthly.average", {{"pay", "1"}});
  pack = filled(pack, "grade.monthly.excellent", {{"pay", "1"}, {"reward_fen", "20000"}});
  pack =
      filled(pack, "scheme.organiser.part_weight", {{"basic", "1"}, {"characteristic", "1"}, {"other", "1"}});
  pack =
      filled(pack, "scheme.organiser.rater_weight", {{"township_team", "0.6"}, {"org_dept_section", "0.4"}});
  pack = filled(pack, "scheme.organiser.review_points",
                {{"excellent", "4"}, {"good", "3"}, {"average", "2"}, {"poor", "0"}});
  return filled(pack, "scheme.organiser.bonus",
                {{"central", "8"}, {"province", "6"}, {"city", "4"}, {"county", "2"}});
}

/// o-village below o-town by the text of 平阳 alone; o-shore below o-sea by that of 海兴 with what a locality
/// supplies; o-bare by that of 海兴 alone. p-1 to p-10 are of o-shore.
class BothLocalities {
 public:
  BothLocalities() {
    pingyang_ = t.adopt("o-county", "2000-01-01", pack_of("pingyang"));
    t.register_org("o-sea", "o-county", "township");
    t.register_org("o-shore", "o-sea");
    t.register_org("o-bare", "o-county", "township");
    haixing_ = t.adopt("o-sea", "2000-01-01", haixing_with_figures());
    bare_ = t.adopt("o-bare", "2000-01-01", pack_of("haixing"));
    for (const char* id : {"a-served", "a-rated", "a-rewarded", "a-cut", "a-admonished", "a-other"})
      t.person(id, "o-village");
    t.people(10, "o-shore");
    t.person("q-1", "o-sea");
    t.person("r-1", "o-bare");
    serve_years();
    rate();
    pay();
    admonish();
    month();
    organiser();
    app_ = serve(t);
    token_ = token(Role::auditor);
  }

  std::string token(Role role, const std::string& scope = {}, const std::string& person = {}) {
    return new_token(t.folder(), role, scope, person);
  }
  Answer ask(const std::string& path, const std::string& token) {
    return HttpClient(app_->port()).get(path, bearer(token));
  }
  Answer ask(const std::string& path) { return ask(path, token_); }
  /// The policy of the organisation.
  std::string policy(const std::string& org) const {
    return (org == "o-sea" ? haixing_ : org == "o-bare" ? bare_ : pingyang_).str();
  }

 private:
  static std::string event(const std::string& person, const std::string& rest,
                           const std::string& org = "o-village") {
    return fmt::format(R"({{"person":"{}","org":"{}"{}}})", person, org, rest);
  }

  /// Six years, one of which was graded not competent; a contribution of 8,000 yuan is due for 2024.
  void serve_years() {
    RuleLedger::must(t.appoint("2018-01-01", "a-served"));
    t.end("2024-01-01", "a-served", "term_expiry");
    RuleLedger::must(t.grade("2021-12-28", "a-served", "annual", "2021", "not_competent"));
    t.record<PensionShareSet>("2024-02-01", event("a-served", R"(,"period":"2024","due_fen":800000)"));
  }
  /// 85 points of the township's committee, ballots of the masses.
  void rate() {
    t.record<CommitteeAppraisalRecorded>(
        "2024-12-22",
        event("a-rated", R"(,"scheme":"annual","period":"2024","committee":"o-town","points":85)"));
    t.record<BallotTallied>("2024-12-21", event("a-rated", R"(,"scheme":"annual","period":"2024",
        "group":"masses","votes":[{"option":"competent","count":50}])"));
  }
  void assess(const std::string& person, int fen, const std::string& rest) {
    t.record<PayEntitlementAssessed>(
        "2024-03-01",
        event(person,
              fmt::format(R"(,"component":"pay_subsidy","period":"2024","amount_fen":{}{})", fen, rest)));
  }
  void pay() {
    t.record<OrgProfileUpdated>(
        "2024-01-05", R"({"org":"o-county","facts":[{"name":"farmer_per_capita_income","number":7655}]})");
    assess("a-rewarded", 865500,
           R"(,"funds":[{"source":"fiscal","amount_fen":765500},{"source":"village","amount_fen":100000}])");
    RuleLedger::must(t.grade("2024-12-28", "a-rewarded", "annual", "2024", "excellent"));
    assess("a-cut", 765500, R"(,"funds":[{"source":"fiscal","amount_fen":765500}])");
    RuleLedger::must(t.grade("2024-12-28", "a-cut", "annual", "2024", "not_competent"));
    t.record<PayAdjusted>("2024-12-30", event("a-cut", R"(,"component":"pay_subsidy","period":"2024",
        "amount_fen":-100000,"payer":"fiscal","decider":"o-town",)" +
                                                           sealed_member("reason")));
    assess("a-other", 300000, R"(,"post":"committee_member","funds":[{"source":"fiscal","amount_fen":200000},
        {"source":"township_match","amount_fen":100000}])");
  }
  void admonish() {
    t.record<AdmonitionIssued>(
        "2025-01-05", event("a-admonished", R"(,"form":"written_admonition","by":"township_committee",)" +
                                                sealed_member("reason")));
  }

  /// March: p-1 has 90 points of 18 items, each after them half a point less. p-1 is average, p-2 poor, p-3
  /// excellent.
  void month() {
    const std::string scored = R"(,"scheme":"monthly","period":"2024-03","part":"{}","item":"i-{}",{})";
    for (int i = 1; i <= 10; ++i) {
      const std::string person = fmt::format("p-{}", i);
      t.record<AssessmentScored>(
          "2024-03-25",
          event(person, fmt::format(fmt::runtime(scored), "basic", 0, R"("passed":true)"), "o-shore"));
      t.record_each<AssessmentScored>(18, "2024-03-25", [&](int item) {
        const double points = item == 18 ? 5 - 0.5 * (i - 1) : 5;
        return event(person,
                     fmt::format(fmt::runtime(scored), "scored", item, fmt::format(R"("points":{})", points)),
                     "o-shore");
      });
    }
    for (const char* person : {"p-1", "p-2", "p-3"}) {
      t.record<PayEntitlementAssessed>("2024-03-01", event(person, R"(,"component":"basic_post_allowance",
          "period":"2024-03","amount_fen":300000,"funds":[{"source":"county","amount_fen":200000},
          {"source":"township","amount_fen":100000}])",
                                                           "o-shore"));
    }
    for (const auto& [person, grade] : {std::pair("p-1", "average"), {"p-2", "poor"}, {"p-3", "excellent"}})
      RuleLedger::must(t.grade("2024-03-27", person, "monthly", "2024-03", grade, "", "o-shore"));
    RuleLedger::must(t.grade("2024-03-27", "r-1", "monthly", "2024-03", "excellent", "", "o-bare"));
  }

  /// 26 basic items at 2 points, 30 characteristic, 18 other of both raters; good in all five dimensions;
  /// honoured by the city.
  void organiser() {
    const auto score = [&](const std::string& rest) {
      RuleLedger::must(t.score("q-1", "organiser", "2024", rest, "o-sea"));
    };
    for (const char* rater : {"township_team", "org_dept_section"}) {
      t.record_each<AssessmentScored>(26, "2024-03-25", [&](int item) {
        return event("q-1",
                     fmt::format(R"(,"scheme":"organiser","period":"2024","part":"basic","item":"b-{}",
            "rater":"{}","points":2)",
                                 item, rater),
                     "o-sea");
      });
      score(fmt::format(R"("part":"characteristic","item":"c-1","rater":"{}","points":30)", rater));
      score(fmt::format(R"("part":"other","item":"o-1","rater":"{}","points":18)", rater));
    }
    for (const char* dimension : {"virtue", "ability", "diligence", "results", "honesty"})
      score(fmt::format(R"("part":"review","item":"{}","level":"good")", dimension));
    t.record<HonourGranted>("2024-07-01", event("q-1", R"(,"title":"advanced","level":"city")", "o-sea"));
  }

  RuleLedger t;
  Position pingyang_, haixing_, bare_;
  std::unique_ptr<App> app_;
  std::string token_;
};

using Words = std::vector<std::string>;

/// A question and what is worked out by hand. `parts` are "name of: value unit", those named here;
/// `parameters` are "key: value", or "key: unspecified".
struct Question {
  const char* mechanism;
  const char* name;
  const char* subject;
  const char* on;
  const char* value;  ///< with its unit; empty: unknown
  const char* why;
  Words parts;
  Words parameters;
  const char* policy;  ///< whose it is
};

const Question kQuestions[] = {
    {"PY_43",
     "calc.tenure_years",
     "a-served",
     "2024-06-01",
     "5 years",
     "",
     {"served: 5 years", "excluded: 1 years"},
     {R"(service.posts_counted: ["secretary","director"])", R"(service.count: "cumulative")",
      "grade.annual.not_competent.excludes_year: true"},
     "o-county"},
    {"PY_37",
     "calc.appraisal_result",
     "a-rated",
     "2024-12-31",
     "",
     "the policy gives no weight for committee",
     {"committee o-town: 85 points"},
     {"appraisal.weight.committee: absent"},
     "o-county"},
    {"PY_04",
     "calc.pay_standard",
     "o-village",
     "2024-06-01",
     "7655 yuan",
     "",
     {"indicator farmer_per_capita_income: 7655 yuan"},
     {R"(pay.standard: "farmer_per_capita_income")", "pay.standard_year_offset: 0"},
     "o-county"},
    {"PY_09",
     "calc.pay_other_cadres",
     "a-other",
     "2024-12-31",
     "300000 fen",
     "",
     {"payer fiscal: 200000 fen", "payer township_match: 100000 fen"},
     {R"(pay.other_cadres.sources: ["fiscal","township_match"])"},
     "o-county"},
    {"PY_39",
     "calc.reward",
     "a-rewarded",
     "2024-12-31",
     "76550 fen",
     "",
     {"share: 0.1 share", "base: 765500 fen"},
     {"grade.annual.excellent.reward_min: 0.1"},
     "o-county"},
    {"PY_44",
     "calc.pay_reduction",
     "a-cut",
     "2024-12-31",
     "100000 fen",
     "",
     {"cut fiscal: 100000 fen"},
     {R"(grade.annual.not_competent.pay_reduction: "discretionary")"},
     "o-county"},
    {"PY_05",
     "calc.pension_share",
     "a-served",
     "2024-12-31",
     "400000 fen",
     "",
     {"due: 800000 fen", "rate: 0.5 share", "own: 400000 fen"},
     {"pension.subsidy_rate: 0.5"},
     "o-county"},
    {"PY_07",
     "calc.departure_subsidy_amount",
     "a-served",
     "2024-06-01",
     "",
     "the policy gives no schedule by years",
     {"least: 5000 fen", "most: 11000 fen"},
     {"departure_subsidy.monthly_min_fen: 5000", "departure_subsidy.monthly_max_fen: 11000",
      "departure_subsidy.schedule: unspecified"},
     "o-county"},
    {"PY_41",
     "calc.admonition",
     "a-admonished",
     "2025-07-04",
     "1 admonitions",
     "",
     {"open_until 2025-07-05: 1 days"},
     {"admonition.months: 6"},
     "o-county"},
    {"PY_41_SixMonthsLater",
     "calc.admonition",
     "a-admonished",
     "2025-07-05",
     "0 admonitions",
     "",
     {},
     {},
     "o-county"},
    {"HX_36",
     "calc.monthly_score",
     "p-1",
     "2024-03-31",
     "90 points",
     "",
     {"items scored: 18 items", "part scored: 90 points"},
     {"scheme.monthly.items.scored: 18"},
     "o-sea"},
    {"HX_39",
     "calc.grade_quota",
     "o-sea",
     "2024-03-31",
     "10 people",
     "",
     {"count excellent: 2 people", "count average: 6 people", "count poor: 2 people",
      "proposed excellent/p-2: 89.5 points", "proposed average/p-3: 89 points",
      "proposed poor/p-10: 85.5 points"},
     {"scheme.monthly.quota.excellent: 0.2", R"(scheme.monthly.quota_unit: "township")"},
     "o-sea"},
    {"HX_44",
     "calc.monthly_subsidy",
     "p-1",
     "2024-03-31",
     "60000 fen",
     "",
     {"base county: 200000 fen", "base township: 100000 fen", "at_stake: 0.2 share",
      "granted average: 1 share"},
     {"scheme.monthly.pay_share: 0.2"},
     "o-sea"},
    {"HX_45",
     "calc.monthly_subsidy",
     "p-2",
     "2024-03-31",
     "0 fen",
     "",
     {"granted poor: 0 share"},
     {"grade.monthly.poor.pay: 0"},
     "o-sea"},
    {"HX_46",
     "calc.monthly_reward",
     "p-3",
     "2024-03-31",
     "20000 fen",
     "",
     {"reward excellent: 20000 fen"},
     {"grade.monthly.excellent.reward: true", "grade.monthly.excellent.reward_fen: 20000"},
     "o-sea"},
    {"HX_46_ByTheTextAlone",
     "calc.monthly_reward",
     "r-1",
     "2024-03-31",
     "",
     "the policy gives no amount",
     {},
     {"grade.monthly.excellent.reward_fen: unspecified"},
     "o-bare"},
    {"HX_27",
     "calc.organiser_score",
     "q-1",
     "2024-12-31",
     "119 points",
     "",
     {"part basic: 52 points", "part characteristic: 30 points", "part other: 18 points", "review: 15 points",
      "bonus city: 4 points"},
     {"scheme.organiser.rater_weight.township_team: 0.6", "scheme.organiser.max: 100"},
     "o-sea"},
    {"HX_26",
     "calc.review_points",
     "q-1",
     "2024-12-31",
     "15 points",
     "",
     {"review: 15 points"},
     {"scheme.organiser.review_points.good: 3"},
     "o-sea"},
    {"HX_28",
     "calc.bonus_by_level",
     "q-1",
     "2024-12-31",
     "4 points",
     "",
     {"bonus city: 4 points"},
     {"scheme.organiser.bonus.city: 4"},
     "o-sea"},
};

using Element = simdjson::dom::element;

std::string text(Element element, const char* member) {
  std::string_view out;
  return element[member].get(out) ? std::string() : std::string(out);
}
/// The value with its unit; empty when it is null.
std::string amount(Element element) {
  const Element value = element["value"];
  if (value.is_null()) return {};
  return simdjson::minify(value) + " " + text(element["unit"], "name");
}
Words parts_of(Element answer) {
  Words out;
  for (const Element part : answer["parts"].get_array()) {
    const std::string of = text(part, "of");
    out.push_back(text(part, "name") + (of.empty() ? "" : " " + of) + ": " + amount(part));
  }
  return out;
}
Words parameters_of(Element answer) {
  Words out;
  for (const Element parameter : answer["parameters"].get_array()) {
    Element value;
    const std::string given =
        parameter["value"].get(value) ? text(parameter, "given") : std::string(simdjson::minify(value));
    out.push_back(text(parameter, "key") + ": " + given);
  }
  return out;
}

class Computations : public ::testing::TestWithParam<Question> {
 protected:
  static void SetUpTestSuite() { served_ = std::make_unique<BothLocalities>(); }
  static void TearDownTestSuite() { served_.reset(); }

  static inline std::unique_ptr<BothLocalities> served_;
};

TEST_P(Computations, IsAnswered) {
  const Question& question = GetParam();
  const Answer answer =
      served_->ask(fmt::format("/v1/computations/{}/{}?on={}", question.name, question.subject, question.on));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_FALSE(answer.header("tenure-tree-size").empty());
  simdjson::dom::parser parser;
  const Element told = parser.parse(answer.body);
  EXPECT_EQ(text(told, "name"), question.name);
  EXPECT_EQ(text(told, "subject"), question.subject);
  EXPECT_EQ(text(told, "on"), question.on);
  EXPECT_EQ(amount(told), question.value);
  EXPECT_EQ(text(told, "why"), question.why);
  EXPECT_EQ(text(told, "policy"), served_->policy(question.policy));
  EXPECT_EQ(text(told["labels"], "zh"), find_rule(question.name)->zh);
  for (const std::string& part : question.parts) EXPECT_THAT(parts_of(told), Contains(part));
  for (const std::string& parameter : question.parameters)
    EXPECT_THAT(parameters_of(told), Contains(parameter));
  for (const Element parameter : told["parameters"].get_array())
    EXPECT_EQ(text(parameter, "policy"), served_->policy(question.policy)) << text(parameter, "key");
}

INSTANTIATE_TEST_SUITE_P(Of, Computations, ::testing::ValuesIn(kQuestions),
                         [](const auto& info) { return std::string(info.param.mechanism); });

TEST(ComputationQuestions, AskForEachComputation) {
  std::set<std::string_view> known, asked;
  for (const Rule* rule : all_rules()) {
    if (std::holds_alternative<form::Computation>(rule->form)) known.insert(rule->name);
  }
  for (const Question& question : kQuestions) asked.insert(question.name);
  EXPECT_EQ(asked, known);
}

class ComputationCalls : public ::testing::Test {
 protected:
  BothLocalities s;
};

TEST_F(ComputationCalls, UnknownNameIsNotFoundAndTheNearestIsNamed) {
  const Answer misspelt = s.ask("/v1/computations/calc.tenure_year/a-served");
  EXPECT_EQ(misspelt.status, 404);
  EXPECT_THAT(misspelt.body, HasSubstr("calc.tenure_years"));
  const Answer of_another_form = s.ask("/v1/computations/elig.departure_subsidy/a-served");
  EXPECT_EQ(of_another_form.status, 404);
  EXPECT_THAT(s.ask("/v1/eligibility/elig.departure_subsidie/a-served").body,
              HasSubstr("elig.departure_subsidy"));
}

TEST_F(ComputationCalls, WhoIsNotThereIsNotFound) {
  EXPECT_EQ(s.ask("/v1/computations/calc.tenure_years/nobody").status, 404);
  EXPECT_EQ(s.ask("/v1/computations/calc.tenure_years/o-village").status, 404) << "it is of a person";
  EXPECT_EQ(s.ask("/v1/computations/calc.pay_standard/nowhere").status, 404);
  EXPECT_EQ(s.ask("/v1/computations/calc.pay_standard/a-served").status, 404) << "it is of an organisation";
  EXPECT_EQ(s.ask("/v1/computations/calc.tenure_years/a-served?at=2").status, 404) << "not registered yet";
  EXPECT_EQ(s.ask("/v1/computations/calc.tenure_years/a-served?on=2024-02-30").status, 400);
}

TEST_F(ComputationCalls, QuotaOfTheTownshipIsNotForTheVillageThatItIsAskedOf) {
  const std::string path = "/v1/computations/calc.grade_quota/o-shore?on=2024-03-31";
  EXPECT_THAT(s.ask(path, s.token(Role::auditor, "o-sea")).body, HasSubstr("excellent/p-1"));
  const Answer village = s.ask(path, s.token(Role::auditor, "o-shore"));
  EXPECT_EQ(village.status, 403);
  EXPECT_THAT(village.body, Not(HasSubstr("excellent")));
}

TEST_F(ComputationCalls, NumbersAreForReadersOfFilesAndForThePersonTheyAreOf) {
  const std::string own = "/v1/computations/calc.reward/a-rewarded?on=2024-12-31";
  for (const Role role : {Role::clerk, Role::auditor, Role::reviewer})
    EXPECT_EQ(s.ask(own, s.token(role, "o-town")).status, 200);
  for (const Role role : {Role::dashboard, Role::public_, Role::operator_})
    EXPECT_EQ(s.ask(own, s.token(role)).status, 404);
  const std::string subject = s.token(Role::subject, "", "a-rewarded");
  EXPECT_EQ(s.ask(own, subject).status, 200);
  EXPECT_EQ(s.ask("/v1/computations/calc.reward/a-cut?on=2024-12-31", subject).status, 404);
  EXPECT_EQ(s.ask("/v1/computations/calc.pay_standard/o-village", subject).status, 404);
}

TEST_F(ComputationCalls, ReadingIsJournalled) {
  ASSERT_EQ(s.ask("/v1/computations/calc.reward/a-rewarded").status, 200);
  const std::string reads = s.ask("/v1/journal?subject=person/a-rewarded").body;
  EXPECT_THAT(reads, HasSubstr(R"("endpoint":"/v1/computations")"));
  ASSERT_EQ(s.ask("/v1/computations/calc.reward/nobody").status, 404);
  const std::string refused = s.ask("/v1/journal?subject=person/nobody").body;
  EXPECT_THAT(refused, HasSubstr(R"("outcome":"refused")"));
  EXPECT_THAT(refused, Not(HasSubstr(R"("outcome":"read")")));
}

TEST_F(ComputationCalls, PY_06_EligibilityAndPayNameTheirPolicyAndItsParameters) {
  simdjson::dom::parser parser;
  const std::string body = s.ask("/v1/eligibility/elig.departure_subsidy/a-served?on=2024-06-01").body;
  const Element answer = parser.parse(body);
  EXPECT_EQ(text(answer, "policy"), s.policy("o-county"));
  EXPECT_THAT(parameters_of(answer), Contains("departure_subsidy.min_years: 5"));
  EXPECT_THAT(body, HasSubstr(R"("required":"≥ 5","required_labels":{"zh":"≥ 5","en":"≥ 5"},"actual":"5")"));
  const std::string pay = s.ask("/v1/pay/p-1?on=2024-03-31").body;
  const Element paid = parser.parse(pay);
  EXPECT_EQ(text(paid, "policy"), s.policy("o-sea"));
  EXPECT_THAT(parameters_of(paid), Contains("scheme.monthly.pay_share: 0.2"));
}

}  // namespace
}  // namespace tenure::testing
