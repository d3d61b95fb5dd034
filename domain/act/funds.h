// Who bears how much of an amount of money: a described value that events of several areas hold.
#pragma once

#include <vector>

#include "domain/core/both.h"
#include "domain/describe/type.h"

namespace tenure {

/// What one source (fiscal, township, village, individual, ...) bears.
TENURE_STRUCT(FundShare, "资金来源", "Fund share",
  (Code, source, "来源", "source")
  (Fen, amount_fen, "金额（分）", "amount, fen"));

inline Fen sum_of(const std::vector<FundShare>& funds) {
  Fen sum;
  for (const FundShare& share : funds) sum.value += share.amount_fen.value;
  return sum;
}
/// Whether the shares add up to the amount; none at all leave the source unstated.
inline bool adds_up(const std::vector<FundShare>& funds, Fen amount) {
  return funds.empty() || sum_of(funds) == amount;
}

/// Of the field `amount_fen`.
inline Result<void> not_below_zero(Fen amount) {
  if (amount.value < 0) return refuse(Reason::bad_value, "data.amount_fen", both("小于零", "below zero"));
  return {};
}

}  // namespace tenure
