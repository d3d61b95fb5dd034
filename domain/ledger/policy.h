// What a policy may say of the ledger's own rules: overrides, late issue.
#pragma once

#include "domain/rules/parameter.h"

namespace tenure {

TENURE_PARAMETERS(kLedgerParameters,
  (Days, kIssuedAgeMax, "ledger.issued_age_days_max", "天", "签发至入账的最长天数", "days from issue to record, at most", "")
  (Codes, kOwnFileClasses, "own_file.classes", "", "本人可查阅的密级", "classes of acts that people may read of themselves", "")
  (std::int64_t, kOverrideSignaturesAsked, "override.signatures", "人", "豁免所需签署人数", "signatures that an override needs", ""));

}  // namespace tenure
