#include "replay/fold.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>

#include "domain/ledger/events.h"
#include "domain/registry/rows.h"
#include "domain/rules/rule.h"

namespace tenure {

void Fold::begin_act(std::uint64_t index, Moment recorded_at, std::string_view klass) {
  index_ = index;
  recorded_at_ = recorded_at;
  klass_ = klass;
  ++act_;
  act_rows_.clear();
  if (open_->events.empty()) open_->first = index;
  act_events_from_ = open_->events.size();
}

void Fold::restore(Slot& slot, const View& view, const RowChanges& changes) {
  auto kept = decode_row(view, changes.rows[slot.version].row);
  if (kept) slot.newest = std::move(*kept);
  if (!kept && !failure_) failure_ = kept.error();
}

void Fold::abandon_act() {
  recent_ = {};
  ground_changed();
  for (Entry* entry : act_rows_) {
    Slot& slot = entry->second;
    const View& view = view_of_row_key(entry->first);
    if (slot.group == group_) {
      restore(slot, view, open_->changes);
    } else if (taken_ != nullptr && slot.group == group_ - 1) {
      restore(slot, view, taken_->changes);
    } else {
      cached_bytes_ -= slot.bytes;
      cache_.erase(entry->first);
    }
  }
  act_rows_.clear();
  open_->changes.index.resize(open_->kept_index);
  auto& events = open_->events;
  events.erase(events.begin() + static_cast<std::ptrdiff_t>(act_events_from_), events.end());
}

void Fold::index_flags(const Verdict& verdict) {
  std::map<std::int32_t, bool> flagged;  // whether one of the flags stands
  for (const Flag& flag : verdict.flags) {
    const Rule* rule = find_rule(flag.rule.value);
    flagged[flag.event] |= rule != nullptr && stands(*rule);
  }
  for (const auto& [ordinal, standing] : flagged) {
    const Position position{index_, static_cast<std::uint32_t>(ordinal)};
    const Event& event = open_->event(position)->event;
    const IndexEntry entry{position, event.type->number};
    add_to_index(flag_index_key(), entry);
    if (!standing) continue;
    add_to_index(standing_flag_key(flagged_of(event)), entry);
  }
}

Subject Fold::flagged_of(const Event& event) const {
  if (const Event* replacement = replacement_of(event)) return subjects(*replacement).front();
  if (!is_correction(event)) return subjects(event).front();
  const auto voided = original(event.as<CorrectionRecorded>().target);
  return subjects(voided ? voided->event : event).front();
}

void Fold::keep_act(const Verdict& verdict, const Act* act) {
  index_flags(verdict);
  if (act != nullptr) {
    for (const AttachmentRef& attachment : act->attachments)
      add_to_index(attachment_index_key(attachment.digest.digest), {{index_, 0}, 0});
    if (act->document_no) open_->documents.emplace(index_, *act->document_no);
  }
  RowChanges& changes = open_->changes;
  if (klass_ != kOrdinaryClass) changes.classes.emplace_back(index_, klass_);
  for (Entry* entry : act_rows_) {
    auto& [key, slot] = *entry;
    const View& view = view_of_row_key(key);
    slot.group = group_;
    slot.version = changes.rows.size();
    changes.rows.push_back({key, index_, encode_row(view, slot.newest, slot.bytes)});
    const std::size_t bytes = kSlotBytes + changes.rows.back().row.size();
    cached_bytes_ += bytes - slot.bytes;
    slot.bytes = bytes;
  }
  act_rows_.clear();
  open_->kept_index = changes.index.size();
  act_events_from_ = open_->events.size();
}

void Fold::open_group() {
  ++group_;
  act_rows_.clear();
  open_ = std::make_shared<GroupChanges>();
  act_events_from_ = 0;
}

void Fold::abandon_all() {
  recent_ = {};
  ground_changed();
  taken_.reset();
  reader_.reset();
  open_group();
  cache_.clear();
  older_cache_.clear();
  cached_bytes_ = 0;
  failure_.reset();
}

std::shared_ptr<const RowChanges> Fold::take_changes() {
  reader_.reset();  // the group before is stored by now
  taken_ = std::move(open_);
  open_group();
  if (cached_bytes_ > kCachedBytesMax) {  // what was taken stays in one of both
    recent_ = {};
    older_cache_ = std::move(cache_);
    cache_.clear();
    cached_bytes_ = 0;
  }
  return {taken_, &taken_->changes};
}

Fold::Slot Fold::load(const View& view, const std::string& key) const {
  Slot out;
  auto bytes = stored().row(key, kNewest);
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

std::string_view Fold::key_of(const View& view, std::string_view subject, std::string_view part) const {
  key_.clear();
  add_row_key(key_, view, subject, part);
  return key_;
}

// An event is judged by rows of a few subjects, asked for again and again. Ids that are made one after the
// other differ in their last letters, and behind those come the view and the part.
Fold::Entry*& Fold::recent(std::string_view key) const {
  std::uint64_t tail[2] = {};
  const std::size_t size = std::min(key.size(), sizeof(tail));
  std::memcpy(&tail, key.data() + key.size() - size, size);
  constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15;
  const std::uint64_t mixed = (tail[0] * kMix ^ tail[1]) * kMix;
  return recent_[(mixed >> 32) % kRecentMax];
}

Fold::Entry& Fold::entry(const View& view, std::string_view key) const {
  Entry*& known = recent(key);
  if (known != nullptr && known->first == key) return *known;
  if (const auto found = cache_.find(key); found != cache_.end()) return *(known = found->second.get());
  std::unique_ptr<Entry> own;
  if (const auto older = older_cache_.find(key); older != older_cache_.end()) {
    own = std::move(older->second);
    older_cache_.erase(older);
  } else {
    own = std::make_unique<Entry>(key, load(view, std::string(key)));
  }
  Entry& found = *own;
  cache_.emplace(found.first, std::move(own));
  cached_bytes_ += found.second.bytes;
  recent(found.first) = &found;
  return found;
}

RowState& Fold::claim(Entry& entry, Date since) {
  Slot& slot = entry.second;
  const View* view = &view_of_row_key(entry.first);
  if (view == &kView<OrgRow> || view == &kView<OrgPolicies>) ground_changed();
  Date& changed_from = slot.newest.changed_from;
  if (slot.act != act_) {
    slot.act = act_;
    act_rows_.push_back(&entry);
    changed_from = since;
  }
  changed_from = std::min(changed_from, since);
  return slot.newest;
}

void Fold::add_to_index(std::string index_key, IndexEntry entry) {
  open_->changes.index.emplace_back(std::move(index_key), entry);
}

const void* Fold::find_row(const View& view, std::string_view subject, std::string_view part) const {
  return entry(view, key_of(view, subject, part)).second.newest.row.get();
}

Result<std::vector<std::string>> Fold::parts(const View& view, std::string_view subject) const {
  const std::string prefix = row_prefix(view, subject);
  std::set<std::string> out;
  auto done = stored().parts(
      prefix, kNewest, [&](std::string_view key, std::string_view) { out.emplace(part_of_row_key(key)); });
  if (!done) return tl::unexpected(done.error());
  if (taken_ != nullptr) taken_->add_parts(prefix, out);
  open_->add_parts(prefix, out);
  for (const Entry* entry : act_rows_) {
    if (entry->first.starts_with(prefix)) out.emplace(part_of_row_key(entry->first));
  }
  return std::vector<std::string>(out.begin(), out.end());
}

const Facts::Original* Fold::on_the_way(Position position) const {
  for (const GroupChanges* group : {open_.get(), taken_.get()}) {
    if (group == nullptr || position.index < group->first) continue;
    if (const Original* own = group->event(position)) return own;
  }
  return nullptr;
}

Result<Facts::Original> Fold::original(Position position) const {
  if (const Original* own = on_the_way(position)) return *own;
  return history_.original(position);
}

Result<std::optional<ShortText>> Fold::document_no(Position position) const {
  for (const GroupChanges* group : {open_.get(), taken_.get()}) {
    if (group == nullptr || group->event(position) == nullptr) continue;
    const auto own = group->documents.find(position.index);
    return own == group->documents.end() ? std::nullopt : std::optional(own->second);
  }
  return history_.document_no(position);
}

Result<std::vector<Recorded>> Fold::find_events(const Area& area, const Subject& subject,
                                                const EventType* type) const {
  const auto indexed = all_indexed(index_key(area, subject));
  if (!indexed) return tl::unexpected(indexed.error());
  const auto read = [this](Position position) -> Result<Event> {
    if (const Original* own = on_the_way(position)) return own->event;
    return history_.event(position);
  };
  return effective_events(area, subject, *indexed, read, type);
}

Result<std::optional<Position>> Fold::newest_position(const Subject& subject, const Area& area) const {
  const std::string key = index_key(area, subject);
  const auto& index = open_->changes.index;
  for (std::size_t i = index.size(); i > open_->kept_index; --i) {
    if (index[i - 1].first == key) return index[i - 1].second.position;
  }
  if (const auto* kept = open_->indexed(key)) return kept->back().position;
  if (const auto* taken = taken_ == nullptr ? nullptr : taken_->indexed(key)) return taken->back().position;
  return stored().newest_position(key, stored_size());
}

Result<std::optional<Event>> Fold::take_out(Position target, Position position, const OrgId& authority) {
  CorrectionRecorded voiding;
  voiding.target = target;
  open_->events.emplace_back(position, Original{make_event(today(), voiding), authority});
  auto counted = apply_correction(voiding, position);
  if (counted && failure_) return tl::unexpected(*failure_);
  return counted;
}

Result<void> Fold::apply(const Event& event, Position position, const OrgId& authority) {
  // What it corrects was taken out already: see take_out.
  if (!open_->events.empty() && open_->events.back().first == position) open_->events.pop_back();
  open_->events.emplace_back(position, Original{event, authority});
  const auto& all = subjects(event);
  for (const Subject& subject : all)
    add_to_index(index_key(*event.type->area, subject), {position, event.type->number});
  if (is_correction(event)) {
    const auto done = apply_correction(event.as<CorrectionRecorded>(), position);
    if (!done) return tl::unexpected(done.error());
  }
  if (auto done = apply_plain(event, position, all); !done) return done;
  if (failure_) return tl::unexpected(*failure_);
  return {};
}

Result<void> Fold::apply_plain(const Event& event, Position position, std::span<const Subject> all) {
  for (const Application& application : event.type->applications) {
    for (const Subject& subject : all) {
      if (subject.kind != application.view->subject) continue;
      if (application.parts == nullptr) {
        if (auto done = apply_to_row(application, event, position, subject, {}); !done) return done;
        continue;
      }
      for (const std::string& part : application.parts(event, position, subject.id)) {
        if (auto done = apply_to_row(application, event, position, subject, part); !done) return done;
      }
    }
  }
  return {};
}

Result<void> Fold::apply_to_row(const Application& application, const Event& event, Position position,
                                const Subject& subject, std::string_view part) {
  const View& view = *application.view;
  const Order order = Order::of(event, position);
  Entry& changed = entry(view, key_of(view, subject.id, part));
  const bool is_late = order < changed.second.newest.last;
  if (is_late && application.revoke == nullptr) return rebuild(view, subject, part, event.on);
  RowState& own = claim(changed, event.on);
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
        RowState& own = claim(entry(view, key_of(view, subject.id, part)), event.on);
        if (own.row == nullptr) own.row = view.make();
        change(own.row.get(), event, position, subject.id);
        own.last = std::max(own.last, Order::of(event, position));
      }
    }
  }
}

