// T10: whose evidence it is. What a rule says at admission or rings because of an earlier event, or would
// without it, with one leaf of that event another one in turn: another person's, another organisation's, of
// another scheme, kind or period, of another day, a step more or less. t10_evidence.lock says of each rule
// and event which of these it tells apart, and in which scenario (lock.h): a filter that is dropped tells one
// less.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "domain/act/catalogue.h"
#include "domain/registry/events.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"
#include "tests/trials/lock.h"

namespace tenure::trials::evidence {
namespace {

constexpr std::size_t kFactsMost = 24;  ///< of a scenario
constexpr int kScenariosOfDefault = 3;  ///< for a rule and a type of evidence
constexpr int kMonthsAway = 15;         ///< of evidence that is too old, or too new
constexpr int kMonthsLater = 13;        ///< for what falls due
constexpr std::string_view kStranger = "p-stranger", kSister = "o-sister";
constexpr std::string_view kLock = "t10_evidence";
constexpr std::string_view kBy = " by ", kIn = " in ";  ///< `rule by Event.leaf step in Scenario`

/// Rules that spoke, with what they spoke of: the name of a deed, or a subject and a date.
using Told = std::set<std::pair<std::string, std::string>>;

/// Of the deeds that were recorded last, and what rings when all is recorded.
Told told(const Replay& replay, std::span<const Deed> deeds, const Questions& questions) {
  Told out;
  for (const Date on : questions.dates) {
    for (const Alert& alert : alerts_on(replay, questions, on))
      out.insert(
          {fmt::format("{} {} {}", alert.subject.value, alert.since.str(), on.str()), alert.rule.value});
  }
  const auto first = replay.said().size() - deeds.size();
  for (std::size_t i = 0; i < deeds.size(); ++i) {
    const auto& verdict = replay.said()[first + i].verdict;
    if (!verdict) {
      if (!verdict.error().rule.empty()) out.insert({deeds[i].names.front().str(), verdict.error().rule});
      continue;
    }
    for (const Flag& flag : verdict->flags) out.insert({deeds[i].names.front().str(), flag.rule.value});
  }
  return out;
}

std::set<std::string> rules_that_differ(const Told& before, const Told& after) {
  Told differ;
  std::ranges::set_symmetric_difference(before, after, std::inserter(differ, differ.end()));
  std::set<std::string> out;
  for (const auto& [name, rule] : differ) out.insert(rule);
  return out;
}

/// The deeds with somebody and an organisation that nothing is recorded of, like those of the scenario.
std::vector<Deed> with_strangers(const std::vector<Deed>& deeds) {
  std::vector<Deed> out;
  bool has_sister = false, has_stranger = false;
  for (const Deed& deed : deeds) {
    out.push_back(deed);
    const Event& event = deed.act.events.front();
    Deed beside = deed;
    if (!has_sister && event.type->type == &kType<OrgRegistered> && event.as<OrgRegistered>().parent) {
      auto org = event.as<OrgRegistered>();
      org.org = OrgId{std::string(kSister)};
      beside.act.events = {make_event(event.on, org)};
      beside.names = {added(1)};
      has_sister = true;
    } else if (!has_stranger && event.type->type == &kType<PersonRegistered>) {
      auto person = event.as<PersonRegistered>();
      person.person = PersonId{std::string(kStranger)};
      beside.act.events = {make_event(event.on, person)};
      beside.names = {added(2)};
      has_stranger = true;
    } else {
      continue;
    }
    out.push_back(std::move(beside));
  }
  return out;
}

/// A way in which evidence is another one.
struct Variant {
  std::string name;  ///< `period +1`
  Event event;
};

template <class Id>
bool be(Id& id, std::string_view other) {
  id.value = std::string(other);
  return true;
}

std::vector<Variant> variants_of(const Event& event) {
  std::vector<Variant> out;
  std::vector<std::string> leaves{"on"};
  look_at(event, [&](const TypeInfo&, const void*, std::string_view field) { leaves.emplace_back(field); });
  std::set<std::string> names;  // of several items of a list, the first one stands for all
  const auto try_it = [&](std::size_t which, const std::string& name, const auto& change) {
    std::size_t leaf = 0;
    bool done = false;
    Event other = changed(event, [&](const TypeInfo& type, void* value, std::string_view) {
      if (leaf++ == which) done = change(type, value);
    });
    if (done && names.insert(name).second) out.push_back({name, std::move(other)});
  };
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    for (const int step : {-1, 1})
      try_it(i, fmt::format("{} {:+}", leaves[i], step),
             [&](const TypeInfo& type, void* value) { return move_leaf(type, value, step); });
    try_it(i, leaves[i] + " of another", [](const TypeInfo& type, void* value) {
      if (&type == &kType<PersonId>) return be(*static_cast<PersonId*>(value), kStranger);
      if (&type == &kType<OrgId>) return be(*static_cast<OrgId*>(value), kSister);
      return false;
    });
  }
  for (const int months : {-kMonthsAway, kMonthsAway})
    out.push_back({fmt::format("on {:+} months", months),
                   make_event(*event.type, event.on.plus_months(months), event.precision, event.data)});
  return out;
}

/// Which pairs of a rule and a type of evidence are tried in a scenario: those that the lock has found there,
/// and those that it does not know.
class Pairs {
 public:
  explicit Pairs(const FoundLines& lock) {
    for (const std::string& line : lock) {
      const std::string pair = line.substr(0, line.find('.', line.find(kBy)));
      known_.insert(pair);
      found_.insert({pair, line.substr(line.rfind(kIn) + kIn.size())});
    }
  }
  bool takes(const std::string& rule, const Event& evidence, const Scenario& scenario) {
    const auto pair = pair_of(rule, evidence);
    if (known_.contains(pair)) return found_.contains({pair, scenario.name});
    auto& in = tried_[pair];
    if (in.size() >= static_cast<std::size_t>(kScenariosOfDefault)) return in.contains(scenario.name);
    in.insert(scenario.name);
    return true;
  }
  static std::string pair_of(const std::string& rule, const Event& evidence) {
    return fmt::format("{}{}{}", rule, kBy, evidence.type->name());
  }

