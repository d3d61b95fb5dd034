// T2: the other door to the same fact. Transcribed from paper, an event is flagged by the rules that flagged
// or refused it; corrected into itself, by the gates that judged it, which do not count it twice. A grade
// that is determined otherwise and revised to what it is, and an event that is recorded otherwise and
// replaced by what it is, are told what the thing itself is told.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "domain/act/catalogue.h"
#include "domain/appraisal/events.h"
#include "domain/ledger/events.h"
#include "domain/rules/rule.h"
#include "domain/words/words.h"
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

constexpr Meant kCorrected[] = {
    {"law.scored_once",
     "LAW-19: of two scores of one item the newer one is left, and its correction leaves one"},
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
  hold("T2 corrected", trial, kCorrected);
}

// What is told of a fact because it is this and not another one, by whichever door it comes
// --------------------------------------------------------------------------------------------------------------

using Rules = std::set<std::string>;

Rules minus(const Rules& rules, const Rules& others) {
  Rules out;
  std::ranges::set_difference(rules, others, std::inserter(out, out.end()));
  return out;
}

/// What the last of the deeds is told.
Rules told_last(const std::vector<Deed>& before, std::initializer_list<Deed> last) {
  std::vector<Deed> with = before;
  with.insert(with.end(), last);
  return rules_of(Replay(with, Replay::How::judged).said().back());
}

Deed with_event(const Deed& deed, Event event, Position name) {
  Deed out = deed;
  out.act.events = {std::move(event)};
  out.names = {name};
  return out;
}

/// The grade at `name`, revised to what `grade` says on its day.
Deed revision_of(const Deed& determined, const Event& grade) {
  const auto& data = grade.as<GradeDetermined>();
  std::string basis;
  for (const ShortText& text : data.basis)
    basis += fmt::format("{}\"{}\"", basis.empty() ? "" : ",", text.value);
  Deed out = deed_of(
      fmt::format(
          R"({{"type":"DecisionRevised","on":"{}","data":{{"person":"{}","org":"{}","decision":"{}","period":"{}",
              "grade":"{}","reason":"{}","basis":[{}]}}}})",
          grade.on.str(), data.person->value, data.org.value, determined.names.front().str(),
          data.period.str(), data.grade.value, testing::sealed_as("reason", "x").str(), basis),
      added(), determined.act.authority.value);
  return with_event(determined, std::move(out.act.events.front()), added());
}

/// Another grade that the policies know of the scheme.
Event graded_otherwise(const Event& event, const std::string& grade) {
  return changed(event, [&](const TypeInfo& type, void* value, std::string_view field) {
    if (field == "grade" && &type == &kType<Code>) static_cast<Code*>(value)->value = grade;
  });
}

