// What is planted into the irregular county: a row for each step of a lead, and of what only looks like it.
#pragma once

#include <span>

#include "ops/demo/irregular.h"

namespace tenure::demo {

/// The ids of the tests whose leads are planted.
std::vector<std::string_view> planted_tests();

/// Writes the rows into the schedule.
struct Plants {
  Plants(Irregular& county, Schedule& schedule) : county_(county), schedule_(schedule) {}
  void plan();

  /// Whether the secretary leaves at the end of the year for what is planted; the director.
  static bool secretary_leaves(const std::set<std::string>& plants, const std::set<std::string>& decoys);
  static bool director_leaves(const std::set<std::string>& plants, const std::set<std::string>& decoys);

  using Branch = Irregular::Branch;
  const std::string& org(const Branch& branch) const { return county_.org(branch); }
  const std::string& clerk() const { return county_.county_.clerk(); }
  const Branch& neighbour(const Branch& branch) const { return county_.neighbour_of(branch); }
  void end_admonition(Draft& act, Date on, const Branch& branch) const;

  Irregular& county_;
  Schedule& schedule_;
};

}  // namespace tenure::demo
