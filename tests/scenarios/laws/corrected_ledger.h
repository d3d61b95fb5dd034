// A ledger whose facts are corrected and voided, all on one day, and whose alerts are asked for on a later
// one.
#pragma once

#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {

class CorrectedLedger : public RuleLedger {
 public:
  CorrectedLedger(std::string corrected_on, std::string asked_on)
      : corrected_on_(std::move(corrected_on)), asked_on_(std::move(asked_on)) {}

  static Position at(const Result<Admission>& admission) { return {must(admission).index, 0}; }
  /// The rules that flag a correction of what stands at the position.
  template <class E>
  std::vector<std::string> corrected(Position target, const std::string& on, const std::string& data) {
    return rules_of(attempt<CorrectionRecorded>(
        corrected_on_,
        fmt::format(R"({{"target":"{}",{},"replacement":{{"type":"{}","on":"{}","data":{}}}}})", target.str(),
                    sealed_member("reason"), Description<E>::kInfo.name, on, data)));
  }
  Result<Admission> voided(Position target) {
    return attempt<CorrectionRecorded>(
        corrected_on_, fmt::format(R"({{"target":"{}",{}}})", target.str(), sealed_member("reason")));
  }
  bool rings(const std::string& rule, const std::string& on = {}) {
    const auto all = ringing(on.empty() ? asked_on_ : on);
    return std::ranges::find(all, rule) != all.end();
  }

 private:
  std::string corrected_on_, asked_on_;
};

}  // namespace tenure::testing
