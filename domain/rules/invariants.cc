#include "domain/rules/invariants.h"

#include <algorithm>
#include <span>

#include "domain/describe/inventory.h"

namespace tenure {
namespace {

using form::Invariant;
using form::Placed;

bool is_position(const TypeInfo* type, const void* value, Position position) {
  if (type == &kType<Position>) return *static_cast<const Position*>(value) == position;
  if (type->form != Form::optional && type->form != Form::list) return false;
  if (type->element != &kType<Position>) return false;
  for (std::size_t i = 0; i < type->size(value); ++i) {
    if (*static_cast<const Position*>(type->item(value, i)) == position) return true;
  }
  return false;
}

/// The items of a row's list, and the invariants that look at them, in their order.
struct WatchedList {
  const View* view;
  std::size_t list;
  std::vector<const Rule*> rules;

  const Field& field() const { return view->type->structure->fields[list]; }
};

/// Those of the rules that are about rows, list by list.
std::vector<WatchedList> lists_of(std::span<const Rule* const> rules) {
  std::vector<WatchedList> out;
  for (const Rule* rule : rules) {
    const auto& invariant = std::get<Invariant>(rule->form);
    if (invariant.view == nullptr) continue;
    auto known = std::ranges::find_if(out, [&](const WatchedList& each) {
      return each.view == invariant.view && each.list == invariant.list;
    });
    if (known == out.end()) known = out.insert(out.end(), {invariant.view, invariant.list, {}});
    known->rules.push_back(rule);
  }
  return out;
}

const std::vector<WatchedList>& standing_lists() {
  static const std::vector<WatchedList> lists = [] {
    std::vector<const Rule*> standing;
    std::ranges::copy_if(invariants(), std::back_inserter(standing),
                         [](const Rule* rule) { return std::get<Invariant>(rule->form).standing; });
    return lists_of(standing);
  }();
  return lists;
}

/// A standing invariant of events, and the types that it concerns.
struct WatchedEvents {
  const Rule* rule;
  std::vector<const EventType*> types;
};

const std::vector<WatchedEvents>& standing_events() {
  static const auto watched = [] {
    std::vector<WatchedEvents> out;
    for (const Rule* rule : invariants()) {
      const auto& invariant = std::get<Invariant>(rule->form);
      if (invariant.view != nullptr || !invariant.standing) continue;
      WatchedEvents& own = out.emplace_back(WatchedEvents{rule, {}});
      std::ranges::copy_if(event_types(), std::back_inserter(own.types),
                           [&](const EventType* type) { return invariant.concerns(*type); });
    }
    return out;
  }();
  return watched;
}

/// What an event of a type may have made, and by what it is told: the lists of rows to which it is applied,
/// and the invariants of events.
struct Told {
  struct List {
    const Application* application;
    WatchedList watched;
    std::vector<const Field*> positions;  ///< of an item: by which events it was made or changed
  };
  std::vector<List> lists;
  std::vector<const Rule*> of_events;
};

std::vector<const Field*> positions_of(const StructInfo& item) {
  std::vector<const Field*> out;
  for (const Field& field : item.fields) {
    if (&item_type(*field.type) == &kType<Position>) out.push_back(&field);
  }
  return out;
}

Told make_told(const EventType& type) {
  Told out;
  const auto rules = invariants_of(type.type);
  std::ranges::copy_if(rules, std::back_inserter(out.of_events),
                       [](const Rule* rule) { return std::get<Invariant>(rule->form).view == nullptr; });
  for (const WatchedList& watched : lists_of(rules)) {
    for (const Application& application : type.applications) {
      if (application.view == watched.view)
        out.lists.push_back({&application, watched, positions_of(*watched.field().type->element->structure)});
    }
  }
  return out;
}

const Told& told_of(const EventType& type) {
  static const std::vector<Told> told = [] {
    std::vector<Told> out;
    for (const EventType* each : event_types()) out.push_back(make_told(*each));
    return out;
  }();
  return told[type.number];
}

/// Whether one of the item's own positions is that one: the event made or changed it.
bool is_of(const std::vector<const Field*>& positions, const void* item, Position position) {
  return std::ranges::any_of(
      positions, [&](const Field* field) { return is_position(field->type, field->in(item), position); });
}

std::size_t place_of(const Rule* rule) {
  return static_cast<std::size_t>(std::ranges::find(invariants(), rule) - invariants().begin());
}

/// Asks one invariant after another of the items that it is shown.
class Examiner {
 public:
  Examiner(const Facts& facts, PolicyBook& book, Date on, bool at_admission)
      : facts_(facts), book_(book), on_(on), at_admission_(at_admission) {}

