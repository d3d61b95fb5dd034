// Pensions of those in office and departure subsidies of those who left.
#include "domain/pension/events.h"
#include "tests/scenarios/pingyang/pay.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(PingyangPay, PY_06_LAW_14_NothingIsPaidWhileTheSubsidyIsStoppedOrTheOfficeIsHeldAgain) {
  ASSERT_TRUE(t.appoint("2010-01-01", "p-4"));
  t.end("2018-01-01", "p-4", "term_expiry");
  t.record<DepartureSubsidyApproved>("2018-02-10", R"({"person":"p-4","org":"o-village","years":8})");
  const auto pay = [&](const std::string& month) {
    return rules_of(t.attempt<SubsidyPaid>(
        "2019-06-01",
        fmt::format(R"({{"person":"p-4","org":"o-village","period":"{}","amount_fen":8000}})", month)));
  };
  t.record<SubsidyStopped>("2018-07-15", R"({"person":"p-4","org":"o-village","cause":"sentence"})");
  EXPECT_THAT(pay("2018-01"), IsEmpty()) << "owed of before the approval";
  EXPECT_THAT(pay("2018-07"), IsEmpty()) << "it ran until the fifteenth";
  EXPECT_THAT(pay("2018-08"), ElementsAre("law.subsidy_runs"));
  EXPECT_THAT(t.ringing("2019-06-01", "o-village"), Contains("law.subsidy_runs"));
  t.record<SubsidyResumed>("2018-09-30", R"({"person":"p-4","org":"o-village"})");
  EXPECT_THAT(pay("2018-09"), IsEmpty()) << "its last day";
  ASSERT_TRUE(t.appoint("2019-02-02", "p-4"));
  EXPECT_THAT(pay("2019-02"), IsEmpty()) << "departed on the first of the month";
  EXPECT_THAT(pay("2019-03"), ElementsAre("law.subsidy_of_the_departed"));
  t.end("2019-04-30", "p-4", "health");
  EXPECT_THAT(pay("2019-04"), IsEmpty());
}

TEST_F(PingyangPay, PY_08_WhoIsInOfficeAgainIsNoRecipient) {
  ASSERT_TRUE(t.appoint("2010-01-01", "p-4"));
  t.end("2018-01-01", "p-4", "term_expiry");
  t.record<DepartureSubsidyApproved>("2018-02-10", R"({"person":"p-4","org":"o-village","years":8})");
  const auto recipients = [&](const std::string& on) {
    return t.figures("stat.departure_subsidy_recipients", on)[""];
  };
  ASSERT_TRUE(t.appoint("2019-02-02", "p-4"));
  t.end("2019-04-30", "p-4", "health");
  EXPECT_EQ(recipients("2019-02-01"), 1);
  EXPECT_EQ(recipients("2019-02-02"), 0) << "from the first day in office on";
  EXPECT_EQ(recipients("2019-04-29"), 0);
  EXPECT_EQ(recipients("2019-04-30"), 1);
  t.record<OfficeAssumed>("2020-01-01", R"({"person":"p-4","org":"o-village","post":"village_doctor"})");
  EXPECT_EQ(recipients("2020-01-01"), 1) << "of no post of the policy";
}

TEST_F(PingyangPay, PY_07_PY_08_TheNewestApprovalHolds) {
  ASSERT_TRUE(t.appoint("2010-01-01", "p-4"));
  t.end("2018-01-01", "p-4", "term_expiry");
  const auto approve = [&](const std::string& on, int fen) {
    t.record<DepartureSubsidyApproved>(
        on, fmt::format(R"({{"person":"p-4","org":"o-village","years":8,"monthly_fen":{}}})", fen));
  };
  const auto a_month = [&](const std::string& on) {
    return t.sums("stat.departure_subsidy_recipients", on, {})[""];
  };
  approve("2018-02-10", 8000);
  approve("2018-03-01", 9000);
  EXPECT_EQ(a_month("2018-02-28"), 8000);
  EXPECT_EQ(a_month("2018-03-01"), 9000) << "not both";
  t.record<SubsidyStopped>("2018-07-15", R"({"person":"p-4","org":"o-village","cause":"sentence"})");
  EXPECT_EQ(a_month("2018-07-15"), 0);
  t.record<SubsidyResumed>("2018-09-30", R"({"person":"p-4","org":"o-village"})");
  EXPECT_EQ(a_month("2018-09-30"), 9000) << "the first one does not come back with it";
}

