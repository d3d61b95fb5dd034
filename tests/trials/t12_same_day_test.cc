// T12: what happened on one day and the next happens on one day, in the same order. What is over is over,
// and what goes on goes on: the same rings a year later, about the same, and as many are counted. So it is
// with every beginning and its end, and with the next one that begins on the day of an end.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "domain/act/catalogue.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"
#include "tests/trials/endings.h"

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
    {"law.dead_receive_nothing",
     "LAW-01: an office of the day of a death is in order, one of the day after not"},
    {"law.graded_last", "LAW-20: a score of the day of the grade is in order, one of the day after not"},
    {"law.open_after_death", "LAW-10: what begins on the day after a death was not open at it"},
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

/// The deeds up to a beginning, and behind it ends and beginnings anew, each so many days after it.
std::vector<Deed> followed(const std::vector<Deed>& deeds, std::size_t begins, const Ending& pair,
                           const std::vector<int>& days) {
  const Deed& beginning = deeds[begins];
  const Event& event = beginning.act.events.front();
  std::vector<Deed> out(deeds.begin(), deeds.begin() + static_cast<std::ptrdiff_t>(begins) + 1);
  Position open = beginning.names.front();
  for (std::size_t i = 0; i < days.size(); ++i) {
    const Date on = event.on.plus_days(days[i]);
    const Position name = added(static_cast<std::uint32_t>(i));
    const bool ends = i % 2 == 0;
    Deed next = beginning;
    next.names = {name};
    next.act.events = {ends ? *end_of(pair, event, open, on)
                            : make_event(*event.type, on, event.precision, event.data)};
    if (!ends) open = name;
    out.push_back(std::move(next));
  }
  return out;
}

constexpr Meant kOneDay[] = {
    {"law.dead_receive_nothing, PlacementStarted by PlacementEnded",
     "LAW-01: what begins on the day of a death is in order, on the day after not"},
    {"law.two_of_a_kind, ConcurrentPostAssumed by TenureEnded",
     "LAW-21: an office that ends on the day on which it begins was held on no day"},
};

TEST(Trials, T12_EndsOfOneDay) {
  Sample sample(times(4, 1'000));
  const auto trial = [&](const Scenario& scenario) {
    Findings out;
    const auto deeds = apart(scenario);
    auto questions = questions_about(scenario, {usual_dates(scenario).back()});
    questions.computations = false;
    std::set<std::string> tried;
    for (std::size_t i = 1; i < deeds.size(); ++i) {
      for (const Ending& pair : endings()) {
        if (deeds[i].act.events.front().type->name() != pair.begins) continue;
        const auto name = fmt::format("{} by {}", pair.begins, pair.ends);
        if (!tried.insert(name).second || !sample.takes(name, scenario)) continue;
        const auto compare = [&](const std::vector<int>& apart_days, const std::vector<int>& one_day) {
          for (Finding& each : difference(standing(followed(deeds, i, pair, apart_days), questions),
                                          standing(followed(deeds, i, pair, one_day), questions))) {
            each.rule += ", " + name;
            each.text +=
                fmt::format(" ({}: {} days later)", deeds[i].names.front().str(), fmt::join(one_day, ", "));
            out.push_back(std::move(each));
          }
        };
        compare({1}, {0});              // ends on its first day
        compare({2, 3}, {2, 2});        // the next begins on the day of the end
        compare({2, 3, 4}, {2, 2, 2});  // and ends on it
        compare({1, 2}, {0, 0});        // all of it on one day
      }
    }
    return out;
  };
  hold("T12 pairs", trial, kOneDay);
  for (const Ending& pair : endings()) {
    const auto name = fmt::format("{} by {}", pair.begins, pair.ends);
    EXPECT_TRUE(sample.has(name)) << name << " is in no scenario";
  }
}

/// Events that are named after an end and end no beginning of their own.
constexpr Meant kEndsNothing[] = {
    {"OrgClosed", "an organisation ends: T16"},
    {"SelectionClosed", "a matter is closed once: its precondition says so"},
    {"PeriodClosed", "a year of the ledger is closed once, and never opened"},
    {"ContractEnded", "a contract is ended once, by its number: its precondition says so"},
    {"FilingReturned", "it answers one submission, which may be made anew"},
    {"KeyRevoked", "of the ledger's own: the signatures' tests"},
    {"SignerRevoked", "of the ledger's own: the signatures' tests"},
    {"SubsidyStopped", "it begins a rest, which SubsidyResumed ends"},
    {"PensionSubsidyStopped", "it is for good"},
};

TEST(Trials, T12_EveryEndHasItsBeginning) {
  constexpr std::string_view kNames[] = {"Ended",    "Lifted",    "Resumed", "Removed", "Closed", "Reversed",
                                         "Returned", "Recovered", "Revoked", "Stopped", "Defused"};
  for (const EventType* type : event_types()) {
    const bool is_end =
        std::ranges::any_of(kNames, [&](std::string_view name) { return type->name().ends_with(name); });
    const bool paired =
        std::ranges::any_of(endings(), [&](const Ending& pair) { return pair.ends == type->name(); });
    const bool meant =
        std::ranges::any_of(kEndsNothing, [&](const Meant& entry) { return entry.rule == type->name(); });
    EXPECT_EQ(is_end && !paired, meant) << type->name();
  }
}

}  // namespace
}  // namespace tenure::trials::same_day
