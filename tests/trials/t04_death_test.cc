// T4: a death on each day between two facts. Before it everything is as it was; from it on the person is
// eligible for nothing, nothing new becomes due to them, and nothing new rings about them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "domain/registry/events.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"

namespace tenure::trials::death {
namespace {

bool is_about(const Event& event, const std::string& person) {
  for (const Subject& subject : subjects(event)) {
    if (subject.kind == SubjectKind::person && subject.id == person) return true;
  }
  return false;
}

/// A day after a fact of the person and before the next one: in the middle and at the end of their time.
std::vector<Date> days_between(const std::vector<Deed>& deeds, const std::string& person) {
  std::set<Date> facts;
  for (const Deed& deed : deeds) {
    const Event& event = deed.act.events.front();
    if (is_about(event, person)) facts.insert(event.on);
  }
  std::set<Date> out;
  for (const Date fact : facts) {
    if (!facts.contains(fact.plus_days(1))) out.insert(fact.plus_days(1));
  }
  std::vector<Date> days(out.begin(), out.end());
  if (is_long() || days.size() < 3) return days;
  return {days[days.size() / 2], days.back()};
}

/// Without the death that the scenario knows of.
std::vector<Deed> living(const std::vector<Deed>& deeds, const std::string& person) {
  std::set<Position> deaths;
  for (const Deed& deed : deeds) {
    const Event& event = deed.act.events.front();
    if (event.type->type == &kType<DeathRecorded> && is_about(event, person))
      deaths.insert(deed.names.front());
  }
  return without(deeds, deaths);
}

/// The facts with the death recorded last, and without what befell the person later: nobody is to be told of
/// what the law of the dead says anyway.
std::vector<Deed> with_death(const std::vector<Deed>& deeds, const std::string& person, Date died) {
  std::map<Position, Date> moved;  // by corrections
  for (const Deed& deed : deeds) {
    const Event& event = deed.act.events.front();
    if (const Event* replacement = replacement_of(event))
      moved[positions_in(event).front()] = replacement->on;
  }
  std::set<Position> later;
  for (const Deed& deed : deeds) {
    const Event& event = deed.act.events.front();
    const auto to = moved.find(deed.names.front());
    const Date on = to == moved.end() ? event.on : to->second;
    if (on >= died && is_about(event, person)) later.insert(deed.names.front());
  }
  auto out = without(deeds, later);
  out.push_back(deed_of(
      fmt::format(R"({{"type":"DeathRecorded","on":"{}","data":{{"person":"{}"}}}})", died.str(), person),
      added()));
  return out;
}

Lines of_person(const Lines& lines, const std::string& person) {
  Lines out;
  for (const Line& line : lines) {
    if (line.about == "person/" + person) out.insert(line);
  }
  return out;
}

/// What rings about the person on a date, as rule, since and period.
std::set<std::tuple<std::string, std::string, std::string>> ringing(const Replay& replay,
                                                                    const Questions& questions, Date on,
                                                                    const std::string& person) {
  std::set<std::tuple<std::string, std::string, std::string>> out;
  for (const Alert& alert : alerts_on(replay, questions, on)) {
    if (alert.subject.value == "person/" + person)
      out.insert({alert.rule.value, alert.since.str(), alert.period ? alert.period->str() : ""});
  }
  return out;
}

/// Values of computations, without their date.
std::map<std::string, std::string> computed(const Lines& lines, Date on) {
  std::map<std::string, std::string> out;
  for (const Line& line : lines) {
    if (line.on == on.str() && std::holds_alternative<form::Computation>(find_rule(line.rule)->form))
      out[line.rule] = line.text;
  }
  return out;
}

/// What a computation came to; nothing where that is unknown.
std::optional<Decimal> value_of(const std::string& text) {
  return Decimal::parse(text.substr(0, text.find(' ')));
}

void try_death(const std::vector<Deed>& deeds, Questions questions, const std::string& person, Date died,
               Findings& out) {
  const Replay alive(deeds, Replay::How::folded);
  const Replay dead(with_death(deeds, person, died), Replay::How::folded);
  questions.persons = {person};
  questions.dates = {died.plus_days(-1)};
  for (Finding& each : difference(answers_of(alive, questions), answers_of(dead, questions))) {
    each.text += " (before the death of " + person + " on " + died.str() + ")";
    out.push_back(std::move(each));
  }

  const Date later = died.plus_months(14);
  questions.alerts = questions.statistics = false;
  questions.dates = {died, later};
  const Lines after = of_person(answers_of(dead, questions), person);
  for (const Line& line : after) {
    if (std::holds_alternative<form::Eligibility>(find_rule(line.rule)->form) && !line.text.starts_with("no"))
      out.push_back({line.rule, fmt::format("{} died on {} and on {} is eligible: {}", person, died.str(),
                                            line.on, line.text)});
  }
  const auto then = computed(after, died);
  for (const auto& [rule, value] : computed(after, later)) {
    const auto before = then.find(rule);
    if (before == then.end() || !value_of(value) || !value_of(before->second)) continue;
    if (*value_of(value) <= *value_of(before->second)) continue;  // another month's, or what ran out
    out.push_back({rule, fmt::format("{} died on {}, on that day {}, on {} {}", person, died.str(),
                                     before->second, later.str(), value)});
  }

  const auto rang = ringing(alive, questions, died, person);
  for (const auto& [rule, since, period] : ringing(dead, questions, later, person)) {
    const auto* form = std::get_if<form::Expectation>(&find_rule(rule)->form);
    const bool outlives = form != nullptr && form->outlives;
    if (outlives ? since <= died.str() : rang.contains({rule, since, period})) continue;
    if (outlives && !period.empty() && Period::parse(period)->first() <= died) continue;
    out.push_back({rule, fmt::format("{} died on {}, on {} it rings since {} {}", person, died.str(),
                                     later.str(), since, period)});
  }
}

constexpr Meant kMeant[] = {
    {"law.dead_receive_nothing", "LAW-01: what was paid before a death for the months after it comes back"},
    {"law.paid_in_office", "LAW-12: as law.dead_receive_nothing"},
    {"law.open_after_death", "LAW-01: what is still open after a death rings until its end is recorded"},
};

TEST(Trials, T4_Death) {
  const auto trial = [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const auto questions = questions_about(scenario, {});
    Findings out;
    auto persons = questions.persons;
    if (!is_long() && persons.size() > 2) persons.resize(2);
    for (const std::string& person : persons) {
      const auto alive = living(deeds, person);
      for (const Date died : days_between(alive, person)) try_death(alive, questions, person, died, out);
    }
    return out;
  };
  hold("T4", trial, kMeant);
}

}  // namespace
}  // namespace tenure::trials::death
