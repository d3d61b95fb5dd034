#include "domain/core/both.h"
#include "domain/selection/ballot.h"
#include "domain/selection/rows.h"

namespace tenure {

const RuleTable& selection_rules();  // rule_table.cc

// What follows from the events.

static void apply(OrgRounds& row, const Dated<TermElectionOpened>& event) {
  row.rounds.push_back({event.data.round, event.on, event.position});
}

static void apply(MatterSelection& row, const Dated<SelectionOpened>& event) { row.opened = event.position; }

static void apply(MatterSelection& row, const Dated<SelectionClosed>& event) {
  row.closed = event.on;
  row.outcome = event.data.outcome;
}

// Preconditions of selection: nothing opens twice or closes unopened.

static Result<void> precondition(const Facts& facts, const Dated<TermElectionOpened>& event) {
  const Round* found = find_first(facts.items<&OrgRounds::rounds>(event.data.org.value),
                                  [&](const Round& known) { return known.round == event.data.round; });
  if (found == nullptr) return {};
  return refuse(Reason::already, "data.round", both("已于 {} 开始", "opened on {}", found->opened.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<SelectionOpened>& event) {
  const auto* row = facts.row<MatterSelection>(event.data.matter.value);
  if (row == nullptr || !row->opened) return {};
  return refuse(Reason::already, "data.matter", both("已在位置 {} 开始", "opened at {}", row->opened->str()));
}

static Result<void> precondition(const Facts& facts, const Dated<SelectionClosed>& event) {
  const auto* row = facts.row<MatterSelection>(event.data.matter.value);
  if (row == nullptr || !row->opened)
    return refuse(Reason::absent, "data.matter", both("没有这次选任", "no such selection"));
  if (row->closed)
    return refuse(Reason::already, "data.matter", both("已于 {} 结束", "closed on {}", row->closed->str()));
  return {};
}

// What new acts are sound in: the figures of a ballot agree.

static Result<void> sound(const Facts&, const Dated<ElectionHeld>& event) {
  const auto misfit = misfit_of(event.data);
  return misfit ? refuse(Reason::bad_value, "data." + misfit->field,
                         both("超过可能的数目", "more than there can be"))
                : Result<void>();
}

Area& selection_area() {
  static Area area =
      make_area("selection", "选拔", "Selection", SelectionEvents{}, SelectionRows{}, &selection_rules());
  return area;
}

}  // namespace tenure
