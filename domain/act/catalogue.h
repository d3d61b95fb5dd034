// The catalogue: every area with its event types and rows, put together from the areas' own lists.
//
// An area says `make_area(name, labels, EventList<...>, RowList<...>, &rules)` in its area.cc. What follows
// from an event is found by overload, never by a switch:
//   void apply(R& row, const Dated<E>& event)
//       the row R of each of E's subjects of R's kind
//   void add(R& totals, const Dated<E>& event, int times)
//       instead of `apply`, where R is totals: E's part in them, once more (1) or taken out again (-1)
//   std::vector<std::string> parts(const R&, const Dated<E>&)
//       optional: the parts of self's row that E belongs to; none: E leaves self's row as it is
//   Result<void> precondition(const Facts&, const Dated<E>&)
//       optional: does E contradict the record?
// They stand in the area's area.cc before make_area. Built once at start-up, then constant.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/act/event.h"
#include "domain/act/facts.h"
#include "domain/core/find.h"
#include "domain/words/words.h"

namespace tenure {

struct Area;
struct EventType;
struct RuleTable;

/// An event as `apply` and preconditions see it, with the subject whose row is meant.
template <class E>
struct Dated {
  const E& data;
  Date on;
  DatePrecision precision;
  Position position;
  std::string_view self;  ///< id of the row's subject; empty for a precondition
};

/// A kind of row: what one area knows of one kind of subject, perhaps split in parts (by year, by member).
struct View {
  std::string_view name;  ///< the row structure's name
  SubjectKind subject;
  const TypeInfo* type;
  std::shared_ptr<void> (*make)();
  std::shared_ptr<void> (*copy)(const void* row);
  std::string_view area;
  std::uint8_t number = 0;  ///< in row keys; the order in the catalogue
};

/// What one event type does to one kind of row.
struct Application {
  const View* view;
  void (*apply)(void* row, const Event& event, Position position, std::string_view self);
  std::vector<std::string> (*parts)(const Event& event, Position position,
                                    std::string_view self);  ///< null: one part, ""
  /// Takes out what `apply` put in. Null: the row depends on the order of its events, and is made anew when
  /// one comes late or is corrected.
  void (*revoke)(void* row, const Event& event, Position position, std::string_view self);
};

/// Properties of a type that are not its fields. Set by `TENURE_EVENT_TRAITS` beside the structure.
struct EventTraits {
  /// Order among events on one date: what registers comes before it, what looks back on it behind. What
  /// begins and what ends have one rank, so that they are taken in the order of their positions; see
  /// act/ends.h.
  int rank = 50;
  bool control = false;                 ///< superseded, never corrected
  std::string_view klass = "ordinary";  ///< confidentiality class that the type demands
  std::optional<SubjectKind> registers =
      std::nullopt;  ///< the kind of subject that the event itself brings into the record
};

template <class E>
inline constexpr EventTraits kTraits{};
#define TENURE_EVENT_TRAITS(Type, ...)                       \
  template <>                                                \
  inline constexpr EventTraits kTraits<Type> = EventTraits { \
    __VA_ARGS__                                              \
  }

struct EventType {
  const StructInfo* structure;
  const TypeInfo* type;
  EventTraits traits;
  std::shared_ptr<void> (*make)();
  Result<void> (*precondition)(const Facts& facts, const Event& event, Position position);  ///< null: none
  /// What a law objects to and a new act is refused for: history that is transcribed is only flagged.
  Result<void> (*sound)(const Facts& facts, const Event& event, Position position) = nullptr;
  std::vector<Application> applications;
  const Area* area = nullptr;
  std::uint16_t number = 0;  ///< in the index; the order in the catalogue

