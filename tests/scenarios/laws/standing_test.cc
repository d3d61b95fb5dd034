// Laws that a later fact breaks: a registration, an office, a basis that is corrected. Laws of belonging, of
// joint organisations, of appeals and of ballots, each at both limits of its date.
#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "domain/reserve/events.h"
#include "domain/selection/events.h"
#include "tests/scenarios/laws/corrected_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class StandingLaws : public ::testing::Test, public CorrectedLedger {
 protected:
  StandingLaws() : CorrectedLedger("2024-12-01", "2025-01-01") {
    register_org("o-town2", "o-county", "township");
    register_org("o-east", "o-town2");
    person("p-1", "o-village");
    person("p-2", "o-village");
  }

  std::size_t count_of(const std::string& rule, const std::string& on = "2025-01-01") {
    std::size_t out = 0;
    for (const Alert& alert : alerts(on)) out += alert.rule.value == rule ? 1 : 0;
    return out;
  }
};

// LAW-03
// --------------------------------------------------------------------------------------------------------------

constexpr const char* kBefore = "law.nothing_before_registration";
constexpr const char* kNew = R"({"org":"o-new","name":"村","kind":"village","parent":"o-town"})";

TEST_F(StandingLaws, LAW_03_ARegistrationThatIsCorrectedToLaterRings) {
  const Position registered = at(record<OrgRegistered>("2024-03-01", kNew));
  appoint("2024-03-01", "p-1", "o-new");
  EXPECT_FALSE(rings(kBefore));
  EXPECT_THAT(corrected<OrgRegistered>(registered, "2024-03-02", kNew), ElementsAre(kBefore));
  EXPECT_TRUE(rings(kBefore));
  EXPECT_THAT(corrected<OrgRegistered>(registered, "2024-03-01", kNew), IsEmpty());
  EXPECT_FALSE(rings(kBefore));
}

TEST_F(StandingLaws, LAW_03_WhatWasFlaggedBeforeTheRegistrationRingsUntilEitherIsCorrected) {
  const Position registered = at(record<OrgRegistered>("2024-03-01", kNew));
  const Position appointed = at(appoint("2024-02-29", "p-1", "o-new"));
  EXPECT_EQ(count_of(kBefore), 1U);
  corrected<OrgRegistered>(registered, "2024-03-02", kNew);
  EXPECT_EQ(count_of(kBefore), 1U) << "told by the record, and by the flag no more";
  corrected<OrgRegistered>(registered, "2024-02-29", kNew);
  EXPECT_EQ(count_of(kBefore), 0U);
  EXPECT_THAT(corrected<SecretaryAppointed>(appointed, "2024-02-28", R"({"person":"p-1","org":"o-new"})"),
              ElementsAre(kBefore));
  EXPECT_EQ(count_of(kBefore), 1U);
  voided(appointed);
  EXPECT_EQ(count_of(kBefore), 0U);
}

TEST_F(StandingLaws, LAW_03_OnTheDayOfTheEndAndTheDayBefore) {
  record<OrgClosed>("2024-05-01", R"({"org":"o-village","reason":"dissolved"})");
  EXPECT_THAT(rules_of(appoint("2024-04-30", "p-1")), Not(Contains("law.nothing_after_its_end")));
  EXPECT_THAT(rules_of(appoint("2024-05-01", "p-2")), Contains("law.nothing_after_its_end"));
}

// LAW-01
// --------------------------------------------------------------------------------------------------------------

TEST_F(StandingLaws, LAW_01_OnTheDayOfADeathAndTheDayAfter) {
  record<DeathRecorded>("2024-03-10", R"({"person":"p-1"})");
  const auto given = [&](const std::string& on, const std::string& post) {
    std::vector<bool> out;
    const std::string of = R"({"person":"p-1","org":"o-village")";
    for (const auto& told :
         {rules_of(attempt<PlacementStarted>(on, of + fmt::format(R"(,"post":"{}"}})", post))),
          rules_of(attempt<HonourGranted>(on, of + R"(,"title":"advanced","level":"county"})")),
          rules_of(attempt<ElectionHeld>(on,
                                         R"({"org":"o-village","post":"director","outcome":"elected",)"
                                         R"("candidates":[{"person":"p-1","votes":9,"elected":true}]})"))})
      out.push_back(std::ranges::find(told, "law.dead_receive_nothing") != told.end());
    return out;
  };
  EXPECT_THAT(given("2024-03-10", "secretary_assistant"), ElementsAre(false, false, false));
  EXPECT_THAT(given("2024-03-11", "director_assistant"), ElementsAre(true, true, true));
}

