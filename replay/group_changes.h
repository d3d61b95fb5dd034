// What the acts of one group changed, from admission until it is stored, and found by key on the way.
//
// A group is filled by the fold's thread. Once it is taken, `changes` is only read, by any thread; the
// lookups stay with the fold's.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/act/history.h"

namespace tenure {

struct GroupChanges {
  std::uint64_t first = 0;  ///< index of its first act
  RowChanges changes;       ///< of the kept acts, and behind them the index entries of the open one
  std::deque<std::pair<Position, Facts::Original>> events;  ///< in the order of their positions
  std::map<std::uint64_t, ShortText> documents;             ///< numbers of kept acts that have one
  std::size_t kept_index = 0;                               ///< entries of changes.index that are kept

  /// The event at a position, or null.
  const Facts::Original* event(Position position) const;
  /// What the kept acts added to an index key, or null. Valid until the next act.
  const std::vector<IndexEntry>* indexed(const std::string& index_key);
  /// Adds the parts of rows with this prefix that the kept acts changed.
  void add_parts(const std::string& row_prefix, std::set<std::string>& out);

 private:
  // Made when they are asked for: most groups are never looked up.
  std::unordered_map<std::string, std::vector<IndexEntry>> by_index_key_;
  std::size_t indexed_ = 0;  ///< entries of changes.index that are in it
  std::unordered_map<std::string, std::vector<std::string>> by_row_prefix_;
  std::size_t prefixed_ = 0;  ///< rows of changes.rows that are in it
};

}  // namespace tenure
