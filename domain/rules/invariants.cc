#include "domain/rules/invariants.h"

#include <algorithm>
#include <map>

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

const TypeInfo& list_of(const Invariant& invariant) {
  return *invariant.view->type->structure->fields[invariant.list].type;
}

/// Asks one invariant after another of the items that it is shown.
class Examiner {
 public:
  Examiner(const Facts& facts, PolicyBook& book, Date on, bool at_admission)
      : facts_(facts), book_(book), on_(on), at_admission_(at_admission) {}

  /// `changed_at`: only items that carry it.
  Result<void> look_at_row(const Rule& rule, const Invariant& invariant, const Subject& subject,
                           std::string_view part, std::optional<Position> changed_at) {
    const void* row = facts_.find_row(*invariant.view, subject.id, part);
    if (row == nullptr) return {};
    const TypeInfo& list = list_of(invariant);
    const void* items = invariant.view->type->structure->fields[invariant.list].in(row);
    for (std::size_t i = 0; i < list.size(items); ++i) {
      const void* item = list.item(items, i);
      if (changed_at && !is_of(*list.element->structure, item, *changed_at)) continue;
      Placed placed = invariant.placed(item);
      if (placed.org.empty() && subject.kind == SubjectKind::org) placed.org = subject.id;
      if (auto done = look(rule, invariant, subject, row, item, std::move(placed)); !done) return done;
    }
    return {};
  }

  Result<void> look_at_event(const Rule& rule, const Invariant& invariant, const Subject& subject,
                             const Recorded& recorded) {
    const OrgId of = subject.kind == SubjectKind::org ? OrgId{subject.id} : OrgId{};
    const std::string org = jurisdiction(facts_, recorded.event, of);
    return look(rule, invariant, subject, nullptr, &recorded, {recorded.event.on, org});
  }

  bool is_awake(const Invariant& invariant, const Subject& subject) const {
    return invariant.subject == subject.kind &&
           (invariant.awake == nullptr || invariant.awake(facts_, subject.id));
  }

  /// The parts of a subject's row, read once however many invariants ask.
  Result<const std::vector<std::string>*> parts(const View& view, const Subject& subject) {
    const auto known = parts_.find(&view);
    if (known != parts_.end()) return &known->second;
    auto read = facts_.parts(view, subject.id);
    if (!read) return tl::unexpected(read.error());
    return &(parts_[&view] = std::move(*read));
  }

  std::vector<Contradiction> found() && { return std::move(found_); }

 private:
  Result<void> look(const Rule& rule, const Invariant& invariant, const Subject& subject, const void* row,
                    const void* item, Placed placed) {
    if (on_ < placed.on) return {};
    const auto policy = book_.binding(facts_, placed.org, placed.on);
    if (!policy) return tl::unexpected(policy.error());
    const RuleMode mode = policy->mode(rule);
    if (mode == RuleMode::off) return {};
    auto objection = invariant.check({facts_, *policy, subject.id, on_, at_admission_}, row, item);
    if (!objection) return tl::unexpected(objection.error());
    if (!*objection) return {};
    if ((*objection)->since) placed.on = std::max(placed.on, *(*objection)->since);
    found_.push_back({&rule, std::move(**objection), placed, mode, policy->position()});
    return {};
  }

  const Facts& facts_;
  PolicyBook& book_;
  Date on_;
  bool at_admission_;
  std::map<const View*, std::vector<std::string>> parts_;  ///< of the one subject that is asked about
  std::vector<Contradiction> found_;
};

}  // namespace

Result<std::vector<Contradiction>> contradictions_of(const Facts& facts, PolicyBook& book,
                                                     const Subject& subject, Date on) {
  Examiner examiner(facts, book, on, false);
  for (const Rule* rule : invariants()) {
    const auto& invariant = std::get<Invariant>(rule->form);
    if (!invariant.standing || !examiner.is_awake(invariant, subject)) continue;
    if (invariant.view != nullptr) {
      const auto parts = examiner.parts(*invariant.view, subject);
      if (!parts) return tl::unexpected(parts.error());
      for (const std::string& part : **parts) {
        auto done = examiner.look_at_row(*rule, invariant, subject, part, std::nullopt);
        if (!done) return tl::unexpected(done.error());
      }
      continue;
    }
    for (const EventType* type : event_types()) {
      if (!invariant.concerns(*type)) continue;
      const auto recorded = facts.events(*type, subject);
      if (!recorded) return tl::unexpected(recorded.error());
      for (const Recorded& each : *recorded) {
        if (auto done = examiner.look_at_event(*rule, invariant, subject, each); !done)
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
        auto done = examiner.look_at_event(*rule, invariant, subject, {event, position});
        if (!done) return tl::unexpected(done.error());
        continue;
      }
      if (!examiner.is_awake(invariant, subject)) continue;
      for (const Application& application : event.type->applications) {
        if (application.view != invariant.view) continue;
        const auto parts = application.parts == nullptr ? std::vector<std::string>{std::string()}
                                                        : application.parts(event, position, subject.id);
        for (const std::string& part : parts) {
          auto done = examiner.look_at_row(*rule, invariant, subject, part, position);
          if (!done) return tl::unexpected(done.error());
        }
      }
    }
  }
  return std::move(examiner).found();
}

}  // namespace tenure
