// Pay of village cadres: the standard of 7,655 yuan, three people a village, rewards and cuts by grade,
// pensions and departure subsidies. Every figure is of the text.
#include "domain/appraisal/events.h"
#include "domain/pension/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class PingyangPay : public ::testing::Test {
 protected:
  PingyangPay() {
    t.adopt("o-county", "2000-01-01", pack_of("pingyang"));
    t.people(4);
    for (const char* person : {"p-1", "p-2", "p-3", "p-4"}) t.in_office(person);
  }

  Result<Admission> standard(const std::string& on, const std::string& rest, int amount_fen = 765500) {
    return t.attempt<PayStandardSet>(
        on,
        fmt::format(R"({{"org":"o-village","period":"2024","component":"pay_subsidy","amount_fen":{}{}}})",
                    amount_fen, rest));
  }
  Result<Admission> assessed(const std::string& person, const std::string& rest, int amount_fen = 765500,
                             const std::string& component = "pay_subsidy") {
    return t.attempt<PayEntitlementAssessed>(
        "2024-03-01",
        fmt::format(
            R"({{"person":"{}","org":"o-village","component":"{}","period":"2024","amount_fen":{}{}}})",
            person, component, amount_fen, rest));
  }
  Result<Admission> paid(const std::string& person, const std::string& rest, int amount_fen = 765500) {
    return t.attempt<PayDisbursed>(
        "2024-06-01",
        fmt::format(
            R"({{"person":"{}","org":"o-village","component":"pay_subsidy","period":"2024","amount_fen":{}{}}})",
            person, amount_fen, rest));
  }

  RuleLedger t;
};

const std::string kThreePosts = R"(,"posts":["secretary","director","accounts_clerk"],"floor_fen":700000)";
const std::string kFiscal = R"(,"funds":[{"source":"fiscal","amount_fen":765500}])";

TEST_F(PingyangPay, PY_01_StandardBelowLocalLabourIncomeIsReportedUntilItIsHonoured) {
  const auto unstated = standard("2024-01-10", "");
  EXPECT_THAT(rules_of(unstated), ElementsAre("gate.pay_floor")) << "the floor is not stated";
  EXPECT_EQ(explained(unstated, "gate.pay_floor"), "local_labour_average_income | none");
  EXPECT_THAT(rules_of(standard("2024-01-11", R"(,"floor_fen":900000,"honour_by":"2024-12-31")")), IsEmpty());
  EXPECT_THAT(t.ringing("2024-12-31"), Not(Contains("alert.pay_below_floor")));
  t.register_org("o-v2", "o-town");
  t.record<PayStandardSet>("2024-01-12", R"({"org":"o-v2","period":"2024","component":"pay_subsidy",
      "amount_fen":765500,"floor_fen":900000,"honour_by":"2024-06-30"})");
  EXPECT_THAT(t.ringing("2024-07-01"), Contains("alert.pay_below_floor"));
  const auto before = statistic(t.past("2024-07-01"), *find_rule("stat.policy_honoured"), "o-v2");
  EXPECT_EQ(before->total.among, 0);
  EXPECT_EQ(before->figures.at(0).group, (std::vector<std::string>{"2024-06-30"}));
  t.record<PayStandardSet>("2024-07-02", R"({"org":"o-v2","period":"2024","component":"pay_subsidy",
      "amount_fen":900000,"floor_fen":900000})");
  EXPECT_THAT(t.ringing("2024-07-03"), Not(Contains("alert.pay_below_floor")));
  EXPECT_EQ(statistic(t.past("2024-07-03"), *find_rule("stat.policy_honoured"), "o-v2")->total.among, 1);
  EXPECT_THAT(t.report("rpt.policy_honoured", "2024-07-03"), HasSubstr("stat.policy_honoured"));
}

TEST_F(PingyangPay, PY_03_ThreePeopleOfAVillageArePaid) {
  EXPECT_THAT(rules_of(standard("2024-01-10", kThreePosts)), IsEmpty());
  const std::string four =
      R"(,"posts":["secretary","director","accounts_clerk","deputy"],"floor_fen":700000)";
  const auto of_four = standard("2024-01-11", four);
  EXPECT_THAT(rules_of(of_four), ElementsAre("gate.pay_headcount"));
  EXPECT_EQ(explained(of_four, "gate.pay_headcount"), "≤ 3 people | 4 people");
  for (const char* person : {"p-1", "p-2", "p-3"}) {
    EXPECT_THAT(rules_of(assessed(person, kFiscal)), IsEmpty());
    EXPECT_THAT(rules_of(paid(person, kFiscal)), IsEmpty());
  }
  EXPECT_THAT(rules_of(paid("p-1", kFiscal)), Not(Contains("gate.pay_headcount_paid"))) << "the same three";
  EXPECT_THAT(rules_of(assessed("p-4", kFiscal)), ElementsAre("gate.pay_headcount_assessed"));
  const auto fourth = paid("p-4", kFiscal);
  EXPECT_THAT(rules_of(fourth), ElementsAre("gate.pay_headcount_paid"));
  EXPECT_EQ(explained(fourth, "gate.pay_headcount_paid"), "≤ 3 people | 4 people");
  EXPECT_EQ(t.figures("stat.paid_people", "2024-12-31")["2024/pay_subsidy"], 4);
}

TEST_F(PingyangPay, PY_04_StandardIsTheCountysFarmerIncomePerHead) {
  EXPECT_THAT(t.compute("calc.pay_standard", "o-village", "2024-06-01").why,
              HasSubstr("no farmer_per_capita_income is recorded for 2024"));
  const auto income = t.record<OrgProfileUpdated>(
      "2024-01-05", R"({"org":"o-county","facts":[{"name":"farmer_per_capita_income","number":7655}]})");
  const form::Computed found = t.compute("calc.pay_standard", "o-village", "2024-06-01");
  EXPECT_EQ(value(found), "7655");
  EXPECT_EQ(found.unit.name, "yuan");
  EXPECT_THAT(found.parts.at(0).basis, ElementsAre(Position{income.index, 0}));
}

