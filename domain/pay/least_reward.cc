#include "domain/pay/least_reward.h"

#include "domain/pay/due.h"
#include "domain/pay/policy.h"

namespace tenure {

namespace {

/// The part of a year's subsidy that the public purse bears. (A69)
std::optional<Fen> fiscal_subsidy(const Asked& asked, const PolicyView& policy, const Period& year,
                                  std::vector<Position>& basis) {
  const auto component = policy.get(kStandardComponent);
  const auto payer = policy.get(kFiscalPayer);
  if (!component || !payer) return std::nullopt;
  std::optional<Fen> sum;
  for (const PayCell& cell : asked.facts.items<&PersonPay::cells>(asked.subject, year.part())) {
    const auto due = cell.component == *component && cell.payer == *payer ? cell.due_fen : std::nullopt;
    if (!due) continue;
    sum = Fen{sum.value_or(Fen()).value + due->value};
    basis.insert(basis.end(), cell.positions.begin(), cell.positions.end());
  }
  return sum;
}

}  // namespace

LeastReward least_reward(const Asked& asked, const Period& year) {
  LeastReward out;
  const PolicyView policy = asked.policy.of(year);
  out.graded = grade_on(asked.facts, asked.subject, kAnnual, year, asked.on);
  if (out.graded.grade == nullptr) return out;
  out.share = policy.get(kRewardMin, kAnnual, out.graded.grade->value).value;
  if (out.share) out.base = fiscal_subsidy(asked, policy, year, out.basis);
  if (out.base) out.amount = share_of(*out.base, *out.share, policy);
  return out;
}

}  // namespace tenure
