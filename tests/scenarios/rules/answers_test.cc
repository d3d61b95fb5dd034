// Eligibilities, computations, alerts and statistics over a ledger that signed acts made.
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using form::Truth;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

using Figures = std::map<std::string, std::int64_t>;

class AnswerScenario : public ::testing::Test {
 protected:
  /// A person of o-village with these years in a chief post.
  void served(const std::string& person, const std::string& post, const std::string& from,
              const std::string& until, const std::string& reason = "term_expiry") {
    const std::string json = fmt::format(R"({{"person":"{}","org":"o-village")", person);
    if (post == kSecretaryPost) {
      t.record<SecretaryAppointed>(from, json + "}");
    } else {
      t.record<OfficeAssumed>(from, json + fmt::format(R"(,"post":"{}"}})", post));
    }
    if (!until.empty()) t.end(until, person, reason, post);
  }
  void born(const std::string& person, const std::string& date) {
    t.attribute(person, "birth_date", fmt::format(R"("date":"{}")", date));
  }
  Truth eligible(const std::string& person, const std::string& on = "2024-03-01") {
    return t.eligible("elig.departure_subsidy", person, on).eligible;
  }
  form::Outcome condition(const std::string& person, std::string_view name,
                          const std::string& on = "2024-03-01") {
    for (const Answered& answered : t.eligible("elig.departure_subsidy", person, on).conditions) {
      if (answered.condition->name == name) return answered.outcome;
    }
    return {};
  }

  RuleLedger t;
};

TEST_F(AnswerScenario, PY_06_DepartureSubsidyAsksNormalDepartureFiveChiefYearsAndAge) {
  t.adopt("o-county", "2000-01-01", pack_of("pingyang"));
  struct {
    const char *person, *sex, *birth, *from, *until, *reason;
    Truth eligible;
  } const kCases[] = {
      {"p-1", "male", "1969-03-01", "2018-01-01", "2023-01-01", "term_expiry", Truth::yes},
      {"p-2", "male", "1969-03-02", "2018-01-01", "2023-01-01", "term_expiry", Truth::no},  // 54
      {"p-3", "female", "1974-03-01", "2018-01-01", "2023-01-01", "health", Truth::yes},    // 50
      {"p-4", "female", "1974-03-02", "2018-01-01", "2023-01-01", "health", Truth::no},
      {"p-5", "male", "1950-01-01", "2018-01-02", "2023-01-01", "age", Truth::no},  // a day short
      {"p-6", "male", "1950-01-01", "2018-01-01", "2023-01-01", "removal", Truth::no},
      {"p-7", "male", "", "2018-01-01", "2023-01-01", "age", Truth::unknown},  // no date of birth
      {"p-8", "male", "1950-01-01", "2010-01-01", "", "", Truth::no},          // in office
  };
  for (const auto& c : kCases) {
    t.person(c.person, "o-village", c.sex);
    if (*c.birth != '\0') born(c.person, c.birth);
    served(c.person, "secretary", c.from, c.until, c.reason);
    EXPECT_EQ(eligible(c.person), c.eligible) << c.person;
  }
}

TEST_F(AnswerScenario, PY_06_ChiefYearsOfSecretaryAndDirectorAddUpOverABreak) {
  t.adopt("o-county", "2000-01-01", pack_of("pingyang"));
  t.person("p-1", "o-village");
  born("p-1", "1960-01-01");
  served("p-1", "director", "2017-01-01", "2019-07-01");
  EXPECT_EQ(eligible("p-1"), Truth::no);
  served("p-1", "secretary", "2022-01-01", "2024-07-01");
  EXPECT_EQ(eligible("p-1", "2025-01-01"), Truth::yes);
  const form::Outcome years = condition("p-1", "service_years", "2025-01-01");
  EXPECT_EQ(years.required, "≥ 5");
  EXPECT_EQ(years.actual, "5");
  EXPECT_EQ(years.basis.size(), 4U);
  EXPECT_EQ(condition("p-1", "service_years", "2024-06-30").met, Truth::no) << "as of an earlier date";
  EXPECT_EQ(value(t.compute("calc.tenure_years", "p-1", "2025-01-01")), "5");
}

