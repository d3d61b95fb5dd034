#include "domain/selection/rules.h"

#include <algorithm>

namespace tenure {
namespace {

struct BallotFigure {
  std::string_view name;
  std::optional<std::int32_t> value;
};

}  // namespace

Result<void> precondition(const Facts& facts, const Dated<TermElectionOpened>& event) {
  const auto* row = facts.row<OrgRounds>(event.data.org.value);
  if (row == nullptr) return {};
  const auto found = std::find_if(row->rounds.begin(), row->rounds.end(),
                                  [&](const Round& known) { return known.round == event.data.round; });
  if (found == row->rounds.end()) return {};
  return refuse(Reason::already, "data.round", "opened on " + found->opened.str());
}

Result<void> precondition(const Facts& facts, const Dated<SelectionOpened>& event) {
  const auto* row = facts.row<MatterSelection>(event.data.matter.value);
  if (row == nullptr || !row->opened) return {};
  return refuse(Reason::already, "data.matter", "opened at " + row->opened->str());
}

Result<void> precondition(const Facts& facts, const Dated<SelectionClosed>& event) {
  const auto* row = facts.row<MatterSelection>(event.data.matter.value);
  if (row == nullptr || !row->opened) return refuse(Reason::absent, "data.matter", "no such selection");
  if (row->closed) return refuse(Reason::already, "data.matter", "closed on " + row->closed->str());
  return {};
}

Result<void> precondition(const Facts&, const Dated<ElectionHeld>& event) {
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

}  // namespace tenure
