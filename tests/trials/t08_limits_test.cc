// T8: each side of each limit. What objects says what it asks for and what it found, as "≥ 5" and "4": the
// two contradict each other, and where the number that it found stands in the event, or the one that it asks
// for in the pack, either is moved to the limit and one step beside it on both sides. It objects there as it
// says.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <regex>

#include "domain/act/catalogue.h"
#include "domain/describe/write.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"
#include "tests/trials/packs.h"

namespace tenure::trials::limits {
namespace {

/// A number or a date, so that the next one is one more; of decimals in their smallest steps.
struct Number {
  enum class Kind : std::uint8_t { whole, decimal, date } kind = Kind::whole;
  std::int64_t steps = 0;

  std::string str() const {
    if (kind == Kind::date) return Date{static_cast<std::int32_t>(steps)}.str();
    return kind == Kind::decimal ? Decimal{steps}.str() : std::to_string(steps);
  }
};

std::optional<Number> number_in(const std::string& text) {
  static const std::regex number(R"(^-?[0-9]{1,15}$)"), decimal(R"(^-?[0-9]{1,12}\.[0-9]{1,4}$)");
  if (const auto date = Date::parse(text)) return Number{Number::Kind::date, date->days};
  if (std::regex_match(text, number)) return Number{Number::Kind::whole, std::stoll(text)};
  if (!std::regex_match(text, decimal)) return std::nullopt;
  const auto parsed = Decimal::parse(text);
  return parsed ? std::optional(Number{Number::Kind::decimal, parsed->scaled}) : std::nullopt;
}

/// What is asked for, and what was found.
struct Limit {
  std::string op;  ///< ≥ ≤ > <
  Number asked, found;