TEST_F(PingyangPay, PY_07_LAW_14_AQuartersSubsidyIsThatOfThreeMonths) {
  t.record<DepartureSubsidyApproved>("2018-02-10",
                                     R"({"person":"p-4","org":"o-village","years":8,"monthly_fen":5000})");
  const auto pay = [&](const std::string& period, int fen) {
    return rules_of(t.attempt<SubsidyPaid>(
        "2019-06-01",
        fmt::format(R"({{"person":"p-4","org":"o-village","period":"{}","amount_fen":{}}})", period, fen)));
  };
  EXPECT_THAT(pay("2018-Q2", 15000), IsEmpty());
  EXPECT_THAT(pay("2018-Q3", 15001), ElementsAre("law.subsidy_as_approved"));
}

TEST_F(PingyangPay, PY_05_LAW_22_AnApplicationIsDecidedForWhoeverMadeIt) {
  const Position applied{
      t.record<PensionApplied>("2024-01-05", R"({"person":"p-2","org":"o-village","scheme":"employee"})")
          .index,
      0};
  const auto decide = [&](const std::string& person) {
    return t.attempt<PensionApplicationDecided>(
        "2024-01-10",
        fmt::format(R"({{"person":"{}","org":"o-village","application":"{}","outcome":"approved"}})", person,
                    applied.str()));
  };
  const auto others = decide("p-3");
  ASSERT_FALSE(others);
  EXPECT_EQ(others.error().reason, Reason::absent);
  EXPECT_TRUE(decide("p-2"));
}

TEST_F(PingyangPay, PY_05_MainCadresAreSecretaryAndDirectorInTheEmployeesScheme) {
  const auto enrol = [&](const std::string& person, const std::string& scheme) {
    return rules_of(t.attempt<PensionEnrolled>(
        "2024-01-10",
        fmt::format(R"({{"person":"{}","org":"o-village","scheme":"{}","status":"flexible_employment"}})",
                    person, scheme)));
  };
  for (const auto& [person, post] : {std::pair("p-1", "director"), {"p-2", "accounts_clerk"}})
    t.record<OfficeAssumed>("2024-01-05",
                            fmt::format(R"({{"person":"{}","org":"o-village","post":"{}"}})", person, post));
  EXPECT_THAT(enrol("p-1", "employee_basic"), IsEmpty());
  EXPECT_THAT(enrol("p-1", "resident"), ElementsAre("gate.pension_status"));
  EXPECT_THAT(enrol("p-2", "employee_basic"), ElementsAre("gate.pension_posts"));
}

TEST_F(PingyangPay, PY_05_HalfOfTheContributionDueIsSubsidised) {
  const auto enrol = [&](const std::string& status) {
    return t.attempt<PensionEnrolled>(
        "2024-01-10",
        fmt::format(R"({{"person":"p-1","org":"o-village","scheme":"employee_basic","status":"{}"}})",
                    status));
  };
  EXPECT_THAT(rules_of(enrol("flexible_employment")), ElementsAre("gate.pension_posts")) << "no main cadre";
  ASSERT_TRUE(t.appoint("2024-01-05", "p-1"));
  EXPECT_THAT(rules_of(enrol("employee")), ElementsAre("gate.pension_status"));
  EXPECT_THAT(rules_of(enrol("flexible_employment")), IsEmpty());
  EXPECT_FALSE(t.compute("calc.pension_share", "p-1", "2024-12-31").value);
  t.record<PensionShareSet>("2024-02-01",
                            R"({"person":"p-1","org":"o-village","period":"2024","due_fen":800000})");
  t.record<ContributionPaid>(
      "2024-03-01",
      R"({"person":"p-1","org":"o-village","period":"2024","payer":"fiscal","amount_fen":400000})");
  const form::Computed share = t.compute("calc.pension_share", "p-1", "2024-12-31");
  EXPECT_EQ(value(share), "400000");
  EXPECT_EQ(part(share, "own"), "400000");
  EXPECT_EQ(part(share, "paid", "fiscal"), "400000");
  EXPECT_EQ(t.figures("stat.pension_enrolled", "2024-12-31")["employee_basic/flexible_employment"], 1)
      << "one person, enrolled twice";
}

