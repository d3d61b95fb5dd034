#include "domain/ledger/area.h"

#include "domain/ledger/rule_table.h"
#include "domain/ledger/rules.h"

namespace tenure {

Area& ledger_area() {
  static Area area = make_area("ledger", "账本", "Ledger", LedgerEvents{}, LedgerRows{}, &ledger_rules());
  return area;
}

}  // namespace tenure
