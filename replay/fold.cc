#include "replay/fold.h"

#include <algorithm>
#include <map>

#include "domain/ledger/events.h"

namespace tenure {

void Fold::Layer::clear() {
  rows.clear();
  index.clear();
  events.clear();
}

void Fold::begin_act(std::uint64_t index, Moment recorded_at, std::string_view klass) {
  index_ = index;
  recorded_at_ = recorded_at;
  klass_ = klass;
  act_.clear();
}

void Fold::abandon_act() { act_.clear(); }

void Fold::keep_act() {
  if (klass_ != kOrdinaryClass) changes_.classes.emplace_back(index_, klass_);
  for (auto& [key, state] : act_.rows) {
    const View& view = *views()[static_cast<unsigned char>(key[0])];
    changes_.rows.push_back({key, index_, encode_row(view, state)});
    group_.rows[key] = std::move(state);
  }
  for (auto& [key, positions] : act_.index) {
    auto& all = group_.index[key];
    for (const Position position : positions) {
      changes_.index.emplace_back(key, position);
      all.push_back(position);
    }
  }
  std::move(act_.events.begin(), act_.events.end(), std::back_inserter(group_.events));
  act_.clear();
}

void Fold::abandon_all() {
  act_.clear();
  group_.clear();
  changes_ = {};
  failure_.reset();
}

void Fold::committed() {
  for (auto& [key, state] : group_.rows) {
    older_cache_.erase(key);
    cache_[key] = std::move(state);
  }
  if (cache_.size() > kCachedRowsMax) {
    older_cache_ = std::move(cache_);
    cache_.clear();
  }
  group_.clear();
  changes_ = {};
}

const RowState& Fold::state(const View& view, const std::string& key) const {
  if (const auto found = act_.rows.find(key); found != act_.rows.end()) return found->second;
  if (const auto found = group_.rows.find(key); found != group_.rows.end()) return found->second;
  if (const auto found = cache_.find(key); found != cache_.end()) return found->second;
  if (const auto found = older_cache_.find(key); found != older_cache_.end()) {
    return cache_[key] = std::move(older_cache_.extract(found).mapped());
  }
  RowState loaded;
  auto bytes = history_.row(key, kNewest);
  if (!bytes) {
    if (!failure_) failure_ = bytes.error();
  } else if (*bytes) {
    auto decoded = decode_row(view, **bytes);
    if (decoded) {
      loaded = std::move(*decoded);
    } else if (!failure_) {
      failure_ = decoded.error();
    }
  }
  return cache_[key] = std::move(loaded);
}

RowState& Fold::own_state(const View& view, const std::string& key) {
  if (const auto found = act_.rows.find(key); found != act_.rows.end()) return found->second;
  const RowState& shared = state(view, key);
  RowState own{shared.row == nullptr ? view.make() : view.copy(shared.row.get()), shared.last};
  return act_.rows[key] = std::move(own);
}

const void* Fold::find_row(const View& view, std::string_view subject, std::string_view part) const {
  return state(view, row_key(view, subject, part)).row.get();
}

Result<Facts::Original> Fold::original(Position position) const {
  for (const Layer* layer : {&act_, &group_}) {
    const auto found =
        std::lower_bound(layer->events.begin(), layer->events.end(), position,
                         [](const auto& item, Position wanted) { return item.first < wanted; });
    if (found != layer->events.end() && found->first == position) return found->second;
  }
  return history_.original(position);
}

Result<std::vector<Recorded>> Fold::events(const Area& area, const Subject& subject) const {
  const auto positions = all_positions(index_key(area, subject));
  if (!positions) return tl::unexpected(positions.error());
  return effective_events(area, subject, *positions,
                          [this](Position position) { return original(position); });
}

Result<std::optional<Position>> Fold::newest_position(const Subject& subject, const Area& area) const {
  const std::string key = index_key(area, subject);
  for (const Layer* layer : {&act_, &group_}) {
    if (const auto found = layer->index.find(key); found != layer->index.end()) return found->second.back();
  }
  return history_.newest_position(key, kNewest);
}

Result<void> Fold::apply(const Event& event, Position position, const OrgId& authority) {
  act_.events.emplace_back(position, Original{event, authority});
  for (const Subject& subject : subjects(event)) {
    act_.index[index_key(*event.type->area, subject)].push_back(position);
  }
  const auto done = is_correction(event) ? apply_correction(event.as<CorrectionRecorded>(), position)
                                         : apply_plain(event, position);
  if (!done) return done;
  if (failure_) return tl::unexpected(*failure_);
  return {};
}

Result<void> Fold::apply_plain(const Event& event, Position position) {
  if (event.type->applications.empty()) return {};
  const auto all = subjects(event);
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
  if (order < state(view, key).last) return rebuild(view, subject, part);
  RowState& own = own_state(view, key);
  application.apply(own.row.get(), event, position, subject.id);
  own.last = order;
  return {};
}

Result<std::vector<Position>> Fold::all_positions(const std::string& key) const {
  auto positions = history_.positions(key, kNewest);
  if (!positions) return positions;
  for (const Layer* layer : {&group_, &act_}) {
    if (const auto found = layer->index.find(key); found != layer->index.end()) {
      positions->insert(positions->end(), found->second.begin(), found->second.end());
    }
  }
  return positions;
}

Result<void> Fold::rebuild(const View& view, const Subject& subject, const std::string& part) {
  const auto events = this->events(*find_area(view.area), subject);
  if (!events) return tl::unexpected(events.error());
  act_.rows[row_key(view, subject.id, part)] = make_row(view, subject.id, part, *events);
  return {};
}

Result<void> Fold::rebuild_all(const Area& area, const Subject& subject,
                               const std::vector<const Event*>& touched) {
  std::map<std::pair<const View*, std::string>, bool> rows;
  for (const Event* event : touched) {
    for (const Application& application : event->type->applications) {
      if (application.view->subject != subject.kind || application.view->area != area.name) continue;
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
  const auto indexed = all_positions(index_key(area, subjects(target->event).front()));
  if (!indexed) return tl::unexpected(indexed.error());
  for (const Position earlier : *indexed) {
    const auto recorded = original(earlier);
    if (!recorded) return tl::unexpected(recorded.error());
    if (!is_correction(recorded->event)) continue;
    const auto& other = recorded->event.as<CorrectionRecorded>();
    if (other.target == correction.target && other.replacement) versions.push_back(*other.replacement);
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
    auto& positions = act_.index[index_key(area, subject)];
    if (positions.empty() || positions.back() != position) positions.push_back(position);
  }
  for (const Subject& subject : affected) {
    if (auto done = rebuild_all(area, subject, touched); !done) return done;
  }
  return {};
}

}  // namespace tenure