  /// Asks the rules, invariants of that list, of each item of a row that is `among` those asked for.
  template <class Among>
  Result<void> look_at_row(std::span<const Rule* const> rules, const WatchedList& watched,
                           const Subject& subject, std::string_view part, Among among) {
    const void* row = facts_.find_row(*watched.view, subject.id, part);
    if (row == nullptr) return {};
    const TypeInfo& list = *watched.field().type;
    const void* items = watched.field().in(row);
    for (std::size_t i = 0; i < list.size(items); ++i) {
      const void* item = list.item(items, i);
      if (!among(item)) continue;
      Placed placed = std::get<Invariant>(rules.front()->form).placed(item);
      if (placed.org.empty() && subject.kind == SubjectKind::org) placed.org = subject.id;
      if (on_ < placed.on) continue;
      const auto policy = book_.binding(facts_, placed.org, placed.on);
      if (!policy) return tl::unexpected(policy.error());
      for (const Rule* rule : rules) {
        if (auto done = look(*rule, *policy, subject, row, item, placed); !done) return done;
      }
    }
    return {};
  }

  /// All items of the subject's rows that a standing invariant may object to.
  Result<void> look_at_rows(const WatchedList& watched, const Subject& subject) {
    const auto rules = awake_of(watched, subject);
    if (rules.empty()) return {};
    const auto parts = facts_.parts(*watched.view, subject.id);
    if (!parts) return tl::unexpected(parts.error());
    for (const std::string& part : *parts) {
      auto done = look_at_row(rules, watched, subject, part, [](const void*) { return true; });
      if (!done) return done;
    }
    return {};
  }

  /// The items that the event at the position, which was applied, made or changed.
  Result<void> look_at_changed(const Told::List& told, const Subject& subject, const Event& event,
                               Position position) {
    const auto rules = awake_of(told.watched, subject);
    if (rules.empty()) return {};
    const auto is_changed = [&](const void* item) { return is_of(told.positions, item, position); };
    if (told.application->parts == nullptr) return look_at_row(rules, told.watched, subject, {}, is_changed);
    for (const std::string& part : told.application->parts(event, position, subject.id)) {
      auto done = look_at_row(rules, told.watched, subject, part, is_changed);
      if (!done) return done;
    }
    return {};
  }

  Result<void> look_at_event(std::span<const Rule* const> rules, const Subject& subject,
                             const Recorded& recorded) {
    if (rules.empty()) return {};
    const OrgId of = subject.kind == SubjectKind::org ? OrgId{subject.id} : OrgId{};
    Placed placed{recorded.event.on, jurisdiction(facts_, recorded.event, of)};
    if (on_ < placed.on) return {};
    if (placed.org.empty()) {  // it is of nobody who is in the register: whoever issued it has a policy
      const auto original = facts_.original(recorded.position);
      if (!original) return tl::unexpected(original.error());
      placed.org = original->authority.value;
    }
    const auto policy = book_.binding(facts_, placed.org, placed.on);
    if (!policy) return tl::unexpected(policy.error());
    for (const Rule* rule : rules) {
      if (auto done = look(*rule, *policy, subject, nullptr, &recorded, placed); !done) return done;
    }
    return {};
  }

