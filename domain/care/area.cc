#include "domain/care/events.h"

namespace tenure {

Area& care_area() {
  static Area area = make_area("care", "关爱", "Care", CareEvents{}, RowList<>{});
  return area;
}

}  // namespace tenure
