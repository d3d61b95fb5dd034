// Preconditions of appraisal: a grade is determined once and then revised; nothing answers, decides or feeds
// back what is not there.
#pragma once

#include "domain/appraisal/rows.h"

namespace tenure {

Result<void> precondition(const Facts& facts, const Dated<QuestionAnswered>& event);
Result<void> precondition(const Facts& facts, const Dated<GradeDetermined>& event);
Result<void> precondition(const Facts& facts, const Dated<ResultFedBack>& event);
Result<void> precondition(const Facts& facts, const Dated<AppealFiled>& event);
Result<void> precondition(const Facts& facts, const Dated<AppealDecided>& event);
Result<void> precondition(const Facts& facts, const Dated<DecisionRevised>& event);

}  // namespace tenure
