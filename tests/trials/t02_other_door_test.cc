// T2: the other door to the same fact. Transcribed from paper, an event is flagged by the rules that flagged
// or refused it; corrected into itself, by the gates that judged it, which do not count it twice.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "domain/act/catalogue.h"
#include "domain/ledger/events.h"
#include "domain/rules/rule.h"
#include "tests/support/ledger.h"
#include "tests/trials/answers.h"

namespace tenure::trials::other_door {
namespace {

/// The rules that flagged or refused an act; a refusal that no rule gave by its reason.
std::set<std::string> rules_of(const Said& said) {
  std::set<std::string> out;
  if (!said.verdict) {
    const Refusal& by = said.verdict.error();
    return {by.rule.empty() ? std::string(name(by.reason)) : by.rule};
  }
  for (const Flag& flag : said.verdict->flags) out.insert(flag.rule.value);
  return out;
}

Act transcribed(Act act) {
  Provenance paper;
  paper.original_issuer = {"旧档"};
  paper.transcriber.id = {"p-transcriber"};
  act.provenance = paper;
  return act;
}

std::string str(const std::set<std::string>& rules) { return fmt::format("{}", fmt::join(rules, " ")); }

void compare(const std::set<std::string>& here, const std::set<std::string>& there, const Deed& deed,
             std::string_view door, Findings& out) {
  std::set<std::string> differ;
  std::ranges::set_symmetric_difference(here, there, std::inserter(differ, differ.end()));
  for (const std::string& rule : differ)
    out.push_back({rule, fmt::format("{} {} is told [{}], {} [{}]", deed.names.front().str(),
                                     deed.act.events.front().type->name(), str(here), door, str(there))});
}

TEST(Trials, T2_Transcribed) {
  hold("T2 transcribed", [](const Scenario& scenario) {
    Findings out;
    const Replay replay(scenario.deeds, Replay::How::judged);
    int tried = 0;
    for (std::size_t i = scenario.deeds.size(); i-- > 1;) {
      const Deed& deed = scenario.deeds[i];
      const auto told = rules_of(replay.said()[i]);
      // One act refuses at its first objection, and says nothing of the next: compared one by one.
      if (deed.act.provenance || deed.act.events.size() > 1 || told.empty() || ++tried > times(3, 1'000))
        continue;
      std::vector<Deed> with(scenario.deeds.begin(),
                             scenario.deeds.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      with.back().act = transcribed(deed.act);
      const Replay other(with, Replay::How::judged);
      const auto there = rules_of(other.said().back());
      if (!replay.said()[i].verdict && there.contains(*told.begin()))
        continue;  // refused by its first objection
      compare(told, there, deed, "transcribed", out);
    }
    return out;
  });
}

bool is_gate(const std::string& name) {
  const Rule* rule = find_rule(name);
  if (rule == nullptr) return true;  // refused
  const auto* gate = std::get_if<form::Gate>(&rule->form);
  return (gate != nullptr && gate->event != nullptr) || std::holds_alternative<form::Bar>(rule->form) ||
         std::holds_alternative<form::Requirement>(rule->form);
}

std::set<std::string> gates_of(const Said& said) {
  auto out = rules_of(said);
  std::erase_if(out, [](const std::string& rule) { return !is_gate(rule); });
  return out;
}

/// The act once more, as a correction of itself.
Deed corrected_into_itself(const Deed& deed) {
  const Event& event = deed.act.events.front();
  std::string replacement;
  write_event(event, replacement);
  Deed out = deed_of(
      fmt::format(
          R"({{"type":"CorrectionRecorded","on":"{}","data":{{"target":"{}","reason":"{}","replacement":{}}}}})",
          event.on.str(), deed.names.front().str(), testing::sealed_as("reason", "x").str(), replacement),
      added(), deed.act.authority.value);
  out.act.ledger = deed.act.ledger;
  out.act.issued_at = deed.act.issued_at;
  out.act.klass = deed.act.klass;
  out.keyids = deed.keyids;
  return out;
}

constexpr Meant kMeant[] = {
    {"law.scored_once", "LAW-19: a correction puts one score in the place of another"},
};

TEST(Trials, T2_Corrected) {
  std::map<const EventType*, int> tried;
  std::map<std::string, std::set<const EventType*>> tried_in;
  const auto trial = [&](const Scenario& scenario) {
    Findings out;
    const Replay replay(scenario.deeds, Replay::How::judged);
    auto& here = tried_in[scenario.name];
    std::set<const EventType*> types;
    for (std::size_t i = scenario.deeds.size(); i-- > 1;) {
      const Deed& deed = scenario.deeds[i];
      const Event& event = deed.act.events.front();
      if (deed.act.events.size() > 1 || event.type->traits.control || event.type->traits.registers ||
          !replay.said()[i].verdict || !deed.act.attachments.empty())
        continue;
      if (!types.insert(event.type).second && !is_long()) continue;
      const auto told = gates_of(replay.said()[i]);
      if (told.empty() && !here.contains(event.type) && ++tried[event.type] > times(6, 1'000)) continue;
      here.insert(event.type);
      std::vector<Deed> with(scenario.deeds.begin(),
                             scenario.deeds.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      with.push_back(corrected_into_itself(deed));
      const Replay other(with, Replay::How::judged);
      compare(told, gates_of(other.said().back()), deed, "corrected into itself", out);
    }
    return out;
  };
  hold("T2 corrected", trial, kMeant);
}

}  // namespace
}  // namespace tenure::trials::other_door
