// T13: each rule turned off. Some scenario misses it: there it flagged, refused or rang, and does so no more.
// A rule that only answers is missed where its answer says something.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "domain/registry/events.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"
#include "tests/trials/packs.h"

namespace tenure::trials::turned_off {
namespace {

bool has_mode(const Rule& rule) {
  return is_judged(rule) || std::holds_alternative<form::Expectation>(rule.form);
}

/// Of a rule that answers: whether there is something in what it says.
bool says_something(const Line& line) {
  const RuleForm& form = find_rule(line.rule)->form;
  if (std::holds_alternative<form::Computation>(form)) return !line.text.starts_with("unknown");
  return std::holds_alternative<form::Statistic>(form) || std::holds_alternative<form::Eligibility>(form);
}

/// What is flagged, refused or rings on any of the dates, and what is answered.
Lines everything(const std::vector<Deed>& deeds, const Questions& questions) {
  const Replay replay(deeds, Replay::How::judged);
  Lines out = answers_of(replay, questions);
  out.merge(flags_of(replay, deeds));
  return out;
}

/// The scenario with the rule off wherever a policy holds, and where none does.
std::vector<Deed> turned_off(const Scenario& scenario, std::string_view rule) {
  auto out =
      with_packs(scenario.deeds, [&](std::string pack) { return with_mode(std::move(pack), rule, "off"); });
  Deed policy = deed_of(
      R"({"type":"PolicyAdopted","on":"1900-01-01","data":{"org":"o-county","title":"x","status":"in_force"}})",
      added());
  policy.act.issued_at = out.front().act.issued_at;
  policy.act.ledger = out.back().act.ledger;
  Event& event = policy.act.events.front();
  auto data = event.as<PolicyAdopted>();
  data.pack = PackText{with_mode({}, rule, "off")};
  event = make_event(event.on, data);
  out.insert(out.begin() + 1, std::move(policy));
  return out;
}

std::size_t count_of(const Lines& lines, std::string_view rule) {
  return static_cast<std::size_t>(
      std::ranges::count_if(lines, [&](const Line& line) { return line.rule == rule; }));
}

/// Rules that no scenario misses, and why not.
constexpr Meant kNobodyMisses[] = {
    {"rpt.*", "a report is its statistics under one name"},
    {"gate.issued_late", "it is about the system's clock; trials run by what the issuer says"},
    {"law.one_file", "LAW-05: admission alone knows sealed values; trials have none"},
    {"law.id_number", "LAW-26: as law.one_file"},
    {"law.sealed_date", "LAW-26: as law.one_file"},
    {"law.account_number", "LAW-26: as law.one_file"},
    {"alert.rectification_overdue",
     "in its scenarios it rings between two facts only, on days that trials do not ask about"},
    {"alert.audit_due", "no scenario has a policy that names the kinds of audit"},
};

TEST(Trials, T13_TurnedOff) {
  std::map<std::string, const Scenario*> missed_by;  // the smallest scenario where the rule says something
  for (const Scenario& scenario : scenarios()) {
    for (const Line& line : everything(scenario.deeds, questions_about(scenario, many_dates(scenario)))) {
      const Rule* rule = find_rule(line.rule);
      if (rule == nullptr || (!has_mode(*rule) && !says_something(line))) continue;
      const Scenario*& least = missed_by[line.rule];
      if (least == nullptr || scenario.facts() < least->facts()) least = &scenario;
    }
  }
  for (const Rule* rule : all_rules()) {
    const auto found = missed_by.find(std::string(rule->name));
    if (found == missed_by.end()) {
      const bool meant = std::ranges::any_of(
          kNobodyMisses, [&](const Meant& entry) { return names(entry.rule, rule->name); });
      EXPECT_TRUE(meant) << rule->name << " may be turned off, and no scenario misses it";
      continue;
    }
    for (const Meant& entry : kNobodyMisses)
      EXPECT_FALSE(entry.rule == rule->name) << rule->name << " is missed now by " << found->second->name;
    if (!has_mode(*rule)) continue;
    const Scenario& scenario = *found->second;
    const auto questions = questions_about(scenario, many_dates(scenario));
    const Lines off = everything(turned_off(scenario, rule->name), questions);
    EXPECT_EQ(count_of(off, rule->name), 0U) << rule->name << " is off and speaks in " << scenario.name;
  }
}

}  // namespace
}  // namespace tenure::trials::turned_off
