// Where facts meet: a decision and what it rests on, an office and the merger of its organisation, who acts
// in an office and is given it, who died and comes back. Each with the fact beside it that breaks nothing,
// and what clears it.
#include "domain/appraisal/events.h"
#include "domain/discipline/events.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "domain/reserve/events.h"
#include "tests/scenarios/laws/corrected_ledger.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class MeetingFacts : public ::testing::Test, public CorrectedLedger {
 protected:
  MeetingFacts() : CorrectedLedger("2025-12-01", "2026-01-01") {
    register_org("o-east", "o-town");
    person("p-1", "o-village");
    person("p-2", "o-village");
  }

  std::string since(const std::string& rule, const std::string& on = "2026-01-01") {
    for (const Alert& alert : alerts(on)) {
      if (alert.rule.value == rule) return alert.since.str();
    }
    return {};
  }
  void merge(const std::string& on = "2024-05-01") {
    record<OrgMerged>(on, R"({"merged":["o-village"],"into":"o-east"})");
  }
  Result<Admission> act_as(const std::string& on, const std::string& rest = {},
                           const std::string& org = "o-village") {
    return attempt<ActingAssigned>(
        on, fmt::format(R"({{"person":"p-1","org":"{}","post":"secretary"{}}})", org, rest));
  }
  Result<Admission> ended(const std::string& on, const std::string& org,
                          const std::string& post = "secretary") {
    return attempt<TenureEnded>(
        on, fmt::format(R"({{"person":"p-1","org":"{}","post":"{}","reason":"reassignment"}})", org, post));
  }
  const std::vector<Office>& offices(const std::string& person = "p-1") {
    row_ = row<PersonTenure>(person);
    return row_->offices;
  }

 private:
  std::shared_ptr<const PersonTenure> row_;
};

// LAW-20: a decision and what it rests on
// --------------------------------------------------------------------------------------------------------------

constexpr const char* kTooEarly = "law.basis_before";

TEST_F(MeetingFacts, LAW_20_ADecisionBeforeItsBasisRingsUntilEitherIsCorrected) {
  const Position appointed = at(appoint("2024-03-10", "p-1"));
  const std::string data =
      fmt::format(R"({{"person":"p-1","org":"o-village","basis":["{}"]}})", appointed.str());
  const Position early = at(record<PensionApplied>("2024-03-09", data));
  record<PensionApplied>("2024-03-10", data);
  EXPECT_TRUE(rings(kTooEarly));
  corrected<PensionApplied>(early, "2024-03-10", data);
  EXPECT_FALSE(rings(kTooEarly));
  EXPECT_THAT(corrected<PensionApplied>(early, "2024-03-08", data), Contains(kTooEarly));
  EXPECT_TRUE(rings(kTooEarly)) << "by the correction too";
  corrected<SecretaryAppointed>(appointed, "2024-03-08", R"({"person":"p-1","org":"o-village"})");
  EXPECT_FALSE(rings(kTooEarly)) << "the other side was mended";
}

TEST_F(MeetingFacts, LAW_20_ABasisThatIsDatedLaterThanSeveralRingsUntilEachIsCorrected) {
  const Position appointed = at(appoint("2024-02-10", "p-1"));
  const std::string data =
      fmt::format(R"({{"person":"p-1","org":"o-village","basis":["{}"]}})", appointed.str());
  const Position first = at(record<PensionApplied>("2024-03-01", data));
  const Position second = at(record<PensionApplied>("2024-03-02", data));
  const std::string office = R"({"person":"p-1","org":"o-village"})";
  EXPECT_THAT(corrected<SecretaryAppointed>(appointed, "2024-03-01", office), IsEmpty())
      << "of the day of what rests on it";
  EXPECT_THAT(corrected<SecretaryAppointed>(appointed, "2024-03-03", office), Contains(kTooEarly));
  corrected<PensionApplied>(first, "2024-03-03", data);
  EXPECT_TRUE(rings(kTooEarly)) << "the second one comes before it still";
  corrected<PensionApplied>(second, "2024-03-03", data);
  EXPECT_FALSE(rings(kTooEarly));
}

