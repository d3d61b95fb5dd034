#include "domain/targets/area.h"

#include "domain/targets/rule_table.h"
#include "domain/targets/rules.h"

namespace tenure {

Area& targets_area() {
  static Area area =
      make_area("targets", "目标", "Targets", TargetsEvents{}, TargetsRows{}, &targets_rules());
  return area;
}

}  // namespace tenure
