// What follows from a grade, once the grade is another one: rewards, honours, measures that rested on it, and
// from when on something else is due. Of both counties' texts.
#include "domain/discipline/events.h"
#include "domain/incentive/events.h"
#include "domain/pay/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* kRevised = "law.basis_revised";

class RevisedGrade : public ::testing::Test, public RuleLedger {
 protected:
  explicit RevisedGrade(const std::string& locality = "pingyang") {
    adopt("o-county", "2000-01-01", pack_of(locality));
    person("p-1", "o-village");
    in_office("p-1");
  }

  static Position at(const Result<Admission>& admission) { return {must(admission).index, 0}; }
  Position graded(const std::string& grade, const std::string& on = "2024-12-28",
                  const std::string& scheme = "annual", const std::string& period = "2024") {
    return at(this->grade(on, "p-1", scheme, period, grade));
  }
  /// Without a grade the decision says nothing any more.
  Result<Admission> revise(const std::string& on, Position decision, const std::string& grade,
                           const std::string& period = "2024") {
    const std::string says = grade.empty() ? "" : fmt::format(R"("grade":"{}",)", grade);
    return attempt<DecisionRevised>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","decision":"{}","period":"{}",{}{}}})",
                        decision.str(), period, says, sealed_member("reason")));
  }
  Result<Admission> reward(const std::string& on, const std::string& rest,
                           const std::string& period = "2024") {
    return attempt<RewardGranted>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","period":"{}"{}}})", period, rest));
  }
  Result<Admission> honour(const std::string& on, Position basis) {
    return attempt<HonourGranted>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","title":"advanced","level":"county",)"
                        R"("basis":["{}"]}})",
                        basis.str()));
  }
  Position admonish(const std::string& on, Position basis) {
    return at(record<AdmonitionIssued>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","form":"written_admonition",)"
                        R"("by":"township_committee","period":"2024",{},"basis":["{}"]}})",
                        sealed_member("reason"), basis.str())));
  }
  std::vector<std::string> corrected(Position target, const std::string& replacement = {}) {
    const std::string with = replacement.empty() ? "" : R"(,"replacement":)" + replacement;
    return rules_of(attempt<CorrectionRecorded>(
        "2025-12-01", fmt::format(R"({{"target":"{}",{}{}}})", target.str(), sealed_member("reason"), with)));
  }
  bool rings(const std::string& rule, const std::string& on = "2026-01-01") {
    const auto all = ringing(on);
    return std::ranges::find(all, rule) != all.end();
  }
  std::string since(const std::string& rule, const std::string& on = "2026-01-01") {
    for (const Alert& alert : alerts(on)) {
      if (alert.rule.value == rule) return alert.since.str();
    }
    return {};
  }
};

TEST_F(RevisedGrade, PY_39_ARewardForAGradeThatIsRevisedRingsFromThatDay) {
  const Position result = graded("excellent");
  reward("2025-01-10", R"(,"grade":"excellent","amount_fen":80000)");
  EXPECT_FALSE(rings(kRevised));
  ASSERT_TRUE(revise("2025-03-01", result, "competent"));
  EXPECT_FALSE(rings(kRevised, "2025-02-28"));
  EXPECT_TRUE(rings(kRevised, "2025-03-01"));
  EXPECT_EQ(since(kRevised), "2025-03-01");
  revise("2025-04-01", result, "excellent");
  EXPECT_FALSE(rings(kRevised, "2025-04-01")) << "as it was";
}

