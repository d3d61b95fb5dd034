#include "domain/supervision/area.h"

#include "domain/supervision/rule_table.h"
#include "domain/supervision/rules.h"

namespace tenure {

Area& supervision_area() {
  static Area area = make_area("supervision", "监督", "Supervision", SupervisionEvents{}, SupervisionRows{},
                               &supervision_rules());
  return area;
}

}  // namespace tenure
