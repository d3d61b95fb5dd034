#include "domain/tenure/area.h"

#include "domain/tenure/rule_table.h"
#include "domain/tenure/rules.h"

namespace tenure {

Area& tenure_area() {
  static Area area = make_area("tenure", "任职", "Tenure", TenureEvents{}, TenureRows{}, &tenure_rules());
  return area;
}

}  // namespace tenure
