// Explanations: an answer that decides carries what was required and what was found, the events that show it,
// the rule with its mechanisms, and the policy. Every rule that speaks in any scenario is looked at.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "domain/rules/rule.h"
#include "tests/trials/answers.h"

namespace tenure::trials::explanations {
namespace {

/// What a flag, an alert or a refusal has beside its words.
struct Members {
  bool required, actual, evidence, mechanisms, policy, parameters;
};

/// Whether there are parameters, each with its value.
bool are_whole(const auto& parameters) {
  return !parameters.empty() && std::ranges::none_of(parameters, [](const auto& each) {
    return std::string_view(each.key.value).empty() || std::string_view(each.value.value).empty();
  });
}

/// Whether the rule compares the record with itself, also where a policy holds.
bool reads_no_parameter(std::string_view rule) {
  constexpr std::string_view kOfTheRecord[] = {"gate.assessed_grade", "gate.reward_grade",
                                               "gate.contest_results", "gate.from_reserve",
                                               "gate.previous_post"};
  return rule.starts_with("law.") || std::ranges::find(kOfTheRecord, rule) != std::ranges::end(kOfTheRecord);
}

/// Whether an alert of the rule may be of what an event says by itself: its own deadline, or what it made
/// due.
bool may_ring_by_itself(std::string_view rule) {
  constexpr std::string_view kByItself[] = {"alert.admonition_expiry", "alert.audit_unpublished",
                                            "alert.pay_short", "alert.pension_short"};
  return std::ranges::find(kByItself, rule) != std::ranges::end(kByItself);
}

void look(const std::string& rule, const Members& members, bool may_lack_policy, std::string_view where,
          Findings& out) {
  const auto lacks = [&](bool has, std::string_view member) {
    if (!has) out.push_back({rule, fmt::format("{} of {} lacks {}", where, rule, member)});
  };
  if (find_rule(rule) == nullptr) out.push_back({rule, "no rule of this name"});
  lacks(members.required, "required");
  lacks(members.actual, "actual");
  lacks(members.mechanisms, "mechanisms");
  lacks(members.policy || may_lack_policy, "policy");
  lacks(members.parameters || may_lack_policy || reads_no_parameter(rule), "parameters");
}

bool has_policy(const Scenario& scenario) {
  for (const Deed& deed : scenario.deeds) {
    for (const Event& event : deed.act.events) {
      if (event.type->name() == "PolicyAdopted") return true;
    }
  }
  return false;
}

TEST(Trials, Explanations) {
  hold("explanations", [](const Scenario& scenario) {
    Findings out;
    const bool no_policy = !has_policy(scenario);
    const Replay replay(scenario.deeds, Replay::How::judged);
    for (const Said& said : replay.said()) {
      if (!said.verdict) {
        const Refusal& by = said.verdict.error();
        if (by.reason != Reason::gate) continue;
        look(by.rule,
             {!by.required.data.empty(), !by.actual.data.empty(), !by.evidence.empty(),
              !by.mechanisms.empty(), !by.policy.empty(), !by.parameters.empty()},
             no_policy, "the refusal", out);
        continue;
      }
      for (const Flag& flag : said.verdict->flags) {
        // What the law says of every record needs no policy.
        const bool law = flag.rule.value.starts_with("law.");
        look(flag.rule.value,
             {flag.required.has_value(), flag.actual.has_value(), !flag.evidence.empty(),
              !flag.mechanisms.empty(), flag.policy.has_value(), are_whole(flag.parameters)},
             no_policy || law, "the flag", out);
      }
    }
    const auto questions = questions_about(scenario, usual_dates(scenario));
    for (const Date on : questions.dates) {
      for (const Alert& alert : alerts_on(replay, questions, on)) {
        const bool law = alert.rule.value.starts_with("law.");
        look(alert.rule.value,
             {alert.required.has_value(), alert.actual.has_value(), !alert.evidence.empty(),
              !alert.mechanisms.empty(), alert.policy.has_value(),
              are_whole(alert.parameters) || may_ring_by_itself(alert.rule.value)},
             no_policy || law, "the alert", out);
        if (alert.evidence.empty())
          out.push_back({alert.rule.value, "the alert of " + alert.rule.value + " lacks evidence"});
      }
    }
    return out;
  });
}

}  // namespace
}  // namespace tenure::trials::explanations