TEST_F(PingyangPay, PY_04_AStandardThatClaimsTheIndicatorIsTheIndicator) {
  const auto standard = [&](std::int64_t fen, const std::string& measure = "farmer_per_capita_income") {
    return t.attempt<PayStandardSet>(
        "2024-01-12", fmt::format(R"({{"org":"o-village","period":"2024","component":"pay_subsidy",)"
                                  R"("measure":"{}","amount_fen":{}}})",
                                  measure, fen));
  };
  EXPECT_THAT(rules_of(standard(765501)), Not(Contains("gate.pay_standard"))) << "no indicator is recorded";
  t.record<OrgProfileUpdated>(
      "2024-01-05", R"({"org":"o-county","facts":[{"name":"farmer_per_capita_income","number":7655}]})");
  const auto more = standard(765501);
  EXPECT_THAT(rules_of(more), Contains("gate.pay_standard"));
  EXPECT_EQ(explained(more, "gate.pay_standard"), "765500 fen | 765501 fen");
  EXPECT_THAT(rules_of(standard(765499)), Contains("gate.pay_standard"));
  EXPECT_THAT(rules_of(standard(765500)), Not(Contains("gate.pay_standard")));
}

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

TEST_F(PingyangPay, PY_04_IndicatorIsOfTheSameYearUnlessThePolicySaysAnother) {
  const auto income = [&](const std::string& on, int yuan) {
    t.record<OrgProfileUpdated>(
        on, fmt::format(R"({{"org":"o-county","facts":[{{"name":"farmer_per_capita_income","number":{}}}]}})",
                        yuan));
  };
  income("2023-02-01", 7100);
  income("2024-02-01", 7655);
  EXPECT_EQ(value(t.compute("calc.pay_standard", "o-village", "2024-06-01")), "7655");
  t.adopt("o-county", "2000-01-02",
          supplied(pack_of("pingyang"), "standard_year_offset = 0", "standard_year_offset = 1"));
  EXPECT_EQ(value(t.compute("calc.pay_standard", "o-village", "2024-06-01")), "7100");
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

class PingyangOtherCadres : public PingyangPay {
 protected:
  PingyangOtherCadres() {
    t.record<PerformanceAssessed>(
        "2024-02-20",
        R"({"person":"p-1","org":"o-village","scheme":"work_results","period":"2023","points":90})");
  }
  /// The township's act, of 3,000 yuan a year.
  std::vector<std::string> allotted(const std::string& rest, const std::string& person = "p-1",
                                    const std::string& authority = "o-town") {
    return rules_of(t.attempt<PayEntitlementAssessed>(
        "2024-03-01",
        fmt::format(R"({{"person":"{}","org":"o-village","post":"committee_member","component":"work_pay",
            "period":"2024","amount_fen":300000{}}})",
                    person, rest),
        authority));
  }

  const std::string both =
      R"(,"funds":[{"source":"fiscal","amount_fen":200000},{"source":"township_match","amount_fen":100000}])";
};

TEST_F(PingyangOtherCadres, PY_09_TownshipAllotsByWorkResults) {
  EXPECT_THAT(allotted(both), IsEmpty());
  EXPECT_THAT(allotted(both, "p-1", "o-county"), ElementsAre("gate.other_cadres_allotted"));
  EXPECT_THAT(allotted(both, "p-2"), ElementsAre("gate.other_cadres_results")) << "nobody assessed p-2";
}

TEST_F(PingyangOtherCadres, PY_09_ResultsOfYearsAgoServeNoMore) {
  const auto assess = [&](const std::string& year) {
    t.record<PerformanceAssessed>(
        "2024-02-20",
        fmt::format(R"({{"person":"p-2","org":"o-village","scheme":"work_results","period":"{}"}})", year));
  };
  assess("2022");
  EXPECT_THAT(allotted(both, "p-2"), ElementsAre("gate.other_cadres_results"));
  assess("2023");
  EXPECT_THAT(allotted(both, "p-2"), IsEmpty());
}

TEST_F(PingyangOtherCadres, PY_09_PaidByTheFiscAndTheTownship) {
  EXPECT_THAT(allotted(""), ElementsAre("gate.other_cadres")) << "the payers are not stated";
  EXPECT_THAT(allotted(R"(,"funds":[{"source":"village","amount_fen":300000}])"),
              ElementsAre("gate.other_cadres"));
  EXPECT_THAT(allotted(both), IsEmpty());
  ASSERT_TRUE(t.appoint("2000-01-02", "p-2"));
  EXPECT_THAT(rules_of(assessed("p-2", R"(,"post":"secretary")" + kFiscal)), IsEmpty()) << "a main cadre";
  const form::Computed pay = t.compute("calc.pay_other_cadres", "p-1", "2024-12-31");
  EXPECT_EQ(part(pay, "payer", "fiscal"), "200000");
  EXPECT_EQ(part(pay, "payer", "township_match"), "100000");
  EXPECT_EQ(value(pay), "300000");
}

TEST_F(PingyangOtherCadres, PY_09_WhatTheyGotStandsBesideTheOthers) {
  for (const auto& [person, post, fen] :
       {std::tuple("p-1", "committee_member", 300000), {"p-2", "secretary", 765500}})
    ASSERT_TRUE(paid(person, fmt::format(R"(,"post":"{}")", post), fen));
  const auto average = t.sums("stat.pay_average", "2024-12-31", {"post"});
  EXPECT_EQ(average.at("committee_member"), 300000);
  EXPECT_EQ(average.at("secretary"), 765500);
}

