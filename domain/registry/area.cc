#include "domain/registry/area.h"

#include "domain/registry/rules.h"

namespace tenure {

Area& registry_area() {
  static Area area = make_area("registry", "登记", "Register", RegistryEvents{}, RegistryRows{});
  return area;
}

}  // namespace tenure
