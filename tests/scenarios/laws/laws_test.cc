// The laws of the record: what contradicts it is flagged when it is recorded, whichever event does it, and
// rings until it is corrected or reviewed. Each law with the fact beside it that breaks nothing.
#include "domain/collective/events.h"
#include "domain/incentive/events.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "domain/supervision/events.h"
#include "domain/targets/events.h"
#include "domain/tenure/rows.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class Laws : public ::testing::Test, public RuleLedger {
 protected:
  Laws() {
    person("p-1", "o-village");
    person("p-2", "o-village");
  }

  Admission dies(const std::string& on, const std::string& who = "p-1") {
    return record<DeathRecorded>(on, fmt::format(R"({{"person":"{}"}})", who));
  }
  Admission assume(const std::string& on, const std::string& who, const std::string& post,
                   const std::string& org = "o-village") {
    return record<OfficeAssumed>(on,
                                 fmt::format(R"({{"person":"{}","org":"{}","post":"{}"}})", who, org, post));
  }
  Admission pay_of(const std::string& period, const std::string& on) {
    return record<PayDisbursed>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","component":"basic","period":"{}",)"
                        R"("amount_fen":100000}})",
                        period));
  }
  std::string correct(Position target, const std::string& replacement = {}) {
    const std::string with = replacement.empty() ? "" : R"(,"replacement":)" + replacement;
    const auto done = attempt<CorrectionRecorded>(
        "2024-12-01", fmt::format(R"({{"target":"{}",{}{}}})", target.str(), sealed_member("reason"), with));
    if (!done) return done.error().text();
    return fmt::format("{}", fmt::join(rules_of(done), " "));
  }
};

TEST_F(Laws, LAW_01_TheDeadAreNotAppointedHonouredOrPaidForLaterMonths) {
  dies("2024-03-10");
  EXPECT_THAT(rules_of(appoint("2024-03-11", "p-1")), Contains("law.dead_receive_nothing"));
  EXPECT_THAT(rules_of(assume("2024-03-11", "p-1", "accounts_clerk")), Contains("law.dead_receive_nothing"));
  EXPECT_THAT(rules_of(pay_of("2024-04", "2024-05-01")), Contains("law.dead_receive_nothing"));
}

TEST_F(Laws, LAW_01_WhatWasOfTheirLifeIsInOrder) {
  appoint("2024-01-10", "p-1");
  dies("2024-03-10");
  EXPECT_THAT(rules_of(pay_of("2024-03", "2024-05-01")), Not(Contains("law.dead_receive_nothing")));
  EXPECT_THAT(rules_of(pay_of("2024-02", "2024-05-01")), Not(Contains("law.dead_receive_nothing")));
  EXPECT_THAT(rules_of(end("2024-03-10", "p-1", "death")), IsEmpty());
  EXPECT_THAT(ringing("2024-06-01"), Not(Contains("law.dead_receive_nothing")));
}

TEST_F(Laws, LAW_01_ADeathRecordedLateRingsUntilItIsCorrected) {
  const Position appointed{must(appoint("2024-04-01", "p-1")).index, 0};
  EXPECT_THAT(ringing("2024-06-01"), Not(Contains("law.dead_receive_nothing")));
  EXPECT_THAT(rules_of(dies("2024-03-10")), IsEmpty());
  EXPECT_THAT(ringing("2024-06-01"), Contains("law.dead_receive_nothing"));
  EXPECT_THAT(ringing("2024-03-31"), Not(Contains("law.dead_receive_nothing")));
  correct(appointed);
  EXPECT_THAT(ringing("2024-06-01"), Not(Contains("law.dead_receive_nothing")));
}

TEST_F(Laws, LAW_01_AReviewOfTheFlagSilencesTheAlert) {
  dies("2024-03-10");
  const Position appointed{must(appoint("2024-04-01", "p-1")).index, 0};
  EXPECT_THAT(ringing("2024-06-01"), Contains("law.dead_receive_nothing"));
  record<FlagReviewed>("2024-05-01", fmt::format(R"({{"flagged":"{}","rule":"law.dead_receive_nothing",)"
                                                 R"("disposition":"explained",{}}})",
                                                 appointed.str(), sealed_member("reason")));
  EXPECT_THAT(ringing("2024-06-01"), Not(Contains("law.dead_receive_nothing")));
}

