// What a policy may say of selection: what must be found before a secretary is taken in some mode.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kSelectionParameters,
  (Code, kModeFinding, "selection.mode.*.finding", "", "须先作出的认定", "finding that must come first", "PY-20 PY-23 BB-17")
  (Codes, kModeCriteria, "selection.mode.*.criteria", "", "人选须具备的条件", "criteria that the candidate must meet", "PY-20")
  (Codes, kModeConsents, "selection.mode.*.consents", "", "双向选择须记录的事项", "what mutual choice must have on record", "PY-23 DY-11"));

}  // namespace tenure
