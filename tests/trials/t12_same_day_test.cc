// T12: what happened on one day and the next happens on one day, in the same order. What is over is over,
// and what goes on goes on: the same rings a year later, about the same, and as many are counted.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "domain/act/catalogue.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"

namespace tenure::trials::same_day {
namespace {

/// A fact, and the one before it of the same subject and area.
struct Pair {
  std::size_t first, second;
};

std::vector<Pair> successions(const std::vector<Deed>& deeds) {
  std::vector<Pair> out;
  for (std::size_t j = 1; j < deeds.size(); ++j) {
    const Event& second = deeds[j].act.events.front();
    if (second.type->traits.control || second.type->traits.registers) continue;
    for (std::size_t i = j; i-- > 1;) {
      const Event& first = deeds[i].act.events.front();
      if (first.type->area != second.type->area || first.on >= second.on || first.type == second.type)
        continue;
      const auto& about = subjects(first);
      const bool same = std::ranges::any_of(subjects(second), [&](const Subject& subject) {
        return subject.kind == SubjectKind::person && std::ranges::find(about, subject) != about.end();
      });
      if (!same) continue;
      out.push_back({i, j});
      break;
    }
  }
  if (!is_long() && out.size() > 3) out.erase(out.begin(), out.end() - 3);
  return out;
}

/// With the second on a day, recorded right behind the first.
std::vector<Deed> moved(const std::vector<Deed>& deeds, const Pair& pair, Date on) {
  auto out = deeds;
  Event& event = out[pair.second].act.events.front();
  event = make_event(*event.type, on, event.precision, event.data);
  return out;
}

/// What rings, without since when; and how many are counted.
Lines standing(const std::vector<Deed>& deeds, const Questions& questions) {
  const Replay replay(deeds, Replay::How::folded);
  Lines out;
  for (const Line& line : answers_of(replay, questions)) {
    const auto& form = find_rule(line.rule)->form;
    if (std::holds_alternative<form::Statistic>(form)) {
      out.insert({line.rule, line.about, line.on, line.text.substr(0, line.text.find(" sum"))});
    } else if (line.text.starts_with("rings")) {
      out.insert({line.rule, line.about, line.on, "rings"});
    }
  }
  return out;
}

constexpr Meant kMeant[] = {
    {"law.seat_taken", "LAW-21: an office that ends on the day on which it begins was held on no day"},
};

TEST(Trials, T12_SameDay) {
  const auto trial = [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    auto questions = questions_about(scenario, {usual_dates(scenario).back()});
    questions.computations = false;
    Findings out;
    for (const Pair& pair : successions(deeds)) {
      const Date day = deeds[pair.first].act.events.front().on;
      const Lines next_day = standing(moved(deeds, pair, day.plus_days(1)), questions);
      for (Finding& each : difference(next_day, standing(moved(deeds, pair, day), questions))) {
        each.text += fmt::format(" ({} and {} both on {})", deeds[pair.first].names.front().str(),
                                 deeds[pair.second].names.front().str(), day.str());
        out.push_back(std::move(each));
      }
    }
    return out;
  };
  hold("T12", trial, kMeant);
}

}  // namespace
}  // namespace tenure::trials::same_day