TEST_F(PingyangOtherCadres, PY_09_WhatIsDueAndWhatWasPaidByEachPayer) {
  using Sums = std::map<std::string, std::int64_t>;
  EXPECT_THAT(allotted(both), IsEmpty());
  EXPECT_EQ(t.sums("stat.pay_assessed", "2024-12-31", {"payer"}),
            (Sums{{"", 300000}, {"fiscal", 200000}, {"township_match", 100000}}));
  const auto sent = paid("p-1", both, 300000);
  t.record<PaymentReturned>(
      "2024-06-20", fmt::format(R"({{"person":"p-1","org":"o-village","payment":"{}.0","amount_fen":50000,
      "component":"pay_subsidy","period":"2024","payer":"fiscal","cause":"account_closed"}})",
                                sent->index));
  const auto by_payer = [&] { return t.sums("stat.paid", "2024-12-31", {"payer"}); };
  EXPECT_EQ(by_payer(), (Sums{{"", 300000}, {"fiscal", 200000}, {"township_match", 100000}}));
  const auto returned = [&](const std::string& on) {
    return t.sums("stat.pay_returned", on, {"payer"})["fiscal"];
  };
  EXPECT_EQ(returned("2024-12-31"), 50000) << "what came back has a column of its own";
  EXPECT_EQ(returned("2024-06-10"), 0) << "before it came back";
  const auto late = paid("p-2", both, 300000);
  t.record<CorrectionRecorded>(
      "2024-08-01", fmt::format(R"({{"target":"{}.0","reason":"{}"}})", late->index, Commitment{}.str()));
  EXPECT_EQ(by_payer().at("fiscal"), 200000) << "what was corrected is out of the totals";
}

TEST_F(PingyangPay, PY_09_SharesThatDoNotAddUpAreRefused) {
  const auto wrong = assessed("p-1", R"(,"funds":[{"source":"fiscal","amount_fen":1}])");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().reason, Reason::bad_value);
}

class PingyangReward : public PingyangPay {
 protected:
  Result<Admission> reward(int amount_fen) {
    return t.attempt<RewardGranted>(
        "2024-12-30", fmt::format(R"({{"person":"p-1","org":"o-village","period":"2024","grade":"excellent",
            "amount_fen":{},"basis":["{}"]}})",
                                  amount_fen, result_.str()));
  }
  void graded(const std::string& grade) {
    result_ = {RuleLedger::must(t.grade("2024-12-28", "p-1", "annual", "2024", grade)).index, 0};
  }
  Position result_;
};

TEST_F(PingyangReward, PY_39_ExcellentGradeEarnsATenthOfTheFiscalSubsidy) {
  const std::string funds =
      R"(,"funds":[{"source":"fiscal","amount_fen":765500},{"source":"village","amount_fen":100000}])";
  ASSERT_TRUE(assessed("p-1", funds, 865500));
  EXPECT_FALSE(t.compute("calc.reward", "p-1", "2024-12-31").value) << "no grade yet";
  graded("excellent");
  const form::Computed least = t.compute("calc.reward", "p-1", "2024-12-31");
  EXPECT_EQ(value(least), "76550");
  EXPECT_EQ(part(least, "base"), "765500") << "the fiscal part alone (A69)";
  EXPECT_THAT(rules_of(reward(76549)), ElementsAre("gate.reward_floor"));
  EXPECT_THAT(rules_of(reward(76550)), ElementsAre("law.rewarded_once"));
  EXPECT_EQ(t.sums("stat.rewards", "2024-12-31").at("excellent"), 76549 + 76550);
}

TEST_F(PingyangReward, PY_39_OtherGradesEarnNoReward) {
  ASSERT_TRUE(assessed("p-1", kFiscal));
  graded("competent");
  EXPECT_EQ(t.compute("calc.reward", "p-1", "2024-12-31").why, "this grade brings no reward");
}

TEST_F(PingyangReward, PY_44_CutAfterNotCompetentIsDiscretionaryAndNamesItsReasonAndResult) {
  ASSERT_TRUE(assessed("p-1", kFiscal));
  EXPECT_EQ(t.compute("calc.pay_reduction", "p-1", "2024-12-27").why, "the year's grade brings no cut");
  graded("not_competent");
  EXPECT_EQ(t.compute("calc.pay_reduction", "p-1", "2024-12-31").why,
            "discretionary: nothing was decided yet");
  const auto cut = [&](const std::string& rest) {
    return t.attempt<PayAdjusted>("2024-12-30",
                                  R"({"person":"p-1","org":"o-village","component":"pay_subsidy",
        "period":"2024","amount_fen":-100000,"payer":"fiscal","decider":"o-town")" +
                                      rest + "}");
  };
  const auto act = R"({"person":"p-1","org":"o-village","component":"pay_subsidy","period":"2024",
      "amount_fen":-100000,"decider":"o-town"})";
  EXPECT_FALSE(read_json<PayAdjusted>(act)) << "without a reason";
  EXPECT_THAT(rules_of(cut("," + sealed_member("reason"))), ElementsAre("gate.result_use.pay"));
  const std::string cited = fmt::format(R"(,{},"basis":["{}"])", sealed_member("reason"), result_.str());
  EXPECT_THAT(rules_of(cut(cited)), IsEmpty());
  EXPECT_EQ(value(t.compute("calc.pay_reduction", "p-1", "2024-12-31")), "200000");
  EXPECT_EQ(t.pay("p-1", 2024, "2024-12-31").due_fen.value, 565500);
}

TEST_F(PingyangPay, PY_49_GapBetweenMainAndOtherCadres) {
  ASSERT_TRUE(standard("2024-01-10", R"(,"group":"main","floor_fen":700000)"));
  ASSERT_TRUE(standard("2024-01-10", R"(,"group":"other","floor_fen":700000)", 0));
  const auto gap = t.sums("stat.pay_gap", "2024-12-31");
  EXPECT_EQ(gap.at("main") - gap.at("other"), 765500) << "the others got nothing";
}

