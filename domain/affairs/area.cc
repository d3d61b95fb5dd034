#include "domain/affairs/area.h"

#include "domain/affairs/events.h"
#include "domain/affairs/rule_table.h"

namespace tenure {

Area& affairs_area() {
  static Area area = make_area("affairs", "事务", "Affairs", AffairsEvents{}, RowList<>{}, &affairs_rules());
  return area;
}

}  // namespace tenure
