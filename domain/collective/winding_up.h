// What of the collective's money only winds an organisation up that has ended. Pure; any thread.
#pragma once

#include "domain/act/catalogue.h"

namespace tenure {

/// Contracts and debts that come to their end, assets that come back or go; a voucher by which claims come
/// in, debts are paid, what is there is handed on and the year's result is made up, so that nothing is earned
/// or spent, bought, lent or borrowed; and a count up to the day of a hand-over. Nothing of another area.
/// (LAW-03)
bool winds_up(const Facts& facts, const Event& event);

}  // namespace tenure
