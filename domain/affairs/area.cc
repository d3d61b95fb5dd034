#include "domain/affairs/events.h"

namespace tenure {

const RuleTable& affairs_rules();  // rule_table.cc

Area& affairs_area() {
  static Area area = make_area("affairs", "事务", "Affairs", AffairsEvents{}, RowList<>{}, &affairs_rules());
  return area;
}

}  // namespace tenure
