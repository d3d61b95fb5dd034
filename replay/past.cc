#include "replay/past.h"

#include <algorithm>
#include <iterator>

#include "domain/ledger/rows.h"

namespace tenure {
namespace {

/// The index key of which a row is, by its key or its prefix.
std::string index_key_of_row(std::string_view row_key) {
  const View& view = view_of_row_key(row_key);
  return index_key(*find_area(view.area), {view.subject, std::string(subject_of_row_key(row_key))});
}

}  // namespace

Past::Past(const History& history, When when, const std::set<Position>& without) : Past(history, when) {
  in_hindsight_ = true;
  for (const Position position : without) leave_out(position);
}

void Past::leave_out(Position position) {
  if (!without_.insert(position).second) return;
  // The ledger's own rows stay: they are made of all corrections and reviews.
  const auto touch = [&](const Event& event) {
    for (const Subject& subject : subjects(event)) {
      if (subject != kLedgerSubject) touched_.insert(index_key(*event.type->area, subject));
    }
  };
  const auto event = history_.event(position);
  if (!event) {
    if (!failure_) failure_ = event.error();
    return;
  }
  touch(*event);
  if (is_correction(*event)) {
    if (const auto target = history_.event(event->as<CorrectionRecorded>().target)) touch(*target);
    if (const Event* replacement = replacement_of(*event)) touch(*replacement);
  }
  const auto corrections = items<&Corrections::made>(kLedgerSubject.id, position.str());
  for (const Position correction : corrections) leave_out(correction);
}

bool Past::is_touched(const View& view, std::string_view subject) const {
  return !touched_.empty() &&
         touched_.contains(index_key(*find_area(view.area), {view.subject, std::string(subject)}));
}

std::set<std::string> Past::asked_of() const {
  std::set<std::string> out;
  for (const auto& [key, row] : rows_) out.insert(index_key_of_row(key));
  for (const auto& [prefix, parts] : parts_) out.insert(index_key_of_row(prefix));
  for (const auto& [key, entries] : indexed_) out.insert(key);
  for (const auto& [key, is_there] : recorded_) out.insert(key);
  for (const Area* area : areas()) out.erase(index_key(*area, kLedgerSubject));
  return out;
}

std::set<Position> Past::corrections_met() const {
  std::set<Position> out;
  for (const auto& [key, row] : rows_) {
    if (&view_of_row_key(key) != &kView<Corrections> || !row.is_made()) continue;
    const auto& made = static_cast<const Corrections*>(row.row.get())->made;
    out.insert(made.begin(), made.end());
  }
  return out;
}

Result<RowState> Past::load(const View& view, std::string_view subject, std::string_view part,
                            const std::string& key) const {
  if (is_touched(view, subject)) return made_anew(view, subject, part);
  if (in_hindsight_ && &view == &kView<Corrections>) {
    const auto newest = history_.row(key, when_.size);
    if (!newest) return tl::unexpected(newest.error());
    return *newest ? decode_row(view, **newest) : RowState();
  }
  if (is_ahead(view, subject)) {
    const auto row = std::ranges::lower_bound(ahead_->rows, key, {}, &StoredRow::key);
    if (row == ahead_->rows.end() || row->key != key) return RowState();
    if (is_up_to_date(row->row)) return decode_row(view, row->row);
  }
  enum class Walk : std::uint8_t { no_version, only_later, found, mixed };
  Walk walk = Walk::no_version;
  Result<RowState> out;
  auto done = history_.versions(key, when_.size, [&](std::string_view bytes) {
    std::string_view rest = bytes;
    const auto head = take_row_head(rest);
    if (!head || head->last.on <= when_.on.days) {
      walk = Walk::found;
      out = decode_row(view, bytes);
      return false;
    }
    walk = head->changed_from <= when_.on ? Walk::mixed : Walk::only_later;
    return walk == Walk::only_later;
  });
  if (!done) return tl::unexpected(done.error());
  if (walk == Walk::mixed) return made_anew(view, subject, part);
  if (walk == Walk::only_later) return RowState{view.make(), {}, {}};
  return out;
}

Result<RowState> Past::made_anew(const View& view, std::string_view subject, std::string_view part) const {
  const auto recorded = events(*find_area(view.area), {view.subject, std::string(subject)});
  if (!recorded) return tl::unexpected(recorded.error());
  // The other parts will be asked about too: a roster, a statistic.
  auto made = make_rows(view, subject, *recorded, when_.on);
  for (const auto& [other, row] : made) rows_.try_emplace(row_key(view, subject, other), row);
  const auto asked = made.find(std::string(part));
  return asked == made.end() ? RowState{view.make(), {}, {}} : std::move(asked->second);
}

const void* Past::find_row(const View& view, std::string_view subject, std::string_view part) const {
  if (is_absent(view, subject)) return nullptr;
  const std::string key = row_key(view, subject, part);
  const auto made = [](const RowState& state) { return state.is_made() ? state.row.get() : nullptr; };
  if (const auto found = rows_.find(key); found != rows_.end()) return made(found->second);
  const auto unread = unread_.extract(key);
  auto state = unread ? decode_row(view, unread.mapped()) : load(view, subject, part, key);
  if (!state) {
    if (!failure_) failure_ = state.error();
    return nullptr;
  }
  return made(rows_[key] = std::move(*state));
}

Result<std::vector<Recorded>> Past::find_events(const Area& area, const Subject& subject,
                                                const EventType* type) const {
  const std::string key = index_key(area, subject);
  auto indexed = indexed_.find(key);
  if (indexed == indexed_.end()) {
    auto read = history_.indexed(key, when_.size);
    if (!read) return tl::unexpected(read.error());
    if (!without_.empty())
      std::erase_if(*read, [&](const IndexEntry& entry) { return without_.contains(entry.position); });
    indexed = indexed_.emplace(key, std::move(*read)).first;
  }
  auto found = effective_events(
      area, subject, indexed->second, [this](Position position) { return history_.event(position); }, type);
  if (found) std::erase_if(*found, [&](const Recorded& each) { return when_.on < each.event.on; });
  return found;
}

Result<bool> Past::is_recorded(const Area& area, const Subject& subject) const {
  std::string key = index_key(area, subject);
  if (const auto known = recorded_.find(key); known != recorded_.end()) return known->second;
  const auto is_indexed = history_.is_indexed(key, when_.size);
  if (!is_indexed) return is_indexed;
  return recorded_[std::move(key)] = *is_indexed;
}

Result<void> Past::read_ahead(const Subject& subject) const {
  Ahead out{subject, {}, {}};
  auto done =
      history_.parts(rows_prefix(subject), when_.size, [&](std::string_view key, std::string_view row) {
        out.views.set(view_of_row_key(key).number);
        out.rows.push_back({std::string(key), std::string(row)});
      });
  if (done) ahead_ = std::move(out);
  return done;
}

bool Past::is_ahead(const View& view, std::string_view subject) const {
  return ahead_ && ahead_->subject.id == subject && ahead_->subject.kind == view.subject;
}

bool Past::is_up_to_date(std::string_view row) const {
  const auto head = take_row_head(row);
  return !head || head->last.on <= when_.on.days;
}

Result<void> Past::stored_parts(
    const View& view, std::string_view subject, const std::string& prefix,
    const std::function<void(std::string_view key, std::string_view row)>& visit) const {
  if (!is_ahead(view, subject)) return history_.parts(prefix, when_.size, visit);
  auto row = std::ranges::lower_bound(ahead_->rows, prefix, {}, &StoredRow::key);
  for (; row != ahead_->rows.end() && row->key.starts_with(prefix); ++row) visit(row->key, row->row);
  return {};
}

Result<std::vector<std::string>> Past::parts(const View& view, std::string_view subject) const {
  if (is_absent(view, subject)) return std::vector<std::string>();
  const std::string prefix = row_prefix(view, subject);
  if (const auto known = parts_.find(prefix); known != parts_.end()) return known->second;
  if (!is_ahead(view, subject)) {
    const auto recorded = is_recorded(*find_area(view.area), {view.subject, std::string(subject)});
    if (!recorded) return tl::unexpected(recorded.error());
    if (!*recorded) return std::vector<std::string>();
  }
  if (is_touched(view, subject)) {
    const auto events = this->events(*find_area(view.area), {view.subject, std::string(subject)});
    if (!events) return tl::unexpected(events.error());
    std::vector<std::string> made;
    for (const auto& [part, row] : make_rows(view, subject, *events, when_.on)) {
      if (row.is_made()) made.push_back(part);
    }
    return parts_.emplace(prefix, std::move(made)).first->second;
  }
  std::vector<std::string> out;
  std::vector<std::string> later;  // those that hold events after the date: of some, nothing from before it
  auto done = stored_parts(view, subject, prefix, [&](std::string_view key, std::string_view row) {
    std::string_view rest = row;
    const auto head = take_row_head(rest);
    const bool is_told = head && head->last.on <= when_.on.days;
    if (head && head->last == Order()) return;
    (is_told ? out : later).emplace_back(part_of_row_key(key));
    if (is_told && !is_ahead(view, subject) && !rows_.contains(std::string(key))) unread_.emplace(key, row);
  });
  if (!done) return tl::unexpected(done.error());
  std::erase_if(later, [&](const std::string& part) { return find_row(view, subject, part) == nullptr; });
  if (failure_) return tl::unexpected(*failure_);
  const auto middle = static_cast<std::ptrdiff_t>(out.size());
  out.insert(out.end(), std::make_move_iterator(later.begin()), std::make_move_iterator(later.end()));
  std::inplace_merge(out.begin(), out.begin() + middle, out.end());
  return parts_.emplace(prefix, std::move(out)).first->second;
}

Result<Facts::Original> Past::original(Position position) const {
  const auto known = originals_.find(position);
  if (known != originals_.end()) return known->second;
  auto found = history_.original(position);
  if (found) originals_.emplace(position, *found);
  return found;
}

Result<std::optional<Position>> Past::newest_position(const Area& area, const Subject& subject) const {
  return history_.newest_position(index_key(area, subject), when_.size);
}

}  // namespace tenure
