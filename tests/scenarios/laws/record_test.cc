// Laws of registration, dates, periods in office and of what decisions rest on. Each with the fact beside it
// that breaks nothing.
#include "domain/affairs/events.h"
#include "domain/care/events.h"
#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "domain/registry/hierarchy.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class RecordLaws : public ::testing::Test, public RuleLedger {
 protected:
  RecordLaws() {
    register_org("o-town2", "o-county", "township");
    register_org("o-east", "o-town2");
    person("p-1", "o-village");
    person("p-2", "o-village");
  }

  std::vector<std::string> registered(const std::string& on, const std::string& person,
                                      const std::string& org, const std::string& rest = {}) {
    return rules_of(
        attempt<PersonRegistered>(on, fmt::format(R"({{"person":"{}","org":"{}","name":"{}"{}}})", person,
                                                  org, sealed_as("name", person).str(), rest)));
  }
  Result<Admission> pay(const std::string& person, const std::string& period, const std::string& rest = {},
                        const std::string& org = "o-village") {
    return attempt<PayDisbursed>(
        "2025-02-01", fmt::format(R"({{"person":"{}","org":"{}","component":"work_pay","period":"{}",)"
                                  R"("amount_fen":100000{}}})",
                                  person, org, period, rest));
  }
  Result<Admission> honour(const std::string& org, const std::string& rest = {}) {
    return attempt<HonourGranted>(
        "2024-05-01",
        fmt::format(R"({{"person":"p-1","org":"{}","title":"advanced","level":"township"{}}})", org, rest));
  }
  Result<Admission> enrol(const std::string& on, const std::string& person, const std::string& basis) {
    return attempt<PensionApplied>(
        on, fmt::format(R"({{"person":"{}","org":"o-village","basis":["{}"]}})", person, basis));
  }
  std::size_t on_register(const std::string& org, const std::string& on) {
    return RuleLedger::must(registered_people(past(on), org)).size();
  }
};

TEST_F(RecordLaws, LAW_03_NothingHappensInAnOrganisationBeforeItsRegistration) {
  record<OrgRegistered>("2024-03-01", R"({"org":"o-new","name":"村","kind":"village","parent":"o-town"})");
  EXPECT_THAT(rules_of(appoint("2024-02-29", "p-1", "o-new")),
              ElementsAre("law.nothing_before_registration"));
  EXPECT_THAT(rules_of(appoint("2024-03-01", "p-2", "o-new")),
              Not(Contains("law.nothing_before_registration")));
}

TEST_F(RecordLaws, LAW_06_WhoIsRegisteredIsNotRegisteredAgain) {
  EXPECT_THAT(registered("2024-02-01", "p-1", "o-east"), ElementsAre("law.registered_again"));
  EXPECT_THAT(registered("2024-02-01", "p-3", "o-east"), IsEmpty());
  EXPECT_FALSE(attempt<PersonRegistered>(
      "2024-02-02",
      fmt::format(R"({{"person":"p-2","org":"o-village","name":"{}"}})", sealed_as("name", "p-2").str())));
}

TEST_F(RecordLaws, LAW_06_AMoveIsAMove) {
  appoint("2024-01-10", "p-1");
  EXPECT_THAT(registered("2024-02-01", "p-1", "o-east", R"(,"moved_from":"o-village")"), IsEmpty());
  EXPECT_EQ(on_register("o-village", "2024-01-31"), 2U);
  EXPECT_EQ(on_register("o-village", "2024-02-01"), 1U);
  EXPECT_EQ(on_register("o-east", "2024-01-31"), 0U);
  EXPECT_EQ(on_register("o-east", "2024-02-01"), 1U);
  EXPECT_THAT(registered("2024-03-01", "p-1", "o-village", R"(,"moved_from":"o-east")"), IsEmpty());
  EXPECT_EQ(on_register("o-village", "2024-03-01"), 2U);
  EXPECT_EQ(on_register("o-east", "2024-03-01"), 0U);
}

