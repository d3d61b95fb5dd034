// Pay of village cadres: the standard of 7,655 yuan, three people a village, other cadres, rewards and cuts
// by grade.
#include "tests/scenarios/pingyang/pay.h"

#include "domain/appraisal/events.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

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