  bool is_awake(const Invariant& invariant, const Subject& subject) const {
    return invariant.subject == subject.kind &&
           (invariant.awake == nullptr || invariant.awake(facts_, subject.id));
  }

  /// In the order of the rules.
  std::vector<Contradiction> found() && {
    std::ranges::stable_sort(found_, {}, [](const Contradiction& each) { return place_of(each.rule); });
    return std::move(found_);
  }

 private:
  std::vector<const Rule*> awake_of(const WatchedList& watched, const Subject& subject) const {
    std::vector<const Rule*> out;
    for (const Rule* rule : watched.rules) {
      if (is_awake(std::get<Invariant>(rule->form), subject)) out.push_back(rule);
    }
    return out;
  }

  Result<void> look(const Rule& rule, const PolicyView& policy, const Subject& subject, const void* row,
                    const void* item, const Placed& placed) {
    const auto& invariant = std::get<Invariant>(rule.form);
    auto objection = invariant.check({facts_, policy, subject.id, on_, at_admission_}, row, item);
    if (!objection) return tl::unexpected(objection.error());
    if (!*objection) return {};
    const RuleMode mode = policy.mode(rule);  // looked up last: few object
    if (mode == RuleMode::off) return {};
    // What it read on the way is noted by asking again: few object.
    const PolicyView noting = policy.noting((*objection)->parameters);
    const auto again = invariant.check({facts_, noting, subject.id, on_, at_admission_}, row, item);
    if (!again) return tl::unexpected(again.error());
    Date on = placed.on;
    if ((*objection)->since) on = std::max(on, *(*objection)->since);
    found_.push_back({&rule, std::move(**objection), {on, placed.org}, mode, policy.position()});
    return {};
  }

  const Facts& facts_;
  PolicyBook& book_;
  Date on_;
  bool at_admission_;
  std::vector<Contradiction> found_;
};

}  // namespace

Result<std::vector<Contradiction>> contradictions_of(const Facts& facts, PolicyBook& book,
                                                     const Subject& subject, Date on) {
  Examiner examiner(facts, book, on, false);
  for (const WatchedList& watched : standing_lists()) {
    if (auto done = examiner.look_at_rows(watched, subject); !done) return tl::unexpected(done.error());
  }
  for (const auto& [rule, types] : standing_events()) {
    if (!examiner.is_awake(std::get<Invariant>(rule->form), subject)) continue;
    for (const EventType* type : types) {
      const auto recorded = facts.events(*type, subject);
      if (!recorded) return tl::unexpected(recorded.error());
      for (const Recorded& each : *recorded) {
        if (auto done = examiner.look_at_event(std::span(&rule, 1), subject, each); !done)
          return tl::unexpected(done.error());
      }
    }
  }
  return std::move(examiner).found();
}

Result<std::vector<Contradiction>> contradictions_by(const Facts& facts, PolicyBook& book, const Event& event,
                                                     Position position) {
  Examiner examiner(facts, book, kEver, true);
  const Told& told = told_of(*event.type);
  const Recorded recorded{event, position};
  for (const Subject& subject : subjects(event)) {
    std::vector<const Rule*> asked;
    std::ranges::copy_if(told.of_events, std::back_inserter(asked), [&](const Rule* rule) {
      const auto& invariant = std::get<Invariant>(rule->form);
      return invariant.stands ? invariant.subject == subject.kind : examiner.is_awake(invariant, subject);
    });
    if (auto done = examiner.look_at_event(asked, subject, recorded); !done)
      return tl::unexpected(done.error());
    for (const Told::List& list : told.lists) {
      if (list.watched.view->subject != subject.kind) continue;
      if (auto done = examiner.look_at_changed(list, subject, event, position); !done)
        return tl::unexpected(done.error());
    }
  }
  return std::move(examiner).found();
}

}  // namespace tenure
