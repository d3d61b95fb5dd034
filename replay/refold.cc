#include "replay/refold.h"

#include <algorithm>
#include <map>

#include "domain/core/both.h"
#include "domain/describe/codec.h"
#include "domain/ledger/events.h"

namespace tenure {
namespace {

void put_signed(Appender& out, std::int64_t n) {
  put_varint(out, (static_cast<std::uint64_t>(n) << 1) ^ static_cast<std::uint64_t>(n >> 63));
}

std::optional<std::int64_t> take_signed(std::string_view& in) {
  const auto n = take_varint(in);
  if (!n) return std::nullopt;
  return static_cast<std::int64_t>(*n >> 1) ^ -static_cast<std::int64_t>(*n & 1);
}

bool is_about(const Event& event, const Subject& subject) {
  const auto& all = subjects(event);
  return std::find(all.begin(), all.end(), subject) != all.end();
}

constexpr Date kForever{std::numeric_limits<std::int32_t>::max()};

/// Applies the events up to a date, in their order, to what `row_of` gives for each part that they touch.
template <class RowOf>
void apply_all(const View& view, std::string_view subject, const std::vector<Recorded>& events, Date until,
               RowOf row_of) {
  for (const auto& [event, position] : events) {
    for (const Application& application : event.type->applications) {
      if (application.view != &view) continue;
      for (const std::string& part : parts_of(application, event, position, subject)) {
        RowState* const state = row_of(part);
        if (state == nullptr || event.on > until) continue;
        application.apply(state->row.get(), event, position, subject);
        state->last = Order::of(event, position);
      }
    }
  }
}

}  // namespace

bool is_correction(const Event& event) { return event.type->type == &kType<CorrectionRecorded>; }

std::vector<std::string> parts_of(const Application& application, const Event& event, Position position,
                                  std::string_view self) {
  if (application.parts == nullptr) return {std::string()};
  return application.parts(event, position, self);
}

Order Order::of(const Event& event, Position position) {
  return {event.on.days, event.type->traits.rank, position};
}

std::string encode_row(const View& view, const RowState& state, std::size_t size_hint) {
  std::string bytes;
  bytes.reserve(size_hint);
  {
    Appender out(bytes);
    put_signed(out, state.last.on);
    put_signed(out, state.last.rank);
    state.last.position.pack(out);
    put_signed(out, std::int64_t{state.last.on} - state.changed_from.days);
    encode(*view.type, state.row.get(), out);
  }
  return bytes;
}

std::optional<RowHead> take_row_head(std::string_view& bytes) {
  const auto on = take_signed(bytes);
  const auto rank = take_signed(bytes);
  const auto position = Position::unpack(bytes);
  const auto days_back = take_signed(bytes);
  if (!on || !rank || !position || !days_back) return std::nullopt;
  const auto from = static_cast<std::uint32_t>(*on) - static_cast<std::uint32_t>(*days_back);
  return RowHead{{static_cast<std::int32_t>(*on), static_cast<std::int32_t>(*rank), *position},
                 Date{static_cast<std::int32_t>(from)}};
}

Result<RowState> decode_row(const View& view, std::string_view bytes) {
  const auto head = take_row_head(bytes);
  RowState state{view.make(), {}, {}};
  if (!head || !decode(*view.type, bytes, state.row.get()) || !bytes.empty()) {
    return refuse(Reason::damaged, std::string(view.name),
                  both("有一行无法解读，请重建视图", "a row does not decode; rebuild the views"));
  }
  state.last = head->last;
  state.changed_from = head->changed_from;
  return state;
}

Result<std::vector<Recorded>> effective_events(const Area& area, const Subject& subject,
                                               const std::vector<IndexEntry>& indexed, const ReadEvent& read,
                                               const EventType* type) {
  std::map<Position, std::optional<Event>> events;  // by original position; nothing: void
  for (const auto& [position, number] : indexed) {
    const EventType& its_type = *event_types()[number];
    const bool corrects = its_type.type == &kType<CorrectionRecorded>;
    if (!corrects && type != nullptr && type != &its_type) continue;
    auto recorded = read(position);
    if (!recorded) return tl::unexpected(recorded.error());
    if (!corrects) {
      events.emplace(position, std::move(*recorded));  // an earlier correction may stand here already
      continue;
    }
    const auto& correction = recorded->as<CorrectionRecorded>();
    if (correction.target < position) events[correction.target] = correction.replacement;
  }
  const auto counts = [&](const Event& event) {
    return (type == nullptr ? event.type->area == &area : event.type == type) && is_about(event, subject);
  };
  std::vector<Recorded> out;
  for (auto& [position, event] : events) {
    if (event && counts(*event)) out.push_back({std::move(*event), position});
  }
  std::sort(out.begin(), out.end(), [](const Recorded& a, const Recorded& b) {
    return Order::of(a.event, a.position) < Order::of(b.event, b.position);
  });
  return out;
}

RowState make_row(const View& view, std::string_view subject, std::string_view part,
                  const std::vector<Recorded>& events) {
  RowState out{view.make(), {}, {}};
  apply_all(view, subject, events, kForever,
            [&](const std::string& touched) { return touched == part ? &out : nullptr; });
  return out;
}

std::map<std::string, RowState> make_rows(const View& view, std::string_view subject,
                                          const std::vector<Recorded>& events, Date until) {
  std::map<std::string, RowState> out;
  apply_all(view, subject, events, until, [&](const std::string& touched) {
    RowState& state = out[touched];
    if (state.row == nullptr) state.row = view.make();
    return &state;
  });
  return out;
}

}  // namespace tenure
