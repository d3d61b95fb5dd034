#include <algorithm>

#include "domain/act/funds.h"
#include "domain/core/both.h"
#include "domain/decisions/figures.h"
#include "domain/decisions/rows.h"

namespace tenure {

const RuleTable& decisions_rules();  // rule_table.cc

const DecisionStep* MatterDecision::done(std::string_view step, Date by) const {
  return find_first(steps,
                    [&](const DecisionStep& each) { return each.step.value == step && each.on <= by; });
}

bool MatterDecision::is_of(const std::vector<Code>& topics) const {
  constexpr std::string_view kMajor = "major";
  return std::ranges::any_of(steps, [&](const DecisionStep& each) {
    return std::ranges::any_of(topics, [&](const Code& topic) {
      return each.topic == topic || (topic.value == kMajor && each.major.value_or(false));
    });
  });
}

// What follows from the events: each is a step of its matter, and one of its organisation.

template <class E>
static std::string_view step_of(const E& data) {
  if constexpr (std::is_same_v<E, DecisionStepRecorded>) return data.step.str();
  if constexpr (std::is_same_v<E, DecisionAdopted>) return kAdoption;
  if constexpr (std::is_same_v<E, HearingNoticeIssued>) return kHearingNotice;
  if constexpr (std::is_same_v<E, HearingHeld>) return kHearing;
  if constexpr (std::is_same_v<E, TenderHeld>) return kTender;
}

template <class E>
static void apply(MatterDecision& row, const Dated<E>& event) {
  const E& data = event.data;
  DecisionStep step{
      {std::string(step_of(data))}, event.on, {data.org}, {}, {}, {}, {}, {}, {}, {}, event.position};
  if constexpr (requires { data.major; }) step.major = data.major;
  if constexpr (requires { data.topic; }) step.topic = data.topic;
  if constexpr (requires { data.body; }) step.body = data.body;
  if constexpr (requires { data.amount_fen; }) step.amount_fen = data.amount_fen;
  if constexpr (requires { data.votes_for; }) {
    step.eligible = data.eligible;
    step.present = data.present;
    step.votes_for = data.votes_for;
  }
  row.steps.push_back(std::move(step));
}

template <class E>
static void apply(OrgMatters& row, const Dated<E>& event) {
  row.steps.push_back({{event.data.matter}, {std::string(step_of(event.data))}, event.on, event.position});
}

template <class E>
static std::vector<std::string> parts(const OrgMatters&, const Dated<E>& event) {
  return {std::to_string(event.on.year())};
}

// What new acts are sound in: figures agree, and nothing is below zero.

template <class E>
static Result<void> sound(const Facts&, const Dated<E>& event) requires requires {
  misfit_of(event.data);
}
{
  if (const auto misfit = misfit_of(event.data))
    return refuse(Reason::bad_value, "data." + misfit->field,
                  both("小于零，或超过可能的数目", "below zero, or more than there can be"));
  if constexpr (requires { event.data.amount_fen; }) {
    if (event.data.amount_fen) return not_below_zero(*event.data.amount_fen);
  }
  return {};
}

Area& decisions_area() {
  static Area area =
      make_area("decisions", "议事决策", "Decisions", DecisionEvents{}, DecisionRows{}, &decisions_rules());
  return area;
}

}  // namespace tenure
