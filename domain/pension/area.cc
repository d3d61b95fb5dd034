#include "domain/pension/area.h"

#include "domain/pension/rule_table.h"
#include "domain/pension/rules.h"

namespace tenure {

Area& pension_area() {
  static Area area = make_area("pension", "养老与离任补贴", "Pension and departure subsidy", PensionEvents{},
                               PensionRows{}, &pension_rules());
  return area;
}

}  // namespace tenure
