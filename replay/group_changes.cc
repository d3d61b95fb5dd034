#include "replay/group_changes.h"

#include <algorithm>

namespace tenure {

const Facts::Original* GroupChanges::event(Position position) const {
  const auto found = std::lower_bound(events.begin(), events.end(), position,
                                      [](const auto& item, Position wanted) { return item.first < wanted; });
  return found != events.end() && found->first == position ? &found->second : nullptr;
}

const std::vector<IndexEntry>* GroupChanges::indexed(const std::string& index_key) {
  for (; indexed_ < kept_index; ++indexed_) {
    const auto& [key, entry] = changes.index[indexed_];
    by_index_key_[key].push_back(entry);
  }
  const auto found = by_index_key_.find(index_key);
  return found == by_index_key_.end() ? nullptr : &found->second;
}

void GroupChanges::add_parts(const std::string& row_prefix, std::set<std::string>& out) {
  for (; prefixed_ < changes.rows.size(); ++prefixed_) {
    const std::string_view key = changes.rows[prefixed_].key;
    const std::string_view part = part_of_row_key(key);
    by_row_prefix_[std::string(key.substr(0, key.size() - part.size() - 1))].emplace_back(part);
  }
  if (const auto found = by_row_prefix_.find(row_prefix); found != by_row_prefix_.end())
    out.insert(found->second.begin(), found->second.end());
}

}  // namespace tenure
