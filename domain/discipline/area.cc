#include "domain/discipline/area.h"

#include "domain/discipline/rule_table.h"
#include "domain/discipline/rules.h"

namespace tenure {

Area& discipline_area() {
  static Area area = make_area("discipline", "纪律与退出", "Discipline and exit", DisciplineEvents{},
                               DisciplineRows{}, &discipline_rules());
  return area;
}

}  // namespace tenure