TEST_F(AnswerScenario, PY_06_WhatTheEventSaysOfNormalDepartureComesBeforeTheListOfReasons) {
  t.adopt("o-county", "2000-01-01", pack_of("pingyang"));
  t.person("p-1", "o-village");
  born("p-1", "1960-01-01");
  t.record<SecretaryAppointed>("2010-01-01", R"({"person":"p-1","org":"o-village"})");
  t.record<TenureEnded>(
      "2024-02-01",
      R"({"person":"p-1","org":"o-village","post":"secretary","reason":"other","normal":true})");
  EXPECT_EQ(eligible("p-1"), Truth::yes);
  EXPECT_EQ(eligible("p-1", "2024-01-31"), Truth::no) << "in office then";
}

TEST_F(AnswerScenario, PY_08_CertifiedServiceCounts) {
  t.adopt("o-county", "2000-01-01", pack_of("pingyang"));
  t.person("p-1", "o-village");
  born("p-1", "1950-01-01");
  served("p-1", "secretary", "2010-01-01", "2012-01-01");
  t.record<ServiceCertified>(
      "2023-01-01",
      R"({"person":"p-1","org":"o-village","posts":["secretary"],"years":3.5,"certifier":"o-town"})");
  EXPECT_EQ(condition("p-1", "service_years").actual, "5.5");
  EXPECT_EQ(eligible("p-1"), Truth::yes);
}

TEST_F(AnswerScenario, SH_75_TenConsecutiveYearsAsSecretaryWithoutAnAge) {
  t.adopt("o-county", "2000-01-01",
          "[departure_subsidy]\nmin_years = 10\nposts = [\"secretary\"]\ncount = \"consecutive\"\n"
          "normal_departure = true\nnormal_reasons = [\"age\"]\n");
  t.person("p-1", "o-village");
  t.person("p-2", "o-village");
  served("p-1", "secretary", "2000-01-01", "2006-01-01", "age");
  served("p-1", "secretary", "2010-01-01", "2018-01-01", "age");
  served("p-2", "secretary", "2010-01-01", "2020-01-01", "age");
  EXPECT_EQ(eligible("p-1"), Truth::no) << "fourteen years, eight running";
  EXPECT_EQ(eligible("p-2"), Truth::yes);
  EXPECT_EQ(t.eligible("elig.departure_subsidy", "p-2", "2024-03-01").conditions.size(), 2U)
      << "no age is asked";
}

TEST_F(AnswerScenario, SH_75_UnspecifiedFigureMakesItUnknown) {
  t.adopt("o-county", "2000-01-01",
          "[departure_subsidy]\nmin_years = \"unspecified\"\nposts = [\"secretary\"]\n");
  t.person("p-1", "o-village");
  served("p-1", "secretary", "2000-01-01", "2016-01-01");
  EXPECT_EQ(condition("p-1", "service_years").required, "unspecified");
  EXPECT_EQ(eligible("p-1"), Truth::unknown);
}

TEST_F(AnswerScenario, BB_59_DirectorYearsCountWhenThePromotionIsContiguous) {
  t.adopt("o-county", "2000-01-01",
          "[service]\ncount = \"consecutive\"\nposts_counted = [\"secretary\", \"director\"]\n");
  t.person("p-1", "o-village");
  served("p-1", "director", "2020-01-01", "2023-01-01");
  served("p-1", "secretary", "2023-01-01", "");
  const Past facts = t.past("2025-01-01");
  PolicyBook book;
  const auto policy = book.binding(facts, "o-village", Date::of(2025, 1, 1));
  const Rule& rule = *find_rule("calc.tenure_years");
  const auto years = computation(rule, {facts, *policy, "p-1", Date::of(2025, 1, 1)});
  ASSERT_TRUE(years);
  EXPECT_EQ(years->value->str(), "5");
  ASSERT_EQ(years->parts.size(), 3U);
  EXPECT_EQ(years->parts[0].basis.size(), 3U) << "begun, ended, begun";
  EXPECT_EQ(years->unit.zh, "年");
  const PolicyView none;
  const auto unknown = computation(rule, {facts, none, "p-1", Date::of(2025, 1, 1)});
  EXPECT_FALSE(unknown->value);
  EXPECT_FALSE(unknown->why.empty());
}