TEST_F(PingyangPay, PY_51_SpreadOfPayWithinAPost) {
  ASSERT_TRUE(paid("p-1", R"(,"post":"secretary")"));
  ASSERT_TRUE(paid("p-2", R"(,"post":"secretary")", 900000));
  const auto spread = statistic(t.past("2024-12-31"), *find_rule("stat.pay_dispersion"), "o-county");
  ASSERT_EQ(spread->figures.size(), 1U);
  EXPECT_EQ(spread->figures[0].amounts->least, 765500);
  EXPECT_EQ(spread->figures[0].amounts->most, 900000);
  EXPECT_THAT(to_json(*spread), HasSubstr(R"("sum":1665500,"mean":832750,"least":765500,"most":900000)"));
}

// What one cell holds, and what each kind of money is
// --------------------------------------------------------------------------------------------------------------

/// Payments and assessments of any organisation, component and period.
class PingyangMoney : public PingyangReward {
 protected:
  PingyangMoney() { t.villages(1); }

  /// `rest` begins with a comma where it is there.
  template <class E>
  Result<Admission> money(const std::string& on, const std::string& period, int fen,
                          const std::string& rest = "", const std::string& org = "o-village",
                          const std::string& person = "p-1") {
    return t.attempt<E>(on, fmt::format(R"({{"person":"{}","org":"{}","component":"work_pay","period":"{}",
        "amount_fen":{}{}}})",
                                        person, org, period, fen, rest));
  }
  Result<Admission> assess(const std::string& period, int fen, const std::string& rest = "",
                           const std::string& org = "o-village", const std::string& person = "p-1") {
    return money<PayEntitlementAssessed>("2024-01-02", period, fen, rest, org, person);
  }
  Result<Admission> pay(const std::string& on, const std::string& period, int fen,
                        const std::string& rest = "", const std::string& org = "o-village",
                        const std::string& person = "p-1") {
    return money<PayDisbursed>(on, period, fen, rest, org, person);
  }
  static Position at(const Result<Admission>& admission) { return {RuleLedger::must(admission).index, 0}; }
  template <class E>
  Result<Admission> back(Position payment, int fen, const std::string& rest,
                         const std::string& period = "2024") {
    return money<E>("2024-08-01", period, fen, fmt::format(R"(,"payment":"{}"{})", payment.str(), rest));
  }
  Result<Admission> returned(Position payment, int fen, const std::string& rest = "") {
    return back<PaymentReturned>(payment, fen, R"(,"cause":"account_closed")" + rest);
  }
  Result<Admission> reversed(Position payment, int fen, const std::string& period = "2024") {
    return back<PaymentReversed>(payment, fen, "," + sealed_member("reason"), period);
  }
  Result<Admission> ordered_back(int fen, const std::string& rest = "") {
    return money<PayRecoveryOrdered>("2024-08-01", "2024", fen,
                                     R"(,"decider":"o-town",)" + sealed_member("reason") + rest);
  }
  PayStatement statement(const std::string& on = "2024-12-31") { return t.pay("p-1", 2024, on); }
  static PayLine line(const PayStatement& pay, const std::string& payer) {
    for (const PayLine& each : pay.lines) {
      if (word_in(each.payer) == payer) return each;
    }
    return {};
  }
  static std::string from(const std::string& source, int fen) {
    return fmt::format(R"(,"funds":[{{"source":"{}","amount_fen":{}}}])", source, fen);
  }
  static std::string from_both(int fiscal, int township) {
    return fmt::format(
        R"(,"funds":[{{"source":"fiscal","amount_fen":{}}},{{"source":"township","amount_fen":{}}}])", fiscal,
        township);
  }
};

TEST_F(PingyangMoney, PY_04_PY_39_WhatTwoVillagesAssessIsDueTogether) {
  const auto half = [&](const std::string& org, int fen) {
    t.record<PayEntitlementAssessed>(
        "2024-03-01", fmt::format(R"({{"person":"p-1","org":"{}","component":"pay_subsidy","period":"2024",
            "amount_fen":{}{}}})",
                                  org, fen, from("fiscal", fen)));
  };
  half("o-village", 300000);
  half("o-v1", 382750);
  half("o-village", 382750);
  EXPECT_EQ(statement().due_fen.value, 765500) << "the village's newest one, and the other village's";
  graded("excellent");
  EXPECT_EQ(value(t.compute("calc.reward", "p-1", "2024-12-31")), "76550");
  EXPECT_THAT(rules_of(reward(76549)), ElementsAre("gate.reward_floor"));
}

TEST_F(PingyangMoney, PY_04_EachPostIsAssessedForItself) {
  ASSERT_TRUE(assess("2024", 100000, R"(,"post":"director")"));
  ASSERT_TRUE(assess("2024", 200000, R"(,"post":"secretary")"));
  ASSERT_TRUE(assess("2024", 150000, R"(,"post":"director")"));
  EXPECT_EQ(statement().due_fen.value, 350000);
}