TEST_F(Laws, LAW_01_WhoDiedHoldsNothingAndIsCountedNowhere) {
  appoint("2024-01-10", "p-1");
  dies("2024-03-10");
  EXPECT_EQ(figures("stat.post_kind", "2024-03-09").at(""), 1);
  EXPECT_EQ(figures("stat.post_kind", "2024-03-10").at(""), 0);
}

TEST_F(Laws, LAW_02_NobodyHoldsOfficeBeforeComingOfAge) {
  attribute("p-1", "birth_date", R"("date":"2006-03-15")");
  EXPECT_THAT(rules_of(appoint("2024-03-14", "p-1")), Contains("law.office_age"));
  attribute("p-2", "birth_date", R"("date":"2006-03-14")");
  EXPECT_THAT(rules_of(assume("2024-03-14", "p-2", "director")), Not(Contains("law.office_age")));
}

TEST_F(Laws, LAW_02_ABirthDateThatIsCorrectedRings) {
  attribute("p-1", "birth_date", R"("date":"1980-03-15")");
  appoint("2024-03-14", "p-1");
  EXPECT_THAT(ringing("2024-06-01"), Not(Contains("law.office_age")));
  attribute("p-1", "birth_date", R"("date":"2008-03-15")");
  EXPECT_THAT(ringing("2024-06-01"), Contains("law.office_age"));
}

TEST_F(Laws, LAW_03_NothingBeginsInAnOrganisationThatHasEnded) {
  register_org("o-other", "o-town");
  record<OrgMerged>("2024-05-01", R"({"merged":["o-village"],"into":"o-other"})");
  EXPECT_THAT(rules_of(appoint("2024-05-01", "p-1")), Contains("law.nothing_after_its_end"));
  EXPECT_THAT(rules_of(pay_of("2024-04", "2024-06-01")), Not(Contains("law.nothing_after_its_end")));
  EXPECT_THAT(rules_of(pay_of("2024-05", "2024-06-01")), Contains("law.nothing_after_its_end"));
  EXPECT_THAT(rules_of(appoint("2024-05-02", "p-2", "o-other")), Not(Contains("law.nothing_after_its_end")));
}

