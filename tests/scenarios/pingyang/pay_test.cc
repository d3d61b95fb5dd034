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
  EXPECT_THAT(rules_of(standard("2024-01-10", "")), ElementsAre("gate.pay_floor"))
      << "the floor is not stated";
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
  EXPECT_THAT(rules_of(standard("2024-01-11", four)), ElementsAre("gate.pay_headcount"));
  for (const char* person : {"p-1", "p-2", "p-3"}) {
    EXPECT_THAT(rules_of(assessed(person, kFiscal)), IsEmpty());
    EXPECT_THAT(rules_of(paid(person, kFiscal)), IsEmpty());
  }
  EXPECT_THAT(rules_of(paid("p-1", kFiscal)), IsEmpty()) << "the same three";
  EXPECT_THAT(rules_of(assessed("p-4", kFiscal)), ElementsAre("gate.pay_headcount_assessed"));
  EXPECT_THAT(rules_of(paid("p-4", kFiscal)), ElementsAre("gate.pay_headcount_paid"));
  EXPECT_EQ(t.figures("stat.paid_people", "2024-12-31")["2024/pay_subsidy"], 4);
}

TEST_F(PingyangPay, PY_04_StandardIsTheCountysFarmerIncomePerHead) {
  EXPECT_THAT(t.compute("calc.pay_standard", "o-village", "2024-06-01").why,
              HasSubstr("no farmer_per_capita_income is recorded for 2024"));
  const auto income = t.record<OrgProfileUpdated>(
      "2024-01-05", R"({"org":"o-county","facts":[{"name":"farmer_per_capita_income","number":7655}]})");
  const form::Computed found = t.compute("calc.pay_standard", "o-village", "2024-06-01");
  EXPECT_EQ(value(found), "7655");
  EXPECT_EQ(found.unit, "元");
  EXPECT_THAT(found.parts.at(0).basis, ElementsAre(Position{income.index, 0}));
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

TEST_F(PingyangPay, PY_06_ApprovalOfADepartureSubsidyWithoutFiveYearsIsFlagged) {
  ASSERT_TRUE(t.appoint("2018-01-01", "p-1"));
  t.end("2022-01-01", "p-1", "term_expiry");
  t.attribute("p-1", "birth_date", R"("date":"1950-01-01")");
  const auto approved = t.record<DepartureSubsidyApproved>(
      "2024-01-10", R"({"person":"p-1","org":"o-village","years":4,"monthly_fen":5000})");
  ASSERT_THAT(rules_of(approved), ElementsAre("gate.departure_subsidy"));
  EXPECT_THAT(approved.verdict.flags[0].message.value, HasSubstr("Years of service (4)"));
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
  const auto pay = [&](int fen) {
    return rules_of(t.attempt<SubsidyPaid>(
        "2024-02-10",
        fmt::format(R"({{"person":"p-1","org":"o-village","period":"2024-02","amount_fen":{}}})", fen)));
  };
  EXPECT_THAT(approve(11001), ElementsAre("gate.departure_subsidy_amount"));
  EXPECT_THAT(approve(11000), IsEmpty());
  EXPECT_THAT(approve(5000), IsEmpty());
  EXPECT_THAT(approve(4999), ElementsAre("gate.departure_subsidy_amount"));
  EXPECT_THAT(pay(4999), ElementsAre("gate.subsidy_paid"));
  EXPECT_THAT(pay(5000), IsEmpty());
  EXPECT_THAT(pay(11000), IsEmpty());
  EXPECT_THAT(pay(11001), ElementsAre("gate.subsidy_paid"));
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
              HasSubstr("the schedule gives 8000 fen a month, not 5000"));
  EXPECT_THAT(rules_of(approve(8000)), IsEmpty());
  const auto falling =
      supplied(pack_of("pingyang"), "schedule = \"unspecified\"", "schedule = [[5, 8000], [10, 5000]]");
  const auto refused =
      refusal_of(t.submit(t.act().add("2024-03-01", RuleLedger::policy("o-county", falling)), t.root()));
  EXPECT_EQ(refused.reason, Reason::bad_pack);
  EXPECT_THAT(refused.detail, HasSubstr("departure_subsidy.schedule: 5000 follows 8000"));
  adopt("2024-04-01", "[[5, 5000], [10, 12000]]");
  EXPECT_EQ(t.compute("calc.departure_subsidy_amount", "p-1", "2024-04-10").why,
            "the schedule goes above the range");
  adopt("2024-05-01", "[[5, 4000], [10, 8000]]");
  EXPECT_EQ(t.compute("calc.departure_subsidy_amount", "p-1", "2024-05-10").why,
            "the schedule goes below the range");
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

TEST_F(PingyangOtherCadres, PY_09_PaidByTheFiscAndTheTownship) {
  EXPECT_THAT(allotted(""), ElementsAre("gate.other_cadres")) << "the payers are not stated";
  EXPECT_THAT(allotted(R"(,"funds":[{"source":"village","amount_fen":300000}])"),
              ElementsAre("gate.other_cadres"));
  EXPECT_THAT(allotted(both), IsEmpty());
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
  EXPECT_EQ(by_payer(), (Sums{{"", 250000}, {"fiscal", 150000}, {"township_match", 100000}}));
  EXPECT_EQ(t.sums("stat.paid", "2024-06-10", {"payer"}).at("fiscal"), 200000) << "before it came back";
  const auto late = paid("p-2", both, 300000);
  t.record<CorrectionRecorded>(
      "2024-08-01", fmt::format(R"({{"target":"{}.0","reason":"{}"}})", late->index, Commitment{}.str()));
  EXPECT_EQ(by_payer().at("fiscal"), 150000) << "what was corrected is out of the totals";
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
  EXPECT_THAT(rules_of(reward(76550)), IsEmpty());
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

}  // namespace
}  // namespace tenure::testing
