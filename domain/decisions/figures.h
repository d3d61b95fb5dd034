// Whether what an event of a decision says in numbers agrees: people, votes, amounts. (LAW-17) Pure; any
// thread.
#pragma once

#include "domain/act/votes.h"
#include "domain/decisions/events.h"

namespace tenure {

template <OneOf<DecisionStepRecorded, DecisionAdopted> E>
std::optional<Misfit> misfit_of(const E& event) {
  const VoteFigure figures[] = {
      {"eligible", event.eligible}, {"present", event.present}, {"votes_for", event.votes_for}};
  std::optional<std::int32_t> most;
  return misfit_among(figures, most);
}

inline std::optional<Misfit> misfit_of(const HearingHeld& event) {
  for (std::size_t i = 0; i < event.attendance.size(); ++i) {
    const HearingGroup& group = event.attendance[i];
    const std::string at = "attendance[" + std::to_string(i) + "].";
    const VoteFigure figures[] = {
        {at + "eligible", group.eligible}, {at + "invited", group.invited}, {at + "present", group.present}};
    std::optional<std::int32_t> most;
    if (auto misfit = misfit_among(figures, most)) return misfit;
  }
  const VoteFigure issues[] = {{"issues", event.issues}};
  std::optional<std::int32_t> any;
  return misfit_among(issues, any);
}

inline std::optional<Misfit> misfit_of(const TenderHeld& event) {
  const VoteFigure bidders[] = {{"bidders", event.bidders}};
  std::optional<std::int32_t> any;
  return misfit_among(bidders, any);
}

}  // namespace tenure
