#include "domain/collective/dues.h"

#include <algorithm>

namespace tenure {
namespace {

constexpr std::string_view kBringMoney[] = {"lease_out", "contracting_out", "sale", "transfer"};
constexpr int kYear = 12;           ///< months
constexpr int kYearsUnstated = 70;  ///< of a contract without an end, at most

}  // namespace

bool brings_money(const Contract& contract) {
  return std::ranges::find(kBringMoney, contract.kind.value) != std::end(kBringMoney);
}

std::vector<ContractDue> dues_until(const Contract& contract, Date day) {
  std::vector<ContractDue> out = contract.dues;
  if (out.empty() && contract.per_year_fen) {
    for (int year = 0; year < kYearsUnstated; ++year) {
      const Date on = contract.from.plus_months(year * kYear);
      if (contract.until && *contract.until < on) break;
      out.push_back({on, *contract.per_year_fen});
    }
  } else if (out.empty() && contract.amount_fen) {
    out.push_back({contract.from, *contract.amount_fen});
  }
  std::erase_if(out, [&](const ContractDue& due) {
    return day < due.until || (contract.ended && *contract.ended < due.until);
  });
  std::ranges::stable_sort(out, {}, &ContractDue::until);
  return out;
}

Fen booked_of(const Facts& facts, std::string_view org, const Code& contract, Date day) {
  Fen out;
  const auto years = facts.parts(kView<OrgContractBookings>, org);
  if (!years) return out;
  for (const std::string& year : *years) {
    for (const ContractBooking& booking : facts.items<&OrgContractBookings::bookings>(org, year)) {
      if (booking.contract == contract && booking.on <= day) out.value += booking.booked_fen.value;
    }
  }
  return out;
}

}  // namespace tenure
