// T3: what was recorded is corrected away: every answer is as if it had never been. A payment that is
// reversed is as if it had never been made, to whatever asks what was paid. What is lifted, resumed, revoked,
// returned is until then as it was, and from then on as if it had never been.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "domain/act/catalogue.h"
#include "domain/pay/events.h"
#include "domain/rules/rule.h"
#include "tests/support/ledger.h"
#include "tests/trials/answers.h"
#include "tests/trials/endings.h"

namespace tenure::trials::withdrawn {
namespace {

/// Facts that can be corrected away, and that nothing else speaks of: some of them, the last ones first.
std::vector<std::size_t> withdrawable(const std::vector<Deed>& deeds) {
  std::set<Position> spoken_of;
  for (const Deed& deed : deeds) {
    for (const Position position : positions_in(deed.act.events.front())) spoken_of.insert(position);
  }
  std::vector<std::size_t> all;
  std::set<const EventType*> types;
  for (std::size_t i = deeds.size(); i-- > 1;) {
    const Event& event = deeds[i].act.events.front();
    if (event.type->traits.control || event.type->traits.registers ||
        spoken_of.contains(deeds[i].names.front()))
      continue;
    if (is_long() || types.insert(event.type).second) all.push_back(i);
  }
  if (!is_long() && all.size() > 4) all.resize(4);
  return all;
}

Deed correction_of(const Deed& deed, Date on) {
  return deed_of(
      fmt::format(R"({{"type":"CorrectionRecorded","on":"{}","data":{{"target":"{}","reason":"{}"}}}})",
                  on.str(), deed.names.front().str(), testing::sealed_as("reason", "x").str()),
      added(), deed.act.authority.value);
}

TEST(Trials, T3_Withdrawn) {
  hold("T3", [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const auto dates = usual_dates(scenario);
    auto questions = questions_about(scenario, {dates.back()});
    if (is_long()) questions.dates = dates;
    Findings out;
    for (const std::size_t i : withdrawable(deeds)) {
      std::vector<Deed> never = deeds;
      never.erase(never.begin() + static_cast<std::ptrdiff_t>(i));
      std::vector<Deed> withdrawn = deeds;
      withdrawn.push_back(correction_of(deeds[i], dates.back()));
      const Replay as_if(never, Replay::How::folded);
      const Replay replay(withdrawn, Replay::How::folded);
      for (Finding& each : difference(answers_of(as_if, questions), answers_of(replay, questions))) {
        each.text += fmt::format(" (withdrawn: {})", deeds[i].names.front().str());
        out.push_back(std::move(each));
      }
    }
    return out;
  });
}

/// The whole of a payment, reversed.
Deed reversal_of(const Deed& deed, Date on) {
  const auto& paid = deed.act.events.front().as<PayDisbursed>();
  return deed_of(
      fmt::format(
          R"({{"type":"PaymentReversed","on":"{}","data":{{"person":"{}","org":"{}","payment":"{}","component":"{}",
              "period":"{}","amount_fen":{},"reason":"{}"}}}})",
          on.str(), paid.person.value, paid.org.value, deed.names.front().str(), paid.component.value,
          paid.period.str(), paid.amount_fen.value, testing::sealed_as("reason", "x").str()),
      added(), deed.act.authority.value);
}

/// Values, sums and what rings; nothing of how many events they come from, or which.
Lines in_money(const std::vector<Deed>& deeds, const Questions& questions) {
  const Replay replay(deeds, Replay::How::folded);
  Lines out;
  for (Line line : answers_of(replay, questions)) {
    const auto& form = find_rule(line.rule)->form;
    if (line.text.starts_with("rings")) {
      line.text = line.text.substr(0, line.text.find(" ["));
    } else if (std::holds_alternative<form::Computation>(form)) {
      line.text = line.text.substr(0, line.text.find(' '));
    } else {
      continue;
    }
    out.insert(std::move(line));
  }
  return out;
}

constexpr Meant kReversed[] = {
    {"law.returned_within_paid", "LAW-14: what was recovered of a payment cannot come back once more"},
};