  bool is_met() const { return is_met_by(found.steps, asked.steps); }
  bool is_met_by(std::int64_t number, std::int64_t limit) const {
    if (op == "≥") return number >= limit;
    if (op == "≤") return number <= limit;
    return op == ">" ? number > limit : number < limit;
  }
};

/// Nothing where one of both is no number, or they are of two kinds.
std::optional<Limit> limit_of(const std::string& required, const std::string& actual) {
  static const std::regex asks(R"(^(?:.* )?(≥|≤|>|<) (\S+)(?: [a-z]+)?$)"), finds(R"(^(\S+)(?: [a-z]+)?$)");
  std::smatch asked, found;
  if (!std::regex_match(required, asked, asks) || !std::regex_match(actual, found, finds))
    return std::nullopt;
  const auto limit = number_in(asked[2].str()), number = number_in(found[1].str());
  if (!limit || !number || limit->kind != number->kind) return std::nullopt;
  return Limit{asked[1].str(), *limit, *number};
}

/// The limits that what is said speaks of, by rule; of one that speaks of several, the first.
using Limits = std::map<std::string, std::optional<Limit>>;

Limits limits_of(const Said& said) {
  Limits out;
  if (!said.verdict) {
    const Refusal& by = said.verdict.error();
    if (!by.rule.empty()) out.emplace(by.rule, limit_of(by.required.data, by.actual.data));
    return out;
  }
  for (const Flag& flag : said.verdict->flags) {
    out.emplace(flag.rule.value, flag.required && flag.actual
                                     ? limit_of(flag.required->value, flag.actual->value)
                                     : std::nullopt);
  }
  return out;
}

bool was_refused_otherwise(const Said& said) { return !said.verdict && said.verdict.error().rule.empty(); }

/// Whether a leaf is that number.
bool is_number(const TypeInfo& type, const void* value, const Number& number) {
  if (&type == &kType<Date>)
    return number.kind == Number::Kind::date && static_cast<const Date*>(value)->days == number.steps;
  if (type.form == Form::integer)
    return number.kind == Number::Kind::whole && type.get(value) == number.steps;
  return type.form == Form::decimal && number.kind == Number::Kind::decimal &&
         type.get(value) == number.steps;
}

/// Which leaf of the event is the number; nothing where none is, or several are.
std::optional<std::size_t> leaf_that_is(const Event& event, const Number& number) {
  std::vector<std::size_t> out;
  if (is_number(kType<Date>, &event.on, number)) out.push_back(0);
  std::size_t leaf = 1;  // `changed` shows the event's own date first
  look_at(event, [&](const TypeInfo& type, const void* value, std::string_view) {
    if (is_number(type, value, number)) out.push_back(leaf);
    ++leaf;
  });
  return out.size() == 1 ? std::optional(out.front()) : std::nullopt;
}

Event with_number(const Event& event, std::size_t which, std::int64_t steps) {
  std::size_t leaf = 0;
  return changed(event, [&](const TypeInfo& type, void* value, std::string_view) {
    if (leaf++ != which) return;
    if (&type == &kType<Date>) {
      static_cast<Date*>(value)->days = static_cast<std::int32_t>(steps);
    } else {
      type.set(value, steps);
    }
  });
}

/// Whether a rule objects as it says: what it says it found is not what it asks for.
void look(const Limits& limits, const std::string& where, Findings& out) {
  for (const auto& [rule, limit] : limits) {
    if (limit && limit->is_met())
      out.push_back({rule, fmt::format("{}: it asks for {} {} and objects to {}", where, limit->op,
                                       limit->asked.str(), limit->found.str())});
  }
}

/// The number that a rule found, where the event states it, on each side of what the rule asks for.
void try_claim(Replay& replay, const Deed& deed, const std::string& rule, const Limit& limit, Findings& out) {
  const Event& event = deed.act.events.front();
  const auto leaf = leaf_that_is(event, limit.found);
  if (!leaf) return;
  for (const int step : {-1, 0, 1}) {
    const std::int64_t number = limit.asked.steps + step;
    Deed other = deed;
    other.act.events.front() = with_number(event, *leaf, number);
    const Said said = replay.try_out(other);
    const Limits limits = limits_of(said);
    const std::string where = fmt::format("{} {}, with {}", deed.names.front().str(), event.type->name(),
                                          Number{limit.found.kind, number}.str());
    look(limits, where, out);
    if (was_refused_otherwise(said) || (!said.verdict && !limits.contains(rule))) continue;
    if (!limits.contains(rule) && !limit.is_met_by(number, limit.asked.steps))
      out.push_back({rule, fmt::format("{}: it does not object, where {} {} is asked for", where, limit.op,
                                       limit.asked.str())});
  }
}

constexpr Meant kMeant[] = {
    {"law.period_begun", "LAW-15: what was advanced by then is paid before its period"},
};

TEST(Trials, T8_LimitsOfClaims) {
  const auto trial = [](const Scenario& scenario) {
    Findings out;
    Replay replay(Replay::How::judged);
    for (const Deed& deed : scenario.deeds) {
      const bool one = deed.act.events.size() == 1 && replay.said().size() > 0;
      if (one && !deed.act.events.front().type->traits.control) {
        const Limits limits = limits_of(replay.try_out(deed));
        look(limits, deed.names.front().str(), out);
        for (const auto& [rule, limit] : limits) {
          if (limit) try_claim(replay, deed, rule, *limit, out);
        }
      }
      if (deed.refused_by.empty()) replay.record(deed);
    }
    return out;
  };
  hold("T8 claims", trial, kMeant);
}

/// The pack's keys that give that number, of the mechanisms of the rule.
std::vector<std::string> keys_that_give(const Scenario& scenario, const Rule& rule, const Number& number) {
  std::set<std::string> out;
  const Codes ids = mechanism_ids(rule.mechanisms);
  for (const std::string& text : packs_of(scenario.deeds)) {
    const auto pack = parse_pack(text);
    if (!pack) continue;
    for (const auto& [key, value] : pack->values) {
      const ParameterInfo& parameter = *find_parameter(pack_schema(), key);
      const Codes of_key = mechanism_ids(parameter.mechanisms);
      const bool shared = std::ranges::any_of(of_key, [&](const Code& id) { return holds(ids, id); });
      if (value.given == Given::value && shared && trials::is_number(parameter.type) &&
          number_text(parameter.type, value.number) == number.str())
        out.insert(key);
    }
  }
  return {out.begin(), out.end()};
}

/// The number that a rule asks for, where the pack gives it, on each side of what the rule found.
void try_key(const Scenario& scenario, std::size_t deed, const std::string& rule, const Limit& limit,
             const std::string& key, Findings& out) {
  for (const int step : {-1, 0, 1}) {
    const std::int64_t number = limit.found.steps + step;
    const auto deeds = with_values(scenario.deeds, key, [&](const ParameterInfo&, const PackValue&) {
      return number < 0 ? std::nullopt : std::optional(Number{limit.asked.kind, number}.str());
    });
    if (!deeds) continue;
    const Replay replay(*deeds, Replay::How::judged);
    const Limits limits = limits_of(replay.said()[deed]);
    const auto told = limits.find(rule);
    if (told != limits.end() && (!told->second || told->second->asked.steps != number))
      return;  // the limit is another number
    const bool spoke = told != limits.end();
    // Where it speaks, by what it says then: some ask for neither too little nor too much.
    const bool wrong = spoke ? told->second->is_met() : !limit.is_met_by(limit.found.steps, number);
    if (was_refused_otherwise(replay.said()[deed]) || !wrong) continue;
    out.push_back(
        {rule, fmt::format("{}: {} = {}, {} is found, and it {}", scenario.deeds[deed].names.front().str(),
                           key, Number{limit.asked.kind, number}.str(), limit.found.str(),
                           spoke ? "objects" : "does not object")});
  }
}

TEST(Trials, T8_LimitsOfPacks) {
  Sample sample(times(2, 1'000));  // by rule and key
  hold("T8 packs", [&](const Scenario& scenario) {
    Findings out;
    const Replay replay(scenario.deeds, Replay::How::judged);
    std::set<std::string> tried;
    for (std::size_t i = 1; i < scenario.deeds.size(); ++i) {
      for (const auto& [name, limit] : limits_of(replay.said()[i])) {
        const Rule* rule = limit ? find_rule(name) : nullptr;
        if (rule == nullptr) continue;
        for (const std::string& key : keys_that_give(scenario, *rule, limit->asked)) {
          const std::string pair = fmt::format("{} {}", name, key);
          if (tried.insert(pair).second && sample.takes(pair, scenario))
            try_key(scenario, i, name, *limit, key, out);
        }
      }
    }
    return out;
  });
}

/// What a condition says it asks for and found, and whether it is met.
TEST(Trials, T8_LimitsOfConditions) {
  static const std::regex condition(R"( (\w+)=(yes|no) \(([^;]*); ([^)]*)\))");
  hold("T8 conditions", [](const Scenario& scenario) {
    Findings out;
    auto questions = questions_about(scenario, usual_dates(scenario));
    questions.alerts = questions.statistics = false;
    const Replay replay(scenario.deeds, Replay::How::folded);
    for (const Line& line : answers_of(replay, questions)) {
      if (!std::holds_alternative<form::Eligibility>(find_rule(line.rule)->form)) continue;
      for (std::sregex_iterator at(line.text.begin(), line.text.end(), condition), end; at != end; ++at) {
        const auto limit = limit_of((*at)[3].str(), (*at)[4].str());
        if (limit && limit->is_met() != ((*at)[2].str() == "yes"))
          out.push_back({line.rule, fmt::format("{} on {}: {}", line.about, line.on, at->str())});
      }
    }
    return out;
  });
}

}  // namespace
}  // namespace tenure::trials::limits