Result<std::vector<IndexEntry>> Fold::all_indexed(const std::string& key) const {
  auto indexed = stored().indexed(key, stored_size());
  if (!indexed) return indexed;
  for (GroupChanges* group : {taken_.get(), open_.get()}) {
    const auto* kept = group == nullptr ? nullptr : group->indexed(key);
    if (kept != nullptr) indexed->insert(indexed->end(), kept->begin(), kept->end());
  }
  const auto& index = open_->changes.index;
  for (std::size_t i = open_->kept_index; i < index.size(); ++i) {
    if (index[i].first == key) indexed->push_back(index[i].second);
  }
  return indexed;
}

Result<void> Fold::rebuild(const View& view, const Subject& subject, std::string_view part, Date since) {
  const auto events = this->events(*find_area(view.area), subject);
  if (!events) return tl::unexpected(events.error());
  RowState made = make_row(view, subject.id, part, *events);
  RowState& own = claim(entry(view, key_of(view, subject.id, part)), since);
  made.changed_from = own.changed_from;
  own = std::move(made);
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
  const auto* earliest = *std::ranges::min_element(touched, {}, [](const Event* event) { return event->on; });
  for (const auto& [row, wanted] : rows) {
    if (auto done = rebuild(*row.first, subject, row.second, earliest->on); !done) return done;
  }
  return {};
}

