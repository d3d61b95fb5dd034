// Laws of money: over the cells of a person's pay, and over what an event assesses, pays or takes back. Pure;
// any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// Who is assessed or paid for a post held it on a day of the period. (LAW-12)
form::Invariant paid_for_days_in_office();
/// One component, period and payer is paid once; a second payment is an instalment of what is due, follows a
/// first one that came back, or says by its basis which one it replaces. (LAW-13)
form::Invariant paid_once();
/// One reward for a period, kind and grade or, without a grade, amount. (LAW-13)
form::Invariant rewarded_once();
/// No more is paid than was assessed. (LAW-14)
form::Invariant paid_within_due();
/// A person's month is below the bound, all payments together. (LAW-16)
form::Invariant month_within_bound();
/// No more of a payment is returned or reversed than was paid. (LAW-14)
form::Invariant returned_within_paid();
/// No more is recovered than was ordered back. (LAW-14)
form::Gate recovered_as_ordered();
/// The same over the record, once an order was taken back or became less. (LAW-14)
form::Invariant recovered_within_orders();
/// Nothing but what was advanced is paid before its period. (LAW-15)
form::Gate period_begun();
/// Amounts are above zero, and of one person below a bound for each month. (LAW-16)
form::Gate amount_bounded();
/// The payers' shares add up to the amount. (LAW-24)
form::Gate funds_add_up();
/// An account is an account number. (LAW-26)
form::Gate paid_to_an_account();

}  // namespace tenure
