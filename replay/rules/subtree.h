// Alerts over an organisation and everything below it: of each organisation, and of each person on its
// register or in its offices, by the policy that binds there on the date. One question, one thread.
#pragma once

#include "domain/rules/alerts.h"
#include "replay/past.h"

namespace tenure {

/// `rule` empty: every expectation. A person who stands in several organisations is asked about once.
Result<std::vector<Alert>> alerts_below(const Past& past, PolicyBook& policies, std::string_view org,
                                        std::string_view rule = {});

}  // namespace tenure
