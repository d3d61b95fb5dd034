// Reading policy packs: what is taken, and how a broken one is explained.
#include "domain/rules/pack.h"

#include "domain/ledger/policy.h"
#include "domain/rules/policy_json.h"
#include "domain/rules/rule.h"
#include "domain/tenure/policy.h"
#include "domain/words/known.h"
#include "tests/unit/rules/record.h"

namespace tenure::testing {
namespace {

constexpr Parameter<Decimal> kRate{"pay.rate", "", "", "", ""};
constexpr Parameter<Share> kShare{"pay.share", "", "", "", ""};
constexpr Parameter<Fen> kAmount{"pay.amount_fen", "", "", "", ""};
constexpr Parameter<Date> kBase{"pay.base_date", "", "", "", ""};
constexpr Parameter<Schedule> kSteps{"pay.steps", "", "", "", ""};
constexpr Parameter<Code> kAction{"grade.*.action", "", "", "", ""};
const PackSchema kSchema{{&kRate, &kShare, &kAmount, &kBase, &kSteps, &kAction}, {"gate.a"}};

PolicyView read(std::string_view toml) {
  return {std::make_shared<const Pack>(parse_pack(toml, kSchema).value()), {}, true};
}

TEST(Pack, GivesEachTypeOfValue) {
  const PolicyView policy = read(R"(
[pay]
rate = 1.5
share = 0.2
amount_fen = 765500
base_date = 2024-03-01
steps = [[5, 50], [10.5, 80], [20, 110]]
)");
  EXPECT_EQ(policy.get(kRate)->str(), "1.5");
  EXPECT_EQ(policy.get(kShare)->value.scaled, 2'000);
  EXPECT_EQ(policy.get(kAmount)->value, 765'500);
  EXPECT_EQ(policy.get(kBase)->str(), "2024-03-01");
  const Schedule steps = *policy.get(kSteps);
  EXPECT_FALSE(value_at(steps, *Decimal::parse("4.9")));
  EXPECT_EQ(value_at(steps, *Decimal::parse("5"))->str(), "50");
  EXPECT_EQ(value_at(steps, *Decimal::parse("19.9"))->str(), "80");
  EXPECT_EQ(value_at(steps, *Decimal::parse("40"))->str(), "110");
}

TEST(Pack, AbsentMaskedAndUnspecifiedAreNotZero) {
  const PolicyView policy =
      read("[pay]\nrate = \"masked\"\nshare = { unspecified = true }\namount_fen = 0\n");
  EXPECT_EQ(policy.get(kRate).given, Given::masked);
  EXPECT_EQ(policy.get(kShare).given, Given::unspecified);
  EXPECT_TRUE(policy.get(kRate).unknown());
  EXPECT_EQ(policy.get(kAmount)->value, 0);
  EXPECT_TRUE(policy.get(kBase).absent());
  EXPECT_FALSE(policy.get(kBase).unknown());
  EXPECT_TRUE(PolicyView().get(kRate).absent());
}

TEST(Pack, StarStandsForTheWordsOfALocality) {
  const PolicyView policy =
      read("[grade.basic]\naction = \"admonition\"\n[grade.poor]\naction = \"removal\"\n");
  EXPECT_EQ(policy.get(kAction, "basic")->value, "admonition");
  EXPECT_TRUE(policy.get(kAction, "excellent").absent());
  EXPECT_EQ(policy.words(kAction), (Codes{{"basic"}, {"poor"}}));
}

TEST(Pack, KeepsModesAndReadings) {
  const auto pack = parse_pack(
      "[pay]\nreading = \"A13\"\n[rules.\"gate.a\"]\nmode = \"enforce\"\nreading = \"不得\"\n", kSchema);
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->rules.at("gate.a").mode, RuleMode::enforce);
  EXPECT_EQ(pack->rules.at("gate.a").reading, "不得");
  EXPECT_EQ(pack->readings.at("pay"), "A13");
}

struct Broken {
  std::string_view toml, where, detail;
};

TEST(Pack, BrokenOneIsExplainedByLineAndKey) {
  const Broken kBroken[] = {
      {"[pay\nrate = 1\n", "line 1", ""},
      {"[pay]\nrate = 1\nrate = 2\n", "line 3", ""},
      {"[pay]\nrate = 1\n\nshear = 0.2\n", "line 4, pay.shear", "no such key; the nearest is pay.share"},
      {"[pai]\nrate = 1\n", "line 1, pai", "no such key"},
      {"[grade.basic]\nactoin = \"x\"\n", "line 2, grade.basic.actoin", "the nearest is grade.*.action"},
      {"[pay]\nrate = \"1\"\n", "line 2, pay.rate", "expected a number with at most four decimals"},
      {"[pay]\nrate = 1.00001\n", "line 2, pay.rate", "at most four decimals"},
      {"[pay]\nrate = nan\n", "line 2, pay.rate", "expected a number"},
      {"[pay]\nrate = inf\n", "line 2, pay.rate", "expected a number"},
      {"[pay]\nrate = { masked = false }\n", "line 2, pay.rate", "expected a number"},
      {"[pay]\nshare = 1.2\n", "line 2, pay.share", "expected a number from 0 to 1"},
      {"[pay]\nshare = -0.1\n", "line 2, pay.share", "expected a number from 0 to 1"},
      {"[pay]\namount_fen = 76.55\n", "line 2, pay.amount_fen", "expected a whole number of fen"},
      {"[pay]\nbase_date = \"2024-03-01\"\n", "line 2, pay.base_date", "expected a date"},
      {"[pay]\nbase_date = 1200-03-01\n", "line 2, pay.base_date", "expected a date"},
      {"[pay]\nsteps = [[10, 1], [5, 2]]\n", "line 2, pay.steps", "rising"},
      {"[pay]\nsteps = []\n", "line 2, pay.steps", "steps"},
      {"[pay]\nsteps = [[1]]\n", "line 2, pay.steps", "steps"},
      {"[\n[pay]\nrate = 1\n", "line 1", "bare key"},
      {"[pay]\n\xEF\xBA\xBFrate = 1\n", "line 2", ""},
      {"[pay]\n\xFFrate = 1\n", "line 1", "not UTF-8"},
      {"[\"支付\"]\nrate = 1\n", "line 1, 支付", "no such key"},
      {"pay = 3\n", "line 1, pay", "no such key"},
      {"[grade.\"a b\"]\naction = \"x\"\n", "line 1, grade.a b", "no such key"},
      {"[grade.x]\naction = \"a b\"\n", "line 2, grade.x.action", "expected a word"},
      {"[pay]\nreading = 3\n", "line 2, pay.reading", "expected a text"},
      {"\"pay.rate\" = 1\n[pay]\nrate = 2\n", "line ", "stands twice"},
      {"[rules.\"gate.b\"]\nmode = \"off\"\n", "line 1, rules.\"gate.b\"",
       "no such key; the nearest is gate.a"},
      {"[rules.\"gate.a\"]\nmode = \"on\"\n", "line 2, rules.\"gate.a\".mode", "expected \"off\""},
      {"[rules.\"gate.a\"]\nmoda = \"off\"\n", "line 2, rules.\"gate.a\".moda", "the nearest is mode"},
      {"[rules]\n\"gate.a\" = \"off\"\n", "line 2, rules.\"gate.a\"", "expected a table"},
      {"a = \"\xff\"\n", "line 1", ""},
  };
  for (const Broken& broken : kBroken) {
    const auto pack = parse_pack(broken.toml, kSchema);
    ASSERT_FALSE(pack) << broken.toml;
    EXPECT_EQ(pack.error().reason, Reason::bad_pack);
    EXPECT_TRUE(pack.error().where.starts_with(broken.where)) << broken.toml << pack.error().where;
    EXPECT_NE(pack.error().detail.find(broken.detail), std::string::npos)
        << broken.toml << pack.error().detail;
  }
}

TEST(Pack, LAW_23_AddsWordsWithTheirLabels) {
  const auto pack = parse_pack("[words.post]\nvillage_doctor = \"村医 | Village doctor\"\n", kSchema);
  ASSERT_TRUE(pack) << pack.error().text();
  const WordLabels& labels = pack->words.at("post").at("village_doctor");
  EXPECT_EQ(labels.zh, "村医");
  EXPECT_EQ(labels.en, "Village doctor");
}

TEST(Pack, LAW_23_WordsThatCannotBeAreExplained) {
  const Broken kBroken[] = {
      {"[words.quota_ties]\nzzz = \"甲 | A\"\n", "line 1, words.quota_ties", "a pack adds none"},
      {"[words.pst]\na = \"甲 | A\"\n", "line 1, words.pst", "the nearest is post"},
      {"[words.post]\n\na = \"村医\"\n", "line 3, words.post.a", "expected both labels"},
      {"[words.post]\na = \" | Village doctor\"\n", "line 2, words.post.a", "expected both labels"},
      {"[words.post]\na = \"村医 | \"\n", "line 2, words.post.a", "expected both labels"},
      {"[words.post]\na = \"村医 | Village | doctor\"\n", "line 2, words.post.a", "expected both labels"},
      {"[words.post]\na = 3\n", "line 2, words.post.a", "expected both labels"},
      {"[words.post]\n\"a b\" = \"甲 | A\"\n", "line 2, words.post.a b", "a word has"},
      {"[words]\npost = \"甲 | A\"\n", "line 2, words.post", "expected a table"},
  };
  for (const Broken& broken : kBroken) {
    const auto pack = parse_pack(broken.toml, kSchema);
    ASSERT_FALSE(pack) << broken.toml;
    EXPECT_EQ(pack.error().reason, Reason::bad_pack);
    EXPECT_TRUE(pack.error().where.starts_with(broken.where)) << broken.toml << pack.error().where;
    EXPECT_NE(pack.error().detail.find(broken.detail), std::string::npos)
        << broken.toml << pack.error().detail;
  }
}

TEST(Pack, LAW_23_HX_39_WhatWouldSwitchARuleOffIsExplained) {
  const Broken kBroken[] = {
      {"[scheme.monthly]\nquota_min = 5\nquota_ties = \"zzz\"\n", "line 3, scheme.monthly.quota_ties",
       "it has recorded, together"},
      {"[scheme.monthly]\nquota_rounding = \"flor\"\n", "line 2, scheme.monthly.quota_rounding",
       "the nearest is floor"},
      {"[report]\ncadence = \"yearly\"\n", "line 2, report.cadence", "the nearest is year"},
      {"[scheme.annual]\nposts = [\"director\", \"secratery\"]\n", "line 2, scheme.annual.posts",
       "the nearest is secretary"},
      {"[scheme.montly]\ncadence = \"month\"\n", "line 2, scheme.montly.cadence", "the nearest is monthly"},
      {"[grade.monthly.exellent]\npay = 1\n", "line 2, grade.monthly.exellent.pay",
       "the nearest is excellent"},
      {"[scheme.monthly.quota]\naverage = 0.6\nexcellent = 0.2\npoor = 0.4\n",
       "line 4, scheme.monthly.quota.poor", "sum to more than 1"},
      {"[scheme.organiser]\nrater_weight = { township_team = 0.7, org_dept_section = 0.7 }\n",
       "line 2, scheme.organiser.rater_weight", "sum to more than 1"},
      {"[departure_subsidy]\nschedule = [[5, 8000], [10, 5000]]\n", "line 2, departure_subsidy.schedule",
       "never fall"},
      {"[appraisal]\ncontest_points = [[1, 80], [2, 90]]\n", "line 2, appraisal.contest_points",
       "never rise"},
      {"[scheme.monthly]\nquota_min = -5\n", "line 2, scheme.monthly.quota_min", "not below zero"},
      {"[annual_excellent]\nmin_excellent_months = 13\n", "line 2, annual_excellent.min_excellent_months",
       "12 at most"},
      {"[departure_subsidy]\nfemale_age = 121\n", "line 2, departure_subsidy.female_age", "120 at most"},
      {"[departure_subsidy]\nmonthly_max_fen = 11000\nmonthly_min_fen = 12000\n",
       "line 2, departure_subsidy.monthly_max_fen", "monthly_min_fen is above"},
      {"[scheme.organiser]\nraters = [\"township_team\", \"township_team\"]\n",
       "line 2, scheme.organiser.raters", "stands twice"},
  };
  for (const Broken& broken : kBroken) {
    EXPECT_TRUE(parse_pack(broken.toml)) << "one that was adopted before is read all the same";
    const auto pack = read_sound_pack(broken.toml);
    ASSERT_FALSE(pack) << broken.toml;
    EXPECT_EQ(pack.error().reason, Reason::bad_pack);
    EXPECT_TRUE(pack.error().where.starts_with(broken.where)) << broken.toml << pack.error().where;
    EXPECT_NE(pack.error().detail.find(broken.detail), std::string::npos)
        << broken.toml << pack.error().detail;
  }
}

TEST(Pack, LAW_23_WhatCanBeMeantIsTaken) {
  for (const std::string_view sound : {
           "[scheme.monthly]\nquota_ties = \"together\"\nunscored = \"left_out\"\n",
           "[scheme.monthly]\nunscored = \"poor\"\n",
           "[scheme.monthly.quota]\naverage = 0.6\nexcellent = 0.2\npoor = 0.2\n",
           "[scheme.monthly.quota]\nexcellent = 0.6\n[scheme.annual.quota]\nexcellent = 0.6\n",
           "[scheme.monthly.quota]\nexcellent = 1\npoor = \"masked\"\n",
           "[departure_subsidy]\nschedule = [[5, 5000], [10, 5000], [20, 11000]]\n",
           "[pilot]\norgs = [\"o-any-1\"]\n",
           "[scheme.village_doctors]\ncadence = \"year\"\n"
           "[words.scheme]\nvillage_doctors = \"村医考核 | Village doctors\"\n",
       }) {
    const auto pack = read_sound_pack(sound);
    EXPECT_TRUE(pack) << sound << pack.error().text();
  }
}

TEST(Pack, EveryPackOfTheHouseIsRead) {
  std::size_t packs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(test::source_dir() / "domain" / "policies")) {
    const auto pack = read_sound_pack(test::read_file(entry.path()));
    EXPECT_TRUE(pack) << entry.path() << ": " << pack.error().text();
    ++packs;
  }
  EXPECT_GE(packs, 3U);
}

TEST(Pack, ExampleGivesEveryParameterOfTheHouse) {
  const auto pack = parse_pack(test::read_file(test::source_dir() / "domain" / "policies" / "example.toml"));
  ASSERT_TRUE(pack);
  for (const ParameterInfo* parameter : all_parameters()) {
    const bool given = std::any_of(pack->values.begin(), pack->values.end(), [&](const auto& value) {
      return find_parameter(pack_schema(), value.first) == parameter;
    });
    EXPECT_TRUE(given) << parameter->key;
  }
}

TEST(Pack, AnyBytesAreReadOrRefused) {
  for (const std::string_view text :
       {"", "[", "[service]\ncount = \"x\"", "\xEF\xBB\xBF", "a = [[[[[[", "[[rules]]"}) {
    fuzz_policy(text);
  }
}

TEST(Rules, AreNamedOnceAndReferToRulesThatAreThere) {
  std::set<std::string_view> names;
  for (const Rule* rule : all_rules()) {
    EXPECT_TRUE(names.insert(rule->name).second) << rule->name;
    EXPECT_EQ(find_rule(rule->name), rule);
    EXPECT_FALSE(rule->zh.empty() || rule->en.empty()) << rule->name;
    if (const auto* report = std::get_if<form::Report>(&rule->form)) {
      for (const auto& line : report->lines) EXPECT_TRUE(find_rule(line.statistic)) << line.statistic;
    }
  }
  EXPECT_EQ(find_rule("gate.none"), nullptr);
}

TEST(Rules, AreDescribedAsJson) {
  simdjson::dom::parser parser;
  const std::string json = rules_json();
  const simdjson::dom::element rules = parser.parse(json);
  std::map<std::string, std::string> forms;
  for (const auto rule : rules["rules"].get_array()) {
    forms[std::string(rule["name"].get_string().value())] = rule["form"].get_string().value();
  }
  EXPECT_EQ(forms.at("gate.posts_number"), "gate");
  EXPECT_EQ(forms.at("gate.post_certificate"), "requirement");
  EXPECT_EQ(forms.at("bar.after_removal"), "bar");
  EXPECT_EQ(forms.at("alert.term_expiry"), "expectation");
  EXPECT_EQ(forms.at("elig.departure_subsidy"), "eligibility");
  EXPECT_EQ(forms.at("calc.tenure_years"), "computation");
  EXPECT_EQ(forms.at("stat.concurrent_rate"), "statistic");
  EXPECT_EQ(forms.at("rpt.roster_structure"), "report");
  EXPECT_EQ(rules["parameters"].get_array().size(), all_parameters().size());
}

TEST(PolicyJson, ShowsValuesStatesModesAndReadings) {
  simdjson::dom::parser parser;
  const std::string json =
      to_json(policy_of("[departure_subsidy]\nmin_years = 2.5\nmale_age = \"masked\"\nreading = \"A08\"\n"
                        "[rules.\"gate.posts_number\"]\nmode = \"enforce\"\nreading = \"须\"\n"));
  const simdjson::dom::element policy = parser.parse(json);
  const auto values = policy["values"];
  EXPECT_EQ(values.at(0)["given"].get_string().value(), "masked");
  EXPECT_EQ(values.at(1)["key"].get_string().value(), "departure_subsidy.min_years");
  EXPECT_EQ(values.at(1)["value"].get_double().value(), 2.5);
  EXPECT_EQ(policy["readings"]["departure_subsidy"].get_string().value(), "A08");
  EXPECT_NE(json.find(R"({"rule":"gate.posts_number","mode":"enforce","reading":"须"})"), std::string::npos)
      << json;
  EXPECT_EQ(to_json(PolicyView()).find(R"("position":)"), std::string::npos);
}

}  // namespace
}  // namespace tenure::testing
