#include "domain/audit/lead.h"

namespace tenure {
namespace {

/// What auditors of the field take where no policy says otherwise. Each run names those that it took.
constexpr std::string_view kUsual = R"(
[audit]
near_days = 7                  # B1
backdated_days = 30            # B3
round_unit_fen = 100000        # B4: whole thousands of yuan
round_least = 30
round_above = 0.5
benford_least = 300            # B5
benford_above = 0.015          # mean absolute deviation
concentration_least = 30       # B6
concentration_above = 0.6
split_days = 30                # B2
split_limit_fen = 500000
burst_days = 90                # B8
burst_times = 3
burst_above = 0.6
income_grace_days = 30         # C2
cash_cap_fen = 500000          # C3
deposit_days = 7
debt_growth_fen = 0            # C4
close_days = 15                # C6
contract_months = 240          # C7: as long as the law lets a lease run
renewal_days = 30
handover_days = 10             # C8
handover_posts = ["secretary", "director", "accounts_clerk"]

[major_decision.body]          # D2: the law of village committees
villagers_meeting = { quorum = 0.5, majority = 0.5 }
representatives = { quorum = 0.6667, majority = 0.5 }
)";

}  // namespace

std::shared_ptr<const Pack> usual_thresholds() {
  static const auto kPack = std::make_shared<const Pack>(*parse_pack(kUsual));
  return kPack;
}

}  // namespace tenure