TEST_F(Laws, LAW_03_TheMoneyOfAnEndedOrganisationIsWoundUp) {
  register_org("o-other", "o-town");
  record<ContractSigned>("2024-01-10", R"({"org":"o-village","contract":"c-1","kind":"lease_out",)"
                                       R"("amount_fen":100,"from":"2024-02-01"})");
  record<DebtRecorded>("2024-01-10",
                       R"({"org":"o-village","debt":"d-1","kind":"loan_made","amount_fen":100})");
  record<OrgMerged>("2024-05-01", R"({"merged":["o-village"],"into":"o-other"})");
  const std::string law = "law.nothing_after_its_end";
  int number = 0;
  const auto posted = [&](const std::string& on, const std::string& debit, const std::string& credit) {
    return rules_of(attempt<JournalPosted>(
        on, fmt::format(R"({{"org":"o-village","series":"general","number":{},"lines":[)"
                        R"({{"account":"{}","debit_fen":700}},{{"account":"{}","credit_fen":700}}]}})",
                        ++number, debit, credit)));
  };
  EXPECT_THAT(posted("2024-04-30", "513", "102"), Not(Contains(law))) << "the day before";
  EXPECT_THAT(posted("2024-05-01", "513", "102"), Contains(law)) << "spent";
  EXPECT_THAT(posted("2024-05-02", "102", "501"), Contains(law)) << "earned";
  EXPECT_THAT(posted("2024-05-02", "151", "102"), Contains(law)) << "bought";
  EXPECT_THAT(posted("2024-05-02", "112", "102"), Contains(law)) << "lent";
  EXPECT_THAT(posted("2024-05-02", "102", "201"), Contains(law)) << "borrowed";
  EXPECT_THAT(posted("2024-05-02", "102", "112"), Not(Contains(law))) << "collected";
  EXPECT_THAT(posted("2024-05-02", "211", "102"), Not(Contains(law))) << "paid what was owed";
  EXPECT_THAT(posted("2024-05-02", "311", "151"), Not(Contains(law))) << "handed on";
  EXPECT_THAT(posted("2024-05-02", "501", "321"), Not(Contains(law))) << "the year's result";
  const auto asset = [&](const std::string& kind) {
    return rules_of(attempt<AssetRecorded>(
        "2024-05-02",
        fmt::format(R"({{"org":"o-village","asset":"a-1","kind":"{}","amount_fen":1}})", kind)));
  };
  EXPECT_THAT(asset("acquired"), Contains(law));
  EXPECT_THAT(asset("leased_out"), Contains(law));
  EXPECT_THAT(asset("disposed"), Not(Contains(law)));
  EXPECT_THAT(rules_of(attempt<ContractSigned>("2024-05-02",
                                               R"({"org":"o-village","contract":"c-2","kind":"lease_out",)"
                                               R"("amount_fen":100,"from":"2024-06-01"})")),
              Contains(law));
  EXPECT_THAT(rules_of(attempt<DebtRecorded>(
                  "2024-05-02", R"({"org":"o-village","debt":"d-2","kind":"loan_made","amount_fen":100})")),
              Contains(law));
  EXPECT_THAT(
      rules_of(attempt<DisclosurePublished>("2024-05-02", R"({"org":"o-village","category":"finance"})")),
      Contains(law));
  EXPECT_THAT(rules_of(attempt<ContractEnded>(
                  "2024-05-02", R"({"org":"o-village","contract":"c-1","reason":"terminated"})")),
              Not(Contains(law)));
  EXPECT_THAT(
      rules_of(attempt<DebtSettled>("2024-05-02", R"({"org":"o-village","debt":"d-1","amount_fen":100})")),
      Not(Contains(law)));
  const auto counted = [&] {
    return rules_of(
        attempt<CashCounted>("2024-05-03", R"({"org":"o-village","account":"101","counted_fen":1})"));
  };
  EXPECT_THAT(counted(), Contains(law));
  record<HandoverRecorded>("2024-05-03", R"({"person":"p-1","org":"o-village","post":"secretary"})");
  EXPECT_THAT(counted(), Not(Contains(law))) << "what is counted is handed over";
}

TEST_F(Laws, LAW_03_NothingIsRegisteredBelowAClosedOne) {
  record<OrgClosed>("2024-05-01", R"({"org":"o-town","reason":"abolished"})");
  const auto child = [&](const std::string& on, const std::string& org) {
    return attempt<OrgRegistered>(
        on, fmt::format(R"({{"org":"{}","name":"村","kind":"village","parent":"o-town"}})", org));
  };
  EXPECT_THAT(rules_of(child("2024-05-01", "o-a")), Contains("law.nothing_after_its_end"));
  EXPECT_THAT(rules_of(child("2024-04-30", "o-b")), Not(Contains("law.nothing_after_its_end")));
}

TEST_F(Laws, LAW_04_AMergedOrganisationLeavesNoOfficeOpen) {
  register_org("o-other", "o-town");
  appoint("2024-01-10", "p-1");
  record<OrgMerged>("2024-05-01", R"({"merged":["o-village"],"into":"o-other"})");
  const auto rings = [&](const std::string& on) {
    PolicyBook book;
    std::vector<std::string> out;
    for (const Alert& alert :
         must(standing_contradictions(past(on), book, {SubjectKind::org, "o-village"}, *Date::parse(on))))
      out.push_back(alert.rule.value);
    return out;
  };
  EXPECT_THAT(rings("2024-04-30"), IsEmpty());
  EXPECT_THAT(rings("2024-05-01"), ElementsAre("law.open_after_org"));
  end("2024-05-01", "p-1", "reassignment");
  EXPECT_THAT(rings("2024-05-02"), IsEmpty());
}