TEST_F(AnswerScenario, SJ_09_TermRunsOutAndRenewalClearsIt) {
  const Position policy = t.adopt("o-county", "2024-01-01", "[term]\nmonths = 36\ngrace_days = 90\n");
  t.person("p-1", "o-village");
  const auto appointed = t.appoint("2024-01-01", "p-1");
  EXPECT_TRUE(t.alerts("2027-04-01").empty());
  const auto due = t.alerts("2027-04-02");
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].rule.value, "alert.term_expiry");
  EXPECT_EQ(due[0].subject.value, "person/p-1");
  EXPECT_EQ(due[0].since.str(), "2027-04-01");
  EXPECT_THAT(due[0].evidence, ElementsAre(Position{appointed->index, 0}));
  EXPECT_EQ(due[0].policy, policy);
  t.end("2027-05-01", "p-1", "term_expiry");
  EXPECT_EQ(t.alerts("2027-04-30").size(), 1U) << "on that day it was so";
  EXPECT_TRUE(t.alerts("2027-05-01").empty());
  ASSERT_TRUE(t.appoint("2027-05-01", "p-1"));
  EXPECT_TRUE(t.alerts("2030-05-01").empty());
  EXPECT_EQ(t.alerts("2030-08-01").size(), 1U);
}

TEST_F(AnswerScenario, AlertsOfASubtreeAreThoseBelowItByThePolicyThatBindsThere) {
  t.register_org("o-other", "o-county", "township");
  t.adopt("o-county", "2000-01-01", "[term]\nmonths = 36\n");
  t.adopt("o-other", "2000-01-01", "[term]\nmonths = 60\n");
  t.person("p-1", "o-county");
  t.person("p-2", "o-county");
  ASSERT_TRUE(t.appoint("2024-01-01", "p-1", "o-village"));
  ASSERT_TRUE(t.appoint("2024-01-01", "p-2", "o-other"));
  const auto subjects = [&](const std::string& on, const std::string& org) {
    std::vector<std::string> out;
    for (const Alert& alert : t.alerts(on, org)) out.push_back(alert.subject.value);
    return out;
  };
  EXPECT_THAT(subjects("2027-06-01", "o-county"), ElementsAre("person/p-1"));
  EXPECT_THAT(subjects("2029-06-01", "o-county"), UnorderedElementsAre("person/p-1", "person/p-2"));
  EXPECT_THAT(subjects("2029-06-01", "o-other"), ElementsAre("person/p-2"));
}

class RosterScenario : public AnswerScenario {
 protected:
  /// Secretaries of as many villages: a person may belong to several source groups.
  void appoint(int n, const std::string& rest, const std::string& on = "2024-02-01") {
    const std::string person = fmt::format("p-{}", n);
    const std::string org = fmt::format("o-v{}", n);
    t.register_org(org, "o-town");
    t.person(person, org);
    t.record<SecretaryAppointed>(on, fmt::format(R"({{"person":"{}","org":"{}"{}}})", person, org, rest));
  }
};

TEST_F(RosterScenario, PY_16_PY_17_PY_21_PY_24_SecretariesByModeSourceAndPreviousPost) {
  appoint(1, R"(,"mode":"invited_back","source_groups":["returned"])");
  appoint(2, R"(,"mode":"stationed_guide","by":"election","source_groups":["cadre"])");
  appoint(3, R"(,"source_groups":["local_talent","veteran"],"previous_post":"director")");
  appoint(4, R"(,"source_groups":["local_talent"])");
  EXPECT_EQ(t.figures("stat.secretary_by_mode", "2024-03-01"),
            (Figures{{"", 4}, {"invited_back", 1}, {"stationed_guide", 1}, {"unrecorded", 2}}));
  EXPECT_EQ(t.figures("stat.secretary_by_source", "2024-03-01"),
            (Figures{{"", 4}, {"cadre", 1}, {"local_talent", 2}, {"returned", 1}, {"veteran", 1}}))
      << "p-3 stands in two groups and once in the total (A04)";
  EXPECT_EQ(t.figures("stat.secretary_by_previous_post", "2024-03-01",
                      {"source_groups", "previous_post"})["local_talent/director"],
            1);
  EXPECT_EQ(t.figures("stat.secretary_by_mode", "2024-03-01", {"org"}, "o-v3"),
            (Figures{{"", 1}, {"o-v3", 1}}));
  EXPECT_EQ(t.figures("stat.secretary_by_mode", "2024-01-31"), (Figures{{"", 0}}))
      << "before they took office";
}

