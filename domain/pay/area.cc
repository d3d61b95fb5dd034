#include "domain/pay/area.h"

#include "domain/pay/rule_table.h"
#include "domain/pay/rules.h"

namespace tenure {

Area& pay_area() {
  static Area area = make_area("pay", "报酬", "Pay", PayEvents{}, PayRows{}, &pay_rules());
  return area;
}

}  // namespace tenure