TEST(Trials, T3_Reversed) {
  const auto trial = [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const Date last = scenario.dates().back();
    const auto questions = questions_about(scenario, {last.plus_days(1), last.plus_months(12)});
    Findings out;
    int tried = 0;
    std::set<Position> spoken_of;
    for (const Deed& deed : deeds) {
      for (const Position position : positions_in(deed.act.events.front())) spoken_of.insert(position);
    }
    for (std::size_t i = deeds.size(); i-- > 1;) {
      const Event& event = deeds[i].act.events.front();
      if (event.type->type != &kType<PayDisbursed> || !event.as<PayDisbursed>().funds.empty() ||
          spoken_of.contains(deeds[i].names.front()) || ++tried > times(3, 100))
        continue;
      auto with = deeds;
      with.push_back(reversal_of(deeds[i], last));
      for (Finding& each : difference(in_money(without(deeds, {deeds[i].names.front()}), questions),
                                      in_money(with, questions))) {
        each.text += fmt::format(" (reversed: {})", deeds[i].names.front().str());
        out.push_back(std::move(each));
      }
    }
    return out;
  };
  hold("T3 reversed", trial, kReversed);
}

/// What rings, without since when it does, what may be had, and what is computed.
Lines what_follows(const std::vector<Deed>& deeds, const Questions& questions) {
  const Replay replay(deeds, Replay::How::folded);
  Lines out;
  for (Line line : answers_of(replay, questions)) {
    const auto& form = find_rule(line.rule)->form;
    if (line.text.starts_with("rings")) {
      line.text = line.text.substr(0, line.text.find(" ["));
    } else if (std::holds_alternative<form::Statistic>(form)) {
      continue;  // it counts what happened
    } else {
      line.text = line.text.substr(0, line.text.find(' '));
    }
    out.insert(std::move(line));
  }
  return out;
}

/// Whether an end of that kind, of the same subjects, follows already.
bool is_ended(const std::vector<Deed>& deeds, const Ending& pair, const Event& begins) {
  return std::ranges::any_of(deeds, [&](const Deed& deed) {
    const Event& event = deed.act.events.front();
    return event.type->name() == pair.ends && event.on >= begins.on && subjects(event) == subjects(begins);
  });
}

constexpr Meant kMeantOfTheLifted[] = {
    {"law.subsidy_runs*",
     "LAW-14: what was paid of a month in which it was stopped stays so once it goes on"},
};

TEST(Trials, T3_Lifted) {
  Sample sample(times(6, 1'000));
  const auto trial = [&](const Scenario& scenario) {
    Findings out;
    const auto deeds = apart(scenario);
    std::set<std::string> tried;
    std::set<Position> spoken_of;
    for (const Deed& deed : deeds) {
      for (const Position position : positions_in(deed.act.events.front())) spoken_of.insert(position);
    }
    const Date last = scenario.dates().back().plus_days(1);
    for (std::size_t i = deeds.size(); i-- > 1;) {
      if (spoken_of.contains(deeds[i].names.front())) continue;
      for (const Ending& pair : endings()) {
        const auto end = end_of(pair, deeds[i].act.events.front(), deeds[i].names.front(), last);
        const auto name = fmt::format("{} by {}", pair.begins, pair.ends);
        if (!end || is_ended(deeds, pair, deeds[i].act.events.front())) continue;
        if (!tried.insert(name).second || !sample.takes(name, scenario)) continue;
        auto with = deeds;
        with.push_back(deed_of(*end, added(), deeds[i].act.authority));
        const auto noted = [&](Findings findings, std::string_view why) {
          for (Finding& each : findings) {
            each.rule += ", " + name;
            each.text += fmt::format(" ({}, {})", deeds[i].names.front().str(), why);
            out.push_back(std::move(each));
          }
        };
        auto questions = questions_about(scenario, {last.plus_days(-1)});
        noted(difference(what_follows(deeds, questions), what_follows(with, questions)), "before its end");
        if (!pair.takes_back) continue;
        questions.dates = {last.plus_days(1), last.plus_months(14)};
        noted(difference(what_follows(without(deeds, {deeds[i].names.front()}), questions),
                         what_follows(with, questions)),
              "after its end");
      }
    }
    return out;
  };
  hold("T3 lifted", trial, kMeantOfTheLifted);
}

}  // namespace
}  // namespace tenure::trials::withdrawn
