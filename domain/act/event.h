// An event: one typed fact with the date it is on. What its type is and what follows from it comes from the
// catalogue.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/describe/read.h"
#include "domain/describe/type.h"

namespace tenure {

struct Area;
struct EventType;

/// A typed event. `data` is of the type's structure and shared, as is what is derived from it: events are
/// immutable once they are made, by read_event or make_event.
struct Event {
  const EventType* type = nullptr;
  Date on;
  DatePrecision precision = DatePrecision::day;
  std::shared_ptr<void> data;
  std::shared_ptr<const std::vector<Subject>> about;  ///< see subjects()

  template <class E>
  const E& as() const {
    return *static_cast<const E*>(data.get());
  }
};

/// Builds an event in code (the command, tests, the demo).
template <class E>
Event make_event(Date on, E data);
/// The same from data of the type's structure.
Event make_event(const EventType& type, Date on, DatePrecision precision, std::shared_ptr<void> data);

/// Reads {"type", "on", "on_precision", "data"}; the members may come in any order.
bool read_event(Reader& reader, JsonObject json, Event& out);
void write_event(const Event& event, std::string& out);

/// Reads one event's slice of an act (the event's JSON, then perhaps a comma and white space).
Result<Event> read_event_slice(std::string_view slice);

/// The subjects that the event is about: each id field that is a subject, once, in the order of the fields;
/// an event with none is about the ledger.
inline const std::vector<Subject>& subjects(const Event& event) { return *event.about; }
const std::vector<Subject>& subjects(const Event&& event) = delete;  // they live as long as the event

/// Calls `visit(path, type, commitment)` for each sealed field that is present; `path` as Commitment::make
/// takes it, `type` is of the hidden value.
void for_each_sealed(
    const Event& event,
    const std::function<void(const std::string& path, const TypeInfo& type, const Commitment&)>& visit);

/// The calendar period that the event names in a field of its own; nothing where it names none.
std::optional<Period> period_of_event(const Event& event);
/// The same, or the term that it names; null where it names neither. Lives as long as the event.
const Period* period_named_by(const Event& event);

/// What the event says that it rests on: positions and document numbers; none where it has no such field.
std::span<const ShortText> basis_of(const Event& event);

/// The whole event that a correction carries, or null.
const Event* replacement_of(const Event& event);

/// The money that the event moves: the greatest of its `amount_fen` members, zero when it has none. Fen.
std::int64_t amount_fen(const Event& event);

}  // namespace tenure
