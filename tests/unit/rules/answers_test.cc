// Eligibilities, computations, and how service counts.
#include "domain/rules/answers.h"

#include "domain/tenure/conditions.h"
#include "domain/tenure/policy.h"
#include "tests/unit/rules/record.h"

namespace tenure::testing {
namespace {

using form::Truth;

template <Truth Met, bool IsAsked = true>
Result<form::Outcome> outcome(const Asked&) {
  form::Outcome out;
  out.asked = IsAsked;
  out.met = Met;
  return out;
}
form::Condition condition(Truth met) {
  switch (met) {
    case Truth::yes:
      return {"c", "", "", "", &outcome<Truth::yes>};
    case Truth::no:
      return {"c", "", "", "", &outcome<Truth::no>};
    case Truth::unknown:
      break;
  }
  return {"c", "", "", "", &outcome<Truth::unknown>};
}

TEST(Eligibility, IsNoAsSoonAsOneIsNotMetAndElseUnknownAsSoonAsOneIs) {
  struct {
    std::vector<Truth> conditions;
    Truth eligible;
  } const kCases[] = {{{Truth::yes}, Truth::yes},
                      {{Truth::yes, Truth::yes}, Truth::yes},
                      {{Truth::yes, Truth::unknown}, Truth::unknown},
                      {{Truth::unknown, Truth::no}, Truth::no},
                      {{Truth::no, Truth::unknown}, Truth::no},
                      {{Truth::no, Truth::yes}, Truth::no},
                      {{}, Truth::unknown}};
  const Record record;
  const Past facts = record.facts("2024-01-01");
  const PolicyView policy;
  for (const auto& c : kCases) {
    Rule rule{"elig.test", "", "", "", form::Eligibility{}};
    auto& conditions = std::get<form::Eligibility>(rule.form).conditions;
    conditions.push_back({"not asked", "", "", "", &outcome<Truth::no, false>});
    for (const Truth met : c.conditions) conditions.push_back(condition(met));
    const auto answer = eligibility(rule, {facts, policy, "p-1", test::day("2024-01-01")});
    EXPECT_EQ(answer->eligible, c.eligible);
    EXPECT_EQ(answer->conditions.size(), c.conditions.size());
  }
}

TEST(Eligibility, ComparesUnknownNumbersAsUnknown) {
  EXPECT_EQ(at_least(Decimal{5}, Decimal{5}), Truth::yes);
  EXPECT_EQ(at_least(Decimal{4}, Decimal{5}), Truth::no);
  EXPECT_EQ(at_least(std::nullopt, Decimal{5}), Truth::unknown);
  EXPECT_EQ(at_least(Decimal{5}, std::nullopt), Truth::unknown);
}

TEST(Eligibility, ConditionMayAskABar) {
  Record record;
  const Position removed = record.ended("2023-01-01", "p-1", "removal");
  const Past facts = record.facts("2023-06-01");
  const PolicyView policy = policy_of("[exit]\nbar_months = 12\n");
  const auto closed = not_barred({facts, policy, "p-1", test::day("2023-06-01")}, "bar.after_removal");
  EXPECT_EQ(closed->met, Truth::no);
  EXPECT_EQ(closed->actual, "barred until 2024-01-01");
  EXPECT_EQ(closed->basis, std::vector{removed});
  EXPECT_EQ(not_barred({facts, policy, "p-2", test::day("2023-06-01")}, "bar.after_removal")->met,
            Truth::yes);
}

TEST(Eligibility, IsWrittenAsTheContractSays) {
  Record record;
  const Past facts = record.facts("2024-01-01");
  const PolicyView policy = policy_of("[departure_subsidy]\nmale_age = 55\nfemale_age = 50\n");
  const auto answer =
      eligibility(*find_rule("elig.departure_subsidy"), {facts, policy, "p-1", test::day("2024-01-01")});
  EXPECT_EQ(
      to_json(*answer, {}),
      R"({"name":"elig.departure_subsidy","eligible":"unknown","conditions":[{"name":"age",)"
      R"("labels":{"zh":"年龄","en":"Age"},"required":"by sex","required_labels":{"zh":"按性别","en":"by sex"},"actual":"unknown",)"
      R"("actual_labels":{"zh":"不详","en":"unknown"},"met":"unknown",)"
      R"("mechanisms":["PY-06"],"basis":[]}],"parameters":[],"policy":"9.0"})");
}

TEST(Eligibility, SaysWhichParametersItRead) {
  Record record;
  const Past facts = record.facts("2024-01-01");
  ParametersRead read;
  const PolicyView policy = policy_of("[departure_subsidy]\nmale_age = 55\n").noting(read);
  const Asked asked{facts, policy, "p-1", test::day("2024-01-01")};
  ASSERT_TRUE(eligibility(*find_rule("elig.departure_subsidy"), asked));
  std::vector<std::string> keys;
  for (const ParameterRead& each : read) keys.push_back(each.key);
  EXPECT_THAT(keys, ::testing::IsSupersetOf({"departure_subsidy.male_age", "departure_subsidy.min_years"}));
}

TEST(Rule, OfAnotherFormIsNotFound) {
  const Record record;
  const Past facts = record.facts("2024-01-01");
  const PolicyView policy;
  const Asked asked{facts, policy, "p-1", test::day("2024-01-01")};
  EXPECT_EQ(eligibility(*find_rule("calc.tenure_years"), asked).error().reason, Reason::not_found);
  EXPECT_EQ(computation(*find_rule("elig.departure_subsidy"), asked).error().reason, Reason::not_found);
}

// Service
// ---------------------------------------------------------------------------------------------------------

struct Spell {
  std::string_view post, from, until;
};

std::string months(const std::vector<Spell>& spells, Counting counting, std::int32_t gap = 0,
                   DatePrecision precision = DatePrecision::day) {
  PersonTenure row;
  for (const Spell& spell : spells) {
    Office office;
    office.post = {std::string(spell.post)};
    office.from = test::day(spell.from);
    office.precision = precision;
    if (!spell.until.empty()) office.until = test::day(spell.until);
    row.offices.push_back(office);
  }
  const Service service = served(row, {{"secretary"}, {"director"}}, counting, gap, test::day("2024-03-01"));
  return service.months_least == service.months_most
             ? std::to_string(service.months_most)
             : fmt::format("{}..{}", service.months_least, service.months_most);
}

TEST(Condition, AgeIsAtLeastOrAtMostWithTheLimitItself) {
  Record record;
  record.add<PersonRegistered>(
      "2000-01-01",
      R"({"person":"p-1","org":"o-village","sex":"female","name":"c1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})");
  record.add<PersonAttributeRecorded>("2000-01-01",
                                      R"({"person":"p-1","attribute":"birth_date","date":"1972-02-29"})");
  const PolicyView policy = policy_of("[departure_subsidy]\nfemale_age = 50\nmale_age = 60\n");
  struct {
    std::string_view on;
    Truth least, most;
  } const kCases[] = {{"2022-02-28", Truth::no, Truth::yes},  // born on 29 February: on 1 March
                      {"2022-03-01", Truth::yes, Truth::yes},
                      {"2023-02-28", Truth::yes, Truth::yes},
                      {"2023-03-01", Truth::yes, Truth::no}};
  for (const auto& c : kCases) {
    const Past facts = record.facts(c.on);
    const Asked asked{facts, policy, "p-1", test::day(c.on)};
    EXPECT_EQ(test_age(asked, Bound::at_least, kSubsidyMaleAge, kSubsidyFemaleAge)->met, c.least) << c.on;
    EXPECT_EQ(test_age(asked, Bound::at_most, kSubsidyMaleAge, kSubsidyFemaleAge)->met, c.most) << c.on;
  }
}

TEST(Service, CountsWholeCalendarMonths) {
  constexpr auto kAll = Counting::cumulative;
  EXPECT_EQ(months({}, kAll), "0");
  EXPECT_EQ(months({{"secretary", "2019-03-01", ""}}, kAll), "60") << "exactly five years";
  EXPECT_EQ(months({{"secretary", "2019-03-02", ""}}, kAll), "59");
  EXPECT_EQ(months({{"secretary", "2019-01-31", "2019-02-27"}}, kAll), "0") << "27 days";
  EXPECT_EQ(months({{"clerk", "2019-03-01", ""}}, kAll), "0") << "a post that does not count";
  EXPECT_EQ(months({{"secretary", "2024-03-01", ""}}, kAll), "0");
  EXPECT_EQ(months({{"secretary", "2025-01-01", ""}}, kAll), "0") << "in the future";
}

TEST(Service, AddsSpellsUpAndOverlapsOnce) {
  constexpr auto kAll = Counting::cumulative;
  EXPECT_EQ(
      months({{"secretary", "2010-01-01", "2012-07-01"}, {"director", "2015-01-01", "2017-07-01"}}, kAll),
      "60");
  EXPECT_EQ(
      months({{"secretary", "2010-01-01", "2012-01-01"}, {"director", "2010-01-01", "2012-01-01"}}, kAll),
      "24");
  EXPECT_EQ(
      months({{"secretary", "2010-01-01", "2010-01-22"}, {"director", "2011-01-01", "2011-01-11"}}, kAll),
      "1")
      << "21 and 10 days";
}

TEST(Service, ConsecutiveIsTheLongestRun) {
  constexpr auto kRun = Counting::consecutive;
  const std::vector<Spell> spells = {{"secretary", "2010-01-01", "2013-01-01"},
                                     {"secretary", "2013-02-01", "2015-02-01"},
                                     {"director", "2020-01-01", "2021-01-01"}};
  EXPECT_EQ(months(spells, kRun), "36");
  EXPECT_EQ(months(spells, kRun, 30), "36") << "31 days between them";
  EXPECT_EQ(months(spells, kRun, 31), "60");
  EXPECT_EQ(months(spells, Counting::cumulative), "72");
  EXPECT_EQ(
      months({{"director", "2010-01-01", "2012-01-01"}, {"secretary", "2012-01-01", "2015-01-01"}}, kRun),
      "60")
      << "contiguous: promoted";
}

TEST(Service, OfAnUncertainBeginningHasALeastAndAMost) {
  EXPECT_EQ(months({{"secretary", "2019-03-01", ""}}, Counting::cumulative, 0, DatePrecision::month),
            "59..60");
  EXPECT_EQ(months({{"secretary", "2019-01-01", "2024-01-01"}}, Counting::cumulative, 0, DatePrecision::year),
            "48..60");
}

TEST(Service, ActingDoesNotCount) {
  Record record;
  record.add<ActingAssigned>("2010-01-01", R"({"person":"p-1","org":"o-village","post":"secretary"})");
  const Past facts = record.facts("2024-01-01");
  EXPECT_EQ(served(*facts.row<PersonTenure>("p-1"), {{"secretary"}}, Counting::cumulative, 0,
                   test::day("2024-01-01"))
                .months_most,
            0);
}

}  // namespace
}  // namespace tenure::testing