TEST_F(StandingLaws, LAW_01_ForAPeriodThatBeginsAfterTheDeath) {
  record<DeathRecorded>("2024-03-10", R"({"person":"p-1"})");
  const auto told = [&](const std::string& period) {
    const auto shares = rules_of(attempt<PensionShareSet>(
        "2025-03-01",
        fmt::format(R"({{"person":"p-1","org":"o-village","period":"{}","due_fen":1}})", period)));
    const auto points = rules_of(attempt<StudyPointsLogged>(
        "2025-03-01",
        fmt::format(R"({{"person":"p-1","org":"o-village","period":"{}","item":"online","points":1}})",
                    period)));
    const auto is_told = [](const std::vector<std::string>& rules) {
      return std::ranges::find(rules, "law.dead_receive_nothing") != rules.end();
    };
    return std::pair(is_told(shares), is_told(points));
  };
  EXPECT_EQ(told("2024"), std::pair(false, false));
  EXPECT_EQ(told("2024-04"), std::pair(true, true));
  EXPECT_EQ(told("2025"), std::pair(true, true));
}

TEST_F(StandingLaws, LAW_01_WhoStoodForElectionAndWasNotElected) {
  record<DeathRecorded>("2024-03-10", R"({"person":"p-1"})");
  EXPECT_THAT(rules_of(attempt<ElectionHeld>("2024-03-11",
                                             R"({"org":"o-village","post":"director","outcome":"elected",)"
                                             R"("candidates":[{"person":"p-1","votes":2},)"
                                             R"({"person":"p-2","votes":9,"elected":true}]})")),
              Not(Contains("law.dead_receive_nothing")));
}

// LAW-18, LAW-20
// --------------------------------------------------------------------------------------------------------------

TEST_F(StandingLaws, LAW_18_AnOfficeThatIsCorrectedAwayLeavesScoresAndStarsThatRing) {
  const Position appointed = at(appoint("2024-02-10", "p-1"));
  EXPECT_THAT(rules_of(score("p-1", "monthly", "2024-03", R"("part":"basic","item":"i-1","passed":true)")),
              Not(Contains("law.assessed_in_office")));
  record<StarsAwarded>("2024-12-20", R"({"person":"p-1","org":"o-village","kind":"secretary",)"
                                     R"("period":"2024","count":3})");
  EXPECT_FALSE(rings("law.assessed_in_office"));
  EXPECT_THAT(rules_of(voided(appointed)), ElementsAre("law.assessed_in_office"));
  EXPECT_EQ(count_of("law.assessed_in_office"), 2U);
  appoint("2024-04-01", "p-1");
  EXPECT_EQ(count_of("law.assessed_in_office"), 1U) << "the scores of March";
  record<OfficeAssumed>("2024-03-31", R"({"person":"p-1","org":"o-village","post":"clerk"})");
  EXPECT_FALSE(rings("law.assessed_in_office"));
}

TEST_F(StandingLaws, LAW_20_AGradeComesAfterItsScoresWhicheverIsRecordedFirst) {
  appoint("2024-01-10", "p-1");
  const auto scored = [&](const std::string& on, const std::string& scheme) {
    record<AssessmentScored>(on, fmt::format(R"({{"person":"p-1","org":"o-village","scheme":"{}",)"
                                             R"("period":"2024","part":"other","item":"i-1","points":1}})",
                                             scheme));
  };
  EXPECT_THAT(rules_of(grade("2025-01-10", "p-1", "annual", "2024", "competent")), IsEmpty());
  scored("2025-01-10", "annual");
  scored("2025-01-11", "term");
  EXPECT_FALSE(rings("law.graded_last", "2025-03-01"));
  scored("2025-01-11", "annual");
  EXPECT_FALSE(rings("law.graded_last", "2025-01-10"));
  EXPECT_TRUE(rings("law.graded_last", "2025-01-11"));
}