TEST_F(RosterScenario, PY_16_PY_17_WhoWasAppointedInAPeriodStaysAppointedThenWhoeverLeaves) {
  const std::string elected = R"(,"by":"election","round":"2024")";
  appoint(1, elected + R"(,"source_groups":["local_talent"],"previous_post":"director")");
  appoint(2, elected + R"(,"source_groups":["local_talent"])");
  appoint(3, R"(,"by":"appointment","source_groups":["veteran"])");
  t.record<TenureEnded>("2024-09-01",
                        R"({"person":"p-1","org":"o-v1","post":"secretary","reason":"resigned"})");
  EXPECT_EQ(t.figures("stat.secretary_by_source", "2024-12-31")["local_talent"], 1) << "who still serves";
  EXPECT_EQ(t.figures("stat.appointed", "2024-12-31"),
            (Figures{{"", 3}, {"local_talent", 2}, {"veteran", 1}}));
  EXPECT_EQ(t.figures("stat.appointed", "2024-12-31",
                      {"by", "round", "source_groups"})["election/2024/local_talent"],
            2);
  EXPECT_EQ(t.figures("stat.appointed", "2024-12-31", {"previous_post"})["director"], 1);
  EXPECT_EQ(t.figures("stat.appointed", "2024-01-31")[""], 0);
}

TEST_F(RosterScenario, BB_79_BB_01_PeopleAndOrganisationsAreCountedOnTheDate) {
  const auto people = [&](const std::string& on) { return t.figures("stat.people", on)[""]; };
  const auto orgs = [&](const std::string& on) { return t.figures("stat.organisations", on)[""]; };
  const auto before = people("2024-03-01");
  const auto orgs_before = orgs("2024-03-01");
  t.register_org("o-v1", "o-town");
  t.register_org("o-v2", "o-town");
  t.person("p-91", "o-v1");
  t.person("p-92", "o-v2");
  EXPECT_EQ(people("2024-03-01"), before + 2);
  EXPECT_EQ(orgs("2024-03-01"), orgs_before + 2);
  EXPECT_EQ(t.figures("stat.people", "2024-03-01", {}, "o-v1"), (Figures{{"", 1}, {"o-v1", 1}}));
  t.record<OrgClosed>("2024-06-01", R"({"org":"o-v2","reason":"dissolved"})");
  EXPECT_EQ(orgs("2024-05-31"), orgs_before + 2);
  EXPECT_EQ(orgs("2024-06-01"), orgs_before + 1);
}

TEST_F(RosterScenario, SH_22_ASeatIsOpenFromTheDayItsLastHolderLeftUntilAnotherOneCame) {
  appoint(1, "");
  t.person("p-2", "o-v1");
  EXPECT_EQ(t.figures("stat.open_seats", "2024-08-31"), (Figures{{"", 0}}));
  t.record<TenureEnded>("2024-09-01",
                        R"({"person":"p-1","org":"o-v1","post":"secretary","reason":"resigned"})");
  EXPECT_EQ(t.figures("stat.open_seats", "2024-08-31"), (Figures{{"", 0}}));
  EXPECT_EQ(t.figures("stat.open_seats", "2024-09-01"), (Figures{{"", 1}, {"secretary", 1}}));
  ASSERT_TRUE(t.appoint("2024-10-01", "p-2", "o-v1"));
  EXPECT_EQ(t.figures("stat.open_seats", "2024-10-01"), (Figures{{"", 0}}));
  t.record<TenureEnded>("2024-11-01",
                        R"({"person":"p-2","org":"o-v1","post":"secretary","reason":"resigned"})");
  EXPECT_EQ(t.figures("stat.open_seats", "2024-11-01"), (Figures{{"", 1}, {"secretary", 1}}))
      << "one seat, once";
}

