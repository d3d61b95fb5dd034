// Beginnings and what ends or takes them back: one table for all trials that ask about both.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "tests/trials/scenario.h"

namespace tenure::trials {

struct Ending {
  std::string_view begins;
  std::string_view ends;
  /// Members that the end has of its own, JSON: `{}` stands for the position of the beginning. What both have
  /// the same name for is the beginning's.
  std::string_view rest;
  std::string_view post = {};  ///< where the beginning has no field of that name
  bool takes_back = false;     ///< from the end on as if there had been no beginning
};

/// All pairs of events of which one ends the other.
std::span<const Ending> endings();

/// The end of a beginning, on a day; nothing where the pair is another one's.
std::optional<Event> end_of(const Ending& pair, const Event& begins, Position name, Date on);

}  // namespace tenure::trials