 private:
  std::set<std::string> known_;
  std::set<std::pair<std::string, std::string>> found_;
  std::map<std::string, std::set<std::string>> tried_;
};

/// Tries all evidence of a scenario. `before`: with nothing but the deeds before it.
void try_scenario(const Scenario& scenario, Pairs& pairs, FoundLines& found) {
  const auto deeds = with_strangers(apart(scenario));
  const Date last = scenario.dates().back();
  const auto questions = questions_about(scenario, {last, last.plus_days(1), last.plus_months(kMonthsLater)});
  Replay whole(deeds, Replay::How::judged);
  Replay before(Replay::How::judged);
  for (std::size_t i = 0; i < deeds.size(); before.record(deeds[i++])) {
    const Event& evidence = deeds[i].act.events.front();
    if (i == 0 || evidence.type->traits.control || evidence.type->traits.registers) continue;
    const std::span<const Deed> behind(deeds.begin() + static_cast<std::ptrdiff_t>(i) + 1, deeds.end());
    const Told expected = told(whole, behind, questions);
    const auto told_when = [&](const Deed* deed) {
      Replay replay(before);
      if (deed != nullptr) replay.record(*deed);
      replay.record(behind);
      return told(replay, behind, questions);
    };
    std::set<std::string> rules;
    for (const std::string& rule : rules_that_differ(expected, told_when(nullptr))) {
      if (find_rule(rule) != nullptr && pairs.takes(rule, evidence, scenario)) rules.insert(rule);
    }
    if (rules.empty()) continue;
    for (Variant& variant : variants_of(evidence)) {
      Deed other = deeds[i];
      other.act.events.front() = std::move(variant.event);
      for (const std::string& rule : rules_that_differ(expected, told_when(&other))) {
        if (rules.contains(rule))
          found.insert(
              fmt::format("{}.{}{}{}", Pairs::pair_of(rule, evidence), variant.name, kIn, scenario.name));
      }
    }
  }
}

TEST(Trials, T10_Evidence) {
  const bool anew = std::getenv("TENURE_UPDATE_LOCK") != nullptr;
  Pairs pairs(anew ? FoundLines() : locked(kLock));
  FoundLines found;
  for (const Scenario& scenario : scenarios()) {
    if (scenario.facts() <= kFactsMost) try_scenario(scenario, pairs, found);
  }
  hold_locked(kLock, found);
}

}  // namespace
}  // namespace tenure::trials::evidence
