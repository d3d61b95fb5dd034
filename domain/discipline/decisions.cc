#include "domain/discipline/decisions.h"

#include "domain/appraisal/events.h"
#include "domain/discipline/events.h"
#include "domain/pay/events.h"
#include "domain/pension/events.h"
#include "domain/tenure/events.h"

namespace tenure {

bool decides_about_a_person(const EventType& type) {
  return is_one_of<CriticismGiven, AdmonitionIssued, AdmonitionEnded, WarningIssued, UnqualifiedDetermined,
                   AdjustmentDecided, DisciplineCaseHandled, SanctionImposed, SanctionLifted, OfficeSuspended,
                   OfficeResumed, PayAdjusted, PayRecoveryOrdered, PensionApplicationDecided,
                   PensionSubsidyStopped, SubsidyStopped, SubsidyResumed, VetoTriggered, AppealDecided,
                   DecisionRevised>(type);
}

}  // namespace tenure
