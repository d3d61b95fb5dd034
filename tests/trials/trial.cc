#include "tests/trials/trial.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/trials/known.h"

namespace tenure::trials {
namespace {

constexpr int kShrunkMost = 6;         ///< rules whose scenario is shrunk
constexpr int kShrinkingRuns = 250;    ///< of one
constexpr std::size_t kTextsMost = 4;  ///< findings that are printed of one

/// The findings of one rule; what throws is a finding too, of no rule.
std::vector<std::string> texts_of(const Trial& asked, const Scenario& scenario, const std::string& rule) {
  std::vector<std::string> out;
  for (Finding& finding : asked(scenario)) {
    if (finding.rule == rule) out.push_back(std::move(finding.text));
  }
  return out;
}

bool fails(const Trial& asked, const Scenario& scenario, const std::string& rule) {
  try {
    return !texts_of(asked, scenario, rule).empty();
  } catch (const std::exception&) {
    return false;  // less than a scenario
  }
}

/// Without `count` events from the `first` one on.
Scenario left_out(const Scenario& scenario, std::size_t first, std::size_t count) {
  Scenario out{scenario.name, {}};
  std::size_t at = 0;
  for (const Deed& deed : scenario.deeds) {
    Deed kept = deed;
    kept.act.events.clear();
    kept.names.clear();
    for (std::size_t i = 0; i < deed.act.events.size(); ++i, ++at) {
      if (at >= first && at < first + count) continue;
      kept.act.events.push_back(deed.act.events[i]);
      kept.names.push_back(deed.names[i]);
    }
    if (!kept.act.events.empty()) out.deeds.push_back(std::move(kept));
  }
  return out;
}

/// Events are dropped, halves first, while the rule still fails.
Scenario shrunk(const Trial& asked, Scenario scenario, const std::string& rule) {
  int runs = 0;
  for (std::size_t count = std::max<std::size_t>(scenario.facts() / 2, 1);;
       count = std::max<std::size_t>(count / 2, 1)) {
    bool smaller = false;
    for (std::size_t from = scenario.facts(); from > 1;) {
      from = from > count + 1 ? from - count : 1;
      if (from >= scenario.facts()) continue;
      if (++runs > kShrinkingRuns) return scenario;
      Scenario candidate = left_out(scenario, from, count);
      if (candidate.facts() == scenario.facts() || !fails(asked, candidate, rule)) continue;
      scenario = std::move(candidate);
      smaller = true;
    }
    if (count == 1 && !smaller) return scenario;
  }
}

struct Failure {
  const Scenario* scenario;
  std::vector<std::string> texts;
  std::size_t scenarios = 0;
};

}  // namespace

bool Sample::takes(const std::string& key, const Scenario& scenario) {
  auto& names = taken_[key];
  if (names.contains(scenario.name)) return true;
  if (static_cast<int>(names.size()) >= most_) return false;
  names.insert(scenario.name);
  return true;
}

bool names(std::string_view entry, std::string_view rule) {
  return entry.ends_with('*') ? rule.starts_with(entry.substr(0, entry.size() - 1)) : entry == rule;
}

void hold(std::string_view trial, const Trial& asked, std::span<const Meant> meant) {
  std::map<std::string, Failure> failures;
  std::set<std::string_view> found;  // entries that hide something
  for (const Scenario& scenario : scenarios()) {
    Findings findings;
    try {
      findings = asked(scenario);
    } catch (const std::exception& error) {
      findings.push_back({"(exception)", error.what()});
    }
    std::set<std::string> here;
    for (Finding& finding : findings) {
      bool hidden = false;
      for (const Meant& entry : meant) {
        if (!names(entry.rule, finding.rule)) continue;
        hidden = true;
        found.insert(entry.rule);
      }
      for (const Known& entry : kKnown) {
        if (entry.trial != trial || !names(entry.rule, finding.rule)) continue;
        hidden = true;
        found.insert(entry.rule);
      }
      if (hidden) continue;
      Failure& failure = failures[finding.rule];
      const bool is_new = here.insert(finding.rule).second;
      failure.scenarios += is_new ? 1 : 0;
      if (is_new && (failure.scenario == nullptr || scenario.facts() < failure.scenario->facts())) {
        failure.scenario = &scenario;
        failure.texts.clear();
      }
      if (failure.scenario == &scenario) failure.texts.push_back(std::move(finding.text));
    }
  }
  int shrinking = 0;
  for (auto& [rule, failure] : failures) {
    std::string smallest;
    if (shrinking++ < kShrunkMost && rule != "(exception)") {
      const Scenario small = shrunk(asked, *failure.scenario, rule);
      failure.texts = texts_of(asked, small, rule);
      smallest = small.str();
    }
    if (failure.texts.size() > kTextsMost) failure.texts.resize(kTextsMost);
    ADD_FAILURE() << fmt::format("{}: {} in {} scenarios, as {}\n  {}\n{}", trial, rule, failure.scenarios,
                                 failure.scenario->name, fmt::join(failure.texts, "\n  "), smallest);
  }
  for (const Meant& entry : meant)
    EXPECT_TRUE(found.contains(entry.rule)) << trial << ": nothing differs any more of " << entry.rule;
  for (const Known& entry : kKnown) {
    if (entry.trial != trial) continue;
    EXPECT_TRUE(found.contains(entry.rule)) << trial << ": mended: " << entry.rule;
  }
}

}  // namespace tenure::trials
