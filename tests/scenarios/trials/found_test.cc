// What the trials (tests/trials) found, as plain scenarios: facts that met where no row had thought of it.
#include "domain/discipline/events.h"
#include "domain/pay/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

class Found : public ::testing::Test, public RuleLedger {
 protected:
  Found() {
    adopt("o-county", "2000-01-01", pack_of("pingyang"));
    person("p-1", "o-village");
  }

  Admission standard(const std::string& on, int fen, const std::string& period = "2024",
                     const std::string& org = "o-village") {
    return record<PayStandardSet>(
        on,
        fmt::format(
            R"({{"org":"{}","period":"{}","component":"pay_subsidy","amount_fen":{},"floor_fen":900000}})",
            org, period, fen));
  }
  std::vector<std::string> missing_for(const std::string& rule, const std::string& on) {
    std::vector<std::string> out;
    for (const Alert& alert : alerts(on)) {
      if (alert.rule.value == rule && alert.subject.value == "person/p-1") out.push_back(alert.period->str());
    }
    return out;
  }
};

TEST_F(Found, PY_43_LAW_01_ServiceEndsWithTheDeathOfWhoseOfficeIsStillOpen) {
  must(appoint("2010-03-01", "p-1"));
  EXPECT_EQ(value(compute("calc.tenure_years", "p-1", "2024-03-01")), "14");
  EXPECT_EQ(value(compute("calc.tenure_years", "p-1", "2025-03-01")), "15");
  record<DeathRecorded>("2024-03-01", R"({"person":"p-1"})");
  EXPECT_EQ(value(compute("calc.tenure_years", "p-1", "2024-03-01")), "14");
  EXPECT_EQ(value(compute("calc.tenure_years", "p-1", "2025-03-01")), "14");
}

TEST_F(Found, PY_49_T1_NewestStandardIsTheOneOfTheLatestDateWhicheverWasRecordedLast) {
  standard("2024-07-02", 900000);
  EXPECT_EQ(sums("stat.pay_gap", "2024-12-31")[""], 900000);
  standard("2024-01-10", 765500);  // the former one, recorded late
  EXPECT_EQ(sums("stat.pay_gap", "2024-12-31")[""], 900000);
  EXPECT_EQ(sums("stat.pay_gap", "2024-07-01")[""], 765500);
  standard("2024-08-01", 880000);
  EXPECT_EQ(sums("stat.pay_gap", "2024-12-31")[""], 880000);
}

TEST_F(Found, PY_01_T15_StandardBelowItsFloorRingsUntilItIsHonouredHoweverManyYearsLater) {
  standard("2024-01-10", 765500);
  EXPECT_THAT(ringing("2025-12-31"), Contains("alert.pay_below_floor"));
  EXPECT_THAT(ringing("2026-01-01"), Contains("alert.pay_below_floor"));
  EXPECT_THAT(ringing("2029-06-01"), Contains("alert.pay_below_floor"));
  standard("2029-06-02", 900000, "2029");
  EXPECT_THAT(ringing("2029-06-03"), Not(Contains("alert.pay_below_floor")));
}

TEST_F(Found, PY_37_T6_PolicyAdoptedOnceMoreDoesNotSilenceWhatWasMissingBefore) {
  must(appoint("2020-01-10", "p-1"));
  const auto before = missing_for("alert.appraisal_overdue", "2024-06-01");
  EXPECT_THAT(before, Contains("2021"));
  adopt("o-county", "2024-05-01", pack_of("pingyang"));
  EXPECT_EQ(missing_for("alert.appraisal_overdue", "2024-06-01"), before);
}

TEST_F(Found, PY_37_T6_WhatNoPolicyAskedForInItsPeriodIsNotMissing) {
  must(appoint("2020-01-10", "p-1"));
  adopt("o-village", "2022-03-01", pack_of("pingyang"));
  EXPECT_THAT(missing_for("alert.appraisal_overdue", "2024-06-01"), ElementsAre("2022", "2023"))
      << "the village's own policy holds whole from its day on";
}

TEST_F(Found, PY_42_T4_WhoIsAdmonishedLaterIsNotBarredBefore) {
  record<AdmonitionIssued>("2025-09-01", R"({"person":"p-1","org":"o-village","form":"written_admonition",
      "by":"township_committee",)" + sealed_member("reason") +
                                             "}");
  const auto barred = [&](const std::string& on) {
    for (const auto& [condition, outcome] : eligible("elig.delegate", "p-1", on).conditions) {
      if (condition->name == "not_barred") return outcome.met == form::Truth::no;
    }
    return false;
  };
  EXPECT_FALSE(barred("2025-03-01")) << "nobody knows on that day of what comes in September";
  EXPECT_FALSE(barred("2025-08-31"));
  EXPECT_TRUE(barred("2025-09-02"));
}

TEST_F(Found, PY_37_AlertSaysWhatIsRequiredAndWhatIsThere) {
  must(appoint("2020-01-10", "p-1"));
  const auto all = alerts("2024-06-01");
  const auto found = std::ranges::find_if(
      all, [](const Alert& alert) { return alert.rule.value == "alert.appraisal_overdue"; });
  ASSERT_NE(found, all.end());
  EXPECT_THAT(found->required->value, ::testing::StartsWith("GradeDetermined ≤ 20"));
  EXPECT_EQ(found->actual->value, "none");
}

}  // namespace
}  // namespace tenure::testing