TEST_F(Laws, LAW_07_ASecondSecretaryIsFlaggedByWhateverEvent) {
  appoint("2024-01-10", "p-1");
  const auto second = appoint("2024-03-01", "p-2");
  ASSERT_TRUE(second);
  ASSERT_EQ(second->verdict.flags.size(), 1U);
  const Flag& flag = second->verdict.flags.front();
  EXPECT_EQ(flag.rule.value, "law.seat_taken");
  EXPECT_EQ(flag.mechanisms.front().value, "LAW-07");
  EXPECT_EQ(flag.required->value, "≤ 1");
  EXPECT_EQ(flag.actual->value, "2");
  EXPECT_EQ(flag.evidence.size(), 2U);
  EXPECT_THAT(ringing("2024-03-01"), Contains("law.seat_taken"));
  EXPECT_THAT(ringing("2024-02-29"), Not(Contains("law.seat_taken")));
  person("p-3", "o-village");
  EXPECT_THAT(rules_of(assume("2024-04-01", "p-3", "secretary")), Contains("law.seat_taken"));
}

TEST_F(Laws, LAW_07_ASuccessorOnTheDayOfTheEndAnActingOneAndADeputyAreInOrder) {
  appoint("2024-01-10", "p-1");
  end("2024-03-01", "p-1", "term_expiry");
  EXPECT_THAT(rules_of(appoint("2024-03-01", "p-2")), IsEmpty());
  EXPECT_THAT(rules_of(record<ActingAssigned>("2024-04-01",
                                              R"({"person":"p-1","org":"o-village","post":"secretary"})")),
              IsEmpty());
  person("p-3", "o-village");
  assume("2024-04-01", "p-1", "committee_member");
  EXPECT_THAT(rules_of(assume("2024-04-01", "p-3", "committee_member")), IsEmpty());
}

TEST_F(Laws, LAW_07_OneActMayEndAndBegin) {
  appoint("2024-01-10", "p-1");
  auto both = act();
  both.add("2024-03-02", secretary("p-2"));
  both.add("2024-03-01",
           fact<TenureEnded>(R"({"person":"p-1","org":"o-village","post":"secretary","reason":"age"})"));
  EXPECT_THAT(rules_of(submit(both, root())), IsEmpty());
}

TEST_F(Laws, LAW_07_TheSeatOfTheDeadIsFree) {
  appoint("2024-01-10", "p-1");
  dies("2024-02-10");
  EXPECT_THAT(rules_of(appoint("2024-03-01", "p-2")), IsEmpty());
}

TEST_F(Laws, LAW_07_ACorrectionThatMakesTwoIsFlaggedAndOneThatMendsClears) {
  const Position first{must(appoint("2024-01-10", "p-1")).index, 0};
  const Position ended{end("2024-03-01", "p-1", "age").index, 0};
  appoint("2024-03-01", "p-2");
  EXPECT_EQ(correct(ended), "law.seat_taken");
  EXPECT_THAT(ringing("2024-06-01"), Contains("law.seat_taken"));
  EXPECT_EQ(correct(first), "");
  EXPECT_THAT(ringing("2024-06-01"), Not(Contains("law.seat_taken")));
}

TEST_F(Laws, LAW_07_APackGivesSeatsAndEnforces) {
  adopt("o-county", "2024-01-01",
        "[tenure]\nseats.deputy_secretary = 2\n[rules.\"law.seat_taken\"]\nmode = \"enforce\"\n");
  person("p-3", "o-village");
  assume("2024-02-01", "p-1", "deputy_secretary");
  EXPECT_THAT(rules_of(assume("2024-02-01", "p-2", "deputy_secretary")), IsEmpty());
  const auto third =
      attempt<OfficeAssumed>("2024-02-02", R"({"person":"p-3","org":"o-village","post":"deputy_secretary"})");
  const Refusal refusal = refusal_of(third);
  EXPECT_EQ(refusal.rule, "law.seat_taken");
  EXPECT_EQ(refusal.mechanisms, "LAW-07");
  EXPECT_EQ(refusal.required.data, "≤ 2");
  EXPECT_EQ(refusal.actual.data, "3");
  EXPECT_EQ(refusal.evidence.size(), 3U);
  EXPECT_FALSE(refusal.policy.empty());
  EXPECT_EQ(row<PersonTenure>("p-3"), nullptr);
}

