// Scenarios: the acts of a test, as facts that can be taken apart and put together again.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/act/act.h"

namespace tenure::trials {

/// An act. `names` are of its events: where the scenario recorded them.
struct Deed {
  Act act;
  std::vector<std::string> keyids;
  std::vector<Position> names;
  std::string refused_by;  ///< the rule; empty where it was admitted
};

struct Scenario {
  std::string name;
  std::vector<Deed> deeds;

  std::size_t facts() const;
  /// The dates of its events, each once, ascending.
  std::vector<Date> dates() const;
  std::vector<std::string> persons() const;
  std::vector<std::string> orgs() const;
  /// One line an event.
  std::string str() const;
};

/// Of a default run.
inline constexpr std::size_t kFactsMost = 400;

/// Every scenario of this run, in the order of their names. Read once.
const std::vector<Scenario>& scenarios();

/// Names of events that no scenario recorded: what a trial adds.
inline Position added(std::uint32_t number = 0) { return {900'000, number}; }

/// An event out of its JSON, as an act of its own of that authority.
Deed deed_of(const std::string& event_json, Position name, const std::string& authority = "o-county");
Deed deed_of(Event event, Position name, const OrgId& authority);

/// Each event as an act of its own, in their order; `refused` ones are left out.
std::vector<Deed> apart(const Scenario& scenario);

/// Each event of the act as an act of its own.
std::vector<Deed> apart(const Deed& deed);

/// Without the facts of those names, and without what speaks of them.
std::vector<Deed> without(const std::vector<Deed>& deeds, std::set<Position> names);

/// Every leaf of an event's data, those of a replacement too: `change(type, value, field)`.
using Change = std::function<void(const TypeInfo& type, void* value, std::string_view field)>;
/// A copy with its leaves changed, and with `on` moved by the same hand (field "on") where it says so.
Event changed(const Event& event, const Change& change);
/// A leaf moved by a step: a number by its smallest one, a date by a day, a period by one of its kind, a word
/// to the one beside it in its vocabulary. Whether it can be moved.
bool move_leaf(const TypeInfo& type, void* value, int step);
/// Looks at the leaves only.
using Look = std::function<void(const TypeInfo& type, const void* value, std::string_view field)>;
void look_at(const Event& event, const Look& look);

/// Whether the event's data speak of positions.
bool speaks_of_positions(const Event& event);
std::vector<Position> positions_in(const Event& event);

}  // namespace tenure::trials
