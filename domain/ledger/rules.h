// Preconditions of the ledger's events: what would contradict the record.
#pragma once

#include "domain/ledger/rows.h"

namespace tenure {

Result<void> precondition(const Facts& facts, const Dated<LedgerOpened>& event);
Result<void> precondition(const Facts& facts, const Dated<LogKeyRotated>& event);
Result<void> precondition(const Facts& facts, const Dated<KeyRegistered>& event);
Result<void> precondition(const Facts& facts, const Dated<KeyRevoked>& event);
Result<void> precondition(const Facts& facts, const Dated<SignerAuthorised>& event);
Result<void> precondition(const Facts& facts, const Dated<SignerRevoked>& event);
Result<void> precondition(const Facts& facts, const Dated<CorrectionRecorded>& event);
Result<void> precondition(const Facts& facts, const Dated<PeriodClosed>& event);
Result<void> precondition(const Facts& facts, const Dated<FlagReviewed>& event);

}  // namespace tenure