class CaseAndSanction : public MeetingFacts {
 protected:
  static constexpr const char* kRule = "law.sanction_after_case";

  static std::string filing() {
    return R"({"case":"c-1","org":"o-town","person":"p-1","cause":"discipline"})";
  }
  Result<Admission> opened(const std::string& on) {
    auto filed = act();
    filed.act().klass = {"discipline"};
    return submit(filed.add(on, fact<CaseOpened>(filing())), root());
  }
  static std::string sanction(const std::string& of) {
    return fmt::format(R"({{"person":"p-1","org":"o-village","kind":"warning","decider":"o-town"{}}})", of);
  }
  Result<Admission> sanctioned(const std::string& on, const std::string& of = R"(,"case":"c-1")") {
    return attempt<SanctionImposed>(on, sanction(of));
  }
};

TEST_F(CaseAndSanction, LAW_20_ASanctionBeforeTheCaseThatItNamesRings) {
  ASSERT_TRUE(opened("2024-03-10"));
  const auto early = sanctioned("2024-03-09");
  EXPECT_THAT(rules_of(early), ElementsAre(kRule));
  EXPECT_THAT(early->verdict.flags.front().message.value, Not(HasSubstr("2024-03-10")))
      << "the day of a filing is of the case's class";
  EXPECT_THAT(rules_of(sanctioned("2024-03-10")), IsEmpty());
  EXPECT_THAT(rules_of(sanctioned("2024-03-01", "")), IsEmpty()) << "it names no case";
  EXPECT_THAT(rules_of(sanctioned("2024-03-01", R"(,"case":"c-2")")), IsEmpty()) << "nobody knows when";
  EXPECT_THAT(rules_of(attempt<DisciplineCaseHandled>(
                  "2024-03-09", R"({"person":"p-1","org":"o-village","outcome":"sanction","case":"c-1"})")),
              Contains(kRule));
  EXPECT_TRUE(rings(kRule));
}

TEST_F(CaseAndSanction, LAW_20_WhicheverOfCaseAndSanctionIsRecordedOrMovedLast) {
  const Position imposed = at(sanctioned("2024-03-10"));
  const auto filed = opened("2024-03-11");
  EXPECT_THAT(rules_of(filed), ElementsAre("law.case_before_sanction"));
  EXPECT_TRUE(rings(kRule));
  corrected<SanctionImposed>(imposed, "2024-03-11", sanction(R"(,"case":"c-1")"));
  EXPECT_FALSE(rings(kRule));
  EXPECT_THAT(corrected<SanctionImposed>(imposed, "2024-03-10", sanction(R"(,"case":"c-1")")),
              Contains(kRule));
  EXPECT_TRUE(rings(kRule));
  EXPECT_THAT(rules_of(voided(imposed)), IsEmpty());
  EXPECT_FALSE(rings(kRule));
}

// LAW-04, LAW-12, LAW-25: a merged organisation and what was its own
// --------------------------------------------------------------------------------------------------------------

TEST_F(MeetingFacts, LAW_04_AnOfficeThatIsEndedAfterTheMergerRingsUntilThen) {
  appoint("2024-01-10", "p-1");
  merge();
  EXPECT_FALSE(rings("law.open_after_org", "2024-04-30"));
  EXPECT_TRUE(rings("law.open_after_org", "2024-05-01"));
  ASSERT_TRUE(ended("2024-05-20", "o-village"));
  EXPECT_TRUE(rings("law.open_after_org", "2024-05-19"));
  EXPECT_FALSE(rings("law.open_after_org", "2024-05-20"));
}

