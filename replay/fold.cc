#include "replay/fold.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/ledger/events.h"

namespace tenure {

void Fold::begin_act(std::uint64_t index, Moment recorded_at, std::string_view klass) {
  index_ = index;
  recorded_at_ = recorded_at;
  klass_ = klass;
  ++act_;
  act_rows_.clear();
  act_index_from_ = changes_.index.size();
  act_events_from_ = events_.size();
}

void Fold::abandon_act() {
  for (Entry* entry : act_rows_) {
    Slot& slot = entry->second;
    if (slot.group == group_) {
      const View& view = *views()[static_cast<unsigned char>(entry->first[0])];
      auto kept = decode_row(view, changes_.rows[slot.version].row);
      if (kept) slot.newest = std::move(*kept);
      if (!kept && !failure_) failure_ = kept.error();
    } else {
      cached_bytes_ -= slot.bytes;
      cache_.erase(entry->first);
    }
  }
  act_rows_.clear();
  changes_.index.resize(act_index_from_);
  events_.resize(act_events_from_);
}

void Fold::keep_act(const Verdict& verdict) {
  std::set<std::int32_t> flagged;
  for (const Flag& flag : verdict.flags) flagged.insert(flag.event);
  for (const std::int32_t event : flagged) {
    add_to_index(flag_index_key(), {index_, static_cast<std::uint32_t>(event)});
  }
  if (klass_ != kOrdinaryClass) changes_.classes.emplace_back(index_, klass_);
  for (Entry* entry : act_rows_) {
    auto& [key, slot] = *entry;
    const View& view = *views()[static_cast<unsigned char>(key[0])];
    slot.group = group_;
    slot.version = changes_.rows.size();
    changes_.rows.push_back({key, index_, encode_row(view, slot.newest)});
    const std::size_t bytes = kSlotBytes + changes_.rows.back().row.size();
    cached_bytes_ += bytes - slot.bytes;
    slot.bytes = bytes;
  }
  act_rows_.clear();
  act_index_from_ = changes_.index.size();
  act_events_from_ = events_.size();
}

void Fold::close_group() {
  ++group_;
  act_rows_.clear();
  changes_ = {};
  act_index_from_ = 0;
  events_.clear();
  act_events_from_ = 0;
  kept_index_.clear();
  kept_indexed_ = 0;
}

void Fold::abandon_all() {
  close_group();
  cache_.clear();
  older_cache_.clear();
  cached_bytes_ = 0;
  failure_.reset();
}

void Fold::committed() {
  close_group();
  if (cached_bytes_ > kCachedBytesMax) {
    older_cache_ = std::move(cache_);
    cache_.clear();
    cached_bytes_ = 0;
  }
}

RowChanges Fold::take_changes() {
  RowChanges out = std::move(changes_);
  committed();
  return out;
}

Fold::Slot Fold::load(const View& view, const std::string& key) const {
  Slot out;
  auto bytes = history_.row(key, kNewest);
  if (!bytes) {
    if (!failure_) failure_ = bytes.error();
    return out;
  }
  if (!*bytes) return out;
  out.bytes += (*bytes)->size();
  if (auto decoded = decode_row(view, **bytes)) {
    out.newest = std::move(*decoded);
  } else if (!failure_) {
    failure_ = decoded.error();
  }
  return out;
}

Fold::Entry& Fold::entry(const View& view, const std::string& key) const {
  if (const auto found = cache_.find(key); found != cache_.end()) return *found;
  auto older = older_cache_.extract(key);
  Entry& found =
      older ? *cache_.insert(std::move(older)).position : *cache_.emplace(key, load(view, key)).first;
  cached_bytes_ += found.second.bytes;
  return found;
}

RowState& Fold::claim(Entry& entry) {
  Slot& slot = entry.second;
  if (slot.act != act_) {
    slot.act = act_;
    act_rows_.push_back(&entry);
  }
  return slot.newest;
}

void Fold::add_to_index(std::string index_key, Position position) {
  changes_.index.emplace_back(std::move(index_key), position);
}

const std::vector<Position>* Fold::kept_positions(const std::string& key) const {
  for (; kept_indexed_ < act_index_from_; ++kept_indexed_) {
    const auto& [kept, position] = changes_.index[kept_indexed_];
    kept_index_[kept].push_back(position);
  }
  const auto found = kept_index_.find(key);
  return found == kept_index_.end() ? nullptr : &found->second;
}

const void* Fold::find_row(const View& view, std::string_view subject, std::string_view part) const {
  return entry(view, row_key(view, subject, part)).second.newest.row.get();
}

Result<std::vector<std::string>> Fold::parts(const View& view, std::string_view subject) const {
  const std::string prefix = row_prefix(view, subject);
  std::set<std::string> out;
  const auto add = [&](std::string_view key) { out.emplace(part_of_row_key(key)); };
  auto done = history_.parts(prefix, kNewest, [&](std::string_view key, std::string_view) { add(key); });
  if (!done) return tl::unexpected(done.error());
  for (const auto& row : changes_.rows) {
    if (row.key.starts_with(prefix)) add(row.key);
  }
  for (const Entry* entry : act_rows_) {
    if (entry->first.starts_with(prefix)) add(entry->first);
  }
  return std::vector<std::string>(out.begin(), out.end());
}

const Facts::Original* Fold::recorded(Position position) const {
  const auto found = std::lower_bound(events_.begin(), events_.end(), position,
                                      [](const auto& item, Position wanted) { return item.first < wanted; });
  return found != events_.end() && found->first == position ? &found->second : nullptr;
}

Result<Facts::Original> Fold::original(Position position) const {
  if (const Original* own = recorded(position)) return *own;
  return history_.original(position);
}

Result<std::vector<Recorded>> Fold::events(const Area& area, const Subject& subject) const {
  const auto positions = all_positions(index_key(area, subject));
  if (!positions) return tl::unexpected(positions.error());
  return effective_events(area, subject, *positions, [this](Position position) -> Result<Event> {
    if (const Original* own = recorded(position)) return own->event;
    return history_.event(position);
  });
}

Result<std::optional<Position>> Fold::newest_position(const Subject& subject, const Area& area) const {
  const std::string key = index_key(area, subject);
  for (std::size_t i = changes_.index.size(); i > act_index_from_; --i) {
    if (changes_.index[i - 1].first == key) return changes_.index[i - 1].second;
  }
  if (const auto* kept = kept_positions(key)) return kept->back();
  return history_.newest_position(key, kNewest);
}

Result<void> Fold::apply(const Event& event, Position position, const OrgId& authority) {
  events_.emplace_back(position, Original{event, authority});
  const auto all = subjects(event);
  for (const Subject& subject : all) add_to_index(index_key(*event.type->area, subject), position);
  const auto done = is_correction(event) ? apply_correction(event.as<CorrectionRecorded>(), position)
                                         : apply_plain(event, position, all);
  if (!done) return done;
  if (failure_) return tl::unexpected(*failure_);
  return {};
}

Result<void> Fold::apply_plain(const Event& event, Position position, std::span<const Subject> all) {
  for (const Application& application : event.type->applications) {
    for (const Subject& subject : all) {
      if (subject.kind != application.view->subject) continue;
      for (const std::string& part : parts_of(application, event, position, subject.id)) {
        if (auto done = apply_to_row(application, event, position, subject, part); !done) return done;
      }
    }
  }
  return {};
}

Result<void> Fold::apply_to_row(const Application& application, const Event& event, Position position,
                                const Subject& subject, const std::string& part) {
  const View& view = *application.view;
  const Order order = Order::of(event, position);
  const std::string key = row_key(view, subject.id, part);
  Entry& changed = entry(view, key);
  const bool is_late = order < changed.second.newest.last;
  if (is_late && application.revoke == nullptr) return rebuild(view, subject, part);
  RowState& own = claim(changed);
  if (own.row == nullptr) own.row = view.make();
  application.apply(own.row.get(), event, position, subject.id);
  own.last = std::max(own.last, order);
  return {};
}

void Fold::add_to_totals(const Event& event, Position position, int times) {
  for (const Application& application : event.type->applications) {
    if (application.revoke == nullptr) continue;
    const View& view = *application.view;
    const auto change = times > 0 ? application.apply : application.revoke;
    for (const Subject& subject : subjects(event)) {
      if (subject.kind != view.subject) continue;
      for (const std::string& part : parts_of(application, event, position, subject.id)) {
        RowState& own = claim(entry(view, row_key(view, subject.id, part)));
        if (own.row == nullptr) own.row = view.make();
        change(own.row.get(), event, position, subject.id);
        own.last = std::max(own.last, Order::of(event, position));
      }
    }
  }
}

Result<std::vector<Position>> Fold::all_positions(const std::string& key) const {
  auto positions = history_.positions(key, kNewest);
  if (!positions) return positions;
  if (const auto* kept = kept_positions(key)) positions->insert(positions->end(), kept->begin(), kept->end());
  for (std::size_t i = act_index_from_; i < changes_.index.size(); ++i) {
    if (changes_.index[i].first == key) positions->push_back(changes_.index[i].second);
  }
  return positions;
}

Result<void> Fold::rebuild(const View& view, const Subject& subject, const std::string& part) {
  const auto events = this->events(*find_area(view.area), subject);
  if (!events) return tl::unexpected(events.error());
  claim(entry(view, row_key(view, subject.id, part))) = make_row(view, subject.id, part, *events);
  return {};
}

Result<void> Fold::rebuild_all(const Area& area, const Subject& subject,
                               const std::vector<const Event*>& touched) {
  std::map<std::pair<const View*, std::string>, bool> rows;
  for (const Event* event : touched) {
    for (const Application& application : event->type->applications) {
      if (application.view->subject != subject.kind || application.view->area != area.name) continue;
      if (application.revoke != nullptr) continue;
      for (std::string& part : parts_of(application, *event, {}, subject.id)) {
        rows[{application.view, std::move(part)}] = true;
      }
    }
  }
  for (const auto& [row, wanted] : rows) {
    if (auto done = rebuild(*row.first, subject, row.second); !done) return done;
  }
  return {};
}

// The subjects of the original, of every earlier replacement and of the new one all change.
Result<void> Fold::apply_correction(const CorrectionRecorded& correction, Position position) {
  const auto target = original(correction.target);
  if (!target) return tl::unexpected(target.error());
  const Area& area = *target->event.type->area;
  std::vector<Event> versions{target->event};
  std::optional<Event> counted = target->event;
  const auto indexed = all_positions(index_key(area, subjects(target->event).front()));
  if (!indexed) return tl::unexpected(indexed.error());
  for (const Position earlier : *indexed) {
    const auto recorded = original(earlier);
    if (!recorded) return tl::unexpected(recorded.error());
    if (!is_correction(recorded->event)) continue;
    const auto& other = recorded->event.as<CorrectionRecorded>();
    if (other.target != correction.target) continue;
    counted = other.replacement;
    if (other.replacement) versions.push_back(*other.replacement);
  }
  if (correction.replacement) versions.push_back(*correction.replacement);

  std::vector<Subject> affected;
  std::vector<const Event*> touched;
  for (const Event& version : versions) {
    touched.push_back(&version);
    for (Subject& subject : subjects(version)) {
      if (std::find(affected.begin(), affected.end(), subject) == affected.end())
        affected.push_back(std::move(subject));
    }
  }
  for (const Subject& subject : affected) {
    const auto newest = newest_position(subject, area);
    if (!newest) return tl::unexpected(newest.error());
    if (*newest != position) add_to_index(index_key(area, subject), position);
  }
  for (const Subject& subject : affected) {
    if (auto done = rebuild_all(area, subject, touched); !done) return done;
  }
  if (counted) add_to_totals(*counted, correction.target, -1);
  if (correction.replacement) add_to_totals(*correction.replacement, correction.target, 1);
  return {};
}

}  // namespace tenure