TEST_F(PingyangMoney, PY_03_SuccessorIsNotAFourthPerson) {
  const auto subsidise = [&](const std::string& person, const std::string& period, const std::string& org) {
    const std::string json = fmt::format(
        R"({{"person":"{}","org":"{}","component":"pay_subsidy","period":"{}","amount_fen":100000}})", person,
        org, period);
    auto out = rules_of(t.attempt<PayEntitlementAssessed>("2024-01-10", json));
    for (std::string& rule : rules_of(t.attempt<PayDisbursed>("2024-12-01", json))) out.push_back(rule);
    return out;
  };
  for (const char* person : {"p-1", "p-2"}) EXPECT_THAT(subsidise(person, "2024", "o-village"), IsEmpty());
  EXPECT_THAT(subsidise("p-3", "2024-H1", "o-village"), IsEmpty());
  EXPECT_THAT(subsidise("p-4", "2024-H2", "o-village"), IsEmpty());
  EXPECT_THAT(subsidise("p-4", "2024-06", "o-village"),
              ElementsAre("gate.pay_headcount_assessed", "gate.pay_headcount_paid"));

  t.in_office("p-1", "o-v1");
  t.in_office("p-2", "o-v1");
  ASSERT_TRUE(t.appoint("2020-01-01", "p-3", "o-v1"));
  for (const char* person : {"p-1", "p-2", "p-3"}) EXPECT_THAT(subsidise(person, "2024", "o-v1"), IsEmpty());
  EXPECT_THAT(subsidise("p-4", "2024", "o-v1"), Contains("gate.pay_headcount_paid"));
  t.end("2024-07-01", "p-3", "term_expiry", "secretary", "o-v1");
  ASSERT_TRUE(t.appoint("2024-07-01", "p-4", "o-v1"));
  EXPECT_THAT(rules_of(t.attempt<PayEntitlementAssessed>(
                  "2024-07-02", R"({"person":"p-4","org":"o-v1","component":"pay_subsidy","period":"2024",
                      "amount_fen":50000})")),
              IsEmpty())
      << "each in the time of their office";
}

TEST_F(PingyangMoney, PY_03_WhosePaymentsWereAllReversedDoesNotCount) {
  Position third;
  for (const char* person : {"p-1", "p-2", "p-3"}) third = at(paid(person, kFiscal));
  EXPECT_THAT(rules_of(paid("p-4", kFiscal)), ElementsAre("gate.pay_headcount_paid"));
  t.record<PaymentReversed>("2024-06-01", fmt::format(R"({{"person":"p-3","org":"o-village","payment":"{}",
                                "component":"pay_subsidy","period":"2024","amount_fen":765500,{}}})",
                                                      third.str(), sealed_member("reason")));
  t.person("p-5", "o-village");
  t.in_office("p-5");
  EXPECT_EQ(t.figures("stat.paid_people", "2024-12-31")["2024/pay_subsidy"], 3);
  EXPECT_THAT(rules_of(paid("p-4", "", 1)), Not(Contains("gate.pay_headcount_paid")));
  EXPECT_THAT(rules_of(paid("p-5", kFiscal)), ElementsAre("gate.pay_headcount_paid"));
}

TEST_F(PingyangMoney, LAW_13_SecondPaymentIsFlaggedWithTheFirst) {
  t.in_office("p-1", "o-v1");
  const Position first = at(pay("2024-06-01", "2024", 100000, from("fiscal", 100000)));
  const auto second = pay("2024-06-02", "2024", 100000, from("fiscal", 100000));
  ASSERT_THAT(rules_of(second), ElementsAre("law.paid_once"));
  EXPECT_THAT(second->verdict.flags[0].message.value, HasSubstr(first.str()));
  EXPECT_THAT(rules_of(pay("2024-06-02", "2024", 50000, from("township", 50000))), IsEmpty())
      << "another payer";
  EXPECT_THAT(rules_of(pay("2024-06-02", "2024", 50000, "", "o-v1")), IsEmpty()) << "another village";
  EXPECT_THAT(rules_of(pay("2024-06-02", "2023", 50000)), IsEmpty()) << "another period";
  EXPECT_THAT(rules_of(pay("2024-06-03", "2024", 1)), ElementsAre("law.paid_once")) << "without a payer";
}

TEST_F(PingyangMoney, LAW_13_PaidAgainAfterItCameBackAndInInstalments) {
  const Position first = at(pay("2024-06-01", "2024", 100000));
  ASSERT_TRUE(reversed(first, 60000));
  EXPECT_THAT(rules_of(pay("2024-08-02", "2024", 100000, "", "o-village")), ElementsAre("law.paid_once"))
      << "a part of it is still paid";
  const Position other = at(pay("2024-06-01", "2023", 100000));
  ASSERT_TRUE(reversed(other, 100000, "2023"));
  EXPECT_THAT(rules_of(pay("2024-08-02", "2023", 100000)), IsEmpty());

  ASSERT_TRUE(assess("2022", 100000));
  EXPECT_THAT(rules_of(pay("2024-08-02", "2022", 60000)), IsEmpty());
  EXPECT_THAT(rules_of(pay("2024-08-03", "2022", 40000)), IsEmpty()) << "up to what was assessed";
  const auto again = pay("2024-08-04", "2022", 1);
  EXPECT_THAT(rules_of(again), ElementsAre("law.paid_once", "law.paid_within_due"));
  EXPECT_EQ(explained(again, "law.paid_once"), "≤ 100000 fen | 100001 fen") << "nothing is due any more";
}

TEST_F(PingyangMoney, LAW_13_CorrectedPaymentIsNoSecondOne) {
  const Position first = at(pay("2024-06-01", "2024", 100000));
  const auto corrected = [&](int fen) {
    return rules_of(t.attempt<CorrectionRecorded>(
        "2024-08-01", fmt::format(R"({{"target":"{}","reason":"{}","replacement":{{"type":"PayDisbursed",
            "on":"2024-06-01","data":{{"person":"p-1","org":"o-village","component":"work_pay",
            "period":"2024","amount_fen":{}}}}}}})",
                                  first.str(), Commitment{}.str(), fen)));
  };
  EXPECT_THAT(corrected(90000), IsEmpty());
  EXPECT_THAT(corrected(0), ElementsAre("law.amount"));
}

