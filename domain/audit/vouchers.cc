#include "domain/audit/vouchers.h"

#include <algorithm>

namespace tenure {

Result<std::vector<Recorded>> vouchers_of(const Audited& audited) {
  auto recorded = audited.facts.events(*find_event_type(Description<JournalPosted>::kInfo.name),
                                       {SubjectKind::org, audited.scope.org});
  if (!recorded) return recorded;
  std::erase_if(*recorded, [&](const Recorded& each) {
    return !audited.scope.holds(each.event.on) || audited.on < each.event.on ||
           each.event.as<JournalPosted>().opening.value_or(false);
  });
  return recorded;
}

bool is_of_kind(const JournalLine& line, AccountKind kind) {
  const Account* account = find_account(line.account.value);
  return account != nullptr && account->kind == kind;
}

std::int64_t debit_of(const JournalLine& line) {
  return line.debit_fen.value_or(Fen()).value - line.credit_fen.value_or(Fen()).value;
}

}  // namespace tenure
