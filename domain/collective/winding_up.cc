#include "domain/collective/winding_up.h"

#include <algorithm>

#include "domain/collective/chart.h"
#include "domain/collective/events.h"
#include "domain/tenure/rows.h"

namespace tenure {
namespace {

constexpr std::string_view kReturned = "returned";
constexpr std::string_view kDisposed = "disposed";
constexpr std::string_view kCounted = "counted";

/// Whether the line leaves less of what it is of, or money; without an account that is known nothing is said.
bool hands_on(const JournalLine& line) {
  const Account* account = find_account(line.account.value);
  if (account == nullptr) return true;
  const bool is_debit = line.debit_fen.has_value();
  switch (account->kind) {
    case AccountKind::asset:
      return !is_debit || account->is_credit || account->role == AccountRole::cash ||
             account->role == AccountRole::bank;
    case AccountKind::liability:
      return is_debit;
    case AccountKind::equity:
      return true;
    default:
      return false;
  }
}

bool hands_on(const JournalPosted& voucher) {
  if (voucher.opening.value_or(false)) return false;
  const bool carries_over = std::ranges::any_of(voucher.lines, [](const JournalLine& line) {
    return role_of(line.account.value) == AccountRole::result;
  });
  return carries_over ||
         std::ranges::all_of(voucher.lines, [](const JournalLine& line) { return hands_on(line); });
}

/// What is counted is to be handed over.
bool is_handed_over(const Facts& facts, const OrgId& org, Date counted) {
  return std::ranges::any_of(facts.items<&OrgHandovers::handovers>(org.value),
                             [&](const Handover& each) { return counted <= each.on; });
}

}  // namespace

bool winds_up(const Facts& facts, const Event& event) {
  const TypeInfo* type = event.type->type;
  if (type == &kType<ContractEnded> || type == &kType<DebtSettled>) return true;
  if (type == &kType<JournalPosted>) return hands_on(event.as<JournalPosted>());
  if (type == &kType<CashCounted>) return is_handed_over(facts, event.as<CashCounted>().org, event.on);
  if (type != &kType<AssetRecorded>) return false;
  const auto& asset = event.as<AssetRecorded>();
  if (asset.kind.value == kCounted) return is_handed_over(facts, asset.org, event.on);
  return asset.kind.value == kReturned || asset.kind.value == kDisposed;
}

}  // namespace tenure
