// T5: an amount is recorded in two parts, an office in two terms, a person's time in two organisations. What
// is added up, computed and rings is as if it had not been split.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/act/catalogue.h"
#include "domain/registry/events.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"
#include "tests/trials/endings.h"

namespace tenure::trials::move {
namespace {

/// Half of each amount, rounded down or up.
Event half_of(const Event& event, bool up) {
  return changed(event, [&](const TypeInfo& type, void* value, std::string_view) {
    if (&type != &kType<Fen>) return;
    auto& fen = static_cast<Fen*>(value)->value;
    fen = up ? fen - fen / 2 : fen / 2;
  });
}

/// Sums, values and what rings; not how many items they come from.
Lines amounts(const std::vector<Deed>& deeds, const Questions& questions) {
  const Replay replay(deeds, Replay::How::folded);
  Lines out;
  for (Line line : answers_of(replay, questions)) {
    const auto& form = find_rule(line.rule)->form;
    const std::size_t sum = line.text.find(" sum ");
    if (line.text.starts_with("rings")) {
      line.text = line.text.substr(0, line.text.find(" ["));
    } else if (std::holds_alternative<form::Statistic>(form)) {
      if (sum == std::string::npos) continue;
      line.text =
          line.text.substr(0, line.text.find(':')) + line.text.substr(sum, line.text.find(" of ", sum) - sum);
    } else {
      line.text = line.text.substr(0, line.text.find(' '));
    }
    out.insert(std::move(line));
  }
  return out;
}

constexpr std::string_view kReplaces =
    "LAW-14: what is assessed or set once more stands in the place of what was before; what moves adds up";
constexpr std::string_view kTwice =
    "LAW-13: what is paid in two parts is paid twice where no due says otherwise";
constexpr std::string_view kOneNumber =
    "LAW-13: a debt is recorded once under its number while it is open; the second part would be refused";
constexpr Meant kMeant[] = {
    {"alert.pay_short", kReplaces},   {"law.contributed_once", kTwice},
    {"law.paid_once", kTwice},        {"law.paid_within_due", kReplaces},
    {"law.rewarded_once", kTwice},    {"law.subsidy_paid_once", kTwice},
    {"stat.pay_assessed", kReplaces}, {"stat.pay_due", kReplaces},
    {"stat.pay_gap", kReplaces},      {"law.open_after_org_advance", kOneNumber},
    {"stat.debts", kOneNumber},
};

TEST(Trials, T5_AmountsSplit) {
  const auto trial = [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const auto questions = questions_about(scenario, {usual_dates(scenario).back()});
    std::optional<Lines> expected;
    std::set<const EventType*> types;
    std::set<Position> spoken_of;
    for (const Deed& deed : deeds) {
      for (const Position position : positions_in(deed.act.events.front())) spoken_of.insert(position);
    }
    Findings out;
    for (std::size_t i = deeds.size(); i-- > 1;) {
      const Event& event = deeds[i].act.events.front();
      if (amount_fen(event) < 2 || spoken_of.contains(deeds[i].names.front()) ||
          replacement_of(event) != nullptr)
        continue;
      if (!types.insert(event.type).second && !is_long()) continue;
      if (!expected) expected = amounts(deeds, questions);
      auto with = deeds;
      with[i].act.events.front() = half_of(event, false);
      Deed rest = deeds[i];
      rest.names = {added()};
      rest.act.events.front() = half_of(event, true);
      with.insert(with.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
      for (Finding& each : difference(*expected, amounts(with, questions))) {
        each.text += fmt::format(" ({} {} in two parts)", deeds[i].names.front().str(), event.type->name());
        out.push_back(std::move(each));
      }
    }
    return out;
  };
  hold("T5", trial, kMeant);
}

/// Values, truths and what rings about persons; nothing of how many offices or terms there were.
Lines of_persons(const std::vector<Deed>& deeds, const Questions& questions) {
  Lines out;
  for (Line line : answers_of(Replay(deeds, Replay::How::folded), questions)) {
    if (!line.about.starts_with("person/")) continue;
    const bool rings = line.text.starts_with("rings");
    line.text = line.text.substr(0, line.text.find(rings ? " [" : " "));
    out.insert(std::move(line));
  }
  return out;
}

/// Where something of its person and organisation was recorded for a day after it, or behind it an end of its
/// own day.
bool is_ended(const std::vector<Deed>& deeds, std::size_t begins, const Ending& pair) {
  const Event& event = deeds[begins].act.events.front();
  for (std::size_t i = 1; i < deeds.size(); ++i) {
    const Event& other = deeds[i].act.events.front();
    const bool later =
        other.on > event.on || (other.on == event.on && i > begins && other.type->name() == pair.ends);
    if (later && other.type->area == event.type->area && subjects(other) == subjects(event)) return true;
  }
  return false;
}

/// The planned end of what the event begins, where it states one before the day.
Date planned_end(const Event& event, Date by) {
  look_at(event, [&](const TypeInfo& type, const void* value, std::string_view field) {
    if (field == "until" && &type == &kType<Date>) by = std::min(by, *static_cast<const Date*>(value));
  });
  return by;
}

constexpr Meant kTermSplit[] = {
    {"alert.uncertified", "BB-40: functions are taken up with a certificate: of the office that began last"},
    {"law.two_of_a_kind", "LAW-08: who begins an office beside another one says so"},
};

TEST(Trials, T5_OfficeInTwoTerms) {
  Sample sample(times(25, 10'000));
  const auto trial = [&](const Scenario& scenario) {
    Findings out;
    const auto deeds = apart(scenario);
    auto questions = questions_about(scenario, usual_dates(scenario));
    questions.statistics = false;
    const Date last = scenario.dates().back().plus_days(1);
    std::set<std::string> tried;
    for (std::size_t i = 1; i < deeds.size(); ++i) {
      const Event& event = deeds[i].act.events.front();
      for (const Ending& pair : endings()) {
        if (pair.ends != "TenureEnded" || event.type->name() != pair.begins || is_ended(deeds, i, pair))
          continue;
        const std::string name(pair.begins);
        // What is over by its plan is not split: on its last day there is nothing left to end.
        const Date end = planned_end(event, last);
        const Date middle = event.on.plus_days((end.days - event.on.days + 1) / 2);
        if (event.on >= middle || middle >= planned_end(event, last.plus_days(1))) continue;
        if (!tried.insert(name).second || !sample.takes(name, scenario)) continue;
        auto with = deeds;
        with.push_back(
            deed_of(*end_of(pair, event, deeds[i].names.front(), middle), added(1), deeds[i].act.authority));
        with.push_back(deed_of(make_event(*event.type, middle, event.precision, event.data), added(2),
                               deeds[i].act.authority));
        for (Finding& each : difference(of_persons(deeds, questions), of_persons(with, questions))) {
          each.text += fmt::format(" ({} in two terms, from {})", deeds[i].names.front().str(), middle.str());
          out.push_back(std::move(each));
        }
      }
    }
    return out;
  };
  hold("T5 terms", trial, kTermSplit);
}

constexpr std::size_t kFactsOfDefault = 20;

/// The person stands in a sister organisation from the day on.
std::optional<Event> moved_to(const Event& registered, const std::string& org, Date on) {
  auto data = registered.as<PersonRegistered>();
  data.moved_from = data.org;
  data.org = OrgId{org};
  return make_event(on, data);
}

TEST(Trials, T5_PersonInTwoOrganisations) {
  const auto trial = [](const Scenario& scenario) {
    Findings out;
    const auto deeds = apart(scenario);
    auto questions = questions_about(scenario, {});
    questions.statistics = false;
    const Date last = scenario.dates().back().plus_days(1);
    questions.dates = {last.plus_days(-1), last.plus_days(1), last.plus_months(12)};
    std::map<std::string, Event> villages;  // as they were registered
    for (const Deed& deed : deeds) {
      const Event& event = deed.act.events.front();
      if (event.type->type == &kType<OrgRegistered> && event.as<OrgRegistered>().parent)
        villages.emplace(event.as<OrgRegistered>().org.value, event);
    }
    if (!is_long() && deeds.size() > kFactsOfDefault) return out;
    int tried = 0;
    for (const Deed& deed : deeds) {
      const Event& event = deed.act.events.front();
      if (event.type->type != &kType<PersonRegistered> || event.as<PersonRegistered>().moved_from) continue;
      const auto& person = event.as<PersonRegistered>();
      const auto home = villages.find(person.org.value);
      const bool asked = std::ranges::find(questions.persons, person.person.value) != questions.persons.end();
      if (!asked || home == villages.end() || ++tried > times(1, 100)) continue;
      auto sister = home->second.as<OrgRegistered>();
      sister.org = OrgId{"o-sister"};
      auto with = deeds;
      with.push_back(deed_of(make_event(Date::of(1900, 1, 1), sister), added(1), deed.act.authority));
      const Lines expected = of_persons(with, questions);
      with.push_back(deed_of(*moved_to(event, "o-sister", last), added(2), deed.act.authority));
      for (Finding& each : difference(expected, of_persons(with, questions))) {
        each.text += fmt::format(" ({} moved on {})", person.person.value, last.str());
        out.push_back(std::move(each));
      }
    }
    return out;
  };
  hold("T5 moved", trial);
}

}  // namespace
}  // namespace tenure::trials::move