TEST_F(RecordLaws, LAW_06_AMoveLeavesARegisterThatThePersonIsOn) {
  const auto moved = [&](const std::string& from) {
    return attempt<PersonRegistered>("2024-02-01",
                                     fmt::format(R"({{"person":"p-1","org":"o-east","name":"{}",)"
                                                 R"("moved_from":"{}"}})",
                                                 sealed_as("name", "p-1").str(), from));
  };
  EXPECT_EQ(refusal_of(moved("o-town2")).reason, Reason::absent);
  EXPECT_EQ(refusal_of(moved("o-east")).reason, Reason::bad_value);
  EXPECT_EQ(row<PersonRow>("p-1")->orgs.size(), 1U);
}

TEST_F(RecordLaws, LAW_09_NoFactIsDatedAfterItsAct) {
  const auto graded = [&](const std::string& on) {
    auto one = act();
    one.add(on, fact<HonourGranted>(
                    R"({"person":"p-1","org":"o-village","title":"advanced","level":"township"})"));
    one.issued("2024-05-01T02:00:00Z");
    return rules_of(submit(one, root()));
  };
  EXPECT_THAT(graded("2024-05-01"), IsEmpty());
  EXPECT_THAT(graded("2024-05-02"), ElementsAre("law.dated_ahead"));
}

TEST_F(RecordLaws, LAW_09_AnOfficeMayBeginSixtyDaysAfterItsAct) {
  const auto appointed = [&](const std::string& on, const std::string& who) {
    auto one = act();
    one.add(on, secretary(who, who == "p-1" ? "o-village" : "o-east"));
    one.issued("2024-05-01T02:00:00Z");
    return rules_of(submit(one, root()));
  };
  EXPECT_THAT(appointed("2024-06-30", "p-1"), IsEmpty());
  EXPECT_THAT(appointed("2024-07-01", "p-2"), ElementsAre("law.dated_ahead"));
}

TEST_F(RecordLaws, LAW_09_WhatIsDecidedAheadIsInOrder) {
  auto one = act();
  one.add("2024-12-01", fact<OrgClosed>(R"({"org":"o-east","reason":"dissolved"})"));
  one.issued("2024-05-01T02:00:00Z");
  EXPECT_THAT(rules_of(submit(one, root())), IsEmpty());
}

TEST_F(RecordLaws, LAW_12_PayIsForDaysInOffice) {
  appoint("2024-02-10", "p-1");
  end("2024-05-01", "p-1", "age");
  EXPECT_THAT(rules_of(pay("p-1", "2024-01")), ElementsAre("law.paid_in_office"));
  EXPECT_THAT(rules_of(pay("p-1", "2024-02")), IsEmpty());
  EXPECT_THAT(rules_of(pay("p-1", "2024-04")), IsEmpty());
  EXPECT_THAT(rules_of(pay("p-1", "2024-05")), ElementsAre("law.paid_in_office"));
  EXPECT_THAT(rules_of(pay("p-1", "2024-03", R"(,"post":"director")")), ElementsAre("law.paid_in_office"));
  EXPECT_THAT(rules_of(pay("p-2", "2024-03")), ElementsAre("law.paid_in_office"));
}

TEST_F(RecordLaws, LAW_12_AnOfficeThatIsCorrectedAwayLeavesPayThatRings) {
  const Position appointed{must(appoint("2024-02-10", "p-1")).index, 0};
  EXPECT_THAT(rules_of(pay("p-1", "2024-03")), IsEmpty());
  EXPECT_THAT(ringing("2025-03-01"), Not(Contains("law.paid_in_office")));
  EXPECT_THAT(
      rules_of(attempt<CorrectionRecorded>(
          "2025-02-02", fmt::format(R"({{"target":"{}",{}}})", appointed.str(), sealed_member("reason")))),
      ElementsAre("law.paid_in_office"));
  EXPECT_THAT(ringing("2025-03-01"), Contains("law.paid_in_office"));
  EXPECT_THAT(rules_of(appoint("2024-02-10", "p-1")), IsEmpty());
  EXPECT_THAT(ringing("2025-03-01"), Not(Contains("law.paid_in_office")));
}

