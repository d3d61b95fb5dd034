// The facts of a scenario in memory: judged as admission judges them, or only folded.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "domain/act/verdict.h"
#include "domain/rules/policy.h"
#include "replay/past.h"
#include "tests/trials/scenario.h"
#include "tests/unit/sequencer/memory_history.h"

namespace tenure::trials {

/// What admission said of an act: a verdict, or the refusal. `deed`: which of those that were recorded.
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
  explicit Replay(How how) : how_(how) {}
  Replay(const std::vector<Deed>& deeds, How how);
  /// What goes on from here, beside this one.
  Replay(const Replay& other);
  Replay& operator=(const Replay&) = delete;

  /// One more behind those that there are.
  void record(const Deed& deed);
  void record(std::span<const Deed> deeds);
  /// What admission would say of one more, which is not recorded.
  Said try_out(const Deed& deed);

  /// What is recorded, on a date.
  Past past(Date on) const { return Past(history_, {size_, on}); }
  const std::vector<Said>& said() const { return said_; }
  /// The name of what stands at a position; nothing of what is nowhere.
  std::optional<Position> name_of(Position position) const;
  /// Where the event of that name stands.
  std::optional<Position> position_of(Position name) const;
  PolicyBook& book() const { return book_; }

 private:
  /// What is said of the deed, which is applied to the open act.
  Result<Verdict> taken(const Deed& deed, ParsedAct& parsed);
  void forget(const Deed& deed);
  Event placed(const Event& event) const;

  How how_;
  testing::MemoryHistory history_;
  Fold fold_{history_};
  mutable PolicyBook book_;
  std::vector<Said> said_;
  std::map<Position, Position> names_, positions_;
  std::uint64_t size_ = 0;
  Moment last_;
};

}  // namespace tenure::trials
