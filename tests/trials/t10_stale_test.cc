// T10: evidence that a rule accepts, taken from another person, organisation, period, or from long after the
// fact. It is not accepted: the rule says what it says without the evidence.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>

#include "domain/act/catalogue.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"

namespace tenure::trials::stale {
namespace {

constexpr std::size_t kFactsOfDefault = 24;

/// What each act is told, by the rules that need or accept something.
using Told = std::map<Position, std::set<std::string>>;  // by the name of its first event

Told told(const std::vector<Deed>& deeds) {
  const Replay replay(deeds, Replay::How::judged);
  Told out;
  for (const Said& said : replay.said()) {
    auto& rules = out[deeds[said.deed].names.front()];
    if (!said.verdict) {
      rules.insert(said.verdict.error().rule.empty() ? std::string(name(said.verdict.error().reason))
                                                     : said.verdict.error().rule);
      continue;
    }
    for (const Flag& flag : said.verdict->flags) rules.insert(flag.rule.value);
  }
  return out;
}

/// In how many ways evidence can be somebody else's.
struct Staleness {
  std::string_view what;
  std::optional<Event> (*stale)(const Event& event, const std::vector<std::string>& persons,
                                const std::vector<std::string>& orgs, Date fact);
};

/// The event with its first leaf of a type changed; nothing where it has none.
template <class T, class Replaced>
std::optional<Event> with_other(const Event& event, Replaced replaced) {
  bool done = false;
  Event out = changed(event, [&](const TypeInfo& type, void* value, std::string_view) {
    if (done || &type != &kType<T>) return;
    done = replaced(*static_cast<T*>(value));
  });
  return done ? std::optional(std::move(out)) : std::nullopt;
}

template <class Id>
bool to_another(Id& id, const std::vector<std::string>& among) {
  for (const std::string& other : among) {
    if (other == id.value) continue;
    id.value = other;
    return true;
  }
  return false;
}

const Staleness kStalenesses[] = {
    {"another person",
     [](const Event& event, const std::vector<std::string>& persons, const std::vector<std::string>&, Date) {
       return with_other<PersonId>(event, [&](PersonId& id) { return to_another(id, persons); });
     }},
    {"another period",
     [](const Event& event, const std::vector<std::string>&, const std::vector<std::string>&, Date) {
       return with_other<Period>(event, [](Period& period) {
         if (!period.calendar()) return false;
         period.year = static_cast<std::int16_t>(period.year - 7);
         return true;
       });
     }},
    {"after the fact",
     [](const Event& event, const std::vector<std::string>&, const std::vector<std::string>&, Date fact) {
       return std::optional(make_event(*event.type, fact.plus_months(15), event.precision, event.data));
     }},
};

constexpr std::string_view kOfAPeriod = "what is of a period counts in it, whenever it was recorded";
constexpr std::string_view kGoesOn =
    "LAW-12, LAW-14: what was of a period in an organisation is of that in which it has gone on";
constexpr Meant kMeant[] = {
    {"law.answer_before, after the fact",
     "LAW-20: a decision on an application of a later day is law.basis_before's; it is a decision still"},
    {"gate.monthly_scope, after the fact", kOfAPeriod},
    {"law.paid_once, after the fact", kOfAPeriod},
    {"law.contributed_once, after the fact", kOfAPeriod},
    {"law.belongs, after the fact", kGoesOn},
    {"law.paid_in_office, after the fact", kGoesOn},
    {"law.paid_within_due, after the fact", kGoesOn},
    {"law.seat_taken, another person", "LAW-01: who is dead takes no seat; the next law speaks of it"},
};

TEST(Trials, T10_Stale) {
  const auto trial = [](const Scenario& scenario) {
    Findings out;
    const auto deeds = apart(scenario);
    if (!is_long() && deeds.size() > kFactsOfDefault) return out;
    const auto persons = scenario.persons();
    const auto orgs = scenario.orgs();
    const Told before = told(deeds);
    std::set<std::string> tried;
    for (std::size_t i = 1; i < deeds.size(); ++i) {
      const Event& evidence = deeds[i].act.events.front();
      if (evidence.type->traits.control || evidence.type->traits.registers) continue;

      // Who says something only without it needs it, or accepts it.
      for (const auto& [name, rules] : told(without(deeds, {deeds[i].names.front()}))) {
        const auto fact = std::ranges::find_if(
            deeds, [&, at = name](const Deed& deed) { return deed.names.front() == at; });
        for (const std::string& rule : rules) {
          if (find_rule(rule) == nullptr || before.at(name).contains(rule)) continue;
          if (!tried.insert(rule + std::string(evidence.type->name())).second) continue;
          for (const Staleness& each : kStalenesses) {
            const auto stale = each.stale(evidence, persons, orgs, fact->act.events.front().on);
            if (!stale) continue;
            auto with = deeds;
            with[i].act.events.front() = *stale;
            if (told(with)[name].contains(rule)) continue;
            out.push_back(
                {fmt::format("{}, {}", rule, each.what),
                 fmt::format("{} for {} at {} accepts {} of {}", rule, fact->act.events.front().type->name(),
                             name.str(), evidence.type->name(), each.what)});
          }
        }
      }
    }
    return out;
  };
  hold("T10", trial, kMeant);
}

}  // namespace
}  // namespace tenure::trials::stale
