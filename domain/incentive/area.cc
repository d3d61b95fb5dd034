#include "domain/incentive/area.h"

#include "domain/incentive/rows.h"
#include "domain/incentive/rule_table.h"

namespace tenure {

Area& incentive_area() {
  static Area area =
      make_area("incentive", "激励", "Incentives", IncentiveEvents{}, IncentiveRows{}, &incentive_rules());
  return area;
}

}  // namespace tenure
