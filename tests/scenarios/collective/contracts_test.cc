// Contracts, debts and assets: what is open, what may not stay open, what ends nothing.
#include "tests/scenarios/collective/village.h"

namespace tenure::testing {
namespace {

using ::testing::Contains;
using ::testing::Not;

using Figures = std::map<std::string, std::int64_t>;

class VillageContracts : public VillageBooks {
 protected:
  static std::string pond(const std::string& contract, const std::string& rest = {}) {
    return fmt::format(R"({{"org":"o-village","contract":"{}","kind":"contracting_out","title":"鱼塘",
        "counterparty":"p-2","per_year_fen":2000000,"from":"2024-01-01","until":"2026-12-31"{}}})",
                       contract, rest);
  }
  static std::string ended(const std::string& contract) {
    return fmt::format(R"({{"org":"o-village","contract":"{}","reason":"run_out"}})", contract);
  }
  static std::string loan(const std::string& debt, const std::string& kind = "loan_taken") {
    return fmt::format(R"({{"org":"o-village","debt":"{}","kind":"{}","counterparty_name":"信用社",
        "amount_fen":5000000,"until":"2025-01-31"}})",
                       debt, kind);
  }
  static std::string settled(const std::string& debt, int fen) {
    return fmt::format(R"({{"org":"o-village","debt":"{}","amount_fen":{}}})", debt, fen);
  }
  void merge(const std::string& on = "2024-05-01") {
    register_org("o-other", "o-town");
    record<OrgMerged>(on, R"({"merged":["o-village"],"into":"o-other"})");
  }
  static Reason reason(const Result<Admission>& admission) { return refusal_of(admission).reason; }
};

TEST_F(VillageContracts, AContractIsOpenFromItsSigningUntilItIsEnded) {
  record<ContractSigned>("2024-01-10", pond("c-1"));
  EXPECT_EQ(figures("stat.contracts", "2024-01-09")[""], 0);
  EXPECT_EQ(sums("stat.contracts", "2024-01-10"), (Figures{{"", 2'000'000}, {"contracting_out", 2'000'000}}));
  EXPECT_EQ(reason(attempt<ContractSigned>("2024-02-01", pond("c-1"))), Reason::already);
  EXPECT_EQ(reason(attempt<ContractEnded>("2024-02-01", ended("c-2"))), Reason::absent);
  EXPECT_EQ(reason(attempt<ContractEnded>("2024-01-09", ended("c-1"))), Reason::absent) << "before it began";
  record<ContractEnded>("2026-12-31", ended("c-1"));
  EXPECT_EQ(figures("stat.contracts", "2026-12-30")[""], 1);
  EXPECT_EQ(figures("stat.contracts", "2026-12-31")[""], 0);
  EXPECT_TRUE(attempt<ContractSigned>("2027-01-05", pond("c-1"))) << "a number that is free again";
}

TEST_F(VillageContracts, AContractThatContradictsItselfIsRefused) {
  EXPECT_EQ(reason(attempt<ContractSigned>(
                "2024-01-10", pond("c-1", R"(,"dues":[{"until":"2024-01-01","amount_fen":-1}])"))),
            Reason::bad_value);
  EXPECT_EQ(
      reason(attempt<ContractSigned>(
          "2024-01-10",
          R"({"org":"o-village","contract":"c-1","kind":"sale","from":"2024-02-01","until":"2024-01-31"})")),
      Reason::bad_date);
}

TEST_F(VillageContracts, LAW_04_AContractOfAMergedOrganisationIsNotLeftOpen) {
  constexpr const char* kLaw = "law.open_after_org_contract";
  record<ContractSigned>("2024-01-10", pond("c-1"));
  record<ContractSigned>("2024-01-10", pond("c-2"));
  record<ContractEnded>("2024-05-01", ended("c-2"));
  merge();
  EXPECT_FALSE(rings(kLaw, "2024-04-30"));
  EXPECT_TRUE(rings(kLaw, "2024-05-01"));
  record<ContractEnded>("2024-06-01", ended("c-1"));
  EXPECT_TRUE(rings(kLaw, "2024-05-31"));
  EXPECT_FALSE(rings(kLaw, "2024-06-01"));
}

