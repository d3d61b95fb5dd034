#include "domain/pay/counted.h"

#include <algorithm>
#include <tuple>

namespace tenure {

namespace {

using form::Window;

bool in_window(int year, const Window& window) {
  return year <= window.on.year() && (!window.from || window.from->year() <= year);
}

}  // namespace

bool paid_then(const OrgPay&, const PaidPerson& paid, const Window& window) {
  return in_window(paid.year, window);
}

bool draws_then(const OrgPay&, const PaidPerson& paid, const Window& window) {
  return in_window(paid.year, window) && !paid.components.empty();
}

bool total_then(const OrgPaid&, const PaidTotal& total, const Window& window) {
  return !total.period.calendar() || in_window(total.period.year, window);
}

bool recovery_then(const OrgRecoveries&, const Recovery& recovery, const Window& window) {
  return !recovery.period.calendar() || in_window(recovery.period.year, window);
}

bool due_then(const PersonPay&, const PayCell& cell, const Window& window) {
  return cell.assessed_fen && (!cell.period.calendar() || in_window(cell.period.year, window));
}

bool newest_of_its_kind(const OrgPay& row, const PayStandard& standard, const Window& window) {
  if (!in_window(standard.period.year, window)) return false;
  return std::none_of(row.standards.begin(), row.standards.end(), [&](const PayStandard& other) {
    return other.component == standard.component && other.group == standard.group &&
           std::tie(other.from, other.position) > std::tie(standard.from, standard.position);
  });
}

bool meets_floor(const OrgPay&, const PayStandard& standard, const Window&) {
  return standard.floor_fen && standard.amount_fen >= *standard.floor_fen;
}

}  // namespace tenure
