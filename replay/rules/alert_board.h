// Alerts, kept: each organisation and date that is asked about has a shelf, which looks again at what the
// acts since then touched. An act that changes the hierarchy, a policy or the past makes the shelf anew. Any
// thread; one question at a time.
#pragma once

#include <mutex>
#include <string>
#include <unordered_map>

#include "domain/act/history.h"
#include "replay/rules/subtree.h"

namespace tenure {

class AlertBoard {
 public:
  static constexpr std::size_t kShelvesMax = 64;
  /// Events since the last look; beyond it the shelf is made anew.
  static constexpr std::size_t kEventsMax = 10'000;

  /// `archive` outlives the board.
  explicit AlertBoard(const Archive& archive) : archive_(archive) {}

  /// As alerts_below answers for the same size and date; older questions than a shelf are answered afresh.
  Result<std::vector<Alert>> below(std::string_view org, const When& when, std::string_view rule = {});

 private:
  struct Kept {
    std::uint64_t size;
    AlertShelf shelf;
  };

  /// The subjects of the acts between two sizes; nothing when that does not tell what changed.
  Result<std::optional<std::vector<Subject>>> touched(std::uint64_t from, std::uint64_t until) const;
  Result<bool> catch_up(Kept& kept, const Past& past);

  const Archive& archive_;
  std::mutex mutex_;  ///< guards what follows
  PolicyBook policies_;
  std::unordered_map<std::string, Kept> shelves_;  ///< by organisation and date
};

}  // namespace tenure
