// The record as of a tree size, for questions: the same facts that admission looks at, at any past size.
//
// One question, one object, one thread. Rows stay valid as long as the object.
#pragma once

#include <bitset>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

#include "replay/refold.h"

namespace tenure {

/// What a question asks about: what was known when the tree had `size` entries, of what was true `on` a date.
struct When {
  std::uint64_t size = 0;
  Date on;
};

class Past final : public Facts {
 public:
  /// `history` outlives it.
  Past(const History& history, When when)
      : reader_(history.reader()), history_(reader_ ? *reader_ : history), when_(when) {}
  /// In hindsight: as if these events had never been recorded, nor what corrects them, and with every
  /// correction known, whatever day it is on. `original` still finds what is left out, and the ledger's own
  /// rows still hold what it did.
  Past(const History& history, When when, const std::set<Position>& without);

  const When& when() const { return when_; }
  /// As this question reads it.
  const History& history() const { return history_; }

  /// The row as of the size; when it holds events after the date, the version before they came, or where
  /// others came later among the older ones, the row that the events up to the date make.
  const void* find_row(const View& view, std::string_view subject, std::string_view part) const override;
  /// Those that events up to the date make.
  Result<std::vector<std::string>> parts(const View& view, std::string_view subject) const override;
  Result<Original> original(Position position) const override;
  Result<std::optional<ShortText>> document_no(Position position) const override {
    return history_.document_no(position);
  }
  /// Those up to the date.
  Result<std::vector<Recorded>> find_events(const Area& area, const Subject& subject,
                                            const EventType* type) const override;
  Date today() const override { return when_.on; }

  /// The newest position of a subject and area as of the size.
  Result<std::optional<Position>> newest_position(const Area& area, const Subject& subject) const;

  /// Reads all rows of a subject in one go, and forgets those of the one before: worth its cost where most of
  /// them will be asked for. What it has none of is not among what asked_of tells.
  Result<void> read_ahead(const Subject& subject) const;

  /// Of which subjects and areas anything was asked so far, as index keys; of the ledger itself never.
  std::set<std::string> asked_of() const;
  /// The corrections that were met in its rows so far.
  std::set<Position> corrections_met() const;

  /// A storage failure met while a row was looked up: the answer must not be given.
  const std::optional<Refusal>& failure() const { return failure_; }

 private:
  Result<RowState> load(const View& view, std::string_view subject, std::string_view part,
                        const std::string& key) const;
  Result<RowState> made_anew(const View& view, std::string_view subject, std::string_view part) const;

  /// Whether anything of the area is recorded of the subject: without it there are no rows.
  Result<bool> is_recorded(const Area& area, const Subject& subject) const;

  struct StoredRow {
    std::string key, row;
  };
  static constexpr std::size_t kViewsMax = std::numeric_limits<decltype(View::number)>::max() + 1;
  /// Rows of a subject as stored, by ascending key.
  struct Ahead {
    Subject subject;
    std::vector<StoredRow> rows;
    std::bitset<kViewsMax> views;  ///< of which there is a row, by number
  };
  bool is_ahead(const View& view, std::string_view subject) const;
  /// Whether it is known without a look that no such row is stored.
  bool is_absent(const View& view, std::string_view subject) const {
    return is_ahead(view, subject) && !ahead_->views[view.number];
  }
  /// Whether a row as stored holds nothing from after the date.
  bool is_up_to_date(std::string_view row) const;
  /// As History::parts.
  Result<void> stored_parts(
      const View& view, std::string_view subject, const std::string& prefix,
      const std::function<void(std::string_view key, std::string_view row)>& visit) const;

  void leave_out(Position position);
  /// Whether an event that is left out could have made a row.
  bool is_touched(const View& view, std::string_view subject) const;

  std::unique_ptr<const History> reader_;  ///< null: the history itself is read
  const History& history_;
  When when_;
  bool in_hindsight_ = false;
  std::set<Position> without_;
  std::set<std::string> touched_;  ///< by index key
  mutable std::unordered_map<std::string, RowState> rows_;
  mutable std::optional<Ahead> ahead_;
  mutable std::unordered_map<std::string, std::string>
      unread_;  ///< rows as stored, that came with their parts
  mutable std::unordered_map<std::string, std::vector<IndexEntry>> indexed_;  ///< by index key
  mutable std::unordered_map<std::string, bool> recorded_;                    ///< by index key
  mutable std::unordered_map<std::string, std::vector<std::string>> parts_;   ///< by the prefix of their rows
  mutable std::map<Position, Original> originals_;
  mutable std::optional<Refusal> failure_;
};

}  // namespace tenure
