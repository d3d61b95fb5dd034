// How secretaries are found: local talent, invited back, stationed guides, first secretaries.
#include "domain/selection/events.h"
#include "domain/supervision/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Figures = std::map<std::string, std::int64_t>;

class PingyangSelection : public ::testing::Test {
 protected:
  PingyangSelection() { t.adopt("o-county", "2000-01-01", pack_of("pingyang")); }

  /// As many people as villages.
  void villages(int count) {
    t.villages(count);
    t.people(count);
  }
  /// The rules that flag it. The office ends the next day, so that the next one may begin.
  std::vector<std::string> appoint(const std::string& mode, const std::string& org = "o-village") {
    const auto done = t.attempt<SecretaryAppointed>(
        on, fmt::format(R"({{"person":"p-1","org":"{}","mode":"{}"}})", org, mode));
    t.end(Date::parse(on)->plus_days(1).str(), "p-1", "other", "secretary", org);
    on = Date::parse(on)->plus_days(2).str();
    return rules_of(done);
  }
  void review(const std::string& rest, const std::string& org = "o-village") {
    t.record<CandidateReviewed>(on, fmt::format(R"({{"org":"{}",{}}})", org, rest));
  }

  RuleLedger t;
  std::string on = "2024-03-01";
};

const std::string kInvitedBack =
    R"("person":"p-1","criteria":[{"criterion":"long_away","met":true},{"criterion":"success","met":true},)"
    R"({"criterion":"loves_home","met":true},{"criterion":"party_member","met":true}])";
const std::string kMutual =
    R"("person":"p-1","criteria":[{"criterion":"rural_experience","met":true},)"
    R"({"criterion":"guide_consents","met":true},{"criterion":"village_consents","met":true}])";

TEST_F(PingyangSelection, PY_10_RosterShowsAgeAndAbility) {
  villages(4);
  t.record_each<SecretaryAppointed>(
      4, "2024-03-01", [](int i) { return fmt::format(R"({{"person":"p-{0}","org":"o-v{0}"}})", i); });
  t.attribute("p-1", "birth_date", R"("date":"1964-03-02")");
  t.attribute("p-2", "birth_date", R"("date":"1964-03-01")");
  t.attribute("p-3", "birth_date", R"("date":"1990-01-01")");
  t.attribute("p-1", "enrichment_ability", R"("value":"weak")");
  EXPECT_EQ(t.figures("stat.ageing", "2024-03-01"),
            (Figures{{"", 4}, {"30-39", 1}, {"50-59", 1}, {"60-69", 1}, {"unrecorded", 1}}));
  EXPECT_EQ(t.figures("stat.ageing", "2024-03-01", {"enrichment_ability"}),
            (Figures{{"", 4}, {"weak", 1}, {"unrecorded", 3}}));
  const std::string report = t.report("rpt.roster_structure", "2024-03-01");
  EXPECT_THAT(report, HasSubstr(R"({"group":["60-69"],"count":1})"));
  EXPECT_THAT(report, HasSubstr(R"({"group":["weak"],"count":1})"));
}

TEST_F(PingyangSelection, PY_16_PY_17_125LocalTalentsOfWhom41WereDirectors) {
  villages(125);
  t.record_each<SecretaryAppointed>(125, "2024-03-01", [](int i) {
    return fmt::format(
        R"({{"person":"p-{0}","org":"o-v{0}","by":"election","source_groups":["local_talent"]{1}}})", i,
        i <= 41 ? R"(,"previous_post":"director")" : "");
  });
  EXPECT_EQ(t.figures("stat.secretary_by_source", "2024-03-01"), (Figures{{"", 125}, {"local_talent", 125}}));
  EXPECT_EQ(t.figures("stat.secretary_by_previous_post", "2024-03-01")["director"], 41);
  const auto appointed = [&](const std::string& from, std::vector<std::string> by) {
    return t.figures("stat.appointed", "2024-12-31", std::move(by), "o-county", from);
  };
  EXPECT_EQ(appointed("2024-01-01", {}), (Figures{{"", 125}, {"local_talent", 125}}));
  EXPECT_EQ(appointed("2024-01-01", {"source_groups", "by"})["local_talent/election"], 125);
  EXPECT_EQ(appointed("2024-01-01", {"previous_post"})["director"], 41);
  EXPECT_EQ(appointed("2024-03-02", {})[""], 0);
  t.end("2024-06-01", "p-1", "health", "secretary", "o-v1");
  EXPECT_EQ(appointed("2024-01-01", {})["local_talent"], 125)
      << "whoever left since was elected all the same";
  EXPECT_EQ(t.figures("stat.secretary_by_source", "2024-06-01")["local_talent"], 124);
}

