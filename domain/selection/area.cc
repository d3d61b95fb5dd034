#include <algorithm>

#include "domain/selection/rows.h"

namespace tenure {

const RuleTable& selection_rules();  // rule_table.cc

namespace {

struct BallotFigure {
  std::string_view name;
  std::optional<std::int32_t> value;
};

}  // namespace

// What follows from the events.

static void apply(OrgRounds& row, const Dated<TermElectionOpened>& event) {
  row.rounds.push_back({event.data.round, event.on, event.position});
}

static void apply(MatterSelection& row, const Dated<SelectionOpened>& event) { row.opened = event.position; }

static void apply(MatterSelection& row, const Dated<SelectionClosed>& event) {
  row.closed = event.on;
  row.outcome = event.data.outcome;
}

// Preconditions of selection: nothing opens twice or closes unopened, and the figures of a ballot agree.

static Result<void> precondition(const Facts& facts, const Dated<TermElectionOpened>& event) {
  const Round* found = find_first(facts.items<&OrgRounds::rounds>(event.data.org.value),
                                  [&](const Round& known) { return known.round == event.data.round; });
  if (found == nullptr) return {};
  return refuse(Reason::already, "data.round", "opened on " + found->opened.str());
}

static Result<void> precondition(const Facts& facts, const Dated<SelectionOpened>& event) {
  const auto* row = facts.row<MatterSelection>(event.data.matter.value);
  if (row == nullptr || !row->opened) return {};
  return refuse(Reason::already, "data.matter", "opened at " + row->opened->str());
}

static Result<void> precondition(const Facts& facts, const Dated<SelectionClosed>& event) {
  const auto* row = facts.row<MatterSelection>(event.data.matter.value);
  if (row == nullptr || !row->opened) return refuse(Reason::absent, "data.matter", "no such selection");
  if (row->closed) return refuse(Reason::already, "data.matter", "closed on " + row->closed->str());
  return {};
}

static Result<void> precondition(const Facts&, const Dated<ElectionHeld>& event) {
  const ElectionHeld& held = event.data;
  // Each of these is at most the one before that is known.
  const BallotFigure figures[] = {{"eligible", held.eligible},
                                  {"present", held.present},
                                  {"issued", held.issued},
                                  {"returned", held.returned},
                                  {"valid", held.valid}};
  std::optional<std::int32_t> most;
  for (const BallotFigure& figure : figures) {
    if (!figure.value) continue;
    const bool fits = *figure.value >= 0 && (!most || *figure.value <= *most);
    if (!fits) return refuse(Reason::bad_value, "data." + std::string(figure.name), "more than there can be");
    most = figure.value;
  }
  for (std::size_t i = 0; i < held.candidates.size(); ++i) {
    const auto& votes = held.candidates[i].votes;
    if (!votes || (*votes >= 0 && (!most || *votes <= *most))) continue;
    return refuse(Reason::bad_value, "data.candidates[" + std::to_string(i) + "].votes",
                  "more votes than ballots");
  }
  return {};
}

Area& selection_area() {
  static Area area =
      make_area("selection", "选拔", "Selection", SelectionEvents{}, SelectionRows{}, &selection_rules());
  return area;
}

}  // namespace tenure
