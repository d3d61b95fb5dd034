// T7: a number, a date, a period or a grade that an event states and the record can work out. One step off on
// either side, some rule speaks that did not, or speaks no more: t07_claims.lock says of each number, side
// and rule which (lock.h). What is stated is tried in the place of what was recorded, and is not recorded
// itself.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "domain/act/catalogue.h"
#include "domain/rules/rule.h"
#include "domain/words/words.h"
#include "tests/trials/answers.h"
#include "tests/trials/lock.h"

namespace tenure::trials::claim {
namespace {

struct Number {
  std::string name;  ///< `GradeDetermined.points`
  std::size_t leaf;
};

/// Words that say how good somebody was, or what came out.
constexpr std::string_view kGradeFields[] = {"grade", "level", "result", "outcome", "opinion"};

bool is_claim(const TypeInfo& type, std::string_view field) {
  const bool is_grade =
      &type == &kType<Code> && std::ranges::find(kGradeFields, field) != std::end(kGradeFields);
  return type.form == Form::integer || type.form == Form::decimal || &type == &kType<Period> ||
         &type == &kType<Date> || is_grade;
}

std::vector<Number> numbers_in(const Event& event) {
  std::vector<Number> out;
  if (event.precision == DatePrecision::day) out.push_back({fmt::format("{}.on", event.type->name()), 0});
  std::size_t leaf = 1;  // `changed` shows the event's own date first
  look_at(event, [&](const TypeInfo& type, const void*, std::string_view field) {
    if (is_claim(type, field)) out.push_back({fmt::format("{}.{}", event.type->name(), field), leaf});
    ++leaf;
  });
  return out;
}

/// Nothing where the number cannot be moved.
std::optional<Event> one_off(const Event& event, std::size_t number, int step) {
  std::size_t leaf = 0;
  bool done = false;
  Event out = changed(event, [&](const TypeInfo& type, void* value, std::string_view) {
    if (leaf++ == number) done = move_leaf(type, value, step);
  });
  return done ? std::optional(std::move(out)) : std::nullopt;
}

/// Who speaks of the deed that is tried: rules, and refusals that no rule gave by their reasons.
std::set<std::string> told(const Said& said) {
  if (!said.verdict) {
    const Refusal& by = said.verdict.error();
    return {by.rule.empty() ? std::string(name(by.reason)) : by.rule};
  }
  std::set<std::string> out;
  for (const Flag& flag : said.verdict->flags) out.insert(flag.rule.value);
  out.erase("law.known_word");  // another word: T11
  return out;
}

/// What each number of a deed's event is told when it is off.
void try_numbers(Replay& replay, const Deed& deed, FoundLines& found) {
  const Event& event = deed.act.events.front();
  const auto before = told(replay.try_out(deed));
  for (const Number& number : numbers_in(event)) {
    for (const int step : {-1, 1}) {
      auto off = one_off(event, number.leaf, step);
      if (!off) continue;
      Deed other = deed;
      other.act.events.front() = std::move(*off);
      const auto after = told(replay.try_out(other));
      for (const std::string& rule : after) {
        if (!before.contains(rule)) found.insert(fmt::format("{} {:+}: {}", number.name, step, rule));
      }
      for (const std::string& rule : before) {
        if (!after.contains(rule)) found.insert(fmt::format("{} {:+}: not {}", number.name, step, rule));
      }
    }
  }
}

TEST(Trials, T7_Claim) {
  FoundLines found;
  for (const Scenario& scenario : scenarios()) {
    Replay replay(Replay::How::judged);
    for (const Deed& deed : scenario.deeds) {
      for (const Deed& one : apart(deed)) {
        const bool whole = deed.refused_by.empty() || deed.act.events.size() == 1;
        if (replay.said().size() > 0 && whole && !one.act.events.front().type->traits.control)
          try_numbers(replay, one, found);
        if (deed.refused_by.empty()) replay.record(one);
      }
    }
  }
  hold_locked("t07_claims", found);
}

}  // namespace
}  // namespace tenure::trials::claim