TEST_F(RevisedGrade, PY_39_WhateverWayARewardSaysWhatItIsFor) {
  const Position result = graded("excellent");
  const auto rings_with = [&](const std::string& rest, const std::string& period = "2024") {
    const Position granted = at(reward("2025-01-10", rest, period));
    const bool out = rings(kRevised);
    corrected(granted);
    return out;
  };
  revise("2025-03-01", result, "competent");
  EXPECT_TRUE(rings_with(R"(,"grade":"excellent")")) << "in kind";
  EXPECT_TRUE(rings_with(R"(,"amount_fen":80000)")) << "it names the year alone";
  EXPECT_TRUE(rings_with(fmt::format(R"(,"kind":"material","basis":["{}"])", result.str())));
  EXPECT_FALSE(rings_with(R"(,"kind":"material")")) << "of another kind, that rests on no grade";
  EXPECT_FALSE(rings_with(R"(,"grade":"competent")"));
  EXPECT_FALSE(rings_with(R"(,"grade":"excellent")", "2023"));
}

TEST_F(RevisedGrade, PY_39_WhatIsDecidedAfterTheRevisionRestsOnWhatHoldsThen) {
  const Position result = graded("excellent");
  revise("2025-03-01", result, "competent");
  honour("2025-03-01", result);
  EXPECT_FALSE(rings(kRevised));
  honour("2025-02-28", result);
  EXPECT_TRUE(rings(kRevised)) << "recorded later, decided before";
}

TEST_F(RevisedGrade, PY_40_AnHonourOrASeatThatRestsOnAGradeThatIsTakenBackRings) {
  const Position result = graded("excellent");
  const Position honoured = at(honour("2025-01-10", result));
  const Position recommended = at(record<DelegateRecommended>(
      "2025-01-11",
      fmt::format(R"({{"person":"p-1","org":"o-village","body":"cppcc","basis":["{}"]}})", result.str())));
  revise("2025-03-01", result, "");
  EXPECT_TRUE(rings(kRevised));
  corrected(honoured);
  EXPECT_TRUE(rings(kRevised)) << "the seat";
  corrected(recommended);
  EXPECT_FALSE(rings(kRevised));
}

TEST_F(RevisedGrade, PY_41_AnAdmonitionForAGradeThatIsRevisedRingsUntilItIsTakenBack) {
  const Position result = graded("basic");
  const Position issued = admonish("2025-01-10", result);
  revise("2025-03-01", result, "competent");
  EXPECT_TRUE(rings(kRevised, "2025-03-01"));
  record<AdmonitionEnded>("2025-03-05", fmt::format(R"({{"person":"p-1","org":"o-village",)"
                                                    R"("admonition":"{}","outcome":"revoked"}})",
                                                    issued.str()));
  EXPECT_TRUE(rings(kRevised, "2025-03-04"));
  EXPECT_FALSE(rings(kRevised, "2025-03-05"));
}

TEST_F(RevisedGrade, PY_44_ACutForAGradeThatIsRevisedRings) {
  const Position result = graded("not_competent");
  const auto cut = [&](const std::string& on) {
    return at(record<PayAdjusted>(
        on, fmt::format(R"({{"person":"p-1","org":"o-village","component":"pay_subsidy","period":"2024",)"
                        R"("amount_fen":-1000,"decider":"o-town",{},"basis":["{}"]}})",
                        sealed_member("reason"), result.str())));
  };
  const Position first = cut("2025-01-10");
  revise("2025-03-01", result, "basic");
  EXPECT_TRUE(rings(kRevised));
  record<FlagReviewed>(
      "2025-03-02", fmt::format(R"({{"flagged":"{}","rule":"{}","disposition":"explained",{}}})", first.str(),
                                kRevised, sealed_member("reason")));
  EXPECT_FALSE(rings(kRevised)) << "somebody looked at it";
}

TEST_F(RevisedGrade, PY_39_LAW_22_AGradeThatIsCorrectedToAnotherOneLetsDownWhatRestsOnIt) {
  const auto replaced = [](const std::string& grade) {
    return fmt::format(R"({{"type":"GradeDetermined","on":"2024-12-28","data":{{"person":"p-1",)"
                       R"("org":"o-village","scheme":"annual","period":"2024","grade":"{}"}}}})",
                       grade);
  };
  const Position result = graded("excellent");
  const Position granted = at(reward("2025-01-10", R"(,"grade":"excellent","amount_fen":80000)"));
  const Position honoured = at(honour("2025-01-11", result));
  EXPECT_THAT(corrected(result, replaced("excellent")), Not(Contains("law.basis"))) << "it says the same";
  EXPECT_THAT(corrected(result, replaced("competent")), Contains("law.basis"));
  EXPECT_TRUE(rings("law.basis"));
  corrected(granted);
  EXPECT_TRUE(rings("law.basis")) << "the honour";
  corrected(honoured);
  EXPECT_FALSE(rings("law.basis"));
}

