// Alerts, kept: each organisation and date that is asked about has a shelf, which looks again at what the
// acts since then touched. An act that changes the hierarchy, a policy or the past makes the shelf anew. A
// question of an older size than its shelf has one of its own, so that its pages are of one record.
//
// Any thread; who asks of one shelf waits for who asked before, and nobody waits for another shelf.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "domain/act/history.h"
#include "replay/rules/alert_shelf.h"

namespace tenure {

class AlertBoard {
 public:
  static constexpr std::size_t kShelvesMax = 64;
  /// Of them, those of an older size: nobody asks them again once their pages are read.
  static constexpr std::size_t kPastShelvesMax = 8;
  /// Alerts, organisations and people on all shelves but the one asked last, at most; some 250 bytes each.
  static constexpr std::size_t kWeightMax = 200'000;
  /// Events since the last look; beyond it the shelf is made anew.
  static constexpr std::size_t kEventsMax = 10'000;

  /// What was told of a shelf.
  struct Told {
    std::vector<Alert> items;  ///< by urgency
    std::size_t left_out = 0;
    std::optional<AlertPlace> next;
    AlertCounts counts;  ///< of every rule that rings, whatever was asked for
  };

  /// `archive` outlives the board.
  explicit AlertBoard(const Archive& archive) : archive_(archive) {}

  /// Of `org` and all below it. As alerts_below answers for the same size and date.
  Result<Told> below(std::string_view org, const When& when, const AlertFilter& filter);

 private:
  struct Kept {
    std::mutex mutex;  ///< guards the shelf and its size
    std::uint64_t size = 0;
    std::optional<AlertShelf> shelf;
    std::uint64_t used = 0;  ///< the board's: when it was asked last
    bool is_past = false;    ///< the board's: of an older size
    std::size_t weight = 0;  ///< the board's
  };

  std::shared_ptr<Kept> kept_of(const std::string& key, const When& when);
  /// Throws out what was asked longest ago, until what is left fits beside `key`.
  void make_room(const std::string& key, std::size_t weight);
  /// Nothing when the shelf is of a later size.
  Result<std::optional<Told>> told(const std::string& key, std::string_view org, const When& when,
                                   const AlertFilter& filter);
  Result<void> bring_up(Kept& kept, std::string_view org, const When& when) const;
  /// The subjects of the acts between two sizes; nothing when that does not tell what changed.
  Result<std::optional<std::vector<Subject>>> touched(std::uint64_t from, std::uint64_t until) const;

  const Archive& archive_;
  std::mutex mutex_;  ///< guards what follows
  std::uint64_t asked_ = 0;
  std::map<std::string, std::shared_ptr<Kept>> shelves_;  ///< by organisation, date and perhaps size
};

}  // namespace tenure
