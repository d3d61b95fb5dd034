// What is due of a contract, and what was booked of it. Pure; any thread.
#pragma once

#include "domain/collective/rows.h"

namespace tenure {

/// Whether the collective gets the price: what it lets, contracts out, sells.
bool brings_money(const Contract& contract);
/// What is due up to the day, in the order of the days, while the contract runs: as it says; else each year's
/// price on the first day of that year, and the whole price on the first day.
std::vector<ContractDue> dues_until(const Contract& contract, Date day);
/// What vouchers booked of the contract up to the day, as income.
Fen booked_of(const Facts& facts, std::string_view org, const Code& contract, Date day);

}  // namespace tenure
