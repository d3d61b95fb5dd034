#include "domain/registry/resting.h"

#include <algorithm>
#include <map>

#include "domain/appraisal/events.h"
#include "domain/pay/events.h"

namespace tenure {

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

Result<std::vector<Recorded>> resting_on(const Facts& facts, const Event& event, Position position) {
  const auto& about = subjects(event);
  const bool of_people = std::ranges::find(about, SubjectKind::person, &Subject::kind) != about.end();
  const GradeDetermined* graded =
      event.type->type == &kType<GradeDetermined> ? &event.as<GradeDetermined>() : nullptr;
  std::map<Position, Recorded> out;
  for (const Subject& subject : about) {
    if (subject.kind != (of_people ? SubjectKind::person : SubjectKind::org)) continue;
    for (const EventType* type : event_types()) {
      if (!has_basis(*type)) continue;
      const auto recorded = facts.events(*type, subject);
      if (!recorded) return tl::unexpected(recorded.error());
      for (const Recorded& each : *recorded) {
        const bool rests = rests_on(each.event, position) ||
                           (graded != nullptr && is_reward_for(each.event, graded->period, graded->grade));
        if (rests && each.position != position) out.emplace(each.position, each);
      }
    }
  }
  std::vector<Recorded> in_order;
  for (auto& [at, each] : out) in_order.push_back(std::move(each));
  return in_order;
}

}  // namespace tenure
