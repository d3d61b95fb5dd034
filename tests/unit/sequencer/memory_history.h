// A history in memory, and a fold over it: acts without a log, for properties of the fold alone.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "replay/fold.h"

namespace tenure::testing {

class MemoryHistory final : public History {
 public:
  /// What the fold's kept acts changed; as ViewStore::write does.
  void write(const RowChanges& changes) {
    for (const auto& row : changes.rows) rows_[row.key][row.index] = row.row;
    for (const auto& [key, entry] : changes.index) index_[key].push_back(entry);
  }
  void keep(Position position, Facts::Original original) { originals_[position] = std::move(original); }

  /// Every row that there was at `size`, by key.
  std::map<std::string, std::string> rows_at(std::uint64_t size) const {
    std::map<std::string, std::string> out;
    for (const auto& [key, versions] : rows_) {
      if (const auto found = find(versions, size)) out[key] = *found;
    }
    return out;
  }

  Result<std::optional<std::string>> row(std::string_view row_key, std::uint64_t size) const override {
    const auto versions = rows_.find(std::string(row_key));
    return versions == rows_.end() ? std::nullopt : find(versions->second, size);
  }
  Result<void> versions(std::string_view row_key, std::uint64_t size,
                        const std::function<bool(std::string_view)>& visit) const override {
    const auto versions = rows_.find(std::string(row_key));
    if (versions == rows_.end()) return {};
    for (auto at = versions->second.lower_bound(size); at != versions->second.begin();) {
      if (!visit((--at)->second)) break;
    }
    return {};
  }
  Result<void> parts(std::string_view row_prefix, std::uint64_t size,
                     const std::function<void(std::string_view, std::string_view)>& visit) const override {
    for (auto found = rows_.lower_bound(std::string(row_prefix));
         found != rows_.end() && found->first.starts_with(row_prefix); ++found) {
      if (const auto row = find(found->second, size)) visit(found->first, *row);
    }
    return {};
  }
  using History::indexed;
  Result<std::vector<IndexEntry>> indexed(std::string_view index_key, std::uint64_t size,
                                          Position from) const override {
    std::vector<IndexEntry> out;
    const auto all = index_.find(std::string(index_key));
    if (all == index_.end()) return out;
    for (const IndexEntry& entry : all->second) {
      if (entry.position.index < size && from <= entry.position) out.push_back(entry);
    }
    return out;
  }
  Result<std::optional<Position>> newest_position(std::string_view index_key,
                                                  std::uint64_t size) const override {
    const auto all = indexed(index_key, size);
    return all->empty() ? std::nullopt : std::optional(all->back().position);
  }
  Result<void> index_keys(std::string_view prefix, std::uint64_t size,
                          const std::function<void(std::string_view)>& visit) const override {
    for (auto found = index_.lower_bound(std::string(prefix));
         found != index_.end() && found->first.starts_with(prefix); ++found) {
      if (found->second.front().position.index < size) visit(found->first);
    }
    return {};
  }
  Result<Facts::Original> original(Position position) const override {
    const auto found = originals_.find(position);
    if (found == originals_.end()) return refuse(Reason::not_found, position.str());
    return found->second;
  }
  Result<std::string> verdict(std::uint64_t) const override { return std::string(R"({"flags":[]})"); }

 private:
  using Versions = std::map<std::uint64_t, std::string>;

  static std::optional<std::string> find(const Versions& versions, std::uint64_t size) {
    const auto after = versions.lower_bound(size);
    if (after == versions.begin()) return std::nullopt;
    return std::prev(after)->second;
  }

  std::map<std::string, Versions> rows_;
  std::map<std::string, std::vector<IndexEntry>> index_;
  std::map<Position, Facts::Original> originals_;
};

/// Acts applied one after the other, written in groups as the caller says, each as late as it may be: when
/// the next one is taken, or the history is looked at. Not admission: `apply` never refuses.
class MemoryLedger {
 public:
  /// Records the events as one act and returns its index; `last_of_group` writes what is pending.
  std::uint64_t record(const std::vector<Event>& events, bool last_of_group = true) {
    const std::uint64_t index = size_++;
    fold_.begin_act(index, {static_cast<std::int64_t>(index)});
    for (std::size_t i = 0; i < events.size(); ++i) {
      const Position position{index, static_cast<std::uint32_t>(i)};
      const auto applied = fold_.apply(events[i], position, {"o-county"});
      if (!applied) throw std::runtime_error(applied.error().text());
      pending_.push_back({position, {events[i], {"o-county"}}});
    }
    fold_.keep_act();
    if (last_of_group) write();
    return index;
  }

  void write() {
    settle();
    for (auto& [position, original] : pending_) history_.keep(position, std::move(original));
    pending_.clear();
    taken_ = fold_.take_changes();
  }

  std::uint64_t size() const { return size_; }
  const MemoryHistory& history() const {
    settle();
    return history_;
  }
  Fold& fold() { return fold_; }

 private:
  void settle() const {
    if (taken_ != nullptr) history_.write(*taken_);
    taken_.reset();
  }

  mutable MemoryHistory history_;
  mutable std::shared_ptr<const RowChanges> taken_;
  Fold fold_{history_};
  std::vector<std::pair<Position, Facts::Original>> pending_;
  std::uint64_t size_ = 0;
};

}  // namespace tenure::testing