TEST_F(RecordLaws, LAW_18_WhoIsGradedHeldTheOfficeInThePeriod) {
  appoint("2024-02-10", "p-1");
  end("2024-12-31", "p-1", "age");
  EXPECT_THAT(rules_of(grade("2025-01-05", "p-1", "annual", "2024", "competent")), IsEmpty());
  EXPECT_THAT(rules_of(grade("2025-01-05", "p-1", "annual", "2025", "competent")),
              Contains("law.graded_in_office"));
  EXPECT_THAT(rules_of(grade("2024-01-05", "p-1", "annual", "2023", "competent")),
              Contains("law.graded_in_office"));
  EXPECT_THAT(rules_of(grade("2025-01-05", "p-2", "annual", "2024", "competent")),
              Contains("law.graded_in_office"));
  EXPECT_THAT(ringing("2025-02-01"), Contains("law.graded_in_office"));
  appoint("2023-05-01", "p-2", "o-town");
  EXPECT_THAT(rules_of(grade("2025-01-06", "p-2", "monthly", "2024-06", "average")),
              Not(Contains("law.graded_in_office")))
      << "an office of the township above";
}

TEST_F(RecordLaws, LAW_18_StarsAndScoresAreOfThoseInOffice) {
  appoint("2024-02-10", "p-1");
  const auto stars = [&](const std::string& person, const std::string& period) {
    return rules_of(attempt<StarsAwarded>(
        "2024-12-20", fmt::format(R"({{"person":"{}","org":"o-village","kind":"secretary","period":"{}",)"
                                  R"("count":3}})",
                                  person, period)));
  };
  EXPECT_THAT(stars("p-1", "2024-02"), Not(Contains("law.assessed_in_office")));
  EXPECT_THAT(stars("p-1", "2024-01"), Contains("law.assessed_in_office"));
  EXPECT_THAT(stars("p-2", "2024"), Contains("law.assessed_in_office"));
}

TEST_F(RecordLaws, LAW_20_AGradeComesAfterItsBallotsWhicheverIsRecordedFirst) {
  appoint("2024-01-10", "p-1");
  const auto ballot = [&](const std::string& on, const std::string& period) {
    return rules_of(attempt<BallotTallied>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","scheme":"annual","period":"{}",)"
                        R"("group":"members","votes":[{{"option":"competent","count":9}}]}})",
                        period)));
  };
  EXPECT_THAT(rules_of(grade("2025-01-10", "p-1", "annual", "2024", "competent")), IsEmpty());
  EXPECT_THAT(ballot("2025-01-10", "2024"), IsEmpty());
  EXPECT_THAT(ringing("2025-03-01"), IsEmpty());
  ballot("2025-01-11", "2024");
  EXPECT_THAT(ringing("2025-03-01"), ElementsAre("law.graded_last"));
  ballot("2025-02-11", "2025");
  EXPECT_THAT(rules_of(grade("2025-02-10", "p-1", "annual", "2025", "competent")),
              ElementsAre("law.graded_last"));
}

TEST_F(RecordLaws, LAW_20_ASubsidyFollowsADeparture) {
  const auto approved = [&](const std::string& on) {
    return rules_of(attempt<DepartureSubsidyApproved>(
        on, R"({"person":"p-1","org":"o-village","years":5,"monthly_fen":5000})"));
  };
  EXPECT_THAT(approved("2024-01-05"), Contains("law.departed_before"));
  appoint("2018-01-10", "p-1");
  EXPECT_THAT(approved("2024-01-06"), Contains("law.departed_before"));
  end("2024-03-01", "p-1", "age");
  EXPECT_THAT(approved("2024-02-29"), Contains("law.departed_before"));
  EXPECT_THAT(approved("2024-03-01"), Not(Contains("law.departed_before")));
}