TEST_F(VillageContracts, LAW_04_DebtsAndAdvancesOfAMergedOrganisationAreNotLeftOpen) {
  constexpr const char* kDebt = "law.open_after_org_debt";
  constexpr const char* kAdvance = "law.open_after_org_advance";
  record<DebtRecorded>("2024-01-10", loan("d-1"));
  record<DebtRecorded>("2024-01-10", loan("d-2", "advance"));
  merge();
  for (const char* law : {kDebt, kAdvance}) {
    EXPECT_FALSE(rings(law, "2024-04-30")) << law;
    EXPECT_TRUE(rings(law, "2024-05-01")) << law;
  }
  record<DebtSettled>("2024-06-01", settled("d-1", 5'000'000));
  EXPECT_FALSE(rings(kDebt, "2024-06-01"));
  EXPECT_TRUE(rings(kAdvance, "2024-06-01"));
  record<DebtSettled>("2024-06-02", settled("d-2", 4'999'999));
  EXPECT_TRUE(rings(kAdvance, "2024-06-02")) << "a fen is left";
  record<DebtSettled>("2024-06-03", settled("d-2", 1));
  EXPECT_FALSE(rings(kAdvance, "2024-06-03"));
}

TEST_F(VillageContracts, LAW_21_WhatEndsWasSignedAndWhatIsSettledWasRecorded) {
  const Position signed_at = at(record<ContractSigned>("2024-01-10", pond("c-1")));
  const Position ended_at = at(record<ContractEnded>("2024-03-10", ended("c-1")));
  const Position borrowed = at(record<DebtRecorded>("2024-01-10", loan("d-1")));
  record<DebtSettled>("2024-03-10", settled("d-1", 5'000'000));
  EXPECT_THAT(ringing("2024-04-01"), Not(Contains("law.contract_ends")));
  must(correct(signed_at, "2024-04-01"));
  must(correct(borrowed, "2024-04-01"));
  EXPECT_THAT(ringing("2024-04-02"), Contains("law.contract_ends"));
  EXPECT_THAT(ringing("2024-04-02"), Contains("law.debt_settled"));
  must(correct(ended_at, "2024-04-03"));
  EXPECT_THAT(ringing("2024-04-04"), Not(Contains("law.contract_ends")));
}

TEST_F(VillageContracts, ADebtIsOpenUntilAllOfItIsSettled) {
  record<DebtRecorded>("2024-01-10", loan("d-1"));
  EXPECT_EQ(reason(attempt<DebtRecorded>("2024-01-11", loan("d-1"))), Reason::already);
  EXPECT_EQ(reason(attempt<DebtSettled>("2024-01-11", settled("d-9", 1))), Reason::absent);
  EXPECT_EQ(reason(attempt<DebtSettled>("2024-01-11", settled("d-1", -1))), Reason::bad_value);
  record<DebtSettled>("2024-02-10", settled("d-1", 2'000'000));
  record<DebtSettled>("2024-03-10", settled("d-1", 3'000'000));
  EXPECT_EQ(figures("stat.debts", "2024-03-09"), (Figures{{"", 1}, {"loan_taken", 1}}));
  EXPECT_EQ(figures("stat.debts", "2024-03-10"), (Figures{{"", 0}}));
  const auto row_of = row<OrgDebts>("o-village", "d-1");
  ASSERT_NE(row_of, nullptr);
  EXPECT_EQ(row_of->debts.front().left_on(*Date::parse("2024-02-10")), Fen{3'000'000});
}

TEST_F(VillageContracts, AssetsAreCountedAtTheirNewestValueUntilTheyGo) {
  const auto asset = [](const std::string& kind, const std::string& rest) {
    return fmt::format(R"({{"org":"o-village","asset":"a-1","kind":"{}"{}}})", kind, rest);
  };
  record<AssetRecorded>("2024-01-10",
                        asset("acquired", R"(,"category":"building","name":"厂房","amount_fen":9000)"));
  record<AssetRecorded>("2024-03-10", asset("leased_out", R"(,"contract":"c-1")"));
  record<AssetRecorded>("2024-06-10", asset("counted", R"(,"amount_fen":8000)"));
  record<AssetRecorded>("2024-09-10", asset("disposed", ""));
  EXPECT_EQ(figures("stat.assets", "2024-01-09")[""], 0);
  EXPECT_EQ(sums("stat.assets", "2024-03-10"), (Figures{{"", 9'000}, {"building", 9'000}}));
  EXPECT_EQ(sums("stat.assets", "2024-06-10"), (Figures{{"", 8'000}, {"building", 8'000}}));
  EXPECT_EQ(figures("stat.assets", "2024-09-10")[""], 0);
}

}  // namespace
}  // namespace tenure::testing