  std::string_view name() const { return structure->name; }
  const TypeInfo& data_type() const { return *type; }
};

/// Whether the type is one of these.
template <class... E>
bool is_one_of(const EventType& type) {
  return ((type.type == &kType<E>) || ...);
}

struct Area {
  std::string_view name, zh, en;
  std::uint8_t number = 0;  ///< in index keys; the order in the catalogue
  std::vector<View*> views;
  std::vector<EventType> events;
  const RuleTable* rules = nullptr;  ///< null: the area has none
};

/// All areas, in a fixed order: only append.
std::span<Area* const> areas();
/// Null when no area of this version knows the name.
const EventType* find_event_type(std::string_view name);
const Area* find_area(std::string_view name);
/// All views, by number.
std::span<const View* const> views();
/// All event types, by number.
std::span<const EventType* const> event_types();
/// The names that are asked with, and their labels.
std::vector<Word> event_type_words();
std::vector<Word> area_words();

/// The view of a row structure; filled in by make_area.
template <class R>
inline View kView{
    Description<R>::kInfo.name,
    R::kSubject,
    &kType<R>,
    [] { return std::shared_ptr<void>(std::make_shared<R>()); },
    [](const void* row) { return std::shared_ptr<void>(std::make_shared<R>(*static_cast<const R*>(row))); },
    {},
    0};

/// What several events do alike is one template over them: `template <OneOf<PaymentReturned, PayRecovered>
/// E>`.
template <class E, class... Any>
concept OneOf = (std::is_same_v<E, Any> || ...);

template <class... E>
struct EventList {};
template <class... R>
struct RowList {};

template <class E>
Dated<E> dated(const Event& event, Position position, std::string_view self) {
  return {event.as<E>(), event.on, event.precision, position, self};
}

template <class E, class R, int kTimes>
void add_times(void* row, const Event& event, Position position, std::string_view self) {
  add(*static_cast<R*>(row), dated<E>(event, position, self), kTimes);
}

template <class E, class R>
void add_application(EventType& type) {
  constexpr bool kAdds = requires(R & row, const Dated<E>& event) { add(row, event, 1); };
  constexpr bool kApplies = requires(R & row, const Dated<E>& event) { apply(row, event); };
  static_assert(!kAdds || !kApplies, "a row either has totals or follows the order of its events");
  if constexpr (kAdds || kApplies) {
    Application application{&kView<R>, nullptr, nullptr, nullptr};
    if constexpr (kAdds) {
      application.apply = &add_times<E, R, 1>;
      application.revoke = &add_times<E, R, -1>;
    } else {
      application.apply = [](void* row, const Event& event, Position position, std::string_view self) {
        apply(*static_cast<R*>(row), dated<E>(event, position, self));
      };
    }
    if constexpr (requires(const R& row, const Dated<E>& event) { parts(row, event); }) {
      application.parts = [](const Event& event, Position position, std::string_view self) {
        return parts(R{}, dated<E>(event, position, self));
      };
    }
    type.applications.push_back(application);
  }
}

template <class E, class... R>
EventType make_event_type(RowList<R...>) {
  EventType type{&Description<E>::kInfo,
                 &kType<E>,
                 kTraits<E>,
                 [] { return std::shared_ptr<void>(std::make_shared<E>()); },
                 nullptr,
                 nullptr,
                 {}};
  if constexpr (requires(const Facts& facts, const Dated<E>& event) { precondition(facts, event); }) {
    type.precondition = [](const Facts& facts, const Event& event, Position position) -> Result<void> {
      return precondition(facts, dated<E>(event, position, {}));
    };
  }
  if constexpr (requires(const Facts& facts, const Dated<E>& event) { sound(facts, event); }) {
    type.sound = [](const Facts& facts, const Event& event, Position position) -> Result<void> {
      return sound(facts, dated<E>(event, position, {}));
    };
  }
  (add_application<E, R>(type), ...);
  return type;
}

template <class... E, class... R>
Area make_area(std::string_view name, std::string_view zh, std::string_view en, EventList<E...>,
               RowList<R...> rows, const RuleTable* rules = nullptr) {
  ((kView<R>.area = name), ...);
  return {name, zh, en, 0, {&kView<R>...}, {make_event_type<E>(rows)...}, rules};
}

template <class E>
Event make_event(Date on, E data) {
  return make_event(*find_event_type(Description<E>::kInfo.name), on, DatePrecision::day,
                    std::make_shared<E>(std::move(data)));
}

inline Result<std::vector<Recorded>> Facts::events(const EventType& type, const Subject& subject) const {
  return find_events(*type.area, subject, &type);
}

template <class R>
const R* Facts::row(std::string_view subject, std::string_view part) const {
  return static_cast<const R*>(find_row(kView<R>, subject, part));
}

}  // namespace tenure
