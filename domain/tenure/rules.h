// Preconditions of tenure: nobody begins an office twice, and nothing ends, rests or goes on that is not
// held.
#pragma once

#include "domain/tenure/rows.h"

namespace tenure {

Result<void> precondition(const Facts& facts, const Dated<SecretaryAppointed>& event);
Result<void> precondition(const Facts& facts, const Dated<OfficeAssumed>& event);
Result<void> precondition(const Facts& facts, const Dated<ConcurrentPostAssumed>& event);
Result<void> precondition(const Facts& facts, const Dated<TenureEnded>& event);
Result<void> precondition(const Facts& facts, const Dated<OfficeSuspended>& event);
Result<void> precondition(const Facts& facts, const Dated<OfficeResumed>& event);
Result<void> precondition(const Facts& facts, const Dated<ActingAssigned>& event);
Result<void> precondition(const Facts& facts, const Dated<FirstSecretaryDispatched>& event);

}  // namespace tenure