TEST_F(MeetingFacts, LAW_04_WhatElseIsEndedAfterTheMergerRingsUntilThen) {
  record<ReserveListed>("2024-02-01", R"({"person":"p-2","org":"o-village"})");
  const Position admonished = at(record<AdmonitionIssued>(
      "2024-02-01", fmt::format(R"({{"person":"p-2","org":"o-village","form":"written_admonition",)"
                                R"("by":"township_committee","until":"2024-08-01",{}}})",
                                sealed_member("reason"))));
  merge();
  record<ReserveRemoved>("2024-05-20", R"({"person":"p-2","org":"o-village","reason":"other"})");
  record<AdmonitionEnded>("2024-05-20", fmt::format(R"({{"person":"p-2","org":"o-village",)"
                                                    R"("admonition":"{}","outcome":"revoked"}})",
                                                    admonished.str()));
  for (const char* rule : {"law.open_after_org_reserve", "law.open_after_org_admonition"}) {
    EXPECT_TRUE(rings(rule, "2024-05-19")) << rule;
    EXPECT_FALSE(rings(rule, "2024-05-20")) << rule;
  }
}

TEST_F(MeetingFacts, LAW_04_AnEndBySuccessorIsToldWhereTheOfficeIs) {
  appoint("2024-01-10", "p-1");
  merge();
  const Refusal early = refusal_of(ended("2024-04-30", "o-east"));
  EXPECT_EQ(early.where, "events[0].data.post") << "not merged yet";
  const Refusal refusal = refusal_of(ended("2024-05-20", "o-east"));
  EXPECT_EQ(refusal.reason, Reason::absent);
  EXPECT_EQ(refusal.where, "events[0].data.org");
  EXPECT_THAT(refusal.detail, HasSubstr("name o-village"));
  EXPECT_EQ(refusal_of(ended("2024-05-20", "o-town")).where, "events[0].data.post");
  EXPECT_TRUE(ended("2024-05-20", "o-village"));
}

class MergedPay : public MeetingFacts {
 protected:
  MergedPay() { in_office("p-1"); }

  template <class E = PayDisbursed>
  Result<Admission> pay(const std::string& on, const std::string& org, const std::string& period,
                        const std::string& person = "p-1") {
    return attempt<E>(on,
                      fmt::format(R"({{"person":"{}","org":"{}","component":"work_pay","period":"{}",)"
                                  R"("amount_fen":1000,"funds":[{{"source":"fiscal","amount_fen":1000}}]}})",
                                  person, org, period));
  }
};

TEST_F(MergedPay, LAW_12_LAW_25_ASuccessorPaysTheArrearsOfWhatWentOnInIt) {
  merge();
  EXPECT_THAT(rules_of(pay("2024-06-01", "o-east", "2024-04")), IsEmpty());
  EXPECT_THAT(rules_of(pay("2024-06-01", "o-east", "2024-04", "p-2")), ElementsAre("law.paid_in_office"))
      << "who held no office there";
  register_org("o-third", "o-town");
  EXPECT_THAT(rules_of(pay("2024-06-01", "o-third", "2024-03")),
              ElementsAre("law.belongs", "law.paid_in_office"));
}

TEST_F(MergedPay, LAW_12_LAW_25_AlsoThroughASecondMerger) {
  register_org("o-third", "o-town");
  merge();
  record<OrgMerged>("2024-06-01", R"({"merged":["o-east"],"into":"o-third"})");
  EXPECT_THAT(rules_of(pay("2024-07-01", "o-third", "2024-04")), IsEmpty());
}

TEST_F(MergedPay, LAW_14_WhatTheSuccessorPaysWasOwedByTheOldOne) {
  ASSERT_TRUE(pay<PayEntitlementAssessed>("2024-04-01", "o-village", "2024-03"));
  merge();
  EXPECT_TRUE(rings("alert.pay_short", "2024-06-30"));
  EXPECT_THAT(rules_of(pay("2024-06-01", "o-east", "2024-03")), IsEmpty());
  const PayStatement paid = RuleLedger::pay("p-1", 2024, "2024-06-30");
  EXPECT_EQ(paid.difference_fen, Fen{0});
  EXPECT_EQ(paid.overpaid_fen, Fen{0});
  EXPECT_FALSE(rings("alert.pay_short", "2024-06-30"));
  EXPECT_THAT(rules_of(pay("2024-06-02", "o-village", "2024-03")), Contains("law.paid_once"))
      << "and is not paid by the old one once more";
}

// LAW-07: who acts in an office and is given it
// --------------------------------------------------------------------------------------------------------------

