// T6: the policy of the day. A pack that is adopted once more, word by word, changes nothing, whenever that
// is; one that is adopted later changes nothing of what was asked before it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/registry/events.h"
#include "tests/trials/answers.h"
#include "tests/trials/packs.h"

namespace tenure::trials::policy {
namespace {

/// The adoptions of packs in force, where nothing speaks against adopting them again.
std::vector<std::size_t> adoptions(const std::vector<Deed>& deeds) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < deeds.size(); ++i) {
    const Event& event = deeds[i].act.events.front();
    if (event.type->type != &kType<PolicyAdopted>) continue;
    const auto& policy = event.as<PolicyAdopted>();
    if (policy.pack && !policy.until && policy.status != PolicyStatus::proposed &&
        policy.status != PolicyStatus::draft)
      out.push_back(i);
  }
  return out;
}

/// The newest of those adoptions for that organisation on the date.
bool is_newest(const std::vector<Deed>& deeds, const std::vector<std::size_t>& all, std::size_t which,
               Date on) {
  const Event& chosen = deeds[which].act.events.front();
  for (const std::size_t other : all) {
    const Event& event = deeds[other].act.events.front();
    if (other == which || event.as<PolicyAdopted>().org != chosen.as<PolicyAdopted>().org) continue;
    if (event.on <= on && (event.on > chosen.on || (event.on == chosen.on && other > which))) return false;
  }
  return chosen.on < on;
}

/// The same answers, whatever policy they name.
Lines asked(const std::vector<Deed>& deeds, const Questions& questions) {
  Lines out;
  for (Line line : answers_of(Replay(deeds, Replay::How::folded), questions)) {
    if (line.text.starts_with("rings")) line.text = line.text.substr(0, line.text.find(" ["));
    out.insert(std::move(line));
  }
  return out;
}

constexpr Meant kMeant[] = {
    {"stat.policies", "it counts the policies that were adopted"},
};

TEST(Trials, T6_PolicyOfTheDay) {
  const auto trial = [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const auto all = adoptions(deeds);
    Findings out;
    if (all.empty()) return out;
    const auto questions = questions_about(scenario, usual_dates(scenario));
    const Lines expected = asked(deeds, questions);
    const auto dates = scenario.dates();
    // In the middle of what happens, on a day on which something does, and on the first of a month.
    std::set<Date> days{dates[dates.size() / 2], dates.back(), dates.back().plus_months(-1)};
    for (const Date on : days) {
      for (const std::size_t which : all) {
        if (!is_newest(deeds, all, which, on)) continue;
        Deed again = deeds[which];
        again.names = {added()};
        const Event& event = deeds[which].act.events.front();
        again.act.events = {make_event(on, event.as<PolicyAdopted>())};
        auto with = deeds;
        with.push_back(std::move(again));
        for (Finding& each : difference(expected, asked(with, questions))) {
          each.text += fmt::format(" (the pack adopted once more on {})", on.str());
          out.push_back(std::move(each));
        }
        break;
      }
    }
    return out;
  };
  hold("T6", trial, kMeant);
}

}  // namespace
}  // namespace tenure::trials::policy