TEST_F(PingyangPay, PY_05_T10_ContributionOfAnotherMonthIsNotThisMonths) {
  const auto pay = [&](const std::string& month, const std::string& payer, int fen) {
    return rules_of(t.attempt<ContributionPaid>(
        month + "-20",
        fmt::format(R"({{"person":"p-1","org":"o-village","period":"{}","payer":"{}","amount_fen":{}}})",
                    month, payer, fen)));
  };
  for (const std::string month : {"2024-02", "2024-03"}) {
    t.record<PensionShareSet>(
        "2024-02-01",
        fmt::format(R"({{"person":"p-1","org":"o-village","period":"{}","due_fen":80000,"funds":[
            {{"source":"fiscal","amount_fen":40000}},{{"source":"individual","amount_fen":40000}}]}})",
                    month));
  }
  EXPECT_THAT(pay("2024-02", "fiscal", 40000), IsEmpty());
  EXPECT_THAT(pay("2024-03", "fiscal", 40000), IsEmpty()) << "February's is not March's";
  EXPECT_THAT(pay("2024-03", "township", 1), ElementsAre("gate.pension_paid"));
}

TEST_F(PingyangPay, PY_05_ShareOfSixtyPercentIsNotHalf) {
  const auto set = [&](int fiscal) {
    return rules_of(t.attempt<PensionShareSet>(
        "2024-02-01",
        fmt::format(R"({{"person":"p-1","org":"o-village","period":"2024","due_fen":800000,"funds":[
            {{"source":"fiscal","amount_fen":{}}},{{"source":"individual","amount_fen":{}}}]}})",
                    fiscal, 800000 - fiscal)));
  };
  const auto contribution = [](const std::string& payer, int fen) {
    return fmt::format(R"({{"person":"p-1","org":"o-village","period":"2024","payer":"{}","amount_fen":{}}})",
                       payer, fen);
  };
  const auto pay = [&](const std::string& payer, int fen) {
    return t.attempt<ContributionPaid>("2024-03-01", contribution(payer, fen));
  };
  EXPECT_THAT(set(480000), ElementsAre("gate.pension_share"));
  EXPECT_THAT(set(399999), ElementsAre("gate.pension_share"));
  EXPECT_THAT(set(400000), IsEmpty());
  EXPECT_THAT(rules_of(pay("individual", 480000)), IsEmpty()) << "their own money";
  const auto subsidy = pay("fiscal", 400000);
  EXPECT_THAT(rules_of(subsidy), IsEmpty());
  const auto beyond = pay("township", 1);
  EXPECT_THAT(rules_of(beyond), ElementsAre("gate.pension_paid"));
  EXPECT_EQ(explained(beyond, "gate.pension_paid"), "≤ 400000 fen | 400001 fen");
  EXPECT_THAT(rules_of(t.attempt<CorrectionRecorded>(
                  "2024-04-01",
                  fmt::format(R"({{"target":"{}.0","reason":"{}","replacement":{{"type":"ContributionPaid",
                      "on":"2024-03-01","data":{}}}}})",
                              subsidy->index, Commitment{}.str(), contribution("fiscal", 399999)))),
              IsEmpty())
      << "it takes the place of the other one";
}

TEST_F(PingyangPay, PY_06_ApprovalOfADepartureSubsidyWithoutFiveYearsIsFlagged) {
  ASSERT_TRUE(t.appoint("2018-01-01", "p-1"));
  t.end("2022-01-01", "p-1", "term_expiry");
  t.attribute("p-1", "birth_date", R"("date":"1950-01-01")");
  const auto approved = t.record<DepartureSubsidyApproved>(
      "2024-01-10", R"({"person":"p-1","org":"o-village","years":4,"monthly_fen":5000})");
  ASSERT_THAT(rules_of(approved), ElementsAre("gate.departure_subsidy"));
  EXPECT_THAT(approved.verdict.flags[0].message.value, HasSubstr("Years of service (4, required: ≥ 5)"));
  EXPECT_EQ(explained(approved, "gate.departure_subsidy"), "service_years ≥ 5 | service_years 4");
}