TEST_F(Laws, LAW_07_SeatsAreAsManyAsWereSetForTheOrganisation) {
  const auto seats = [&](const std::string& on, const std::string& post, int count) {
    return record<PostsSet>(on, fmt::format(R"({{"org":"o-village","post":"{}","count":{}}})", post, count));
  };
  for (const char* id : {"p-3", "p-4"}) person(id, "o-village");
  seats("2024-01-01", "deputy_secretary", 2);
  assume("2024-02-01", "p-1", "deputy_secretary");
  EXPECT_THAT(rules_of(assume("2024-02-01", "p-2", "deputy_secretary")), IsEmpty());
  EXPECT_THAT(rules_of(assume("2024-02-01", "p-3", "deputy_secretary")), ElementsAre("law.seat_taken"));
  const Position more{seats("2024-03-01", "deputy_secretary", 4).index, 0};
  EXPECT_THAT(rules_of(assume("2024-03-01", "p-4", "deputy_secretary")), IsEmpty()) << "from its day on";
  EXPECT_THAT(correct(more), ::testing::HasSubstr("law.seat")) << "they are two again";
}

TEST_F(Laws, LAW_07_FewerSeatsThanHoldersRingUntilTheyAreAsMany) {
  const auto seats = [&](const std::string& on, int count) {
    return record<PostsSet>(
        on, fmt::format(R"({{"org":"o-village","post":"committee_member","count":{}}})", count));
  };
  assume("2024-02-01", "p-1", "committee_member");
  assume("2024-02-01", "p-2", "committee_member");
  EXPECT_THAT(rules_of(seats("2024-03-01", 2)), IsEmpty());
  const Admission fewer = seats("2024-04-01", 1);
  EXPECT_THAT(rules_of(fewer), ElementsAre("law.seats_set"));
  EXPECT_EQ(explained(fewer, "law.seats_set"), "≤ 1 | 2");
  EXPECT_THAT(ringing("2024-03-31"), Not(Contains("law.seats_set")));
  EXPECT_THAT(ringing("2024-05-01"), Contains("law.seats_set"));
  end("2024-05-02", "p-2", "term_expiry", "committee_member");
  EXPECT_THAT(ringing("2024-05-02"), Not(Contains("law.seats_set")));
}

TEST_F(Laws, LAW_07_ALawThatIsOnlyRecordedRingsNoAlertAndSaysWhy) {
  const auto pack = [](const std::string& mode, const std::string& rest) {
    return fmt::format("[rules.\"law.seat_taken\"]\nmode = \"{}\"\n{}", mode, rest);
  };
  for (const char* mode : {"off", "record"}) {
    const Refusal refusal =
        refusal_of(submit(act().add("2023-01-01", RuleLedger::policy("o-county", pack(mode, ""))), root()));
    EXPECT_EQ(refusal.reason, Reason::bad_pack);
    EXPECT_THAT(refusal.detail, ::testing::HasSubstr("says why: add reading")) << mode;
  }
  adopt("o-county", "2023-01-01", pack("record", "reading = \"党组织书记两人并列试点\"\n"));
  appoint("2024-01-10", "p-1");
  const auto second = must(appoint("2024-02-10", "p-2"));
  ASSERT_THAT(rules_of(second), ElementsAre("law.seat_taken"));
  EXPECT_EQ(second.verdict.flags[0].mode, RuleMode::record);
  EXPECT_THAT(ringing("2024-03-01"), Not(Contains("law.seat_taken")));
  adopt("o-county", "2023-01-02", pack("flag", ""));
  EXPECT_THAT(ringing("2024-03-01"), Contains("law.seat_taken"));
}

TEST_F(Laws, LAW_08_SecretaryOfTwoVillagesSaysSo) {
  register_org("o-other", "o-town");
  register_org("o-third", "o-town");
  appoint("2024-01-10", "p-1");
  EXPECT_THAT(rules_of(appoint("2024-02-01", "p-1", "o-other")), ElementsAre("law.two_of_a_kind"));
  EXPECT_THAT(ringing("2024-02-01"), Contains("law.two_of_a_kind"));
  appoint("2024-01-10", "p-2", "o-third");
  EXPECT_THAT(rules_of(record<SecretaryAppointed>(
                  "2024-02-02", R"({"person":"p-2","org":"o-county","mode":"cross_village"})")),
              IsEmpty());
}