TEST_F(RecordLaws, LAW_20_LAW_22_ABasisIsThereCountsIsBeforeAndOfTheSame) {
  const std::string own = Position{must(appoint("2024-02-10", "p-1")).index, 0}.str();
  const std::string other = Position{must(appoint("2024-02-10", "p-2", "o-east")).index, 0}.str();
  EXPECT_THAT(rules_of(enrol("2024-02-10", "p-1", own)), IsEmpty());
  EXPECT_THAT(rules_of(enrol("2024-02-09", "p-1", own)), ElementsAre("law.basis_before"));
  EXPECT_THAT(rules_of(enrol("2024-03-01", "p-1", other)), ElementsAre("law.basis"));
  EXPECT_THAT(rules_of(enrol("2024-03-01", "p-1", "99999.7")), ElementsAre("law.basis"));
  EXPECT_THAT(rules_of(enrol("2024-03-01", "p-1", "平组〔2024〕12号")), IsEmpty());
  record<CorrectionRecorded>("2024-04-01",
                             fmt::format(R"({{"target":"{}",{}}})", own, sealed_member("reason")));
  EXPECT_THAT(rules_of(enrol("2024-05-01", "p-1", own)), ElementsAre("law.basis"));
}

TEST_F(RecordLaws, LAW_20_LAW_22_ABasisIsWhatItsLastCorrectionSays) {
  const std::string appointed = Position{must(appoint("2024-02-10", "p-1")).index, 0}.str();
  const auto correct = [&](const std::string& on, const std::string& replacement) {
    record<CorrectionRecorded>(
        on, fmt::format(R"({{"target":"{}",{}{}}})", appointed, sealed_member("reason"), replacement));
  };
  const auto appointed_on = [](const std::string& on, const std::string& person) {
    return fmt::format(R"(,"replacement":{{"type":"SecretaryAppointed","on":"{}",)"
                       R"("data":{{"person":"{}","org":"o-village"}}}})",
                       on, person);
  };
  correct("2024-06-01", appointed_on("2024-05-10", "p-1"));
  EXPECT_THAT(rules_of(enrol("2024-05-09", "p-1", appointed)), ElementsAre("law.basis_before"));
  EXPECT_THAT(rules_of(enrol("2024-05-10", "p-1", appointed)), IsEmpty());
  correct("2024-06-02", appointed_on("2024-03-10", "p-2"));
  EXPECT_THAT(rules_of(enrol("2024-05-10", "p-1", appointed)), ElementsAre("law.basis"));
  EXPECT_THAT(rules_of(enrol("2024-05-10", "p-2", appointed)), IsEmpty());
}

TEST_F(RecordLaws, LAW_22_WhatNamesNobodyIsOfTheSameBranchOfTheHierarchy) {
  const auto meeting = [&](const std::string& org) {
    return Position{
        record<MeetingHeld>("2024-02-01", fmt::format(R"({{"org":"{}","kind":"two_committees"}})", org))
            .index,
        0}
        .str();
  };
  EXPECT_THAT(rules_of(enrol("2024-03-01", "p-1", meeting("o-town"))), IsEmpty());
  EXPECT_THAT(rules_of(enrol("2024-03-01", "p-1", meeting("o-town2"))), ElementsAre("law.basis"));
}

TEST_F(RecordLaws, LAW_01_LAW_12_BurialHelpIsOfNoOfficeAndForTheDead) {
  record<DeathRecorded>("2024-03-10", R"({"person":"p-1"})");
  const auto paid = [&](const std::string& component) {
    return rules_of(attempt<PayDisbursed>(
        "2024-04-15", fmt::format(R"({{"person":"p-1","org":"o-village","component":"{}","period":"2024-04",)"
                                  R"("amount_fen":100000}})",
                                  component)));
  };
  EXPECT_THAT(paid("burial_help"), IsEmpty());
  EXPECT_THAT(paid("work_pay"), Contains("law.dead_receive_nothing"));
}

TEST_F(RecordLaws, LAW_15_LAW_16_OtherMoneyHasItsPeriodAndItsBounds) {
  const auto contributed = [&](const std::string& period, std::int64_t fen) {
    return rules_of(attempt<ContributionPaid>(
        "2024-05-30", fmt::format(R"({{"person":"p-1","org":"o-village","period":"{}","payer":"county",)"
                                  R"("amount_fen":{}}})",
                                  period, fen)));
  };
  EXPECT_THAT(contributed("2024-05", 1), Not(Contains("law.period_begun")));
  EXPECT_THAT(contributed("2024-06", 1), Contains("law.period_begun"));
  EXPECT_THAT(contributed("2024-05", 0), Contains("law.amount"));
  EXPECT_THAT(contributed("2024-05", 100'000'000), Not(Contains("law.amount")));
  EXPECT_THAT(contributed("2024-05", 100'000'001), Contains("law.amount"));
}

