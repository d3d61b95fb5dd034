#include "domain/discipline/rows.h"

#include <algorithm>

namespace tenure {

const Admonition* PersonDiscipline::admonition_at(Position position) const {
  const auto found = std::find_if(admonitions.begin(), admonitions.end(), [&](const Admonition& admonition) {
    return admonition.position == position;
  });
  return found == admonitions.end() ? nullptr : &*found;
}

void apply(PersonDiscipline& row, const Dated<AdmonitionIssued>& event) {
  row.admonitions.push_back(
      {event.on, event.data.until, event.data.form, event.data.by, {}, {}, event.position});
}

// A correction may have voided the admonition that an end refers to.
void apply(PersonDiscipline& row, const Dated<AdmonitionEnded>& event) {
  for (Admonition& admonition : row.admonitions) {
    if (admonition.position != event.data.admonition) continue;
    admonition.ended = event.on;
    admonition.outcome = event.data.outcome;
  }
}

}  // namespace tenure