TEST_F(Laws, LAW_08_AMoveIsInOrder) {
  register_org("o-other", "o-town");
  appoint("2024-01-10", "p-1");
  end("2024-02-01", "p-1", "reassignment");
  EXPECT_THAT(rules_of(appoint("2024-02-01", "p-1", "o-other")), IsEmpty());
}

TEST_F(Laws, LAW_10_AnOfficeThatDeathLeftOpenRingsUntilItIsEnded) {
  appoint("2024-01-10", "p-1");
  dies("2024-03-10");
  EXPECT_THAT(ringing("2024-03-10"), ElementsAre("law.open_after_death"));
  EXPECT_THAT(ringing("2024-03-09"), IsEmpty());
  end("2024-03-10", "p-1", "death");
  EXPECT_THAT(ringing("2024-03-11"), IsEmpty());
}

TEST_F(Laws, LAW_11_NobodySignsWhatFavoursThemself) {
  const Signer own = Signer::named("own");
  record<KeyRegistered>("2024-01-02",
                        fmt::format(R"({{"key":"{}","alg":"ed25519","person":"p-1"}})", own.id()));
  record<SignerAuthorised>("2024-01-02",
                           fmt::format(R"({{"key":"{}","person":"p-1","org_subtree":"o-county",)"
                                       R"("types":["*"],"from":"2024-01-01"}})",
                                       own.id()));
  EXPECT_THAT(rules_of(submit(act().add("2024-02-01", secretary("p-1")), {&own})),
              ElementsAre("law.own_favour"));
  EXPECT_THAT(
      rules_of(submit(act().add("2024-02-01", fact<OfficeAssumed>(
                                                  R"({"person":"p-2","org":"o-village","post":"director"})")),
                      {&own})),
      IsEmpty());
}

TEST_F(Laws, SH_07_ASecretaryByAnotherDoorIsAPartyMemberToo) {
  adopt("o-county", "2024-01-01", "[selection]\nparty_member_required = true\n");
  EXPECT_THAT(rules_of(assume("2024-02-01", "p-1", "secretary")), ElementsAre("gate.party_member"));
  EXPECT_THAT(rules_of(assume("2024-02-01", "p-2", "director")), IsEmpty());
}

TEST_F(Laws, SH_27_ARemovedSecretaryComesBackThroughNoDoor) {
  adopt("o-county", "2024-01-01",
        "[exit]\nbar_months = 12\n[rules.\"bar.after_removal\"]\nmode = \"enforce\"\n");
  appoint("2024-01-10", "p-1");
  end("2024-02-01", "p-1", "removal");
  const std::string post = R"({"person":"p-1","org":"o-village","post":"secretary"})";
  EXPECT_EQ(refusal_of(attempt<OfficeAssumed>("2025-01-31", post)).rule, "bar.after_removal");
  EXPECT_EQ(refusal_of(attempt<ConcurrentPostAssumed>("2025-01-31", post)).rule, "bar.after_removal");
  EXPECT_EQ(refusal_of(attempt<ActingAssigned>("2025-01-31", post)).rule, "bar.after_removal");
  EXPECT_EQ(
      refusal_of(attempt<FirstSecretaryDispatched>("2025-01-31", R"({"person":"p-1","org":"o-village"})"))
          .rule,
      "bar.after_removal");
  EXPECT_TRUE(attempt<OfficeAssumed>("2025-02-01", post));
}