TEST_F(PingyangSelection, PY_20_InvitedBackOnlyAfterNoLocalCandidateWasFound) {
  t.people(1);
  t.register_org("o-other", "o-town");
  EXPECT_THAT(appoint("invited_back"), ElementsAre("gate.no_local_candidate", "gate.selection_criteria"));
  review(R"("finding":"no_suitable_local_candidate")", "o-other");
  review(R"("finding":"no_candidate_for_now")");
  EXPECT_THAT(appoint("invited_back"), Contains("gate.no_local_candidate")) << "of another village";
  review(R"("finding":"no_suitable_local_candidate")");
  EXPECT_EQ(t.figures("stat.reviews", "2024-12-31")["no_suitable_local_candidate"], 2);
  EXPECT_THAT(appoint("invited_back"), ElementsAre("gate.selection_criteria"));
}

TEST_F(PingyangSelection, PY_20_InvitedBackFitsTheProfile) {
  t.people(1);
  review(R"("finding":"no_suitable_local_candidate")");
  review(
      R"("person":"p-1","criteria":[{"criterion":"long_away","met":true},{"criterion":"success","met":true},)"
      R"({"criterion":"loves_home","met":false},{"criterion":"party_member","met":true}])");
  EXPECT_THAT(appoint("invited_back"), ElementsAre("gate.selection_criteria"));
  review(R"("finding":"no_suitable_local_candidate")");
  review(kInvitedBack);
  EXPECT_THAT(appoint("invited_back"), IsEmpty());
}

TEST_F(PingyangSelection, PY_20_TheNewestReviewOfACriterionCounts) {
  t.people(1);
  review(R"("finding":"no_suitable_local_candidate")");
  review(kInvitedBack);
  review(R"("person":"p-1","criteria":[{"criterion":"long_away","met":false}])");
  EXPECT_THAT(appoint("invited_back"), ElementsAre("gate.selection_criteria"));
  review(R"("finding":"no_suitable_local_candidate")");  // of the vacancy that follows
  review(kInvitedBack);
  EXPECT_THAT(appoint("invited_back"), IsEmpty()) << "reviewed once more";
}

TEST_F(PingyangSelection, PY_20_FindingServesOneVacancy) {
  t.people(1);
  review(R"("finding":"no_suitable_local_candidate")");
  review(kInvitedBack);
  EXPECT_THAT(appoint("invited_back"), IsEmpty());
  EXPECT_THAT(appoint("invited_back"), ElementsAre("gate.no_local_candidate"))
      << "found of the vacancy before";
  review(R"("finding":"no_suitable_local_candidate")");
  EXPECT_THAT(appoint("invited_back"), IsEmpty());
}

TEST_F(PingyangSelection, PY_20_OtherModesAreNotAsked) {
  t.people(1);
  EXPECT_THAT(appoint("local"), IsEmpty());
}

TEST_F(PingyangSelection, PY_21_55InvitedBack) {
  villages(55);
  t.record_each<SecretaryAppointed>(55, "2024-03-01", [](int i) {
    return fmt::format(R"({{"person":"p-{0}","org":"o-v{0}","mode":"invited_back","by":"election"}})", i);
  });
  EXPECT_EQ(t.figures("stat.secretary_by_mode", "2024-03-01"), (Figures{{"", 55}, {"invited_back", 55}}));
}

