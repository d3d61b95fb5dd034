// What a sheet would record: its rows as events, in an order in which each finds what it needs, and all that
// is wrong with them. Nothing is asked of the ledger but names. One thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "ops/import/directory.h"
#include "ops/import/headings.h"
#include "ops/import/template.h"
#include "ops/import/value.h"
#include "server/sheets/sheet.h"

namespace tenure::import {

struct PlannedEvent {
  std::string json;       ///< sealed values as requests to seal them
  std::uint32_t row = 0;  ///< the first one of those that say it
  const EventOf* of = nullptr;
  std::vector<std::uint32_t> rows = {};  ///< of one that was gathered: whose items stand in its lists
};

/// A caution of the template that rows of the file come under.
struct Cautioned {
  const Caution* caution;
  std::size_t rows = 0;
};

struct Plan {
  const Template* of = nullptr;
  Headings headings;
  std::vector<PlannedEvent> events;
  std::size_t rows = 0;  ///< that are no remarks
  std::vector<Cautioned> cautioned;
  /// Rows of the file that a row rests on: those that bring in whom it names.
  std::map<std::uint32_t, std::set<std::uint32_t>> rests_on;

  /// The row in which the member of an event's data stands.
  static std::uint32_t row_of(const PlannedEvent& event, std::string_view path);
  /// The column in which it stands; nothing where no column fills it.
  std::optional<std::size_t> column_of(const PlannedEvent& event, std::string_view path) const;
  Said label_of(const PlannedEvent& event, std::string_view path) const;
};

struct PlanInput {
  const Template& of;
  const Sheet& sheet;
  std::string seed;  ///< what ids are made of: the same file makes the same
};

/// Rows that have a fault, or rest on one that has, are left out.
Plan make_plan(const PlanInput& input, Directory& directory, ValueReader& values, Faults& faults);

}  // namespace tenure::import
