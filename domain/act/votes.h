// Whether the figures of a vote or a meeting agree: nobody is there who was not called, and nobody votes who
// is not there. (LAW-17) Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace tenure {

struct VoteFigure {
  std::string field;  ///< "valid", "candidates[3].votes"
  std::optional<std::int32_t> value;
};

/// A figure that is below zero or above one that it cannot exceed.
struct Misfit {
  std::string field;
  std::int32_t found;
  std::int32_t most;  ///< zero where none is known
};

/// The first one, where each is at most the one before it that is known. `most` is the least of them so far.
inline std::optional<Misfit> misfit_among(std::span<const VoteFigure> figures,
                                          std::optional<std::int32_t>& most) {
  for (const VoteFigure& figure : figures) {
    if (!figure.value) continue;
    if (*figure.value < 0 || (most && *figure.value > *most))
      return Misfit{figure.field, *figure.value, most.value_or(0)};
    most = figure.value;
  }
  return std::nullopt;
}

}  // namespace tenure