TEST_F(MeetingFacts, LAW_07_WhoActsIsGivenTheOfficeInFullAndActsNoMore) {
  ASSERT_TRUE(act_as("2024-01-10"));
  EXPECT_EQ(refusal_of(act_as("2024-02-01")).reason, Reason::already);
  EXPECT_THAT(rules_of(appoint("2024-03-01", "p-1")), IsEmpty());
  ASSERT_EQ(offices().size(), 2U);
  EXPECT_EQ(offices()[0].until, Date::parse("2024-03-01"));
  EXPECT_FALSE(offices()[1].until);
  EXPECT_EQ(refusal_of(appoint("2024-04-01", "p-1")).reason, Reason::already);
  EXPECT_EQ(refusal_of(act_as("2024-04-01")).reason, Reason::already) << "nobody acts in what they hold";
  ASSERT_TRUE(ended("2024-05-01", "o-village"));
  EXPECT_EQ(offices()[1].until, Date::parse("2024-05-01"));
  EXPECT_EQ(offices()[0].until, Date::parse("2024-03-01"));
}

TEST_F(MeetingFacts, LAW_07_AnActingOneOfAnotherPostPlaceOrPersonGoesOn) {
  ASSERT_TRUE(act_as("2024-01-10"));
  ASSERT_TRUE(act_as("2024-01-10", "", "o-east"));
  record<OfficeAssumed>("2024-03-01", R"({"person":"p-1","org":"o-village","post":"director"})");
  appoint("2024-03-01", "p-2");
  EXPECT_FALSE(offices()[0].until);
  appoint("2024-04-01", "p-1");
  EXPECT_EQ(offices()[0].until, Date::parse("2024-04-01"));
  EXPECT_FALSE(offices()[1].until) << "of the other village";
}

TEST_F(MeetingFacts, LAW_07_AnAppointmentThatIsTakenBackLeavesWhoActedActing) {
  ASSERT_TRUE(act_as("2024-01-10", R"(,"until":"2024-12-31")"));
  const Position appointed = at(appoint("2024-03-01", "p-1"));
  EXPECT_EQ(offices()[0].until, Date::parse("2024-03-01"));
  EXPECT_THAT(rules_of(voided(appointed)), IsEmpty());
  ASSERT_EQ(offices().size(), 1U);
  EXPECT_EQ(offices()[0].until, Date::parse("2024-12-31"));
}

TEST_F(MeetingFacts, LAW_07_AnEndOfTheDayOfTheAppointmentEndsWhatIsOpenThen) {
  ASSERT_TRUE(act_as("2024-01-10"));
  ASSERT_TRUE(ended("2024-03-01", "o-village"));
  ASSERT_TRUE(appoint("2024-03-01", "p-1"));
  EXPECT_TRUE(offices()[0].ended_at) << "who acted";
  EXPECT_FALSE(offices()[1].until) << "who is appointed stays in office";
  ASSERT_TRUE(ended("2024-03-01", "o-village"));
  EXPECT_EQ(offices()[1].until, Date::parse("2024-03-01")) << "begun and ended on one day";
  EXPECT_FALSE(rings("law.office_ends"));
}

TEST_F(MeetingFacts, SH_28_WhoIsGivenTheOfficeInFullIsNoExit) {
  ASSERT_TRUE(act_as("2024-01-10"));
  ASSERT_TRUE(appoint("2024-03-01", "p-1"));
  EXPECT_EQ(figures("stat.exits_by_kind", "2024-12-31", {}, "o-county", "2024-01-01")[""], 0);
  ASSERT_TRUE(ended("2024-05-01", "o-village"));
  EXPECT_EQ(figures("stat.exits_by_kind", "2024-12-31", {}, "o-county", "2024-01-01")[""], 1);
}

// LAW-01: who died and is given something again
// --------------------------------------------------------------------------------------------------------------