TEST_F(PingyangPay, PY_06_PY_07_YearsThatAreStatedAreThoseOfTheRecord) {
  ASSERT_TRUE(t.appoint("2010-01-01", "p-1"));
  t.end("2016-07-01", "p-1", "term_expiry");
  t.attribute("p-1", "birth_date", R"("date":"1950-01-01")");
  const auto approved = [&](const std::string& years) {
    return t.attempt<DepartureSubsidyApproved>(
        "2024-01-10",
        fmt::format(R"({{"person":"p-1","org":"o-village","years":{},"monthly_fen":5000}})", years));
  };
  EXPECT_THAT(rules_of(approved("6.5")), IsEmpty()) << "to the month";
  EXPECT_THAT(rules_of(approved("6")), IsEmpty()) << "whole years";
  EXPECT_THAT(rules_of(approved("5")), ElementsAre("gate.departure_subsidy_years")) << "fewer than there are";
  const auto more = approved("7");
  EXPECT_THAT(rules_of(more), ElementsAre("gate.departure_subsidy_years"));
  EXPECT_EQ(explained(more, "gate.departure_subsidy_years"), "6–6.5 years | 7 years");
  const auto paid = [&](int month, const std::string& rest) {
    return rules_of(t.attempt<SubsidyPaid>(
        "2024-06-10",
        fmt::format(R"({{"person":"p-1","org":"o-village","period":"2024-0{}","amount_fen":5000{}}})", month,
                    rest)));
  };
  EXPECT_THAT(paid(1, ""), IsEmpty()) << "none are stated";
  EXPECT_THAT(paid(2, R"(,"years":6)"), IsEmpty());
  EXPECT_THAT(paid(3, R"(,"years":7)"), ElementsAre("gate.subsidy_paid_years"));
}

TEST_F(PingyangPay, PY_07_SubsidyIsFiftyToAHundredAndTenYuanAMonth) {
  ASSERT_TRUE(t.appoint("2010-01-01", "p-1"));
  t.end("2022-01-01", "p-1", "term_expiry");
  t.attribute("p-1", "birth_date", R"("date":"1950-01-01")");
  const auto approve = [&](int fen) {
    return rules_of(t.attempt<DepartureSubsidyApproved>(
        "2024-01-10",
        fmt::format(R"({{"person":"p-1","org":"o-village","years":12,"monthly_fen":{}}})", fen)));
  };
  int month = 0;
  const auto pay = [&](int fen) {
    return rules_of(t.attempt<SubsidyPaid>(
        "2024-02-10",
        fmt::format(R"({{"person":"p-1","org":"o-village","period":"2023-{:02}","amount_fen":{}}})", ++month,
                    fen)));
  };
  EXPECT_THAT(approve(11001), ElementsAre("gate.departure_subsidy_amount"));
  EXPECT_THAT(approve(11000), IsEmpty());
  EXPECT_THAT(approve(5000), IsEmpty());
  EXPECT_THAT(approve(4999), ElementsAre("gate.departure_subsidy_amount"));
  EXPECT_THAT(approve(11000), IsEmpty()) << "the newest approval holds";
  EXPECT_THAT(pay(4999), ElementsAre("gate.subsidy_paid"));
  EXPECT_THAT(pay(5000), IsEmpty());
  EXPECT_THAT(pay(11000), IsEmpty());
  EXPECT_THAT(pay(11001), ElementsAre("gate.subsidy_paid", "law.subsidy_as_approved"));
  EXPECT_THAT(approve(5000), IsEmpty());
  EXPECT_THAT(pay(11000), ElementsAre("law.subsidy_as_approved"))
      << "in the range, but not approved (LAW-14)";
  EXPECT_THAT(pay(5000), IsEmpty());
}

