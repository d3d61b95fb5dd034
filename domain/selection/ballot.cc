#include "domain/selection/ballot.h"

namespace tenure {

std::optional<Misfit> misfit_of(const ElectionHeld& held) {
  const VoteFigure figures[] = {{"eligible", held.eligible},
                                {"present", held.present},
                                {"issued", held.issued},
                                {"returned", held.returned},
                                {"valid", held.valid}};
  std::optional<std::int32_t> most;
  if (auto misfit = misfit_among(figures, most)) return misfit;
  for (std::size_t i = 0; i < held.candidates.size(); ++i) {
    const VoteFigure votes[] = {{"candidates[" + std::to_string(i) + "].votes", held.candidates[i].votes}};
    auto least = most;  // one candidate's votes do not bound another's
    if (auto misfit = misfit_among(votes, least)) return misfit;
  }
  return std::nullopt;
}

}  // namespace tenure
