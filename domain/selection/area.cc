#include "domain/selection/area.h"

#include "domain/selection/rule_table.h"
#include "domain/selection/rules.h"

namespace tenure {

Area& selection_area() {
  static Area area =
      make_area("selection", "选拔", "Selection", SelectionEvents{}, SelectionRows{}, &selection_rules());
  return area;
}

}  // namespace tenure
