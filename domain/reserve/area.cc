#include "domain/reserve/area.h"

#include "domain/reserve/rule_table.h"
#include "domain/reserve/rules.h"

namespace tenure {

Area& reserve_area() {
  static Area area =
      make_area("reserve", "后备", "Reserve", ReserveEvents{}, ReserveRows{}, &reserve_rules());
  return area;
}

}  // namespace tenure