TEST_F(RosterScenario, SH_06_StatisticsFollowTheHierarchyOfTheDate) {
  appoint(1, "");
  t.register_org("o-other", "o-county", "township");
  t.record<OrgParentChanged>("2024-06-01", R"({"org":"o-v1","parent":"o-other"})");
  EXPECT_EQ(t.figures("stat.secretary_by_source", "2024-05-31", {}, "o-town")[""], 1);
  EXPECT_EQ(t.figures("stat.secretary_by_source", "2024-06-01", {}, "o-town")[""], 0);
  EXPECT_EQ(t.figures("stat.secretary_by_source", "2024-06-01", {}, "o-other")[""], 1);
}

TEST_F(RosterScenario, PersonWhoHoldsTwoVillagesIsCountedOnce) {
  appoint(1, "");
  t.register_org("o-v9", "o-town");
  ASSERT_TRUE(t.appoint("2024-02-01", "p-1", "o-v9"));
  EXPECT_EQ(t.figures("stat.secretary_by_mode", "2024-03-01", {"org"}),
            (Figures{{"", 1}, {"o-v1", 1}, {"o-v9", 1}}));
}

TEST_F(RosterScenario, CITY_04_SJ_08_ShareOfSecretariesWithASecondPost) {
  appoint(1, "");
  appoint(2, "");
  appoint(3, "");
  t.record<ConcurrentPostAssumed>("2024-02-01", R"({"person":"p-2","org":"o-v2","post":"director"})");
  const auto answer = statistic(t.past("2024-03-01"), *find_rule("stat.concurrent_rate"), "o-county");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->total.count, 3);
  EXPECT_EQ(answer->total.among, 1);
  EXPECT_EQ(
      to_json(*answer),
      R"({"name":"stat.concurrent_rate","by":[],"figures":[],"total":{"count":3,"among":1,"share":0.3333},"labels":{}})");
}

TEST_F(RosterScenario, SH_28_ExitsByReasonWithinAPeriod) {
  appoint(1, "", "2020-01-01");
  appoint(2, "", "2020-01-01");
  appoint(3, "", "2020-01-01");
  t.end("2024-12-31", "p-1", "removal", "secretary", "o-v1");
  t.end("2025-01-01", "p-2", "removal", "secretary", "o-v2");
  t.end("2026-02-01", "p-3", "age", "secretary", "o-v3");
  EXPECT_EQ(t.figures("stat.exits_by_kind", "2026-03-01", {}, "o-county", "2025-01-01"),
            (Figures{{"", 2}, {"age", 1}, {"removal", 1}}));
  EXPECT_EQ(t.figures("stat.exits_by_kind", "2025-12-31"), (Figures{{"", 2}, {"removal", 2}}));
}

TEST_F(RosterScenario, UnknownFieldOrRuleIsRefused) {
  EXPECT_EQ(statistic(t.past("2024-03-01"), *find_rule("stat.secretary_by_mode"), "o-county", {"colour"})
                .error()
                .reason,
            Reason::bad_request);
  EXPECT_EQ(statistic(t.past("2024-03-01"), *find_rule("alert.term_expiry"), "o-county").error().reason,
            Reason::not_found);
}

TEST_F(RosterScenario, PY_10_ReportGathersItsStatistics) {
  appoint(1, R"(,"mode":"invited_back")");
  const auto report = report_json(t.past("2024-03-01"), *find_rule("rpt.roster_structure"), "o-county");
  ASSERT_TRUE(report) << report.error().text();
  EXPECT_THAT(
      *report,
      ::testing::HasSubstr(
          R"({"name":"stat.secretary_by_mode","by":["mode"],"figures":[{"group":["invited_back"],"count":1}],"total":{"count":1},)"
          R"("labels":{"mode":{"zh":"任用方式","en":"mode","words":{"invited_back":{"zh":")"));
  EXPECT_THAT(*report, ::testing::HasSubstr(R"("on":"2024-03-01")"));
}

}  // namespace
}  // namespace tenure::testing
