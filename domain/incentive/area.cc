#include "domain/incentive/rows.h"

namespace tenure {

const RuleTable& incentive_rules();  // rule_table.cc

// What follows from the events.

static void apply(PersonHonours& row, const Dated<HonourGranted>& event) {
  row.honours.push_back({event.on, event.data.title, event.data.level, event.data.period, event.position});
}

Area& incentive_area() {
  static Area area =
      make_area("incentive", "激励", "Incentives", IncentiveEvents{}, IncentiveRows{}, &incentive_rules());
  return area;
}

}  // namespace tenure
