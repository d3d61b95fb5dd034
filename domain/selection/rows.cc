#include "domain/selection/rows.h"

namespace tenure {

void apply(OrgRounds& row, const Dated<TermElectionOpened>& event) {
  row.rounds.push_back({event.data.round, event.on, event.position});
}

void apply(MatterSelection& row, const Dated<SelectionOpened>& event) { row.opened = event.position; }

void apply(MatterSelection& row, const Dated<SelectionClosed>& event) {
  row.closed = event.on;
  row.outcome = event.data.outcome;
}

}  // namespace tenure
