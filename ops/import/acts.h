// A plan as acts: events in groups within an act's limits, sealed, signed, each saying what it was
// transcribed from. The same file makes acts of the same ids, so that no file is taken in twice, and one that
// was interrupted goes on where it stopped. One thread.
#pragma once

#include <string>
#include <vector>

#include "ops/import/plan.h"
#include "server/sequencer/submission.h"
#include "storage/evidence/ed25519.h"

namespace tenure::import {

inline constexpr std::size_t kEventsAnAct = 1'000;
inline constexpr std::size_t kBytesAnAct = std::size_t{1} << 20;  ///< of the events

/// What all acts of an import say.
struct ActHead {
  std::string ledger;
  OrgId authority;
  Moment issued_at;
  std::string document_no;  ///< of the act; empty: none
  std::optional<Provenance> provenance;
  std::string seed;  ///< what ids are made of
};

struct PlannedAct {
  ActId id;
  std::size_t first = 0;  ///< of the plan's events
  std::size_t count = 0;
  Submission submission;  ///< signed; empty of one that is there already
};

/// The groups alone, with their ids. A row's events stay together where they stand together.
std::vector<PlannedAct> group_events(const Plan& plan, const std::string& seed);

/// Seals and signs one. `place` of its provenance are its rows.
Result<void> make_act(const Plan& plan, const ActHead& head, const std::vector<SecretKey>& keys,
                      PlannedAct& act);

}  // namespace tenure::import
