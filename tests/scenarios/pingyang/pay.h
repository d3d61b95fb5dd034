// Fixtures of Pingyang's pay: a village of four people in office under the county's policy. Every figure is
// of the text.
#pragma once

#include "domain/pay/events.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {

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

inline const std::string kThreePosts =
    R"(,"posts":["secretary","director","accounts_clerk"],"floor_fen":700000)";
inline const std::string kFiscal = R"(,"funds":[{"source":"fiscal","amount_fen":765500}])";

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

}  // namespace tenure::testing
