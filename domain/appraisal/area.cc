#include "domain/appraisal/area.h"

#include "domain/appraisal/rule_table.h"
#include "domain/appraisal/rules.h"

namespace tenure {

Area& appraisal_area() {
  static Area area =
      make_area("appraisal", "考核", "Appraisal", AppraisalEvents{}, AppraisalRows{}, &appraisal_rules());
  return area;
}

}  // namespace tenure