TEST_F(StandingLaws, LAW_20_ADepartureThatIsCorrectedAwayLeavesASubsidyThatRings) {
  appoint("2018-01-10", "p-1");
  const Position ended = at(end("2024-03-01", "p-1", "age"));
  record<DepartureSubsidyApproved>("2024-03-01",
                                   R"({"person":"p-1","org":"o-village","years":5,"monthly_fen":5000})");
  EXPECT_FALSE(rings("law.departed_before"));
  const auto ended_on = [&](const std::string& on) {
    return corrected<TenureEnded>(ended, on,
                                  R"({"person":"p-1","org":"o-village","post":"secretary","reason":"age"})");
  };
  EXPECT_THAT(ended_on("2024-03-02"), ElementsAre("law.departed_before"));
  EXPECT_TRUE(rings("law.departed_before"));
  EXPECT_THAT(ended_on("2024-03-01"), IsEmpty());
  EXPECT_FALSE(rings("law.departed_before"));
}

// LAW-22
// --------------------------------------------------------------------------------------------------------------

TEST_F(StandingLaws, LAW_22_ABasisThatIsVoidedLaterRingsUntilWhatRestsOnItIsCorrected) {
  const Position appointed = at(appoint("2024-02-10", "p-1"));
  const Position other = at(appoint("2024-02-10", "p-2", "o-east"));
  const std::string data =
      fmt::format(R"({{"person":"p-1","org":"o-village","basis":["{}"]}})", appointed.str());
  const Position applied = at(record<PensionApplied>("2024-03-01", data));
  EXPECT_THAT(rules_of(voided(other)), IsEmpty()) << "nothing rests on it";
  EXPECT_FALSE(rings("law.basis"));
  const auto done = voided(appointed);
  ASSERT_THAT(rules_of(done), ElementsAre("law.basis"));
  EXPECT_THAT(done->verdict.flags.front().evidence, ElementsAre(applied));
  EXPECT_TRUE(rings("law.basis"));
  EXPECT_THAT(corrected<PensionApplied>(applied, "2024-03-01", R"({"person":"p-1","org":"o-village"})"),
              IsEmpty());
  EXPECT_FALSE(rings("law.basis"));
}

TEST_F(StandingLaws, LAW_22_SeveralThatRestOnOneRingUntilEachIsCorrected) {
  const Position appointed = at(appoint("2024-02-10", "p-1"));
  const auto apply = [&](const std::string& on) {
    return at(record<PensionApplied>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","basis":["{}"]}})", appointed.str())));
  };
  const Position first = apply("2024-03-01");
  const Position second = apply("2024-03-02");
  const auto done = voided(appointed);
  EXPECT_THAT(done->verdict.flags.front().evidence, ElementsAre(first, second));
  EXPECT_TRUE(rings("law.basis"));
  corrected<PensionApplied>(first, "2024-03-01", R"({"person":"p-1","org":"o-village"})");
  EXPECT_TRUE(rings("law.basis")) << "the second one rests on nothing still";
  corrected<PensionApplied>(second, "2024-03-02", R"({"person":"p-1","org":"o-village"})");
  EXPECT_FALSE(rings("law.basis"));
}

TEST_F(StandingLaws, LAW_20_LAW_22_ABasisThatBecomesAnothersOrIsDatedLaterRings) {
  const Position appointed = at(appoint("2024-02-10", "p-1"));
  const std::string rests =
      fmt::format(R"({{"person":"p-1","org":"o-village","basis":["{}"]}})", appointed.str());
  record<PensionApplied>("2024-03-01", rests);
  const auto becomes = [&](const std::string& on, const std::string& person) {
    return corrected<SecretaryAppointed>(appointed, on,
                                         fmt::format(R"({{"person":"{}","org":"o-village"}})", person));
  };
  EXPECT_THAT(becomes("2024-03-01", "p-1"), IsEmpty()) << "of the day of what rests on it";
  EXPECT_FALSE(rings("law.basis"));
  EXPECT_THAT(becomes("2024-03-02", "p-1"), Contains("law.basis_before"));
  EXPECT_TRUE(rings("law.basis_before"));
  EXPECT_THAT(becomes("2024-02-10", "p-1"), IsEmpty());
  EXPECT_FALSE(rings("law.basis_before"));
  EXPECT_THAT(becomes("2024-02-10", "p-2"), Contains("law.basis"));
  EXPECT_TRUE(rings("law.basis"));
  EXPECT_THAT(becomes("2024-02-10", "p-1"), IsEmpty());
  EXPECT_FALSE(rings("law.basis"));
}

