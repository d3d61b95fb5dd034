#include "domain/reserve/rows.h"

#include <algorithm>

namespace tenure {
namespace {

template <class E>
CultivationStep begun(const Dated<E>& event, Stage stage) {
  CultivationStep step;
  step.person = {event.data.person};
  step.org = {event.data.org};
  step.stage = stage;
  step.from = event.on;
  step.position = event.position;
  return step;
}

template <class E>
void end(std::vector<CultivationStep>& steps, const Dated<E>& event, Stage stage,
         const std::optional<Code>& post, const std::optional<Code>& result) {
  const CultivationStep* open = open_step(steps, stage, event.data.org, post);
  if (open == nullptr) return;
  CultivationStep& ended = steps[static_cast<std::size_t>(open - steps.data())];
  ended.until = event.on;
  ended.result = result;
}

}  // namespace

const CultivationStep* open_step(const std::vector<CultivationStep>& steps, Stage stage, const OrgId& org,
                                 const std::optional<Code>& post) {
  const auto found = std::find_if(steps.rbegin(), steps.rend(), [&](const CultivationStep& step) {
    return step.stage == stage && step.org.id == org && !step.until && (!post || step.post == post);
  });
  return found == steps.rend() ? nullptr : &*found;
}

void change(std::vector<CultivationStep>& steps, const Dated<ReserveListed>& event) {
  CultivationStep step = begun(event, Stage::reserve);
  step.group = event.data.source;
  step.tier = event.data.tier;
  step.post = event.data.post;
  steps.push_back(std::move(step));
}

void change(std::vector<CultivationStep>& steps, const Dated<ReserveRemoved>& event) {
  end(steps, event, Stage::reserve, std::nullopt, event.data.reason);
}

void change(std::vector<CultivationStep>& steps, const Dated<ActivistIdentified>& event) {
  CultivationStep step = begun(event, Stage::activist);
  step.group = event.data.group;
  steps.push_back(std::move(step));
}

void change(std::vector<CultivationStep>& steps, const Dated<MemberAdmitted>& event) {
  CultivationStep step = begun(event, Stage::member);
  step.group = event.data.status;
  steps.push_back(std::move(step));
}

void change(std::vector<CultivationStep>& steps, const Dated<PlacementStarted>& event) {
  CultivationStep step = begun(event, Stage::placement);
  step.group = event.data.kind;
  step.post = event.data.post;
  steps.push_back(std::move(step));
}

void change(std::vector<CultivationStep>& steps, const Dated<PlacementEnded>& event) {
  end(steps, event, Stage::placement, event.data.post, event.data.evaluation);
}

void apply(PersonPairs& row, const Dated<MentorAssigned>& event) {
  const MentorAssigned& data = event.data;
  row.pairs.push_back({{data.person},
                       {data.mentor},
                       {data.org},
                       data.role,
                       event.on,
                       data.until,
                       0,
                       std::nullopt,
                       event.position});
}

void apply(PersonPairs& row, const Dated<MentorContactLogged>& event) {
  const auto pair = std::find_if(row.pairs.rbegin(), row.pairs.rend(), [&](const Pair& known) {
    return known.person.id == event.data.person && known.mentor.id == event.data.mentor;
  });
  if (pair == row.pairs.rend()) return;
  ++pair->contacts;
  pair->last_contact = event.on;
}

}  // namespace tenure
