// Preconditions of pay: shares add up to their amount, amounts are not below zero, what comes back went out.
#pragma once

#include "domain/pay/rows.h"

namespace tenure {

Result<void> precondition(const Facts& facts, const Dated<PayStandardSet>& event);
Result<void> precondition(const Facts& facts, const Dated<PayEntitlementAssessed>& event);
Result<void> precondition(const Facts& facts, const Dated<PayDisbursed>& event);
Result<void> precondition(const Facts& facts, const Dated<RewardGranted>& event);
Result<void> precondition(const Facts& facts, const Dated<PaymentReturned>& event);
Result<void> precondition(const Facts& facts, const Dated<PaymentReversed>& event);
Result<void> precondition(const Facts& facts, const Dated<PayRecoveryOrdered>& event);
Result<void> precondition(const Facts& facts, const Dated<PayRecovered>& event);
Result<void> precondition(const Facts& facts, const Dated<FundAdvanced>& event);

}  // namespace tenure