TEST_F(RecordLaws, LAW_15_LAW_16_FundsHaveTheirPeriodAndTheirBounds) {
  const auto spent = [&](const std::string& period, std::int64_t fen) {
    return rules_of(attempt<FundSpent>(
        "2024-05-30", fmt::format(R"({{"org":"o-village","purpose":"facility","period":"{}",)"
                                  R"("amount_fen":{}}})",
                                  period, fen)));
  };
  EXPECT_THAT(spent("2024-05", 1), Not(Contains("law.period_begun")));
  EXPECT_THAT(spent("2024-06", 1), Contains("law.period_begun"));
  const auto appropriated = [&](const std::string& rest) {
    return rules_of(attempt<BudgetAppropriated>(
        "2024-05-30", R"({"org":"o-village","purpose":"facility","period":"2025")" + rest + "}"));
  };
  EXPECT_THAT(appropriated(""), Not(Contains("law.amount"))) << "an amount that is not stated";
  EXPECT_THAT(appropriated(R"(,"amount_fen":1)"), Not(Contains("law.amount")));
  EXPECT_THAT(appropriated(R"(,"amount_fen":-1)"), Contains("law.amount"));
}

TEST_F(RecordLaws, LAW_17_BallotsAddUp) {
  const auto tallied = [&](const std::string& numbers, int competent, int excellent) {
    return rules_of(attempt<BallotTallied>(
        "2024-12-20",
        fmt::format(
            R"({{"person":"p-1","org":"o-village","scheme":"annual","period":"2024","group":"members",)"
            R"({}"votes":[{{"option":"competent","count":{}}},{{"option":"excellent","count":{}}}]}})",
            numbers, competent, excellent)));
  };
  EXPECT_THAT(tallied(R"("valid":10,)", 6, 4), Not(Contains("law.ballot_votes")));
  EXPECT_THAT(tallied(R"("valid":10,)", 6, 5), Contains("law.ballot_votes"));
  EXPECT_THAT(tallied(R"("eligible":10,"issued":11,)", 1, 1), Contains("law.ballot_votes"));
  EXPECT_THAT(tallied("", 6, 5), Not(Contains("law.ballot_votes")));
}

TEST_F(RecordLaws, LAW_02_BornOn29FebruaryOneIsOfAgeOnTheFirstOfMarch) {
  attribute("p-1", "birth_date", R"("date":"2004-02-29")");
  attribute("p-2", "birth_date", R"("date":"2004-02-29")");
  EXPECT_THAT(rules_of(appoint("2022-02-28", "p-1")), Contains("law.office_age"));
  EXPECT_THAT(rules_of(appoint("2022-03-01", "p-2", "o-east")), Not(Contains("law.office_age")));
}

TEST_F(RecordLaws, LAW_02_ThePackNamesTheDayOfA29February) {
  adopt("o-county", "2000-01-01", "[tenure]\nleap_birthday = \"february_28\"\n");
  attribute("p-1", "birth_date", R"("date":"2004-02-29")");
  attribute("p-2", "birth_date", R"("date":"2004-02-29")");
  EXPECT_THAT(rules_of(appoint("2022-02-27", "p-1")), Contains("law.office_age"));
  EXPECT_THAT(rules_of(appoint("2022-02-28", "p-2", "o-east")), Not(Contains("law.office_age")));
}

