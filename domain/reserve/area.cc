#include <algorithm>

#include "domain/act/ends.h"
#include "domain/core/both.h"
#include "domain/reserve/rows.h"

namespace tenure {

const RuleTable& reserve_rules();  // rule_table.cc

namespace {

/// Of that stage, organisation and (of a posting) post.
bool is_meant(const CultivationStep& step, Stage stage, const OrgId& org, const std::optional<Code>& post) {
  return step.stage == stage && step.org.id == org && (!post || step.post == post);
}

/// The step that ends with the event, or null.
template <class Steps, class E>
auto* open_step(Steps& steps, const Dated<E>& event, Stage stage, const std::optional<Code>& post) {
  return open_on(steps, event.on, [&](const CultivationStep& step) {
    return has_no_end(step) && is_meant(step, stage, event.data.org, post);
  });
}

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

/// Whether there was one to end.
template <class E>
bool end(std::vector<CultivationStep>& steps, const Dated<E>& event, Stage stage,
         const std::optional<Code>& post, const std::optional<Code>& result) {
  CultivationStep* open = open_step(steps, event, stage, post);
  if (open == nullptr) return false;
  open->until = event.on;
  open->result = result;
  return true;
}

template <class E>
Result<void> not_yet(const Facts& facts, const Dated<E>& event, Stage stage,
                     const std::optional<Code>& post) {
  const auto& steps = facts.items<&PersonCultivation::steps>(event.data.person.value);
  const CultivationStep* step = find_last(steps, [&](const CultivationStep& known) {
    return is_meant(known, stage, event.data.org, post) && keeps_from_beginning(known, event.on);
  });
  if (step == nullptr) return {};
  return refuse(Reason::already, "data.person",
                both("自 {} 起，见位置 {}", "since {}, see {}", step->from.str(), step->position.str()));
}

template <class E>
Result<void> must_be(const Facts& facts, const Dated<E>& event, Stage stage,
                     const std::optional<Code>& post) {
  const auto& steps = facts.items<&PersonCultivation::steps>(event.data.person.value);
  if (open_step(steps, event, stage, post) != nullptr) return {};
  return refuse(Reason::absent, "data.person",
                both("{2} {0} 不在 {1} 的后备名单中", "{0} in {1} on {2}", event.data.person.value,
                     event.data.org.value, event.on.str()));
}

}  // namespace

// What follows from the events.

static void change(std::vector<CultivationStep>& steps, const Dated<ReserveListed>& event) {
  CultivationStep step = begun(event, Stage::reserve);
  step.group = event.data.source;
  step.tier = event.data.tier;
  step.post = event.data.post;
  steps.push_back(std::move(step));
}

static bool change(std::vector<CultivationStep>& steps, const Dated<ReserveRemoved>& event) {
  return end(steps, event, Stage::reserve, std::nullopt, event.data.reason);
}

static void change(std::vector<CultivationStep>& steps, const Dated<ActivistIdentified>& event) {
  CultivationStep step = begun(event, Stage::activist);
  step.group = event.data.group;
  steps.push_back(std::move(step));
}

static void change(std::vector<CultivationStep>& steps, const Dated<MemberAdmitted>& event) {
  CultivationStep step = begun(event, Stage::member);
  step.group = event.data.status;
  steps.push_back(std::move(step));
}

static void change(std::vector<CultivationStep>& steps, const Dated<PlacementStarted>& event) {
  CultivationStep step = begun(event, Stage::placement);
  step.group = event.data.kind;
  step.post = event.data.post;
  steps.push_back(std::move(step));
}

static bool change(std::vector<CultivationStep>& steps, const Dated<PlacementEnded>& event) {
  return end(steps, event, Stage::placement, event.data.post, event.data.evaluation);
}

static void apply(PersonPairs& row, const Dated<MentorAssigned>& event) {
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

static void apply(PersonPairs& row, const Dated<MentorContactLogged>& event) {
  Pair* pair = find_last(row.pairs, [&](const Pair& known) {
    return known.person.id == event.data.person && known.mentor.id == event.data.mentor;
  });
  if (pair == nullptr) return;
  ++pair->contacts;
  pair->last_contact = event.on;
}

/// Both rows keep steps, and the same events change them alike. The person's keeps what ended nothing.
template <class Row, class E>
requires requires(Row& row, const Dated<E>& event) { change(row.steps, event); }
static void apply(Row& row, const Dated<E>& event) {
  note_unanswered(row, event, [&] { return change(row.steps, event); });
}

template <class E>
requires requires(std::vector<CultivationStep>& steps, const Dated<E>& event) { change(steps, event); }
static std::vector<std::string> parts(const OrgCultivation&, const Dated<E>& event) {
  return {event.data.person.value};
}

// Preconditions of the reserve: nobody is listed or placed twice at a time, and nothing ends that is not
// there.

static Result<void> precondition(const Facts& facts, const Dated<ReserveListed>& event) {
  return not_yet(facts, event, Stage::reserve, std::nullopt);
}

static Result<void> precondition(const Facts& facts, const Dated<ReserveRemoved>& event) {
  return must_be(facts, event, Stage::reserve, std::nullopt);
}

static Result<void> precondition(const Facts& facts, const Dated<PlacementStarted>& event) {
  return not_yet(facts, event, Stage::placement, event.data.post);
}

static Result<void> precondition(const Facts& facts, const Dated<PlacementEnded>& event) {
  return must_be(facts, event, Stage::placement, event.data.post);
}

static Result<void> precondition(const Facts&, const Dated<MentorAssigned>& event) {
  if (event.data.person == event.data.mentor)
    return refuse(Reason::bad_value, "data.mentor", both("是同一人", "the same person"));
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<MentorContactLogged>& event) {
  const auto& pairs = facts.items<&PersonPairs::pairs>(event.data.person.value);
  const bool paired = std::ranges::any_of(pairs, [&](const Pair& pair) {
    return pair.mentor.id == event.data.mentor && pair.holds_on(event.on);
  });
  if (paired) return {};
  return refuse(Reason::absent, "data.mentor",
                both("{} 没有带此人", "{} guides nobody of that name", event.data.mentor.value));
}

Area& reserve_area() {
  static Area area =
      make_area("reserve", "后备", "Reserve", ReserveEvents{}, ReserveRows{}, &reserve_rules());
  return area;
}

}  // namespace tenure