TEST_F(StandingLaws, LAW_22_ABasisThatNeverWasRings) {
  const Position applied =
      at(record<PensionApplied>("2024-03-01", R"({"person":"p-1","org":"o-village","basis":["99999.7"]})"));
  EXPECT_TRUE(rings("law.basis"));
  voided(applied);
  EXPECT_FALSE(rings("law.basis"));
}

// LAW-25
// --------------------------------------------------------------------------------------------------------------

TEST_F(StandingLaws, LAW_25_WhereOneIsRegisteredInThePeriodCounts) {
  record<PersonRegistered>("2024-07-01",
                           fmt::format(R"({{"person":"p-1","org":"o-east","moved_from":"o-village",)"
                                       R"("name":"{}"}})",
                                       sealed_as("name", "p-1").str()));
  const auto told = [&](const std::string& org, const std::string& period) {
    const auto rules = rules_of(attempt<GradeDetermined>(
        "2025-01-05", fmt::format(R"({{"person":"p-1","org":"{}","scheme":"monthly","period":"{}",)"
                                  R"("grade":"average"}})",
                                  org, period)));
    return std::ranges::find(rules, "law.belongs") != rules.end();
  };
  EXPECT_FALSE(told("o-village", "2024-06")) << "by the village of then, a day before the move";
  EXPECT_TRUE(told("o-village", "2024-07"));
  EXPECT_FALSE(told("o-east", "2024-08"));
  EXPECT_TRUE(told("o-east", "2024-05"));
  EXPECT_FALSE(told("o-town", "2024-04")) << "above the village of then";
  EXPECT_TRUE(told("o-town", "2024-09"));
  EXPECT_FALSE(told("o-village", "1998-03")) << "nobody stood alone before their registration";
}

// LAW-08
// --------------------------------------------------------------------------------------------------------------

TEST_F(StandingLaws, LAW_08_MembersOfOneJointOrganisationHaveOneSecretary) {
  register_org("o-joint", "o-town");
  register_org("o-third", "o-town");
  record<JointOrgEstablished>("2024-01-02", R"({"org":"o-joint","members":["o-village","o-east"]})");
  appoint("2024-01-10", "p-1");
  EXPECT_THAT(rules_of(appoint("2024-02-01", "p-1", "o-east")), IsEmpty());
  EXPECT_THAT(rules_of(appoint("2024-02-01", "p-1", "o-third")), ElementsAre("law.two_of_a_kind"));
  person("p-3", "o-village");
  appoint("2024-01-01", "p-3");
  EXPECT_THAT(rules_of(appoint("2024-01-01", "p-3", "o-east")), Contains("law.two_of_a_kind"))
      << "a day before they were joint";
  record<JointOrgEstablished>("2024-03-01", R"({"org":"o-joint","members":["o-village"]})");
  EXPECT_EQ(count_of("law.two_of_a_kind", "2024-02-29"), 2U);
  EXPECT_EQ(count_of("law.two_of_a_kind", "2024-03-01"), 3U) << "a member no more";
}

TEST_F(StandingLaws, LAW_08_AnyOfficeSaysInWhatModeItIsHeld) {
  const auto director = [&](const std::string& org, const std::string& rest) {
    return rules_of(attempt<OfficeAssumed>(
        "2024-02-01", fmt::format(R"({{"person":"p-1","org":"{}","post":"director"{}}})", org, rest)));
  };
  EXPECT_THAT(director("o-village", ""), IsEmpty());
  EXPECT_THAT(director("o-town2", R"(,"mode":"cross_village")"), IsEmpty());
  EXPECT_THAT(director("o-east", R"(,"mode":"invited_back")"), ElementsAre("law.two_of_a_kind"));
}

// LAW-07
// --------------------------------------------------------------------------------------------------------------

