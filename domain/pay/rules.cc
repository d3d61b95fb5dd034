#include "domain/pay/rules.h"

#include "domain/act/refers.h"

namespace tenure {
namespace {

constexpr std::string_view kAmount = "data.amount_fen";

Result<void> not_below_zero(Fen amount) {
  if (amount.value < 0) return refuse(Reason::bad_value, std::string(kAmount), "below zero");
  return {};
}

Result<void> shared(Fen amount, const std::vector<FundShare>& funds) {
  if (!adds_up(funds, amount)) return refuse(Reason::bad_value, "data.funds", "do not add up to the amount");
  return not_below_zero(amount);
}

/// The payment is the person's, and no more comes back than went out.
template <class E>
Result<void> comes_back(const Facts& facts, const E& data) {
  const auto payment = event_at<PayDisbursed>(facts, data.payment);
  if (!payment) return refuse(Reason::absent, "data.payment", "no payment at " + data.payment.str());
  const auto& paid = payment->template as<PayDisbursed>();
  if (paid.person != data.person || paid.component != data.component || paid.period != data.period)
    return refuse(Reason::bad_value, "data.payment", "a payment to somebody else or for something else");
  if (data.amount_fen > paid.amount_fen)
    return refuse(Reason::bad_value, std::string(kAmount), "more than was paid");
  return not_below_zero(data.amount_fen);
}

}  // namespace

Result<void> precondition(const Facts&, const Dated<PayStandardSet>& event) {
  return not_below_zero(event.data.amount_fen);
}
Result<void> precondition(const Facts&, const Dated<PayEntitlementAssessed>& event) {
  return shared(event.data.amount_fen, event.data.funds);
}
Result<void> precondition(const Facts&, const Dated<PayDisbursed>& event) {
  return shared(event.data.amount_fen, event.data.funds);
}
Result<void> precondition(const Facts&, const Dated<RewardGranted>& event) {
  return event.data.amount_fen ? shared(*event.data.amount_fen, event.data.funds) : Result<void>();
}
Result<void> precondition(const Facts& facts, const Dated<PaymentReturned>& event) {
  return comes_back(facts, event.data);
}
Result<void> precondition(const Facts& facts, const Dated<PaymentReversed>& event) {
  return comes_back(facts, event.data);
}
Result<void> precondition(const Facts&, const Dated<PayRecoveryOrdered>& event) {
  return not_below_zero(event.data.amount_fen);
}
Result<void> precondition(const Facts&, const Dated<PayRecovered>& event) {
  return not_below_zero(event.data.amount_fen);
}
Result<void> precondition(const Facts&, const Dated<FundAdvanced>& event) {
  return not_below_zero(event.data.amount_fen);
}

}  // namespace tenure