TEST_F(RevisedGrade, PY_41_WhatAGradeCallsForIsDueFromTheDayOnWhichItSaysSo) {
  const Position result = graded("competent");
  EXPECT_FALSE(rings("alert.admonition_due", "2025-02-28"));
  revise("2025-03-01", result, "basic");
  EXPECT_EQ(since("alert.admonition_due", "2025-03-02"), "2025-03-01") << "not of the day of the grade";
  revise("2025-04-01", result, "basic");
  EXPECT_EQ(since("alert.admonition_due", "2025-04-02"), "2025-03-01") << "it said so already";
  admonish("2025-04-03", result);
  EXPECT_FALSE(rings("alert.admonition_due"));
}

TEST_F(RevisedGrade, PY_41_AnAdmonitionFromBeforeTheGradeCalledForItServesNobody) {
  const Position result = graded("competent");
  admonish("2025-02-01", result);
  revise("2025-03-01", result, "basic");
  EXPECT_TRUE(rings("alert.admonition_due", "2025-03-02"));
  admonish("2025-03-02", result);
  EXPECT_FALSE(rings("alert.admonition_due", "2025-03-03"));
}

class HaixingRevised : public RevisedGrade {
 protected:
  HaixingRevised() : RevisedGrade("haixing") {}
};

TEST_F(HaixingRevised, HX_46_ARewardOfAMonthRingsOnceTheMonthIsPoor) {
  const Position march = graded("excellent", "2024-03-27", "monthly", "2024-03");
  const Position april = graded("excellent", "2024-04-27", "monthly", "2024-04");
  reward("2024-05-01", R"(,"grade":"excellent","amount_fen":20000)", "2024-03");
  revise("2024-06-01", april, "poor", "2024-04");
  EXPECT_FALSE(rings(kRevised)) << "of another month";
  revise("2024-06-01", march, "poor", "2024-03");
  EXPECT_TRUE(rings(kRevised));
  EXPECT_TRUE(rings(kRevised, "2027-01-01")) << "what is open stays open over the years";
}

TEST_F(HaixingRevised, HX_43_ARecruitmentThatRestsOnAnExcellentThatIsGoneRings) {
  adopt("o-county", "2000-01-02", supplied(pack_of("haixing"), R"(mode = "enforce")", R"(mode = "flag")"));
  const Position result = graded("excellent");
  const Position recruited = at(record<RecruitmentMade>(
      "2025-02-01", fmt::format(R"({{"person":"p-1","org":"o-village","kind":"civil_servant",)"
                                R"("basis":["{}"]}})",
                                result.str())));
  EXPECT_FALSE(rings(kRevised));
  revise("2025-03-01", result, "competent");
  EXPECT_TRUE(rings(kRevised));
  corrected(recruited);
  EXPECT_FALSE(rings(kRevised));
}

TEST_F(HaixingRevised, HX_31_ARunIsOfTheDayOnWhichItsLastGradeSaysSo) {
  const Position first = graded("qualified", "2023-12-28", "organiser", "2023");
  graded("basic", "2024-12-28", "organiser", "2024");
  EXPECT_FALSE(rings("alert.two_year_basic", "2025-02-28"));
  revise("2025-03-01", first, "basic", "2023");
  EXPECT_EQ(since("alert.two_year_basic", "2025-03-02"), "2025-03-01");
}

}  // namespace
}  // namespace tenure::testing
