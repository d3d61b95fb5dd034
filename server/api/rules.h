// The calls that ask what follows from the record: eligibilities, alerts, statistics, reports, policies,
// rules.
#pragma once

#include <optional>
#include <string>

#include "replay/past.h"
#include "server/api/questions.h"

namespace tenure {

void add_rule_routes(Router& router, const QuestionContext& context);

/// What the feed's topics `stats` and `alerts` show a viewer: the answers of the calls; `when` absent: now.
Result<std::string> statistic_told(const QuestionContext& context, const Viewer& viewer,
                                   const std::string& name, const std::optional<OrgId>& org,
                                   const std::optional<When>& when);
Result<std::string> alerts_told(const QuestionContext& context, const Viewer& viewer,
                                const std::optional<OrgId>& org, const std::optional<When>& when);

}  // namespace tenure
