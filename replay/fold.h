// The fold: the one place where events become rows, whether live, catching up, rebuilding or looking back.
//
// Events of one subject and area have one order: (on, type rank, position). An event that comes last in it is
// applied to the row as it stands; one that sorts before what is applied, or a correction, rebuilds that row
// from the index.
//
// Changes are kept in three layers: the act that is being admitted, the group of acts that will be written
// together, and a bounded cache of rows as they are stored. Used by one thread (the sequencer, or a rebuild);
// not shared.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/act/act.h"
#include "replay/refold.h"

namespace tenure {

struct CorrectionRecorded;

class Fold : public Facts {
 public:
  /// Rows kept in memory, at most; twice that for a moment.
  static constexpr std::size_t kCachedRowsMax = 100'000;

  /// `history` outlives the fold.
  explicit Fold(const History& history) : history_(history) {}

  /// Opens a scope in which events are applied; ended by keep_act or abandon_act.
  void begin_act(std::uint64_t index, Moment recorded_at, std::string_view klass = kOrdinaryClass);
  void keep_act();
  void abandon_act();

  /// Applies one event of the open act. Fails only when the storage does.
  Result<void> apply(const Event& event, Position position, const OrgId& authority);

  /// What the kept acts changed since the last `committed`: a version a row and act, so that any past size
  /// has its own.
  const RowChanges& changes() const { return changes_; }
  /// The changes are stored now: they become part of the cache.
  void committed();
  /// The changes will never be stored.
  void abandon_all();

  /// The newest position of a subject and area, with the open act's own.
  Result<std::optional<Position>> newest_position(const Subject& subject, const Area& area) const;

  // Facts
  const void* find_row(const View& view, std::string_view subject, std::string_view part) const override;
  Result<Original> original(Position position) const override;
  Result<std::vector<Recorded>> events(const Area& area, const Subject& subject) const override;
  Date today() const override { return recorded_at_.date(); }

  /// A storage failure met while a row was looked up; admission must stop on it.
  const std::optional<Refusal>& failure() const { return failure_; }

 private:
  struct Layer {
    std::unordered_map<std::string, RowState> rows;
    std::unordered_map<std::string, std::vector<Position>> index;
    std::vector<std::pair<Position, Original>> events;
    void clear();
  };

  Result<void> apply_plain(const Event& event, Position position);
  Result<void> apply_correction(const CorrectionRecorded& correction, Position position);
  Result<void> apply_to_row(const Application& application, const Event& event, Position position,
                            const Subject& subject, const std::string& part);
  Result<void> rebuild(const View& view, const Subject& subject, const std::string& part);
  Result<void> rebuild_all(const Area& area, const Subject& subject,
                           const std::vector<const Event*>& touched);
  Result<std::vector<Position>> all_positions(const std::string& index_key) const;
  const RowState& state(const View& view, const std::string& key) const;
  RowState& own_state(const View& view, const std::string& key);

  const History& history_;
  std::uint64_t index_ = 0;
  Moment recorded_at_;
  std::string klass_;
  Layer act_;
  Layer group_;
  RowChanges changes_;
  mutable std::unordered_map<std::string, RowState> cache_;
  mutable std::unordered_map<std::string, RowState> older_cache_;
  mutable std::optional<Refusal> failure_;
};

}  // namespace tenure