TEST_F(PingyangMoney, LAW_14_NoMoreIsPaidThanWasAssessed) {
  ASSERT_TRUE(assess("2024-01", 5000));
  const auto too_much = pay("2024-02-01", "2024-01", 11000);
  EXPECT_THAT(rules_of(too_much), ElementsAre("law.paid_within_due"));
  EXPECT_EQ(explained(too_much, "law.paid_within_due"), "≤ 5000 fen | 11000 fen");
  ASSERT_TRUE(assess("2024-02", 5000));
  EXPECT_THAT(rules_of(pay("2024-03-01", "2024-02", 5000)), IsEmpty());
  EXPECT_THAT(rules_of(pay("2024-03-01", "2024-03", 11000)), IsEmpty()) << "nothing was assessed";
}

TEST_F(PingyangMoney, LAW_14_OnePayersMoneyIsNotAnothersDebt) {
  ASSERT_TRUE(assess("2024", 300000, from_both(200000, 100000)));
  const auto by_one = pay("2024-06-01", "2024", 300000, from("fiscal", 300000));
  EXPECT_THAT(rules_of(by_one), ElementsAre("law.paid_within_due"));
  EXPECT_EQ(explained(by_one, "law.paid_within_due"), "≤ 200000 fen | 300000 fen");
  const PayStatement all = statement();
  EXPECT_EQ(all.difference_fen.value, 100000) << "the township owes it";
  EXPECT_EQ(all.overpaid_fen.value, 100000) << "of the fisc";
  EXPECT_EQ(line(all, "fiscal").difference_fen, Fen{-100000});
  EXPECT_EQ(line(all, "township").difference_fen, Fen{100000});
  EXPECT_THAT(t.ringing("2025-01-01"), Contains("alert.pay_short"));

  ASSERT_TRUE(assess("2023", 300000, from_both(200000, 100000)));
  ASSERT_TRUE(pay("2024-06-01", "2023", 300000));
  EXPECT_EQ(t.pay("p-1", 2023, "2024-12-31").difference_fen.value, 0) << "whose money it was is not stated";
}

TEST_F(PingyangMoney, LAW_14_EachKindOfMoneyIsSeen) {
  using Sums = std::map<std::string, std::int64_t>;
  ASSERT_TRUE(assess("2024", 2000000, from("fiscal", 2000000)));
  const Position sent = at(pay("2024-06-01", "2024", 10000000, from("fiscal", 10000000)));
  const std::string fiscal = R"(,"payer":"fiscal")";
  ASSERT_TRUE(ordered_back(8000000, fiscal));
  const auto recover = [&](int fen) {
    return rules_of(money<PayRecovered>("2024-09-01", "2024", fen, fiscal));
  };
  EXPECT_THAT(recover(3000000), IsEmpty());
  ASSERT_TRUE(returned(sent, 500000, fiscal));
  ASSERT_TRUE(t.attempt<FundAdvanced>("2024-06-01",
                                      R"({"org":"o-village","person":"p-1","component":"work_pay",
      "period":"2024","payer":"township","for_payer":"fiscal","amount_fen":70000})"));
  const PayLine found = line(statement(), "fiscal");
  EXPECT_EQ(found.due_fen, Fen{2000000});
  EXPECT_EQ(found.paid_fen, Fen{10000000}) << "what came back of it stands beside it";
  EXPECT_EQ(found.returned_fen, Fen{500000});
  EXPECT_EQ(found.ordered_fen, Fen{8000000});
  EXPECT_EQ(found.recovered_fen, Fen{3000000});
  EXPECT_EQ(found.to_recover_fen, Fen{5000000});
  EXPECT_EQ(found.advanced_for_fen, Fen{70000});
  EXPECT_EQ(line(statement(), "township").advanced_fen, Fen{70000});
  EXPECT_EQ(found.difference_fen, Fen{-4500000});
  const auto of_county = [&](const std::string& rule) {
    return t.sums(rule, "2024-12-31", {"payer"}).at("fiscal");
  };
  EXPECT_EQ(of_county("stat.pay_due"), 2000000);
  EXPECT_EQ(of_county("stat.paid"), 10000000);
  EXPECT_EQ(of_county("stat.pay_returned"), 500000);
  EXPECT_EQ(of_county("stat.pay_ordered_back"), 8000000);
  EXPECT_EQ(of_county("stat.pay_recovered"), 3000000);
  EXPECT_EQ(of_county("stat.pay_to_recover"), 5000000);
  EXPECT_EQ(of_county("stat.pay_advanced_for"), 70000);
  EXPECT_EQ(t.sums("stat.pay_advanced", "2024-12-31", {"payer"}),
            (Sums{{"", 70000}, {"fiscal", 0}, {"township", 70000}}));
  EXPECT_THAT(recover(5000001), ElementsAre("law.recovered_as_ordered"));
}

TEST_F(PingyangMoney, LAW_14_WhatIsRecoveredIsNoNegativePayment) {
  ASSERT_TRUE(ordered_back(8000000));
  ASSERT_TRUE(money<PayRecovered>("2024-09-01", "2024", 3000000, R"(,"payer":"fiscal")"));
  const PayStatement all = statement();
  EXPECT_EQ(all.paid_fen.value, 0);
  EXPECT_EQ(all.ordered_fen.value, 8000000);
  EXPECT_EQ(all.recovered_fen.value, 3000000);
  EXPECT_EQ(all.to_recover_fen.value, 5000000) << "an order that names no payer is met by any";
  ASSERT_EQ(all.payers.size(), 2U);
  EXPECT_EQ(all.payers.at(0).payer, std::nullopt);
  EXPECT_EQ(all.payers.at(0).to_recover_fen.value, 5000000);
  EXPECT_EQ(all.payers.at(1).payer, Code{"fiscal"});
  EXPECT_EQ(all.payers.at(1).recovered_fen.value, 3000000);
  EXPECT_EQ(all.payers.at(1).paid_fen.value, 0);
  EXPECT_EQ(t.sums("stat.paid", "2024-12-31", {"component"})["work_pay"], 0);
  EXPECT_EQ(t.sums("stat.pay_to_recover", "2024-12-31", {"component"})["work_pay"], 5000000);
  ASSERT_TRUE(money<PayRecovered>("2024-10-01", "2024", 5000000));
  EXPECT_EQ(statement().to_recover_fen.value, 0);
}

