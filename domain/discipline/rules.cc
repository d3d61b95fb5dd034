#include "domain/discipline/rules.h"

#include "domain/act/refers.h"

namespace tenure {

Result<void> precondition(const Facts& facts, const Dated<AdmonitionEnded>& event) {
  const auto* row = facts.row<PersonDiscipline>(event.data.person.value);
  const Admonition* admonition = row == nullptr ? nullptr : row->admonition_at(event.data.admonition);
  if (admonition == nullptr)
    return refuse(Reason::absent, "data.admonition", "no admonition at " + event.data.admonition.str());
  if (admonition->ended)
    return refuse(Reason::already, "data.admonition", "ended on " + admonition->ended->str());
  return {};
}

Result<void> precondition(const Facts& facts, const Dated<SanctionLifted>& event) {
  return refers_to<SanctionImposed>(facts, event.data.sanction, "data.sanction");
}

Result<void> precondition(const Facts& facts, const Dated<DocumentServed>& event) {
  if (facts.original(event.data.decision)) return {};
  return refuse(Reason::absent, "data.decision", event.data.decision.str());
}

}  // namespace tenure
