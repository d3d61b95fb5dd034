#include "domain/ledger/area.h"

#include "domain/ledger/rules.h"

namespace tenure {

Area& ledger_area() {
  static Area area = make_area("ledger", "账本", "Ledger", LedgerEvents{}, LedgerRows{});
  return area;
}

}  // namespace tenure