TEST_F(MeetingFacts, LAW_01_NoOtherDoorGivesTheDeadAnOfficeAgain) {
  const std::string post = R"({"person":"p-1","org":"o-village","post":"secretary")";
  appoint("2024-01-10", "p-1");
  record<OfficeSuspended>("2024-02-01", post + R"(,"reason":"investigation"})");
  record<DeathRecorded>("2024-03-10", R"({"person":"p-1"})");
  const auto resumed = [&](const std::string& on) { return attempt<OfficeResumed>(on, post + "}"); };
  const auto late = resumed("2024-03-11");
  EXPECT_THAT(rules_of(late), ElementsAre("law.dead_receive_nothing"));
  EXPECT_TRUE(rings("law.dead_receive_nothing"));
  rules_of(voided(at(late)));
  EXPECT_FALSE(rings("law.dead_receive_nothing"));
  EXPECT_THAT(rules_of(resumed("2024-03-10")), Not(Contains("law.dead_receive_nothing")))
      << "on the day itself";
  EXPECT_THAT(rules_of(attempt<DutyAssigned>("2024-03-11",
                                             R"({"person":"p-1","org":"o-village","duty":"guidance"})")),
              Contains("law.dead_receive_nothing"));
  EXPECT_THAT(
      rules_of(attempt<MentorAssigned>("2024-03-11", R"({"person":"p-2","mentor":"p-1","org":"o-village"})")),
      Contains("law.dead_receive_nothing"));
}

TEST_F(MeetingFacts, LAW_01_ADeathRecordedAfterTheOfficeWentOnRings) {
  const std::string post = R"({"person":"p-1","org":"o-village","post":"secretary")";
  appoint("2024-01-10", "p-1");
  record<OfficeSuspended>("2024-02-01", post + R"(,"reason":"investigation"})");
  record<OfficeResumed>("2024-03-11", post + "}");
  EXPECT_FALSE(rings("law.dead_receive_nothing"));
  record<DeathRecorded>("2024-03-10", R"({"person":"p-1"})");
  EXPECT_TRUE(rings("law.dead_receive_nothing"));
}

// LAW-13: a month and its quarter
// --------------------------------------------------------------------------------------------------------------

class OverlappingPay : public MergedPay {};

TEST_F(OverlappingPay, LAW_13_PeriodsThatShareNoDayAreEachPaid) {
  ASSERT_TRUE(pay("2025-01-10", "o-village", "2024-03"));
  for (const char* other : {"2024-04", "2024-H2", "2024-B1", "2023"})
    EXPECT_THAT(rules_of(pay("2025-01-11", "o-village", other)), Not(Contains("law.paid_once"))) << other;
}

TEST_F(OverlappingPay, LAW_13_WhicheverIsPaidFirstIsNamed) {
  for (const char* whole : {"2024-Q1", "2024-H1", "2024-B2", "2024"}) {
    const Position month = at(pay("2025-01-10", "o-village", "2024-03"));
    const auto again = pay("2025-01-11", "o-village", whole);
    EXPECT_THAT(rules_of(again), ElementsAre("law.paid_once")) << whole;
    EXPECT_TRUE(rings("law.paid_once")) << whole;
    rules_of(voided(at(again)));
    EXPECT_FALSE(rings("law.paid_once")) << whole;
    rules_of(voided(month));
  }
  ASSERT_TRUE(pay("2025-01-12", "o-village", "2024-Q1"));
  EXPECT_THAT(rules_of(pay("2025-01-13", "o-village", "2024-03")), ElementsAre("law.paid_once"));
  EXPECT_THAT(rules_of(pay("2025-01-13", "o-village", "2023-03")), IsEmpty()) << "of another year";
}

TEST_F(OverlappingPay, LAW_13_WhatWasAssessedForBothIsPaidForBoth) {
  ASSERT_TRUE(pay<PayEntitlementAssessed>("2025-01-05", "o-village", "2024-03"));
  ASSERT_TRUE(pay<PayEntitlementAssessed>("2025-01-05", "o-village", "2024-Q1"));
  EXPECT_THAT(rules_of(pay("2025-01-10", "o-village", "2024-03")), IsEmpty());
  EXPECT_THAT(rules_of(pay("2025-01-11", "o-village", "2024-Q1")), IsEmpty());
  EXPECT_FALSE(rings("law.paid_once"));
}

}  // namespace
}  // namespace tenure::testing
