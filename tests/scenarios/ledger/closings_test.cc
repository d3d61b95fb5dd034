// What a closed period keeps out, whom a transcription is checked by, and rules that are named.
#include "domain/appraisal/events.h"
#include "domain/care/events.h"
#include "domain/pay/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Closings : public ::testing::Test, public RuleLedger {
 protected:
  Closings() {
    person("p-1", "o-village");
    in_office("p-1");
  }

  Position close(const std::string& on, const std::string& period, const std::string& kind = {},
                 const std::string& org = "o-village") {
    const std::string of = kind.empty() ? "" : fmt::format(R"(,"kind":"{}")", kind);
    return {record<PeriodClosed>(on, fmt::format(R"({{"org":"{}","period":"{}"{}}})", org, period, of)).index,
            0};
  }
  static std::string payment(const std::string& period, int fen = 100000) {
    return fmt::format(
        R"({{"person":"p-1","org":"o-village","component":"work_pay","period":"{}","amount_fen":{}}})",
        period, fen);
  }
  std::vector<std::string> pay(const std::string& on, const std::string& period) {
    return rules_of(attempt<PayDisbursed>(on, payment(period)));
  }
  std::vector<std::string> correct(Position target, const std::string& on,
                                   const std::string& replacement = {}) {
    const std::string with = replacement.empty() ? "" : R"(,"replacement":)" + replacement;
    return rules_of(attempt<CorrectionRecorded>(
        on, fmt::format(R"({{"target":"{}",{}{}}})", target.str(), sealed_member("reason"), with)));
  }
  std::vector<std::string> graded(const std::string& scheme, const std::string& period) {
    return rules_of(grade("2024-05-20", "p-1", scheme, period, "good"));
  }
};

TEST_F(Closings, LAW_03_NothingEntersAPeriodThatIsClosed) {
  EXPECT_THAT(pay("2024-04-05", "2024-03"), Not(Contains("law.period_open")));
  const Position closed = close("2024-04-30", "2024-Q1");
  const auto late = attempt<PayDisbursed>("2024-05-02", payment("2024-03", 1));
  EXPECT_THAT(rules_of(late), Contains("law.period_open"));
  EXPECT_EQ(explained(late, "law.period_open"), "a period that is open | 2024-Q1");
  EXPECT_THAT(pay("2024-05-02", "2024-01"), Contains("law.period_open")) << "its first month";
  EXPECT_THAT(pay("2024-05-02", "2024-Q1"), Contains("law.period_open")) << "the quarter itself";
  EXPECT_THAT(pay("2024-05-02", "2024-04"), Not(Contains("law.period_open"))) << "the month after it";
  EXPECT_THAT(pay("2024-05-02", "2023-12"), Not(Contains("law.period_open"))) << "the month before it";
  EXPECT_THAT(pay("2024-05-02", "2024-H1"), Not(Contains("law.period_open"))) << "half a year is longer";
  EXPECT_THAT(ringing("2024-06-01"), Contains("law.period_open"));
  correct(closed, "2024-06-02");
  EXPECT_THAT(ringing("2024-06-03"), Not(Contains("law.period_open"))) << "it was opened again";
  EXPECT_THAT(pay("2024-06-03", "2024-02"), Not(Contains("law.period_open")));
}

TEST_F(Closings, LAW_03_AssessmentsAdjustmentsFundsAndGradesOfIt) {
  close("2024-04-30", "2024-03");
  const std::string cell = R"("person":"p-1","org":"o-village","component":"work_pay","period":"2024-03")";
  const auto said = [](const Result<Admission>& admission) { return rules_of(admission); };
  EXPECT_THAT(said(attempt<PayEntitlementAssessed>("2024-05-02", "{" + cell + R"(,"amount_fen":1})")),
              Contains("law.period_open"));
  EXPECT_THAT(said(attempt<PayAdjusted>("2024-05-02", "{" + cell + R"(,"amount_fen":-1,"decider":"o-town",)" +
                                                          sealed_member("reason") + "}")),
              Contains("law.period_open"));
  EXPECT_THAT(said(attempt<FundAdvanced>(
                  "2024-05-02", "{" + cell + R"(,"payer":"county","for_payer":"township","amount_fen":1})")),
              Contains("law.period_open"));
  EXPECT_THAT(
      said(attempt<FundSpent>("2024-05-02", R"({"org":"o-village","purpose":"training","period":"2024-03",
                  "amount_fen":1})")),
      Contains("law.period_open"));
  EXPECT_THAT(graded("monthly", "2024-03"), Contains("law.period_open"));
  EXPECT_THAT(graded("monthly", "2024-04"), Not(Contains("law.period_open")));
  const std::string help = R"({"person":"p-1","org":"o-village","kind":"hardship","amount_fen":100})";
  EXPECT_THAT(said(attempt<AssistanceGiven>("2024-03-31", help)), Contains("law.period_open"))
      << "by its day";
  EXPECT_THAT(said(attempt<AssistanceGiven>("2024-04-01", help)), Not(Contains("law.period_open")));
}