TEST_F(PingyangMoney, LAW_14_WhatOnePersonRecoveredTooMuchIsOffNobodyElsesOrder) {
  const auto order = [&](const std::string& person, int fen) {
    return at(money<PayRecoveryOrdered>(
        "2024-08-01", "2024", fen, R"(,"decider":"o-town",)" + sealed_member("reason"), "o-village", person));
  };
  const auto open = [&] { return t.sums("stat.pay_to_recover", "2024-12-31", {"component"})["work_pay"]; };
  const Position wrong = order("p-1", 3000000);
  order("p-2", 500000);
  EXPECT_EQ(open(), 3500000);
  ASSERT_TRUE(money<PayRecovered>("2024-09-01", "2024", 3000000));
  EXPECT_EQ(open(), 500000);
  t.record<CorrectionRecorded>("2024-10-01",
                               fmt::format(R"({{"target":"{}",{}}})", wrong.str(), sealed_member("reason")));
  EXPECT_EQ(open(), 500000) << "p-1 gave back what nobody orders any more; p-2 owes as before";
  ASSERT_TRUE(money<PayRecovered>("2024-11-01", "2024", 499999, R"(,"payer":"fiscal")", "o-village", "p-2"));
  EXPECT_EQ(open(), 1) << "an order of no stated payer is met by any";
}

TEST_F(PingyangMoney, LAW_14_RecoveringNineOfEightOrderedMillionIsFlagged) {
  ASSERT_TRUE(ordered_back(8000000));
  EXPECT_THAT(rules_of(money<PayRecovered>("2024-09-01", "2024", 9000000)),
              ElementsAre("law.recovered_as_ordered"));
}

TEST_F(PingyangMoney, LAW_14_AllOfItIsRecoveredInParts) {
  ASSERT_TRUE(ordered_back(8000000));
  EXPECT_THAT(rules_of(money<PayRecovered>("2024-09-01", "2024", 5000000)), IsEmpty());
  EXPECT_THAT(rules_of(money<PayRecovered>("2024-10-01", "2024", 3000000)), IsEmpty());
}

TEST_F(PingyangMoney, LAW_14_PaymentComesBackOnceAndHidesNoDebt) {
  ASSERT_TRUE(assess("2024", 300000, from_both(200000, 100000)));
  const Position sent = at(pay("2024-06-01", "2024", 300000, from_both(200000, 100000)));
  EXPECT_EQ(refusal_of(returned(sent, 100001, R"(,"payer":"township")")).reason, Reason::bad_value)
      << "more than the township bore";
  EXPECT_EQ(refusal_of(returned(sent, 1, R"(,"payer":"village")")).reason, Reason::bad_value)
      << "it bore nothing";
  ASSERT_TRUE(returned(sent, 250000));
  EXPECT_EQ(line(statement(), "fiscal").difference_fen, Fen{200000});
  EXPECT_EQ(line(statement(), "township").difference_fen, Fen{50000});
  EXPECT_EQ(statement().difference_fen.value, 250000) << "it names no payer, and is owed all the same";
  EXPECT_EQ(refusal_of(returned(sent, 250000)).reason, Reason::bad_value) << "it came back already";
  EXPECT_EQ(refusal_of(reversed(sent, 50001)).reason, Reason::bad_value);
  ASSERT_TRUE(reversed(sent, 50000));
  EXPECT_EQ(statement().paid_fen.value, 300000);
  EXPECT_EQ(statement().returned_fen.value, 300000);
  EXPECT_EQ(statement().difference_fen.value, 300000) << "nothing of it is left";
}

TEST_F(PingyangMoney, BB_63_AdvanceForAVillageStandsInItsTotals) {
  t.record<FundAdvanced>("2024-06-01", R"({"org":"o-village","component":"work_pay","period":"2024",
      "payer":"township","for_payer":"village","amount_fen":70000})");
  EXPECT_EQ(t.sums("stat.pay_advanced", "2024-12-31", {"payer"}).at("township"), 70000);
  EXPECT_EQ(t.sums("stat.pay_advanced_for", "2024-12-31", {"payer"}).at("village"), 70000);
}

TEST_F(PingyangMoney, LAW_15_NothingIsPaidBeforeItsPeriod) {
  EXPECT_THAT(rules_of(pay("2024-06-30", "2024-07", 1000)), ElementsAre("law.period_begun"));
  EXPECT_THAT(rules_of(pay("2024-08-01", "2024-08", 1000)), IsEmpty()) << "on its first day";
  EXPECT_THAT(rules_of(pay("2024-06-30", "2030", 1000)), ElementsAre("law.period_begun"));
  t.record<FundAdvanced>("2024-06-01", R"({"org":"o-village","component":"work_pay","period":"2024-09",
      "payer":"township","for_payer":"fiscal","amount_fen":1000})");
  EXPECT_THAT(rules_of(pay("2024-06-30", "2024-09", 1000)), IsEmpty()) << "it was advanced";
}

