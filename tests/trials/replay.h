// The facts of a scenario in memory: judged as admission judges them, or only folded.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "domain/act/verdict.h"
#include "domain/rules/policy.h"
#include "replay/past.h"
#include "tests/trials/scenario.h"
#include "tests/unit/sequencer/memory_history.h"

namespace tenure::trials {

/// What admission said of an act: a verdict, or the refusal.
struct Said {
  std::size_t deed;
  Result<Verdict> verdict;
};

class Replay {
 public:
  enum class How : std::uint8_t {
    judged,  ///< whatever is refused is left out
    folded,  ///< no questions asked
  };
  Replay(const std::vector<Deed>& deeds, How how);
  Replay(const Replay&) = delete;
  Replay& operator=(const Replay&) = delete;

  /// What is recorded, on a date.
  Past past(Date on) const { return Past(history_, {size_, on}); }
  const std::vector<Said>& said() const { return said_; }
  /// The name of what stands at a position; nothing of what is nowhere.
  std::optional<Position> name_of(Position position) const;
  /// Where the event of that name stands.
  std::optional<Position> position_of(Position name) const;
  PolicyBook& book() const { return book_; }

 private:
  void record(std::size_t number, const Deed& deed, How how);
  Event placed(const Event& event) const;

  testing::MemoryHistory history_;
  Fold fold_{history_};
  mutable PolicyBook book_;
  std::vector<Said> said_;
  std::map<Position, Position> names_, positions_;
  std::uint64_t size_ = 0;
  Moment last_;
};

}  // namespace tenure::trials