TEST_F(StandingLaws, LAW_07_ASeatIsTakenTwiceFromTheDayOnWhichBothAreHeld) {
  const auto since = [&] {
    for (const Alert& alert : alerts("2025-01-01")) {
      if (alert.rule.value == "law.seat_taken") return alert.since.str();
    }
    return std::string();
  };
  const Position later = at(appoint("2024-03-01", "p-2"));
  appoint("2024-01-10", "p-1");
  EXPECT_EQ(since(), "2024-03-01") << "the earlier one was recorded last";
  EXPECT_EQ(count_of("law.seat_taken"), 1U);
  voided(later);
  EXPECT_EQ(since(), "");
  appoint("2024-03-01", "p-2");
  EXPECT_EQ(since(), "2024-03-01");
}

// LAW-11
// --------------------------------------------------------------------------------------------------------------

TEST_F(StandingLaws, LAW_11_WhoeverDecidedAnAppealIsNamedAndIsAnother) {
  appoint("2024-01-10", "p-1");
  const Position graded =
      at(grade("2025-01-10", "p-1", "annual", "2024", "competent", R"(,"decider":"o-town")"));
  const Position appealed = at(record<AppealFiled>(
      "2025-01-20", fmt::format(R"({{"person":"p-1","org":"o-village","decision":"{}",{}}})", graded.str(),
                                sealed_member("grounds"))));
  const auto decided = [&](const std::string& decider) {
    const auto done = attempt<AppealDecided>(
        "2025-02-20",
        fmt::format(R"({{"person":"p-1","org":"o-village","appeal":"{}","outcome":"rejected"{}}})",
                    appealed.str(), decider));
    const auto told = rules_of(done);
    voided(at(done));
    return told;
  };
  EXPECT_THAT(decided(R"(,"decider":"o-town")"), ElementsAre("law.appeal_decider"));
  EXPECT_THAT(decided(R"(,"decider":"o-county")"), IsEmpty());
  EXPECT_THAT(decided(""), IsEmpty()) << "the county issued it";
}

// LAW-17
// --------------------------------------------------------------------------------------------------------------

TEST_F(StandingLaws, LAW_17_WhoIsElectedHasVotesWhereTheEventSaysVotes) {
  const auto held = [&](const std::string& candidates) {
    const auto rules = rules_of(attempt<ElectionHeld>(
        "2024-03-11", fmt::format(R"({{"org":"o-village","post":"director","outcome":"elected",)"
                                  R"("candidates":[{}]}})",
                                  candidates)));
    return std::ranges::find(rules, "law.votes") != rules.end();
  };
  EXPECT_TRUE(held(R"({"person":"p-1","votes":0,"elected":true})"));
  EXPECT_FALSE(held(R"({"person":"p-1","votes":1,"elected":true})"));
  EXPECT_FALSE(held(R"({"person":"p-1","elected":true},{"person":"p-2"})")) << "it says no votes";
  EXPECT_TRUE(held(R"({"person":"p-1","elected":true},{"person":"p-2","votes":3})"));
}

TEST_F(StandingLaws, LAW_17_BallotsOfAPaperThatDoNotAgreeAreFlaggedAndOfANewActRefused) {
  const std::string ballot = R"({"org":"o-village","post":"director","outcome":"elected","valid":10,)"
                             R"("candidates":[{"person":"p-1","votes":11,"elected":true}]})";
  const Refusal refusal = refusal_of(attempt<ElectionHeld>("2024-03-11", ballot));
  EXPECT_EQ(refusal.reason, Reason::bad_value);
  EXPECT_EQ(refusal.where, "events[0].data.candidates[0].votes");
  auto paper = act();
  paper.act().provenance =
      Provenance{ProvenanceKind::transcribed, {sha256("scan")}, {"乡镇党委"}, {}, {PersonId{"p-2"}}, {}, {}};
  const auto flagged = submit(paper.add("2024-03-11", fact<ElectionHeld>(ballot)), root());
  EXPECT_THAT(rules_of(flagged), Contains("law.votes"));
  EXPECT_EQ(explained(flagged, "law.votes"), "0–10 | 11");
}

}  // namespace
}  // namespace tenure::testing