TEST_F(PingyangPay, PY_07_AmountIsUnknownUntilTheLocalitySuppliesARisingSchedule) {
  ASSERT_TRUE(t.appoint("2010-01-01", "p-1"));
  t.end("2022-01-01", "p-1", "term_expiry");
  const form::Computed open = t.compute("calc.departure_subsidy_amount", "p-1", "2024-01-10");
  EXPECT_EQ(value(open), "");
  EXPECT_EQ(part(open, "least"), "5000");
  EXPECT_EQ(part(open, "most"), "11000");
  const auto adopt = [&](const std::string& on, const std::string& steps) {
    t.adopt("o-county", on,
            supplied(pack_of("pingyang"), "schedule = \"unspecified\"", "schedule = " + steps));
  };
  adopt("2024-02-01", "[[5, 5000], [10, 8000], [20, 11000]]");
  EXPECT_EQ(value(t.compute("calc.departure_subsidy_amount", "p-1", "2024-02-10")), "8000");
  const auto approve = [&](int fen) {
    return t.record<DepartureSubsidyApproved>(
        "2024-02-10",
        fmt::format(R"({{"person":"p-1","org":"o-village","years":12,"monthly_fen":{}}})", fen));
  };
  const auto other = approve(5000);
  ASSERT_THAT(rules_of(other), ElementsAre("gate.departure_subsidy_amount"))
      << "in the range, but not for 12 years";
  EXPECT_THAT(other.verdict.flags[0].message.value,
              HasSubstr("the schedule gives 80.00 yuan a month, not 50.00 yuan"));
  EXPECT_THAT(rules_of(approve(8000)), IsEmpty());
  const auto refused = [&](const std::string& steps) {
    const auto pack = supplied(pack_of("pingyang"), "schedule = \"unspecified\"", "schedule = " + steps);
    const Refusal refusal =
        refusal_of(t.submit(t.act().add("2024-03-01", RuleLedger::policy("o-county", pack)), t.root()));
    EXPECT_EQ(refusal.reason, Reason::bad_pack);
    return refusal.detail;
  };
  EXPECT_THAT(refused("[[5, 8000], [10, 5000]]"), HasSubstr("departure_subsidy.schedule: 5000 follows 8000"));
  EXPECT_THAT(refused("[[5, 5000], [10, 11001]]"),
              HasSubstr("11001 from 10 on is above departure_subsidy.monthly_max_fen, which is 11000"));
  EXPECT_THAT(refused("[[5, 4999], [10, 8000]]"),
              HasSubstr("4999 from 5 on is below departure_subsidy.monthly_min_fen, which is 5000"));
  adopt("2024-06-01", "[[15, 8000]]");
  EXPECT_EQ(t.compute("calc.departure_subsidy_amount", "p-1", "2024-06-10").why,
            "fewer years than the schedule begins with");
}

TEST_F(PingyangPay, PY_08_RecipientsAreThoseWhoseSubsidyRuns) {
  constexpr int kRecipients = 2946;
  t.register_org("o-departed", "o-town");
  t.record_each<PersonRegistered>(kRecipients, "2000-01-01", [](int i) {
    return fmt::format(R"({{"person":"d-{}","org":"o-departed","name":"{}"}})", i,
                       sealed_as("name", std::to_string(i)).str());
  });
  t.record_each<DepartureSubsidyApproved>(kRecipients, "2024-01-10", [](int i) {
    return fmt::format(R"({{"person":"d-{}","org":"o-departed","years":5,"monthly_fen":5000}})", i);
  });
  EXPECT_EQ(t.figures("stat.departure_subsidy_recipients", "2024-01-09")[""], 0);
  EXPECT_EQ(t.figures("stat.departure_subsidy_recipients", "2024-12-31")[""], kRecipients);
  t.record<SubsidyStopped>("2024-06-01", R"({"person":"d-7","org":"o-departed","cause":"death"})");
  EXPECT_EQ(t.figures("stat.departure_subsidy_recipients", "2024-12-31")[""], kRecipients - 1);
  EXPECT_EQ(t.figures("stat.departure_subsidies_approved", "2024-12-31")[""], kRecipients);
}

}  // namespace
}  // namespace tenure::testing
