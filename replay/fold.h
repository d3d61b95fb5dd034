// The fold: the one place where events become rows, whether live, catching up, rebuilding or looking back.
//
// Events of one subject and area have one order: (on, type rank, position). An event that comes last in it is
// applied to the row as it stands; one that sorts before what is applied, or a correction, rebuilds that row
// from the index. Totals have no order: a late event is added like any other, and a correction takes out what
// counted until then and adds what counts from now on.
//
// Rows are kept decoded in a bounded cache and changed in place, and the changes of a group of acts are kept
// beside it until they are stored. A row of an act that is abandoned is read again, from the group's changes
// or from storage: refusals pay for themselves. Used by one thread (the sequencer, or a rebuild); not shared.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "domain/act/act.h"
#include "domain/act/verdict.h"
#include "replay/refold.h"

namespace tenure {

struct CorrectionRecorded;

class Fold : public Facts {
 public:
  /// Rows kept in memory, by the bytes that they have in storage, at most; twice that, and one group, for a
  /// moment. In memory a row takes a few times as much.
  static constexpr std::size_t kCachedBytesMax = std::size_t{16} << 20;

  /// `history` outlives the fold.
  explicit Fold(const History& history) : history_(history) {}

  /// Opens a scope in which events are applied; ended by keep_act or abandon_act.
  void begin_act(std::uint64_t index, Moment recorded_at, std::string_view klass = kOrdinaryClass);
  /// `verdict` is the act's: what it flagged is indexed.
  void keep_act(const Verdict& verdict = {});
  void abandon_act();

  /// Applies one event of the open act. Fails only when the storage does.
  Result<void> apply(const Event& event, Position position, const OrgId& authority);

  /// What the kept acts changed since the last `committed`: a version a row and act, so that any past size
  /// has its own.
  const RowChanges& changes() const { return changes_; }
  /// The changes are stored now: they become part of the cache.
  void committed();
  /// The same, for who stores them elsewhere: until that is done, `history` must wait when it is asked for
  /// rows or positions.
  RowChanges take_changes();
  /// The changes will never be stored.
  void abandon_all();

  /// The newest position of a subject and area, with the open act's own.
  Result<std::optional<Position>> newest_position(const Subject& subject, const Area& area) const;

  // Facts
  const void* find_row(const View& view, std::string_view subject, std::string_view part) const override;
  Result<std::vector<std::string>> parts(const View& view, std::string_view subject) const override;
  Result<Original> original(Position position) const override;
  Result<std::vector<Recorded>> events(const Area& area, const Subject& subject) const override;
  Date today() const override { return recorded_at_.date(); }

  /// A storage failure met while a row was looked up; admission must stop on it.
  const std::optional<Refusal>& failure() const { return failure_; }

 private:
  static constexpr std::size_t kSlotBytes = 64;  ///< of a row that has nothing in storage yet

  /// A row with everything that kept and open acts did to it.
  struct Slot {
    RowState newest;
    std::uint64_t act = 0;    ///< number of the act that changed it last
    std::uint64_t group = 0;  ///< number of the group in which a kept act changed it last
    std::size_t version = 0;  ///< the change that stands in changes_.rows, when `group` is the open one
    std::size_t bytes = kSlotBytes;  ///< that it counts in the cache
  };
  using Rows = std::unordered_map<std::string, Slot>;
  using Entry = Rows::value_type;

  /// What kept and open acts recorded at a position, before it is stored; or null.
  const Original* recorded(Position position) const;
  Result<void> apply_plain(const Event& event, Position position, std::span<const Subject> all);
  Result<void> apply_correction(const CorrectionRecorded& correction, Position position);
  /// The totals that an event is part of: `times` 1 adds it, -1 takes it out.
  void add_to_totals(const Event& event, Position position, int times);
  Result<void> apply_to_row(const Application& application, const Event& event, Position position,
                            const Subject& subject, const std::string& part);
  Result<void> rebuild(const View& view, const Subject& subject, const std::string& part);
  Result<void> rebuild_all(const Area& area, const Subject& subject,
                           const std::vector<const Event*>& touched);
  Result<std::vector<Position>> all_positions(const std::string& index_key) const;
  /// Positions that the kept acts of the group added to an index key, or null. Valid until the next act.
  const std::vector<Position>* kept_positions(const std::string& index_key) const;
  Entry& entry(const View& view, const std::string& key) const;
  Slot load(const View& view, const std::string& key) const;
  /// The row of an entry that the open act changes from now on.
  RowState& claim(Entry& entry);
  /// What was kept is stored, or never will be.
  void close_group();
  void add_to_index(std::string index_key, Position position);

  const History& history_;
  std::uint64_t index_ = 0;
  Moment recorded_at_;
  std::string klass_;
  std::uint64_t act_ = 0;           ///< counts acts
  std::uint64_t group_ = 1;         ///< counts groups
  RowChanges changes_;              ///< of the group, and the index entries of the open act
  std::size_t act_index_from_ = 0;  ///< where the open act's entries in changes_.index begin
  std::vector<Entry*> act_rows_;    ///< what the open act changed
  std::vector<std::pair<Position, Original>> events_;  ///< of the group and the open act
  std::size_t act_events_from_ = 0;
  mutable std::unordered_map<std::string, std::vector<Position>> kept_index_;  ///< made when it is asked for
  mutable std::size_t kept_indexed_ = 0;  ///< how much of changes_.index is in it
  mutable Rows cache_;
  mutable Rows older_cache_;
  mutable std::size_t cached_bytes_ = 0;  ///< of cache_
  mutable std::optional<Refusal> failure_;
};

}  // namespace tenure
