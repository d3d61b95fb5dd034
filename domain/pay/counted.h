// What the statistics on pay count: of which years, and what of it holds. Pure; any thread.
#pragma once

#include "domain/pay/rows.h"
#include "domain/rules/rule.h"

namespace tenure {

/// Whoever was paid in a year of the window.
bool paid_then(const OrgPay&, const PaidPerson& paid, const form::Window& window);
/// Of those, who draws something that counts.
bool draws_then(const OrgPay&, const PaidPerson& paid, const form::Window& window);
/// An organisation's totals of the window's years; those of a term are of all of them.
bool total_then(const OrgPaid&, const PaidTotal& total, const form::Window& window);
/// The same of what is to be recovered.
bool recovery_then(const OrgRecoveries&, const Recovery& recovery, const form::Window& window);
/// What was assessed for the window's years; what is for a term is of all of them.
bool due_then(const PersonPay&, const PayCell& cell, const form::Window& window);
/// A standard of the window's years that none of its component and group replaced.
bool newest_of_its_kind(const OrgPay& row, const PayStandard& standard, const form::Window& window);
/// A standard that reaches the floor which it states.
bool meets_floor(const OrgPay&, const PayStandard& standard, const form::Window&);

}  // namespace tenure
