#include "domain/reserve/rules.h"

#include <algorithm>

namespace tenure {
namespace {

template <class E>
const CultivationStep* open(const Facts& facts, const Dated<E>& event, Stage stage,
                            const std::optional<Code>& post) {
  const auto* row = facts.row<PersonCultivation>(event.data.person.value);
  return row == nullptr ? nullptr : open_step(row->steps, stage, event.data.org, post);
}

template <class E>
Result<void> not_yet(const Facts& facts, const Dated<E>& event, Stage stage,
                     const std::optional<Code>& post) {
  const CultivationStep* step = open(facts, event, stage, post);
  if (step == nullptr) return {};
  return refuse(Reason::already, "data.person",
                "since " + step->from.str() + ", see " + step->position.str());
}

template <class E>
Result<void> must_be(const Facts& facts, const Dated<E>& event, Stage stage,
                     const std::optional<Code>& post) {
  if (open(facts, event, stage, post) != nullptr) return {};
  return refuse(Reason::absent, "data.person",
                event.data.person.value + " in " + event.data.org.value + " on " + event.on.str());
}

}  // namespace

Result<void> precondition(const Facts& facts, const Dated<ReserveListed>& event) {
  return not_yet(facts, event, Stage::reserve, std::nullopt);
}

Result<void> precondition(const Facts& facts, const Dated<ReserveRemoved>& event) {
  return must_be(facts, event, Stage::reserve, std::nullopt);
}

Result<void> precondition(const Facts& facts, const Dated<PlacementStarted>& event) {
  return not_yet(facts, event, Stage::placement, event.data.post);
}

Result<void> precondition(const Facts& facts, const Dated<PlacementEnded>& event) {
  return must_be(facts, event, Stage::placement, event.data.post);
}

Result<void> precondition(const Facts&, const Dated<MentorAssigned>& event) {
  if (event.data.person == event.data.mentor)
    return refuse(Reason::bad_value, "data.mentor", "the same person");
  return {};
}

Result<void> precondition(const Facts& facts, const Dated<MentorContactLogged>& event) {
  const auto* row = facts.row<PersonPairs>(event.data.person.value);
  const bool paired =
      row != nullptr && std::any_of(row->pairs.begin(), row->pairs.end(), [&](const Pair& pair) {
        return pair.mentor.id == event.data.mentor && pair.holds_on(event.on);
      });
  if (paired) return {};
  return refuse(Reason::absent, "data.mentor", event.data.mentor.value + " guides nobody of that name");
}

}  // namespace tenure
