#include "domain/registry/area.h"

#include "domain/registry/rule_table.h"
#include "domain/registry/rules.h"

namespace tenure {

Area& registry_area() {
  static Area area =
      make_area("registry", "登记", "Register", RegistryEvents{}, RegistryRows{}, &registry_rules());
  return area;
}

}  // namespace tenure
