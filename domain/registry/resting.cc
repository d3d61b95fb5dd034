#include "domain/registry/resting.h"

#include <algorithm>
#include <map>

#include "domain/appraisal/events.h"
#include "domain/pay/events.h"

namespace tenure {
namespace {

void add_positions(const TypeInfo& type, const void* value, std::vector<Position>& out) {
  if (&type == &kType<Position>) {
    out.push_back(*static_cast<const Position*>(value));
  } else if (type.form == Form::structure) {
    for (const Field& field : type.structure->fields) add_positions(*field.type, field.in(value), out);
  } else if (type.form == Form::list || type.form == Form::optional) {
    for (std::size_t i = 0; i < type.size(value); ++i) add_positions(*type.element, type.item(value, i), out);
  }
}

}  // namespace

std::vector<Position> positions_cited(const Event& event) {
  std::vector<Position> out;
  add_positions(event.type->data_type(), event.data.get(), out);
  for (const ShortText& basis : basis_of(event)) {
    if (const auto position = Position::parse(basis.value)) out.push_back(*position);
  }
  return out;
}

bool cites(const Event& event, Position position) {
  const auto cited = positions_cited(event);
  return std::ranges::find(cited, position) != cited.end();
}

bool has_basis(const EventType& type) {
  return std::ranges::any_of(type.structure->fields, [](const Field& field) {
    return field.name == "basis" && field.type == &kType<std::vector<ShortText>>;
  });
}

bool rests_on(const Event& event, Position position) {
  const auto basis = basis_of(event);
  return std::ranges::find(basis, position.str(), &ShortText::value) != basis.end();
}

bool is_reward_for(const Event& event, const Period& period, const Code& grade) {
  if (event.type->type != &kType<RewardGranted>) return false;
  const auto& reward = event.as<RewardGranted>();
  return reward.period == period && (reward.grade ? *reward.grade == grade : !reward.kind);
}

Result<std::vector<Recorded>> resting_on(const Facts& facts, const Event& event, Position position,
                                         Link link) {
  const auto& about = subjects(event);
  const bool of_people = std::ranges::find(about, SubjectKind::person, &Subject::kind) != about.end();
  const GradeDetermined* graded =
      event.type->type == &kType<GradeDetermined> ? &event.as<GradeDetermined>() : nullptr;
  std::map<Position, Recorded> out;
  for (const Subject& subject : about) {
    if (subject.kind != (of_people ? SubjectKind::person : SubjectKind::org)) continue;
    for (const EventType* type : event_types()) {
      if (link == Link::basis ? !has_basis(*type) : type->traits.control) continue;
      const auto recorded = facts.events(*type, subject);
      if (!recorded) return tl::unexpected(recorded.error());
      for (const Recorded& each : *recorded) {
        const bool hangs = link == Link::basis ? rests_on(each.event, position) : cites(each.event, position);
        const bool rests =
            hangs || (graded != nullptr && is_reward_for(each.event, graded->period, graded->grade));
        if (rests && each.position != position) out.emplace(each.position, each);
      }
    }
  }
  std::vector<Recorded> in_order;
  for (auto& [at, each] : out) in_order.push_back(std::move(each));
  return in_order;
}

}  // namespace tenure