TEST_F(PingyangMoney, LAW_16_AmountsAreAboveZeroAndBelowABound) {
  EXPECT_THAT(rules_of(pay("2024-06-01", "2024-05", 0)), ElementsAre("law.amount"));
  EXPECT_THAT(rules_of(pay("2024-06-01", "2024-04", 1)), IsEmpty());
  EXPECT_THAT(rules_of(pay("2024-06-01", "2024-03", 100'000'000)), IsEmpty()) << "a million yuan";
  EXPECT_THAT(rules_of(pay("2024-06-01", "2024-02", 100'000'001)), ElementsAre("law.amount"));
  EXPECT_THAT(rules_of(pay("2024-06-01", "2023-Q1", 300'000'000)), IsEmpty()) << "of three months";
  EXPECT_THAT(rules_of(assess("2024-05", 0)), IsEmpty()) << "nothing may be due";
  EXPECT_THAT(rules_of(assess("2024-05", 100'000'001)), ElementsAre("law.amount"));
  EXPECT_THAT(rules_of(ordered_back(0)), ElementsAre("law.amount"));
  t.adopt("o-county", "2000-01-02",
          supplied(pack_of("pingyang"), "fiscal_payer = \"fiscal\"",
                   "fiscal_payer = \"fiscal\"\nmonth_most_fen = 500000"));
  EXPECT_THAT(rules_of(pay("2024-06-01", "2024-01", 500'001)), ElementsAre("law.amount"));
  EXPECT_THAT(rules_of(pay("2024-06-01", "2023-12", 500'000)), IsEmpty());
}

TEST_F(PingyangMoney, LAW_24_ReplacementThatDoesNotAddUpIsNotUnnoticed) {
  const Position sent = at(pay("2024-06-01", "2024", 10000, from("fiscal", 10000)));
  const auto replaced = [&](int fen, int share) {
    return t.attempt<CorrectionRecorded>(
        "2024-08-01", fmt::format(R"({{"target":"{}","reason":"{}","replacement":{{"type":"PayDisbursed",
            "on":"2024-06-01","data":{{"person":"p-1","org":"o-village","component":"work_pay",
            "period":"2024","amount_fen":{}{}}}}}}})",
                                  sent.str(), Commitment{}.str(), fen, from("fiscal", share)));
  };
  const auto is_noticed = [](const Result<Admission>& done) { return !done || !done->verdict.flags.empty(); };
  EXPECT_TRUE(is_noticed(replaced(-9999, 777)));
  EXPECT_TRUE(is_noticed(replaced(9999, 777)));
  EXPECT_FALSE(is_noticed(replaced(9999, 9999)));
}

TEST_F(PingyangMoney, CITY_50_ArrearsOfDecemberAndOfTheYearRingAfterNewYear) {
  const auto owed = [&](const std::string& on) {
    std::vector<std::string> out;
    for (const Alert& alert : t.alerts(on)) {
      const std::string& message = alert.message.value;
      if (alert.rule.value == "alert.pay_short") out.push_back(message.substr(message.rfind(' ') + 1));
    }
    return out;
  };
  for (const char* period : {"2024", "2024-06", "2024-12"}) ASSERT_TRUE(assess(period, 1000));
  EXPECT_THAT(owed("2024-12-31"), ElementsAre("2024-06"));
  EXPECT_THAT(owed("2025-01-01"), ::testing::UnorderedElementsAre("2024", "2024-06", "2024-12"));
  EXPECT_THAT(owed("2027-01-01"), ::testing::SizeIs(3)) << "until it is paid";
  for (const char* period : {"2024", "2024-06", "2024-12"}) ASSERT_TRUE(pay("2025-01-02", period, 1000));
  EXPECT_THAT(owed("2025-01-02"), IsEmpty());
}

// Claims
// --------------------------------------------------------------------------------------------------------------

TEST_F(PingyangReward, PY_39_GradeAndBaseOfARewardAreThoseOnRecord) {
  for (const char* person : {"p-1", "p-2"}) ASSERT_TRUE(assessed(person, kFiscal));
  graded("excellent");
  const Position competent{
      RuleLedger::must(t.grade("2024-12-28", "p-2", "annual", "2024", "competent")).index, 0};
  const auto claim = [&](const std::string& person, const std::string& rest) {
    return rules_of(t.attempt<RewardGranted>(
        "2024-12-30", fmt::format(R"({{"person":"{}","org":"o-village","period":"2024","amount_fen":80000,
            "basis":["{}"]{}}})",
                                  person, (person == "p-1" ? result_ : competent).str(), rest)));
  };
  EXPECT_THAT(claim("p-2", R"(,"grade":"excellent")"), ElementsAre("gate.reward_grade"));
  EXPECT_THAT(claim("p-2", R"(,"grade":"competent")"), IsEmpty());
  EXPECT_THAT(claim("p-1", R"(,"grade":"competent")"), ElementsAre("gate.reward_grade"));
  EXPECT_THAT(claim("p-1", R"(,"grade":"excellent","base_fen":765500)"), IsEmpty());
  EXPECT_THAT(claim("p-1", R"(,"grade":"excellent","base_fen":765501)"),
              ElementsAre("gate.reward_base", "law.rewarded_once"));
}

TEST_F(PingyangReward, PY_39_TenthOfAnOddSubsidyIsRoundedAsThePolicySays) {
  ASSERT_TRUE(assessed("p-1", R"(,"funds":[{"source":"fiscal","amount_fen":765505}])", 765505));
  graded("excellent");
  EXPECT_EQ(value(t.compute("calc.reward", "p-1", "2024-12-31")), "76551") << "half a fen is a fen";
  EXPECT_THAT(rules_of(reward(76550)), ElementsAre("gate.reward_floor"));
  EXPECT_THAT(rules_of(reward(76551)), ElementsAre("law.rewarded_once"));
  t.adopt("o-county", "2000-01-02",
          supplied(pack_of("pingyang"), "fiscal_payer = \"fiscal\"",
                   "fiscal_payer = \"fiscal\"\nrounding = \"floor\""));
  EXPECT_EQ(value(t.compute("calc.reward", "p-1", "2024-12-31")), "76550");
  EXPECT_THAT(rules_of(reward(76550)), ElementsAre("law.rewarded_once"));
}

}  // namespace
}  // namespace tenure::testing
