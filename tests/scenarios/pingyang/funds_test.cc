// What the county reports upward: budgets, difficulties, suggestions.
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using Figures = std::map<std::string, std::int64_t>;

class PingyangFunds : public ::testing::Test {
 protected:
  PingyangFunds() { t.adopt("o-county", "2000-01-01", pack_of("pingyang")); }

  void appropriated(const std::string& purpose, const std::string& rest) {
    t.record<BudgetAppropriated>(
        "2024-01-15", fmt::format(R"({{"org":"o-county","purpose":"{}","period":"2024"{}}})", purpose, rest));
  }
  void said(const std::string& kind, const std::string& topic) {
    t.record<OpinionCollected>(
        "2024-06-01",
        fmt::format(R"({{"org":"o-county","kind":"{}","topic":"{}","to":"o-city"}})", kind, topic));
  }

  RuleLedger t;
};

TEST_F(PingyangFunds, PY_02_PaySubsidyOf7500000YuanIsInTheBudgetOf2024) {
  appropriated("pay_subsidy", R"(,"source":"county","amount_fen":750000000)");
  EXPECT_EQ(t.sums("stat.budget", "2024-12-31"),
            (Figures{{"", 750'000'000}, {"pay_subsidy/2024/county", 750'000'000}}));
  EXPECT_EQ(t.figures("stat.budget", "2023-12-31"), (Figures{{"", 0}}));
}

TEST_F(PingyangFunds, PY_48_MoreThan15MillionBesideWhatProvinceAndCityGave) {
  appropriated("grassroots", R"(,"source":"county","amount_fen":1500000000,"stated":"at_least")");
  appropriated("grassroots", R"(,"source":"province","stated":"unspecified")");
  appropriated("grassroots", R"(,"source":"city","stated":"unspecified")");
  EXPECT_EQ(t.sums("stat.budget", "2024-12-31", {"source", "stated"}),
            (Figures{{"", 1'500'000'000}, {"county/at_least", 1'500'000'000}}))
      << "what is not stated is not zero";
  EXPECT_EQ(t.figures("stat.budget", "2024-12-31", {"stated"}),
            (Figures{{"", 3}, {"at_least", 1}, {"unspecified", 2}}));
}

TEST_F(PingyangFunds, PY_46_PY_47_PY_49_PY_50_PY_51_DifficultiesAndSuggestionsGoUpward) {
  said("difficulty", "funds");
  said("difficulty", "balance");
  said("suggestion", "fiscal_transfer");
  said("suggestion", "township_discretion");
  said("suggestion", "pay_by_results");
  said("suggestion", "pay_spread");
  said("pledge", "roads");
  EXPECT_EQ(t.figures("stat.difficulties", "2024-12-31"), (Figures{{"", 6},
                                                                   {"difficulty/funds", 1},
                                                                   {"difficulty/balance", 1},
                                                                   {"suggestion/fiscal_transfer", 1},
                                                                   {"suggestion/township_discretion", 1},
                                                                   {"suggestion/pay_by_results", 1},
                                                                   {"suggestion/pay_spread", 1}}))
      << "opinions on a pledge go nowhere";
  const std::string report = t.report("rpt.difficulties", "2024-12-31");
  EXPECT_THAT(report, HasSubstr(R"({"group":["o-county","difficulty","balance","o-city"],"count":1})"));
  EXPECT_THAT(report, Not(HasSubstr("pledge")));
}

}  // namespace
}  // namespace tenure::testing