TEST_F(PingyangSelection, PY_22_CaseOfTheReturnedBusinessmanIsReported) {
  t.record<OrgRegistered>("2000-01-01",
                          R"({"org":"o-longwei","name":"龙尾乡","kind":"township","parent":"o-county"})");
  t.record<OrgRegistered>("2000-01-01",
                          R"({"org":"o-baoyang","name":"包洋村","kind":"village","parent":"o-longwei"})");
  t.people(1, "o-baoyang");
  t.record<SecretaryAppointed>("2024-03-01",
                               R"({"person":"p-1","org":"o-baoyang","mode":"invited_back","by":"election"})");
  t.record<OrgProfileUpdated>("2024-04-01",
                              R"({"org":"o-baoyang","facts":[{"name":"case","code":"invited_back"},)"
                              R"({"name":"project","text":"稻田养鱼基地"},)"
                              R"({"name":"project","text":"中药材基地"}]})");
  EXPECT_EQ(t.figures("stat.secretary_by_mode", "2024-12-31", {"org", "mode", "by"}),
            (Figures{{"", 1}, {"o-baoyang/invited_back/election", 1}}));
  const std::string report = t.report("rpt.case_study", "2024-12-31", "o-longwei");
  EXPECT_THAT(report, HasSubstr(R"("o-baoyang","{\"name\":\"case\",\"code\":\"invited_back\"}")"));
  EXPECT_THAT(report, HasSubstr("稻田养鱼基地"));
  EXPECT_THAT(report, HasSubstr("中药材基地"));
  EXPECT_THAT(t.report("rpt.case_study", "2024-03-31"), Not(HasSubstr("稻田养鱼基地")));
}

TEST_F(PingyangSelection, PY_23_StationedGuideNeedsTheFindingAndMutualChoice) {
  t.people(1);
  EXPECT_THAT(appoint("stationed_guide"), ElementsAre("gate.no_local_candidate", "gate.mutual_consent"));
  review(R"("finding":"no_suitable_local_candidate")");
  EXPECT_THAT(appoint("stationed_guide"), Contains("gate.no_local_candidate")) << "the other mode's finding";
  const auto found = [&] { review(R"("finding":"no_candidate_for_now")"); };
  for (const char* missing : {"rural_experience", "guide_consents", "village_consents"}) {
    found();
    std::string rest = kMutual;
    const std::string met = fmt::format(R"("{}","met":true)", missing);
    review(rest.replace(rest.find(met), met.size(), fmt::format(R"("{}","met":false)", missing)));
    EXPECT_THAT(appoint("stationed_guide"), ElementsAre("gate.mutual_consent")) << missing;
  }
  t.register_org("o-other", "o-town");
  review(kMutual, "o-other");
  found();
  EXPECT_THAT(appoint("stationed_guide"), ElementsAre("gate.mutual_consent")) << "for another village";
  review(kMutual);
  found();
  EXPECT_THAT(appoint("stationed_guide"), IsEmpty());
  const auto reviews = t.figures("stat.reviews", "2024-12-31");
  EXPECT_EQ(reviews.at("no_candidate_for_now"), 5) << "found anew of each vacancy";
  EXPECT_EQ(reviews.at("no_suitable_local_candidate"), 1);
}

TEST_F(PingyangSelection, PY_24_PY_25_PY_26_ElectedSecretariesAreNotAppointedFirstSecretaries) {
  villages(12);
  t.record_each<SecretaryAppointed>(3, "2024-03-01", [](int i) {
    return fmt::format(R"({{"person":"p-{0}","org":"o-v{0}","mode":"stationed_guide","by":"election"}})", i);
  });
  t.record_each<FirstSecretaryDispatched>(9, "2024-03-01", [](int i) {
    return fmt::format(R"({{"person":"p-{0}","org":"o-v{0}","by":"appointment"}})", i + 3);
  });
  EXPECT_EQ(t.figures("stat.secretary_by_mode", "2024-03-01", {"mode", "by"}),
            (Figures{{"", 3}, {"stationed_guide/election", 3}}));
  EXPECT_EQ(t.figures("stat.first_secretaries", "2024-03-01"), (Figures{{"", 9}, {"appointment", 9}}));
  EXPECT_EQ(t.figures("stat.post_kind", "2024-03-01"),
            (Figures{{"", 12}, {"secretary/election", 3}, {"first_secretary/appointment", 9}}));
}

TEST_F(PingyangSelection, PY_26_FirstSecretaryIsAnOfficeThatEnds) {
  t.people(1);
  t.record<FirstSecretaryDispatched>("2024-03-01",
                                     R"({"person":"p-1","org":"o-village","by":"appointment"})");
  EXPECT_EQ(t.attempt<FirstSecretaryDispatched>("2024-04-01", R"({"person":"p-1","org":"o-village"})")
                .error()
                .reason,
            Reason::already);
  t.end("2024-06-01", "p-1", "reassignment", "first_secretary");
  EXPECT_EQ(t.figures("stat.first_secretaries", "2024-05-31")[""], 1);
  EXPECT_EQ(t.figures("stat.first_secretaries", "2024-06-01")[""], 0);
  EXPECT_EQ(t.figures("stat.dispatched", "2024-06-01"), (Figures{{"", 1}, {"appointment", 1}}))
      << "sent in the period, whether or not still there";
}

const std::string kAbsent =
    R"({"person":"p-1","org":"o-village","period":"2024-03","days_present":3,"days_absent":28})";

TEST_F(PingyangSelection, PY_27_AbsenceIsOnRecordButRingsOnlyWhereAFigureIsGiven) {
  t.people(1);
  t.record<StationAttendanceLogged>("2024-04-01", kAbsent);
  EXPECT_EQ(t.sums("stat.attendance", "2024-06-01"), (Figures{{"", 28}, {"2024-03", 28}}));
  EXPECT_THAT(t.ringing("2024-06-01"), Not(Contains("alert.long_absence"))) << "the text gives no figure";
  t.adopt("o-town", "2000-01-01", "[absence]\ndays_max = 15\n");
  EXPECT_THAT(t.ringing("2024-06-01"), Contains("alert.long_absence"));
  EXPECT_THAT(t.ringing("2024-03-31"), IsEmpty());
  t.record<StationAttendanceLogged>(
      "2024-05-01", R"({"person":"p-1","org":"o-village","period":"2024-04","days_absent":15})");
  EXPECT_THAT(t.ringing("2024-06-01"), Not(Contains("alert.long_absence"))) << "back at the post";
}

TEST_F(PingyangSelection, PY_27_ConcernStandsUnderACaseAndInNobodysFile) {
  t.people(1);
  auto act = t.act();
  act.act().klass = Code{std::string(kCaseClass)};
  act.add("2024-04-01", fact<ConcernReported>(
                            fmt::format(R"({{"case":"c-1","kind":"long_absence","about":"p-1","text":"{}"}})",
                                        sealed_as("text", "长期外出").str())));
  ASSERT_TRUE(t.submit(act, t.root()));
  const Past past = t.past("2024-04-01");
  const Area& area = *find_area("supervision");
  EXPECT_EQ(past.events(area, {SubjectKind::case_, "c-1"})->size(), 1U);
  EXPECT_THAT(*past.events(area, {SubjectKind::person, "p-1"}), IsEmpty());
  EXPECT_EQ(t.attempt<ConcernReported>("2024-04-01", fmt::format(R"({{"case":"c-2","kind":"x","text":"{}"}})",
                                                                 sealed_as("text", "x").str()))
                .error()
                .reason,
            Reason::class_mixed);
  auto verified = t.act();
  verified.act().klass = Code{std::string(kCaseClass)};
  verified.add("2024-05-01", fact<ReportVerified>(R"({"case":"c-9","finding":"true"})"));
  EXPECT_EQ(refusal_of(t.submit(verified, t.root())).reason, Reason::absent);
}

TEST_F(PingyangSelection, LAW_20_ReportIsVerifiedOnce) {
  t.people(1);
  const auto in_the_case = [&](auto event) {
    auto act = t.act();
    act.act().klass = Code{std::string(kCaseClass)};
    return rules_of(t.submit(act.add("2024-05-01", event), t.root()));
  };
  for (const char* id : {"c-1", "c-2"}) {
    in_the_case(fact<ConcernReported>(
        fmt::format(R"({{"case":"{}","kind":"long_absence","about":"p-1","text":"{}"}})", id,
                    sealed_as("text", id).str())));
  }
  const auto verified = [&](const std::string& id, const std::string& finding) {
    return in_the_case(fact<ReportVerified>(fmt::format(R"({{"case":"{}","finding":"{}"}})", id, finding)));
  };
  EXPECT_THAT(verified("c-1", "true"), IsEmpty());
  EXPECT_THAT(verified("c-1", "unfounded"), ElementsAre("law.report_verified_once"));
  EXPECT_THAT(verified("c-2", "unfounded"), IsEmpty());
}

TEST_F(PingyangSelection, PY_17_APreviousPostThatTheRecordDoesNotKnowIsFlagged) {
  t.people(2);
  t.record<OfficeAssumed>("2015-01-01", R"({"person":"p-1","org":"o-village","post":"accounts_clerk"})");
  t.end("2018-01-01", "p-1", "term_expiry", "accounts_clerk");
  const auto appointed = [&](const std::string& person, const std::string& on, const std::string& post) {
    const auto done = rules_of(t.attempt<SecretaryAppointed>(
        on, fmt::format(R"({{"person":"{}","org":"o-village","previous_post":"{}"}})", person, post)));
    t.end(Date::parse(on)->plus_days(1).str(), person, "other");
    return done;
  };
  const char* const kRule = "gate.previous_post";
  EXPECT_THAT(appointed("p-2", "2019-01-01", "director"), Not(Contains(kRule)))
      << "nothing is known of before";
  EXPECT_THAT(appointed("p-1", "2019-02-01", "director"), Contains(kRule));
  EXPECT_THAT(appointed("p-1", "2019-03-01", "accounts_clerk"), Not(Contains(kRule)));
  EXPECT_THAT(t.ringing("2019-03-01", "o-village"), Contains(kRule));
  t.record<OfficeAssumed>("2009-01-01", R"({"person":"p-1","org":"o-village","post":"director"})");
  EXPECT_THAT(t.ringing("2019-03-01", "o-village"), Not(Contains(kRule))) << "recorded late, and so known";
}

}  // namespace
}  // namespace tenure::testing