// The subjects of the original, of every earlier replacement and of the new one all change.
Result<std::optional<Event>> Fold::apply_correction(const CorrectionRecorded& correction, Position position) {
  const auto target = original(correction.target);
  if (!target) return tl::unexpected(target.error());
  const Area& area = *target->event.type->area;
  std::vector<Event> versions{target->event};
  std::optional<Event> counted = target->event;
  const auto indexed = all_indexed(index_key(area, subjects(target->event).front()));
  if (!indexed) return tl::unexpected(indexed.error());
  const EventType& correcting = *find_event_type(Description<CorrectionRecorded>::kInfo.name);
  for (const IndexEntry& earlier : *indexed) {
    if (earlier.type != correcting.number) continue;
    if (earlier.position == position) {  // taken out by take_out: nothing counts
      counted.reset();
      continue;
    }
    const auto recorded = original(earlier.position);
    if (!recorded) return tl::unexpected(recorded.error());
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
    for (const Subject& subject : subjects(version)) {
      if (std::find(affected.begin(), affected.end(), subject) == affected.end()) affected.push_back(subject);
    }
  }
  for (const Subject& subject : affected) {
    const auto newest = newest_position(subject, area);
    if (!newest) return tl::unexpected(newest.error());
    if (*newest != position) add_to_index(index_key(area, subject), {position, correcting.number});
  }
  for (const Subject& subject : affected) {
    if (auto done = rebuild_all(area, subject, touched); !done) return tl::unexpected(done.error());
  }
  if (counted) add_to_totals(*counted, correction.target, -1);
  if (correction.replacement) add_to_totals(*correction.replacement, correction.target, 1);
  return counted;
}

}  // namespace tenure
