// The fold: the one place where events become rows, whether live, catching up, rebuilding or looking back.
//
// Events of one subject and area have one order: (on, type rank, position). An event that comes last in it is
// applied to the row as it stands; one that sorts before what is applied, or a correction, rebuilds that row
// from the index. Totals have no order: a late event is added like any other, and a correction takes out what
// counted until then and adds what counts from now on.
//
// Rows are kept decoded in a bounded cache and changed in place, and the changes of a group of acts are kept
// beside it. A group that is taken is stored by somebody else while the next one is filled; until then its
// changes are found here, so that nobody waits. A row of an act that is abandoned is read again, from a
// group's changes or from storage: refusals pay for themselves. Used by one thread (the sequencer, or a
// rebuild); not shared.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/act/act.h"
#include "domain/act/verdict.h"
#include "replay/group_changes.h"
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
  /// `verdict` is the act's: what it flagged is indexed, and so are the attachments that `act` cites. From
  /// now on it is a document to refer to. Null: it has neither attachments nor a number.
  void keep_act(const Verdict& verdict = {}, const Act* act = nullptr);
  void abandon_act();

  /// Takes out what stands at `target`, as if it had been voided at `position`: what its replacement may be
  /// asked against. The correction at that position is applied next, or the act is abandoned. Gives what
  /// counted until then; nothing when it was void already.
  Result<std::optional<Event>> take_out(Position target, Position position, const OrgId& authority);

  /// Applies one event of the open act. Fails only when the storage does.
  Result<void> apply(const Event& event, Position position, const OrgId& authority);

  /// What the kept acts changed since the last time: a version a row and act, so that any past size has its
  /// own. The caller stores it before it takes the next ones, and may do so on another thread.
  std::shared_ptr<const RowChanges> take_changes();
  /// Nothing of what was kept or taken will be stored any more, but what is stored already.
  void abandon_all();

  /// The newest position of a subject and area, with the open act's own.
  Result<std::optional<Position>> newest_position(const Subject& subject, const Area& area) const;

  // Facts
  const void* find_row(const View& view, std::string_view subject, std::string_view part) const override;
  Result<std::vector<std::string>> parts(const View& view, std::string_view subject) const override;
  Result<Original> original(Position position) const override;
  /// Of acts that were recorded; the open one is not yet a document to refer to.
  Result<std::optional<ShortText>> document_no(Position position) const override;
  Result<std::vector<Recorded>> find_events(const Area& area, const Subject& subject,
                                            const EventType* type) const override;
  Date today() const override { return recorded_at_.date(); }

  /// A storage failure met while a row was looked up; admission must stop on it.
  const std::optional<Refusal>& failure() const { return failure_; }

 private:
  static constexpr std::size_t kSlotBytes = 64;  ///< of a row that has nothing in storage yet

  /// A row with everything that kept and open acts did to it.
  struct Slot {
    RowState newest;
    std::uint64_t act = 0;           ///< number of the act that changed it last
    std::uint64_t group = 0;         ///< number of the group in which a kept act changed it last
    std::size_t version = 0;         ///< the change among that group's rows
    std::size_t bytes = kSlotBytes;  ///< that it counts in the cache
  };
  struct KeyHash {
    using is_avalanching = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>()(key); }
  };
  using Entry = std::pair<const std::string, Slot>;
  /// Each under its own key. Most of what a row costs is the memory that is touched on the way to it: here
  /// one line of the table, then the entry, which stays where it is.
  using Rows = boost::unordered_flat_map<std::string_view, std::unique_ptr<Entry>, KeyHash>;

  static constexpr std::size_t kRecentMax = 4096;  ///< entries that are found without the table

  Result<void> apply_plain(const Event& event, Position position, std::span<const Subject> all);
  /// Gives what counted until then.
  Result<std::optional<Event>> apply_correction(const CorrectionRecorded& correction, Position position);
  /// The totals that an event is part of: `times` 1 adds it, -1 takes it out.
  void add_to_totals(const Event& event, Position position, int times);
  Result<void> apply_to_row(const Application& application, const Event& event, Position position,
                            const Subject& subject, std::string_view part);
  /// What it says changes from `since` on.
  Result<void> rebuild(const View& view, const Subject& subject, std::string_view part, Date since);
  Result<void> rebuild_all(const Area& area, const Subject& subject,
                           const std::vector<const Event*>& touched);
  Result<std::vector<IndexEntry>> all_indexed(const std::string& index_key) const;
  /// `key` is that of the view's row; it may be the fold's own buffer.
  Entry& entry(const View& view, std::string_view key) const;
  /// What is in storage, as of the group that was taken last or later.
  const History& stored() const {
    if (reader_ == nullptr) reader_ = history_.reader();
    return reader_ == nullptr ? history_ : *reader_;
  }
  /// Where an entry stands among the recent ones.
  Entry*& recent(std::string_view key) const;
  Slot load(const View& view, const std::string& key) const;
  /// The row key in a buffer of the fold's, valid until the next one.
  std::string_view key_of(const View& view, std::string_view subject, std::string_view part) const;
  /// The version of a row that a group keeps, decoded.
  void restore(Slot& slot, const View& view, const RowChanges& changes);
  /// The row of an entry that the open act changes, in what it says of `since` and later days.
  RowState& claim(Entry& entry, Date since);
  /// Up to here, storage alone says what is indexed.
  std::uint64_t stored_size() const { return taken_ == nullptr ? kNewest : taken_->first; }
  void open_group();
  void add_to_index(std::string index_key, IndexEntry entry);
  void index_flags(const Verdict& verdict);
  /// An event that is not stored yet; null: it is, or there is none.
  const Original* on_the_way(Position position) const;
  /// In whose file a standing flag of the event is kept: of a correction, whom its replacement is about or,
  /// where it has none, its target.
  Subject flagged_of(const Event& event) const;

  const History& history_;
  mutable std::unique_ptr<const History>
      reader_;  ///< of what was stored before the group that was taken last
  std::uint64_t index_ = 0;
  Moment recorded_at_;
  std::string klass_;
  std::uint64_t act_ = 0;    ///< counts acts
  std::uint64_t group_ = 1;  ///< counts groups
  std::shared_ptr<GroupChanges> open_ = std::make_shared<GroupChanges>();
  std::shared_ptr<GroupChanges> taken_;  ///< the group before, perhaps not stored yet; null: none
  std::size_t act_events_from_ = 0;      ///< where the open act's events begin in the group's
  std::vector<Entry*> act_rows_;         ///< what the open act changed
  mutable std::string key_;              ///< see key_of
  mutable Rows cache_;
  mutable Rows older_cache_;
  mutable std::array<Entry*, kRecentMax> recent_{};  ///< by a few bytes of their keys; of both caches
  mutable std::size_t cached_bytes_ = 0;             ///< of cache_
  mutable std::optional<Refusal> failure_;
};

}  // namespace tenure
