// Tests of the audit that could not judge say so, and why: they found nothing, which says nothing.
#include "domain/affairs/events.h"
#include "domain/collective/events.h"
#include "tests/scenarios/audit/audit.h"

namespace tenure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Unjudgeable : public ::testing::Test, public AuditLedger {
 protected:
  Position spent(const std::string& on, std::int64_t fen, const std::string& payee = "甲商店") {
    return at(attempt<FundSpent>(
        on,
        fmt::format(R"({{"org":"o-village","purpose":"care","period":"2024","amount_fen":{},"payee":"{}"}})",
                    fen, payee)));
  }
  void book(const std::string& on, int number) {
    must(attempt<JournalPosted>(
        on, fmt::format(R"({{"org":"o-village","series":"general","number":{},"lines":[)"
                        R"({{"account":"101","debit_fen":700}},{{"account":"501","credit_fen":700}}]}})",
                        number)));
  }
};

TEST_F(Unjudgeable, LEAD_B4_B5_B6_TooFewPayments) {
  for (int i = 0; i < 4; ++i) spent(fmt::format("2024-0{}-01", i + 1), 1'000 + i, fmt::format("商户{}", i));
  EXPECT_THAT(unjudged("B4"), ElementsAre("too_few audit.round_least 4 30"));
  EXPECT_THAT(unjudged("B5"), ElementsAre("too_few audit.benford_least 4 300"));
  EXPECT_THAT(unjudged("B6"), ElementsAre("too_few audit.concentration_least 4 30"));
  EXPECT_THAT(unjudged("B4", {.thresholds = "round_least = 5"}),
              ElementsAre("too_few audit.round_least 4 5"));
  EXPECT_THAT(unjudged("B4", {.thresholds = "round_least = 4"}), IsEmpty());
  EXPECT_THAT(unjudged("B5", {.thresholds = "benford_least = 4"}), ElementsAre("too_alike"));
  spent("2024-05-01", 10'000, "商户5");
  EXPECT_THAT(unjudged("B5", {.thresholds = "benford_least = 4"}), IsEmpty());
  const Examination few = examined("B4", {});
  EXPECT_EQ(few.unjudged.begin()->second.front().why.zh, "自定金额的支出 5 笔，至少需 30 笔");
}

TEST_F(Unjudgeable, LEAD_B8_TooFewDaysBeforeAHandover) {
  person("p-1", "o-village");
  in_office("p-1");
  EXPECT_THAT(unjudged("B8"), IsEmpty());
  must(attempt<HandoverRecorded>("2024-06-30", R"({"person":"p-1","org":"o-village","post":"secretary"})"));
  EXPECT_THAT(unjudged("B8", {.from = "2024-01-02"}), IsEmpty()) << "90 days, and 90 days before them";
  EXPECT_THAT(unjudged("B8", {.from = "2024-01-03"}), ElementsAre("too_few audit.burst_days 89 90"));
}

TEST_F(Unjudgeable, LEAD_A1_D1_WhatNoPolicyGives) {
  EXPECT_THAT(unjudged("A1"), ElementsAre("no_parameter audit.approval_limit_fen.*"));
  EXPECT_THAT(unjudged("D1"), ElementsAre("no_parameter major_decision.steps"));
  EXPECT_THAT(unjudged("D7"), ElementsAre("no_parameter audit.training_days"));
  EXPECT_THAT(unjudged("A7"), ElementsAre(HasSubstr("admonition.cancels_rewards")));
  EXPECT_THAT(unjudged("B1"), IsEmpty()) << "the usual value of the field";
  const Examination silent = examined("D1", {});
  EXPECT_EQ(silent.unjudged.begin()->second.front().why.zh, "政策没有规定“重大事项决策程序”");
  EXPECT_EQ(silent.unjudged.begin()->second.front().why.en,
            "no policy gives \"steps of a major decision, in their order\"");
  adopt("o-county", "2020-01-01",
        "[audit]\napproval_limit_fen.secretary = 100000\ntraining_days = 3\n"
        "[major_decision]\nsteps = [\"two_committees\"]\n[admonition]\nbars_awards_while_open = true\n");
  for (const char* test : {"A1", "D1", "D7", "A7"}) EXPECT_THAT(unjudged(test), IsEmpty()) << test;
}

TEST_F(Unjudgeable, LEAD_A10_WhereNobodySaysHowManyThereMayBe) {
  EXPECT_THAT(unjudged("A10"), ElementsAre("no_parameter pay.beneficiaries_per_village"));
  must(attempt<PostsSet>("2024-01-01", R"({"org":"o-village","post":"member","count":3})"));
  EXPECT_THAT(unjudged("A10"), IsEmpty()) << "seats are set";
}

TEST_F(Unjudgeable, LEAD_A10_ThePolicySaysHowManyArePaid) {
  adopt("o-county", "2020-01-01", "[pay]\nbeneficiaries_per_village = 3\n");
  EXPECT_THAT(unjudged("A10"), IsEmpty());
}

TEST_F(Unjudgeable, LEAD_B7_C3_WhereNoBooksAreKept) {
  for (const char* test : {"B7", "C3", "C6", "C8"})
    EXPECT_THAT(unjudged(test), ElementsAre("no_books")) << test;
  book("2024-03-01", 1);
  for (const char* test : {"B7", "C3", "C6", "C8"}) EXPECT_THAT(unjudged(test), IsEmpty()) << test;
  EXPECT_THAT(unjudged("B7", {.until = "2023-12-31"}), ElementsAre("no_books")) << "not yet";
}

/// A row of the table cannot name a parameter that there is not.
TEST_F(Unjudgeable, LEAD_A1_D11_WhatTestsNeedIsDeclared) {
  for (const LeadTest& test : lead_tests()) {
    for (const std::string_view need : test.needs) {
      std::istringstream keys{std::string(need)};
      for (std::string key; keys >> key;) {
        const auto& known = pack_schema().parameters;
        EXPECT_NE(std::ranges::find(known, key, &ParameterInfo::key), known.end()) << test.id << " " << key;
      }
    }
  }
}

}  // namespace
}  // namespace tenure::testing