TEST_F(Closings, LAW_03_WhatTakesBackAndCorrectsIsInOrder) {
  const Position paid{record<PayDisbursed>("2024-04-05", payment("2024-03")).index, 0};
  const Position april{record<PayDisbursed>("2024-05-05", payment("2024-04")).index, 0};
  close("2024-04-30", "2024-03");
  const std::string back = R"({"person":"p-1","org":"o-village","component":"work_pay","period":"2024-03",)"
                           R"("amount_fen":)";
  EXPECT_THAT(rules_of(attempt<PaymentReversed>(
                  "2024-05-02",
                  back + fmt::format(R"(10,"payment":"{}",{}}})", paid.str(), sealed_member("reason")))),
              Not(Contains("law.period_open")));
  EXPECT_THAT(
      rules_of(attempt<PayRecoveryOrdered>(
          "2024-05-02", back + fmt::format(R"(10,"decider":"o-town",{}}})", sealed_member("reason")))),
      Not(Contains("law.period_open")));
  const auto instead = [](const std::string& period, int fen) {
    return fmt::format(R"({{"type":"PayDisbursed","on":"2024-04-05","data":{}}})", payment(period, fen));
  };
  EXPECT_THAT(correct(paid, "2024-05-02", instead("2024-03", 90000)), Not(Contains("law.period_open")));
  EXPECT_THAT(correct(april, "2024-05-06", instead("2024-03", 100000)), Contains("law.period_open"))
      << "a correction is no door into the closed month";
}

TEST_F(Closings, LAW_03_OfThatOrganisationAndKindAlone) {
  close("2024-04-30", "2024-03", "monthly");
  EXPECT_THAT(graded("monthly", "2024-03"), Contains("law.period_open"));
  EXPECT_THAT(graded("organiser", "2024-03"), Not(Contains("law.period_open")));
  EXPECT_THAT(pay("2024-05-02", "2024-03"), Not(Contains("law.period_open")))
      << "only the appraisal is closed";
  EXPECT_TRUE(attempt<PeriodClosed>("2024-05-01", R"({"org":"o-village","period":"2024-03"})"))
      << "now all of it";
  EXPECT_THAT(pay("2024-05-03", "2024-03"), Contains("law.period_open"));
  close("2024-04-30", "2024-02", {}, "o-town");
  EXPECT_THAT(pay("2024-05-03", "2024-02"), Not(Contains("law.period_open")))
      << "those below close their own";
}

TEST_F(Closings, LAW_03_ATermIsClosedByItsName) {
  close("2024-04-30", "term:r-2021");
  EXPECT_THAT(graded("annual", "term:r-2021"), Contains("law.period_open"));
  EXPECT_THAT(graded("annual", "term:r-2024"), Not(Contains("law.period_open")));
  EXPECT_THAT(pay("2024-05-02", "2024-03"), Not(Contains("law.period_open")));
}

TEST_F(Closings, LAW_11_ATranscriptionIsCheckedByAnotherPerson) {
  person("p-2", "o-village");
  const auto transcribed = [&](const char* checker) {
    auto paper = act();
    paper.act().provenance =
        Provenance{ProvenanceKind::transcribed,
                   {sha256("scan")},
                   {"乡镇党委"},
                   {},
                   {PersonId{"p-1"}},
                   checker == nullptr ? std::optional<Ref<PersonId>>() : Ref<PersonId>{PersonId{checker}},
                   {}};
    return rules_of(submit(paper.add("2010-01-01", secretary("p-2")), root()));
  };
  EXPECT_THAT(transcribed("p-1"), Contains("law.checked_by_another"));
  EXPECT_THAT(transcribed("p-2"), Not(Contains("law.checked_by_another")));
  EXPECT_THAT(transcribed(nullptr), Not(Contains("law.checked_by_another")));
}

TEST_F(Closings, LAW_23_AReviewAndAnOverrideNameARuleThatThereIs) {
  const Position flagged{must(attempt<PayDisbursed>("2024-05-02", payment("2024-12"))).index, 0};
  const auto review = [&](const std::string& rule) {
    return attempt<FlagReviewed>("2024-05-03",
                                 fmt::format(R"({{"flagged":"{}","rule":"{}","disposition":"explained",{}}})",
                                             flagged.str(), rule, sealed_member("reason")));
  };
  const Refusal unknown = refusal_of(review("law.period_begin"));
  EXPECT_EQ(unknown.reason, Reason::bad_value);
  EXPECT_EQ(unknown.where, "events[0].data.rule");
  EXPECT_THAT(unknown.detail, HasSubstr("no such rule: 'law.period_begin', the nearest is law.period_begun"));
  EXPECT_TRUE(review("law.period_begun"));
  const auto set_aside = [&](const std::string& rule) {
    return attempt<OverrideRecorded>(
        "2024-05-03", fmt::format(R"({{"rule":"{}","approver":"p-1",{}}})", rule, sealed_member("reason")));
  };
  EXPECT_THAT(refusal_of(set_aside("gate.elections")).detail, HasSubstr("the nearest is gate.election"));
  EXPECT_THAT(refusal_of(set_aside("calc.tenure_years")).detail, HasSubstr("stands in no act's way"));
  EXPECT_TRUE(set_aside("gate.election"));
}

}  // namespace
}  // namespace tenure::testing
