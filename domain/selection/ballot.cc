#include "domain/selection/ballot.h"

namespace tenure {
namespace {

struct BallotFigure {
  std::string name;
  std::optional<std::int32_t> value;
};

}  // namespace

std::optional<Misfit> misfit_of(const ElectionHeld& held) {
  const BallotFigure figures[] = {{"eligible", held.eligible},
                                  {"present", held.present},
                                  {"issued", held.issued},
                                  {"returned", held.returned},
                                  {"valid", held.valid}};
  std::optional<std::int32_t> most;
  const auto fits = [&](std::int32_t value) { return value >= 0 && (!most || value <= *most); };
  for (const BallotFigure& figure : figures) {
    if (!figure.value) continue;
    if (!fits(*figure.value)) return Misfit{figure.name, *figure.value, most.value_or(0)};
    most = figure.value;
  }
  for (std::size_t i = 0; i < held.candidates.size(); ++i) {
    const auto& votes = held.candidates[i].votes;
    if (votes && !fits(*votes))
      return Misfit{"candidates[" + std::to_string(i) + "].votes", *votes, most.value_or(0)};
  }
  return std::nullopt;
}

}  // namespace tenure
