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