TEST_F(Laws, LAW_01_NothingBecomesDueForTheDeadNorIsAdvancedOrApproved) {
  dies("2024-03-10");
  const auto of = [](const std::string& period, const std::string& rest) {
    return fmt::format(R"({{"person":"p-1","org":"o-village","component":"basic","period":"{}"{}}})", period,
                       rest);
  };
  const auto adjusted = [&](const std::string& period, int fen) {
    return rules_of(attempt<PayAdjusted>(
        "2024-06-01",
        of(period, fmt::format(R"(,"amount_fen":{},"decider":"o-town",{})", fen, sealed_member("reason")))));
  };
  EXPECT_THAT(adjusted("2024-05", 1000), Contains("law.dead_receive_nothing"));
  EXPECT_THAT(adjusted("2024-05", -1000), Not(Contains("law.dead_receive_nothing"))) << "a cut";
  EXPECT_THAT(adjusted("2024-03", 1000), Not(Contains("law.dead_receive_nothing"))) << "arrears";
  const auto advanced = [&](const std::string& period) {
    return rules_of(attempt<FundAdvanced>(
        "2024-06-01", of(period, R"(,"payer":"township","for_payer":"county","amount_fen":1000)")));
  };
  EXPECT_THAT(advanced("2024-05"), Contains("law.dead_receive_nothing"));
  EXPECT_THAT(advanced("2024-03"), Not(Contains("law.dead_receive_nothing")));
  const auto approved = [&](const std::string& on) {
    return rules_of(attempt<DepartureSubsidyApproved>(
        on, R"({"person":"p-1","org":"o-village","years":10,"monthly_fen":1000})"));
  };
  EXPECT_THAT(approved("2024-03-11"), Contains("law.dead_receive_nothing"));
  EXPECT_THAT(approved("2024-03-10"), Not(Contains("law.dead_receive_nothing")));
}

TEST_F(Laws, LAW_03_WhatHasEndedPlansNothingForTheRestOfItsYear) {
  register_org("o-other", "o-town");
  record<OrgClosed>("2024-05-10", R"({"org":"o-village","reason":"abolished"})");
  const auto planned = [&](const std::string& on) {
    return rules_of(attempt<AnnualPlanAdopted>(on, R"({"org":"o-village","period":"2024"})"));
  };
  EXPECT_THAT(planned("2024-07-01"), Contains("law.nothing_after_its_end"));
  EXPECT_THAT(planned("2024-05-09"), Not(Contains("law.nothing_after_its_end")));
  EXPECT_THAT(rules_of(pay_of("2024-04", "2024-07-01")), Not(Contains("law.nothing_after_its_end")))
      << "arrears";
  const auto moved = attempt<PersonRegistered>(
      "2024-07-01", fmt::format(R"({{"person":"p-1","org":"o-other","moved_from":"o-village","name":"{}"}})",
                                sealed_as("name", "p-1").str()));
  EXPECT_THAT(rules_of(moved), Not(Contains("law.nothing_after_its_end"))) << "its people leave it";
}

TEST_F(Laws, LAW_03_ARevisionEntersNoClosedPeriod) {
  assume("2023-01-01", "p-1", "director");
  const Admission graded = must(grade("2024-01-10", "p-1", "annual", "2023", "good"));
  record<PeriodClosed>("2024-02-01", R"({"org":"o-village","period":"2023"})");
  EXPECT_THAT(rules_of(attempt<DecisionRevised>(
                  "2024-03-01", fmt::format(R"({{"person":"p-1","org":"o-village","decision":"{}.0",)"
                                            R"("period":"2023","grade":"excellent",{}}})",
                                            graded.index, sealed_member("reason")))),
              Contains("law.period_open"));
}

TEST_F(Laws, LAW_10_AnAlertOfADeathIsSinceTheDeath) {
  appoint("2024-01-10", "p-1");
  dies("2024-03-10");
  const auto standing = alerts("2024-04-01");
  ASSERT_EQ(standing.size(), 1U);
  EXPECT_EQ(standing.front().since, *Date::parse("2024-03-10"));
}

TEST_F(Laws, LAW_07_AnAlertNamesTheParametersThatItWentBy) {
  adopt("o-county", "2023-01-01", "[tenure.seats]\ndeputy_secretary = 1\n");
  assume("2024-01-10", "p-1", "deputy_secretary");
  assume("2024-01-11", "p-2", "deputy_secretary");
  const auto standing = alerts("2024-04-01");
  ASSERT_EQ(standing.size(), 1U);
  ASSERT_EQ(standing.front().parameters.size(), 1U);
  EXPECT_EQ(standing.front().parameters.front().key.value, "tenure.seats.deputy_secretary");
  EXPECT_EQ(standing.front().parameters.front().value.value, "1");
}

}  // namespace
}  // namespace tenure::testing
