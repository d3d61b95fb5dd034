// T8: each number of each pack, one step below and one above. Some scenario of the same mechanism answers
// otherwise on one of both sides; a parameter of which none does is listed here.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>

#include "domain/rules/pack.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"
#include "tests/trials/packs.h"

namespace tenure::trials::edge {
namespace {

/// Numbers of packs that no scenario of their mechanisms comes near.
constexpr std::string_view kFar[] = {
    "grade.monthly.excellent.pay",
    "ledger.issued_age_days_max",
    "override.signatures",
    "posts.max",
    "posts.min",
    "scheme.organiser.max",
    "scheme.organiser.review_points.average",
    "term.grace_days",
};

/// What is said and answered; what is required is the parameter itself, and says nothing.
Lines everything(const std::vector<Deed>& deeds, const Questions& questions) {
  static const std::regex required(R"(\([^)]*\))");
  const Replay replay(deeds, Replay::How::judged);
  Lines out = flags_of(replay, deeds);
  for (Line line : answers_of(replay, questions)) {
    if (std::holds_alternative<form::Eligibility>(find_rule(line.rule)->form))
      line.text = std::regex_replace(line.text, required, "");
    out.insert(std::move(line));
  }
  return out;
}

bool is_number(ParameterType type) {
  switch (type) {
    case ParameterType::integer:
    case ParameterType::decimal:
    case ParameterType::share:
    case ParameterType::fen:
    case ParameterType::days:
    case ParameterType::months:
      return true;
    default:
      return false;
  }
}

/// The pack with the number in a line replaced; nothing when it stands in another way than `key = 12`.
std::optional<std::string> with_number(const std::string& pack, std::uint32_t line,
                                       const std::string& number) {
  std::size_t begin = 0;
  for (std::uint32_t i = 1; i < line; ++i) begin = pack.find('\n', begin) + 1;
  const std::size_t end = std::min(pack.find('\n', begin), pack.size());
  static const std::regex setting(R"(^(\s*[A-Za-z0-9_.\"-]+\s*=\s*)([0-9][0-9_.]*)(.*)$)");
  std::smatch found;
  const std::string text = pack.substr(begin, end - begin);
  if (!std::regex_match(text, found, setting)) return std::nullopt;
  return pack.substr(0, begin) + found[1].str() + number + found[3].str() + pack.substr(end);
}

std::string number_of(ParameterType type, std::int64_t number) {
  const bool fraction = type == ParameterType::decimal || type == ParameterType::share;
  return fraction ? Decimal{number}.str() : std::to_string(number);
}

/// The scenario with the key one step off in every pack; nothing where that is no value.
std::optional<std::vector<Deed>> one_off(const Scenario& scenario, const std::string& key, int step) {
  bool done = false;
  auto deeds = with_packs(scenario.deeds, [&](std::string text) {
    const auto pack = parse_pack(text);
    if (!pack) return text;
    const auto value = pack->values.find(key);
    if (value == pack->values.end() || value->second.given != Given::value) return text;
    const auto type = find_parameter(pack_schema(), key)->type;
    const auto changed = with_number(text, value->second.line, number_of(type, value->second.number + step));
    if (value->second.number + step < 0 || !changed || !parse_pack(*changed)) return text;
    done = true;
    return *changed;
  });
  return done ? std::optional(std::move(deeds)) : std::nullopt;
}

struct Tried {
  const ParameterInfo* parameter = nullptr;
  std::vector<const Scenario*> scenarios;
};

bool is_named(const Scenario& scenario, const ParameterInfo& parameter) {
  for (const Code& id : mechanism_ids(parameter.mechanisms)) {
    std::string in_names = id.value;
    std::replace(in_names.begin(), in_names.end(), '-', '_');
    if (scenario.name.find(in_names + "_") != std::string::npos) return true;
  }
  return false;
}

/// By key: the scenarios that adopt it, those first whose names carry one of the parameter's mechanisms, and
/// the smallest first among them.
std::map<std::string, Tried> tried_by() {
  std::map<std::string, Tried> out;
  for (const Scenario& scenario : scenarios()) {
    std::set<std::string> keys;
    for (const std::string& text : packs_of(scenario.deeds)) {
      const auto pack = parse_pack(text);
      if (!pack) continue;
      for (const auto& [key, value] : pack->values) {
        if (value.given == Given::value) keys.insert(key);
      }
    }
    for (const std::string& key : keys) {
      const ParameterInfo* parameter = find_parameter(pack_schema(), key);
      if (parameter == nullptr || !is_number(parameter->type)) continue;
      Tried& tried = out[key];
      tried.parameter = parameter;
      tried.scenarios.push_back(&scenario);
    }
  }
  for (auto& [key, tried] : out) {
    const auto order = [&, parameter = tried.parameter](const Scenario* scenario) {
      return std::pair(!is_named(*scenario, *parameter), scenario->facts());
    };
    std::ranges::stable_sort(tried.scenarios, {}, order);
  }
  return out;
}

TEST(Trials, T8_Edge) {
  std::map<const Scenario*, Lines> expected;
  const std::size_t most = is_long() ? 1'000 : 14;
  for (const auto& [key, tried] : tried_by()) {
    bool near = false;
    for (std::size_t i = 0; i < std::min(most, tried.scenarios.size()) && !near; ++i) {
      const Scenario& scenario = *tried.scenarios[i];
      const auto questions = questions_about(scenario, many_dates(scenario));
      auto& lines = expected[&scenario];
      if (lines.empty()) lines = everything(scenario.deeds, questions);
      for (const int step : {-1, 1}) {
        const auto deeds = one_off(scenario, key, step);
        if (deeds && everything(*deeds, questions) != lines) {
          near = true;
          break;
        }
      }
    }
    const bool listed = std::ranges::find(kFar, key) != std::end(kFar);
    if (is_long() && near) continue;  // more scenarios, which may come near
    EXPECT_NE(near, listed) << "\"" << key << "\", " << (near ? "tried now" : "not tried") << " of "
                            << tried.scenarios.size();
  }
}

}  // namespace
}  // namespace tenure::trials::edge
