#include "domain/rules/invariants.h"

#include <algorithm>
#include <span>

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

/// Whether one of the item's own positions is that one: the event made or changed it.
bool is_of(const StructInfo& structure, const void* item, Position position) {
  return std::ranges::any_of(structure.fields, [&](const Field& field) {
    return is_position(field.type, field.in(item), position);
  });
}

/// The items of a row's list, and the invariants that stand over them, in their order.
struct WatchedList {
  const View* view;
  std::size_t list;
  std::vector<const Rule*> rules;
};

const std::vector<WatchedList>& watched_lists() {
  static const std::vector<WatchedList> lists = [] {
    std::vector<WatchedList> out;
    for (const Rule* rule : invariants()) {
      const auto& invariant = std::get<Invariant>(rule->form);
      if (invariant.view == nullptr || !invariant.standing) continue;
      auto known = std::ranges::find_if(out, [&](const WatchedList& each) {
        return each.view == invariant.view && each.list == invariant.list;
      });
      if (known == out.end()) known = out.insert(out.end(), {invariant.view, invariant.list, {}});
      known->rules.push_back(rule);
    }
    return out;
  }();
  return lists;
}

std::size_t place_of(const Rule* rule) {
  return static_cast<std::size_t>(std::ranges::find(invariants(), rule) - invariants().begin());
}

/// Asks one invariant after another of the items that it is shown.
class Examiner {
 public:
  Examiner(const Facts& facts, PolicyBook& book, Date on, bool at_admission)
      : facts_(facts), book_(book), on_(on), at_admission_(at_admission) {}

  /// Asks the rules, invariants of that list, of each item; `changed_at`: only of those that carry it.
  Result<void> look_at_row(std::span<const Rule* const> rules, const View& view, std::size_t of,
                           const Subject& subject, std::string_view part,
                           std::optional<Position> changed_at) {
    const void* row = facts_.find_row(view, subject.id, part);
    if (row == nullptr) return {};
    const Field& field = view.type->structure->fields[of];
    const TypeInfo& list = *field.type;
    const void* items = field.in(row);
    for (std::size_t i = 0; i < list.size(items); ++i) {
      const void* item = list.item(items, i);
      if (changed_at && !is_of(*list.element->structure, item, *changed_at)) continue;
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
    std::vector<const Rule*> rules;
    for (const Rule* rule : watched.rules) {
      if (is_awake(std::get<Invariant>(rule->form), subject)) rules.push_back(rule);
    }
    if (rules.empty()) return {};
    const auto parts = facts_.parts(*watched.view, subject.id);
    if (!parts) return tl::unexpected(parts.error());
    for (const std::string& part : *parts) {
      auto done = look_at_row(rules, *watched.view, watched.list, subject, part, std::nullopt);
      if (!done) return done;
    }
    return {};
  }

  Result<void> look_at_event(const Rule& rule, const Subject& subject, const Recorded& recorded) {
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
    return look(rule, *policy, subject, nullptr, &recorded, placed);
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
  Result<void> look(const Rule& rule, const PolicyView& policy, const Subject& subject, const void* row,
                    const void* item, const Placed& placed) {
    const RuleMode mode = policy.mode(rule);
    if (mode == RuleMode::off) return {};
    const auto& invariant = std::get<Invariant>(rule.form);
    auto objection = invariant.check({facts_, policy, subject.id, on_, at_admission_}, row, item);
    if (!objection) return tl::unexpected(objection.error());
    if (!*objection) return {};
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
  for (const WatchedList& watched : watched_lists()) {
    if (auto done = examiner.look_at_rows(watched, subject); !done) return tl::unexpected(done.error());
  }
  for (const Rule* rule : invariants()) {
    const auto& invariant = std::get<Invariant>(rule->form);
    if (invariant.view != nullptr || !invariant.standing || !examiner.is_awake(invariant, subject)) continue;
    for (const EventType* type : event_types()) {
      if (!invariant.concerns(*type)) continue;
      const auto recorded = facts.events(*type, subject);
      if (!recorded) return tl::unexpected(recorded.error());
      for (const Recorded& each : *recorded) {
        if (auto done = examiner.look_at_event(*rule, subject, each); !done)
          return tl::unexpected(done.error());
      }
    }
  }
  return std::move(examiner).found();
}

Result<std::vector<Contradiction>> contradictions_by(const Facts& facts, PolicyBook& book, const Event& event,
                                                     Position position) {
  Examiner examiner(facts, book, kEver, true);
  for (const Subject& subject : subjects(event)) {
    for (const Rule* rule : invariants_of(event.type->type)) {
      const auto& invariant = std::get<Invariant>(rule->form);
      if (invariant.view == nullptr) {
        const bool asked =
            invariant.stands ? invariant.subject == subject.kind : examiner.is_awake(invariant, subject);
        if (!asked) continue;
        auto done = examiner.look_at_event(*rule, subject, {event, position});
        if (!done) return tl::unexpected(done.error());
        continue;
      }
      if (!examiner.is_awake(invariant, subject)) continue;
      for (const Application& application : event.type->applications) {
        if (application.view != invariant.view) continue;
        const auto parts = application.parts == nullptr ? std::vector<std::string>{std::string()}
                                                        : application.parts(event, position, subject.id);
        for (const std::string& part : parts) {
          auto done =
              examiner.look_at_row({&rule, 1}, *invariant.view, invariant.list, subject, part, position);
          if (!done) return tl::unexpected(done.error());
        }
      }
    }
  }
  return std::move(examiner).found();
}

}  // namespace tenure