TEST(Trials, T2_Revised) {
  Sample sample(times(6, 1'000));  // by what is told
  const auto trial = [&](const Scenario& scenario) {
    Findings out;
    const auto deeds = apart(scenario);
    std::set<std::string> grades, tried;
    for (const Deed& deed : deeds) {
      if (deed.act.events.front().type->type == &kType<GradeDetermined>)
        grades.insert(deed.act.events.front().as<GradeDetermined>().grade.value);
    }
    for (const Deed& deed : scenario.deeds) {  // what was refused is of interest too
      const Event& event = deed.act.events.front();
      const bool is_grade = event.type->type == &kType<GradeDetermined> && event.as<GradeDetermined>().person;
      if (!is_grade || deed.act.events.size() > 1) continue;
      std::vector<Deed> before;
      for (const Deed& earlier : scenario.deeds) {
        if (&earlier == &deed) break;
        before.push_back(earlier);
      }
      const Rules told = told_last(before, {deed});
      if (!tried.insert(str(told)).second || !sample.takes(str(told), scenario)) continue;
      for (const std::string& other : grades) {
        if (other == event.as<GradeDetermined>().grade.value) continue;
        const Deed first = with_event(deed, graded_otherwise(event, other), added(1));
        const Rules otherwise = told_last(before, {first});
        auto with = before;
        with.push_back(first);
        if (!Replay(with, Replay::How::judged).said().back().verdict) continue;
        const Rules direct = minus(told, otherwise);
        const Rules revised = minus(told_last(with, {revision_of(first, event)}),
                                    told_last(with, {revision_of(first, first.act.events.front())}));
        compare(direct, revised, deed, fmt::format("determined {} and revised", other), out);
        break;
      }
    }
    return out;
  };
  hold("T2 revised", trial);
}

/// The event with one of its leaves another one: a fen, nobody, the word beside it, a year earlier.
std::optional<Event> with_other_leaf(const Event& event, std::size_t which) {
  std::size_t leaf = 0;
  bool done = false;
  Event out = changed(event, [&](const TypeInfo& type, void* value, std::string_view) {
    if (leaf++ != which) return;
    if (&type == &kType<Fen>) {
      done = static_cast<Fen*>(value)->value != 1;
      static_cast<Fen*>(value)->value = 1;
    } else if (&type == &kType<Period>) {
      auto& period = *static_cast<Period*>(value);
      done = period.calendar();
      period.year = static_cast<std::int16_t>(period.year - 1);
    } else if (&type == &kType<Date>) {
      *static_cast<Date*>(value) = static_cast<Date*>(value)->plus_months(-12);
      done = true;
    } else if (type.form == Form::integer) {
      done = type.get(value) > 1;
      type.set(value, 1);
    } else if (&type == &kType<Code>) {
      auto& word = static_cast<Code*>(value)->value;
      for (const Vocabulary& vocabulary : vocabularies()) {
        for (const Word& known : vocabulary.words) {
          if (known.code != word || vocabulary.words.size() < 2) continue;
          const Word& first = vocabulary.words.front();
          word = std::string(first.code == word ? vocabulary.words[1].code : first.code);
          done = true;
          return;
        }
      }
    }
  });
  return done ? std::optional(std::move(out)) : std::nullopt;
}

std::size_t leaves_of(const Event& event) {
  std::size_t out = 1;  // the date
  look_at(event, [&](const TypeInfo&, const void*, std::string_view) { ++out; });
  return out;
}

TEST(Trials, T2_Replaced) {
  Sample sample(times(2, 1'000));  // by rule and event
  const auto trial = [&](const Scenario& scenario) {
    Findings out;
    std::set<std::string> tried;
    const Replay all(scenario.deeds, Replay::How::judged);
    for (std::size_t i = 1; i < scenario.deeds.size(); ++i) {
      const Deed& deed = scenario.deeds[i];
      const Event& event = deed.act.events.front();
      if (deed.act.events.size() > 1 || event.type->traits.control || event.type->traits.registers ||
          !deed.act.attachments.empty() || rules_of(all.said()[i]).empty())
        continue;
      const std::vector<Deed> before(scenario.deeds.begin(),
                                     scenario.deeds.begin() + static_cast<std::ptrdiff_t>(i));
      const Rules told = told_last(before, {deed});
      for (const std::string& rule : told) {
        if (find_rule(rule) == nullptr) continue;
        const auto key = fmt::format("{} {}", rule, event.type->name());
        if (!tried.insert(key).second || !sample.takes(key, scenario)) continue;
        for (std::size_t leaf = 0; leaf < leaves_of(event); ++leaf) {
          const auto other = with_other_leaf(event, leaf);
          if (!other) continue;
          const Deed first = with_event(deed, *other, added(1));
          auto with = before;
          with.push_back(first);
          const Said said = Replay(with, Replay::How::judged).said().back();
          if (!said.verdict || rules_of(said).contains(rule)) continue;
          Deed correction = corrected_into_itself(with_event(deed, event, added(1)));
          if (!told_last(with, {correction}).contains(rule))
            out.push_back({rule, fmt::format("{} {} is told {}, put in the place of another one it is not",
                                             deed.names.front().str(), event.type->name(), rule)});
          break;
        }
      }
    }
    return out;
  };
  const std::vector<Meant> refused = {
      {"law.amount", "LAW-16: a correction that is no history is refused an amount below zero, not flagged"},
      {"law.votes",
       "LAW-17: a correction that is no history is refused votes that do not agree, not flagged"},
      {"law.decision_step_votes", "LAW-17: as law.votes"},
      {"law.decision_votes", "LAW-17: as law.votes"},
      {"law.hearing_attendance", "LAW-17: as law.votes"},
      {"law.voucher_numbered_once",
       "LAW-13: a correction that is no history is refused a number that is taken"},
      {"law.returned_within_paid",
       "LAW-14: a correction that is no history is refused more than was paid, not flagged"},
      {"law.period_open", "LAW-03: what stands in a closed month is put right by a correction"},
  };
  hold("T2 replaced", trial, refused);
}

}  // namespace
}  // namespace tenure::trials::other_door