TEST_F(RecordLaws, LAW_24_SharesOfAContributionAreTheWholeAndNoneIsBelowZero) {
  const auto set = [&](int due, const std::string& funds) {
    return rules_of(attempt<PensionShareSet>(
        "2024-02-01",
        fmt::format(R"({{"person":"p-1","org":"o-village","period":"2024","due_fen":{},"funds":[{}]}})", due,
                    funds)));
  };
  const std::string both =
      R"({{"source":"fiscal","amount_fen":{}}},{{"source":"individual","amount_fen":{}}})";
  EXPECT_THAT(set(-1, ""), Contains("law.amount"));
  EXPECT_THAT(set(0, ""), Not(Contains("law.amount")));
  EXPECT_THAT(set(100, fmt::format(fmt::runtime(both), 150, -50)), Contains("law.funds"));
  EXPECT_THAT(set(100, fmt::format(fmt::runtime(both), 100, 0)), Not(Contains("law.funds")));
  const auto help = [&](int fen) {
    return rules_of(attempt<AssistanceGiven>(
        "2024-02-01",
        fmt::format(R"({{"person":"p-1","org":"o-village","kind":"hardship","amount_fen":{}}})", fen)));
  };
  EXPECT_THAT(help(-1), Contains("law.amount"));
  EXPECT_THAT(help(0), Contains("law.amount"));
  EXPECT_THAT(help(1), Not(Contains("law.amount")));
}

TEST_F(RecordLaws, LAW_03_NothingIsMergedIntoWhatHasEnded) {
  register_org("o-x", "o-town");
  register_org("o-y", "o-town");
  record<OrgMerged>("2024-05-01", R"({"merged":["o-x"],"into":"o-village"})");
  EXPECT_THAT(rules_of(attempt<OrgMerged>("2024-06-01", R"({"merged":["o-y"],"into":"o-x"})")),
              Contains("law.nothing_after_its_end"));
}

TEST_F(RecordLaws, LAW_08_AConcurrentPostInAnotherVillageSaysSo) {
  appoint("2024-01-10", "p-1");
  EXPECT_THAT(rules_of(attempt<ConcurrentPostAssumed>(
                  "2024-02-01", R"({"person":"p-1","org":"o-east","post":"secretary"})")),
              Contains("law.two_of_a_kind"));
  appoint("2024-01-10", "p-2", "o-town");
  EXPECT_THAT(rules_of(attempt<SecretaryAppointed>("2024-02-02",
                                                   R"({"person":"p-2","org":"o-town2","by":"dispatch"})")),
              Not(Contains("law.two_of_a_kind")));
}

TEST_F(RecordLaws, LAW_11_NobodyTakesBackTheirOwnSanction) {
  const Signer own = Signer::named("own");
  record<KeyRegistered>("2024-01-02",
                        fmt::format(R"({{"key":"{}","alg":"ed25519","person":"p-1"}})", own.id()));
  record<SignerAuthorised>("2024-01-02",
                           fmt::format(R"({{"key":"{}","person":"p-1","org_subtree":"o-county",)"
                                       R"("types":["*"],"from":"2024-01-01"}})",
                                       own.id()));
  const auto warned = [&](const std::string& person) {
    return Position{record<WarningIssued>(
                        "2024-02-01", fmt::format(R"({{"person":"{}","org":"o-village","by":"o-town",{}}})",
                                                  person, sealed_member("reason")))
                        .index,
                    0};
  };
  const auto voided = [&](Position target) {
    return rules_of(submit(
        act().add("2024-03-01", fact<CorrectionRecorded>(fmt::format(R"({{"target":"{}",{}}})", target.str(),
                                                                     sealed_member("reason")))),
        {&own}));
  };
  const Position mine = warned("p-1");
  const Position another = warned("p-2");
  EXPECT_THAT(voided(another), IsEmpty());
  EXPECT_THAT(voided(mine), ElementsAre("law.own_favour"));
}

TEST_F(RecordLaws, LAW_25_AnotherOrganisationSaysWhy) {
  EXPECT_THAT(rules_of(honour("o-village")), IsEmpty());
  EXPECT_THAT(rules_of(honour("o-town")), IsEmpty());
  EXPECT_THAT(rules_of(honour("o-east")), ElementsAre("law.belongs"));
  EXPECT_THAT(rules_of(honour("o-east", R"(,"basis":["平组〔2024〕12号"])")), IsEmpty());
  appoint("2024-05-01", "p-1", "o-east");
  EXPECT_THAT(rules_of(honour("o-east")), IsEmpty());
}

}  // namespace
}  // namespace tenure::testing
