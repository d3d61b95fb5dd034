#include "domain/rules/policy_json.h"

#include <fmt/format.h>

#include "domain/describe/write.h"
#include "domain/rules/rule.h"
#include "domain/words/known.h"

namespace tenure {
namespace {

constexpr std::string_view kGivenNames[] = {"absent", "value", "masked", "unspecified"};
static_assert(std::size(kGivenNames) == static_cast<std::size_t>(Given::unspecified) + 1);

std::string schedule_json(const Schedule& schedule) {
  std::string out = "[";
  for (const Step& step : schedule) {
    out += fmt::format("{}[{},{}]", out.size() > 1 ? "," : "", step.from.str(), step.value.str());
  }
  return out + "]";
}

/// The unit of a schedule whose values are fen.
constexpr std::string_view kFenAMonth = "分/月";

/// "自 5 起 50.00 元；自 10 起 80.00 元"
Saying schedule_said(const ParameterInfo& parameter, const Schedule& schedule) {
  std::string zh, en;
  for (const Step& step : schedule) {
    const bool is_money = parameter.unit == kFenAMonth;
    const Saying value = is_money ? saying(Fen{step.value.scaled / Decimal::kScale}) : saying(step.value);
    zh += fmt::format("{}自 {} 起 {}", zh.empty() ? "" : "；", step.from.str(), value.zh);
    en += fmt::format("{}from {}: {}", en.empty() ? "" : "; ", step.from.str(), value.en);
  }
  return {{}, std::move(zh), std::move(en)};
}

std::string labels_member(std::string_view name, const Saying& said) {
  return fmt::format(R"(,"{}":{{"zh":{},"en":{}}})", name, json_string(said.zh), json_string(said.en));
}

/// A value of words by their labels, as far as the house or the pack has them; a schedule in words.
std::string value_labels(const ParameterInfo& parameter, const PackValue& value, const PolicyView& policy) {
  if (parameter.type == ParameterType::schedule && value.given == Given::value)
    return labels_member("value_labels", schedule_said(parameter, value.schedule));
  const bool of_words = parameter.type == ParameterType::code || parameter.type == ParameterType::codes;
  const KeyWords* words = of_words ? words_of(parameter) : nullptr;
  if (words == nullptr || words->value.empty() || value.given != Given::value) return {};
  return labels_member("value_labels", words_of(policy, names_of(words->value), value.codes));
}

/// The words in the key by their labels: of whom or what it is given.
std::string key_labels(const ParameterInfo& parameter, std::string_view key, const PolicyView& policy) {
  std::vector<Saying> words;
  for (const auto& [among, word] : words_in_key(parameter, key))
    words.push_back(word_of(policy, names_of(*among), word));
  return words.empty() ? std::string() : labels_member("of_labels", listed(words));
}

/// The members of a parameter and what was given for it; `more` begins with a comma where it is there.
std::string given_json(const PolicyView& policy, const ParameterInfo& parameter, std::string_view key,
                       const PackValue& value, std::string_view more = {}) {
  std::string given =
      value.given == Given::value ? fmt::format(R"(,"value":{})", value_json(parameter, value)) : "";
  given += value_labels(parameter, value, policy) + key_labels(parameter, key, policy);
  return fmt::format(
      R"({{"key":{},"type":"{}","given":"{}"{},"unit":{},"mechanisms":{},"labels":{{"zh":{},"en":{}}}{}}})",
      json_string(key), name(parameter.type), kGivenNames[static_cast<std::size_t>(value.given)], given,
      json_string(parameter.unit), to_json(mechanism_ids(parameter.mechanisms)), json_string(parameter.zh),
      json_string(parameter.en), more);
}

std::string values_json(const PolicyView& policy, const Pack& pack) {
  std::string out;
  for (const auto& [key, value] : pack.values) {
    out += (out.empty() ? "" : ",") + given_json(policy, *find_parameter(pack_schema(), key), key, value);
  }
  return out;
}

std::string modes_json(const PolicyView& policy, const Pack& pack) {
  std::string out;
  for (const Rule* rule : all_rules()) {
    if (!is_judged(*rule)) continue;
    out += fmt::format(R"({}{{"rule":"{}","mode":"{}")", out.empty() ? "" : ",", rule->name,
                       name(policy.mode(*rule)));
    const auto found = pack.rules.find(rule->name);
    if (found != pack.rules.end() && !found->second.reading.empty()) {
      out += fmt::format(R"(,"reading":{})", json_string(found->second.reading));
    }
    out += '}';
  }
  return out;
}

std::string readings_json(const Pack& pack) {
  std::string out;
  for (const auto& [table, text] : pack.readings) {
    out += fmt::format("{}{}:{}", out.empty() ? "" : ",", json_string(table), json_string(text));
  }
  return out;
}

std::string words_json(const Pack& pack) {
  std::string out;
  for (const auto& [vocabulary, words] : pack.words) {
    std::string own;
    for (const auto& [word, labels] : words)
      own += fmt::format(R"({}{}:{{"zh":{},"en":{}}})", own.empty() ? "" : ",", json_string(word),
                         json_string(labels.zh), json_string(labels.en));
    out += fmt::format("{}{}:{{{}}}", out.empty() ? "" : ",", json_string(vocabulary), own);
  }
  return out;
}

}  // namespace

std::string value_json(const ParameterInfo& parameter, const PackValue& value) {
  if (value.given != Given::value) return json_string(kGivenNames[static_cast<std::size_t>(value.given)]);
  switch (parameter.type) {
    case ParameterType::flag:
      return value.number != 0 ? "true" : "false";
    case ParameterType::decimal:
    case ParameterType::share:
      return Decimal{value.number}.str();
    case ParameterType::date:
      return json_string(Date{static_cast<std::int32_t>(value.number)}.str());
    case ParameterType::code:
      return json_string(value.codes.front().value);
    case ParameterType::codes:
      return to_json(value.codes);
    case ParameterType::schedule:
      return schedule_json(value.schedule);
    case ParameterType::integer:
    case ParameterType::fen:
    case ParameterType::days:
    case ParameterType::months:
      break;
  }
  return std::to_string(value.number);
}

std::string to_json(const ParametersRead& reads) {
  std::string out;
  for (const ParameterRead& read : reads) {
    const std::string policy =
        read.policy ? fmt::format(R"(,"policy":"{}")", read.policy->str()) : std::string();
    out += (out.empty() ? "" : ",") + given_json({}, *read.parameter, read.key, read.value, policy);
  }
  return "[" + out + "]";
}

std::vector<ParameterUsed> used(const ParametersRead& reads) {
  std::vector<ParameterUsed> out;
  for (const ParameterRead& read : reads) {
    if (read.value.given == Given::absent) continue;
    out.push_back({{read.key}, {value_json(*read.parameter, read.value)}, read.policy});
  }
  return out;
}

std::string to_json(const PolicyView& policy) {
  static const Pack kNone;
  const Pack& pack = policy.pack() == nullptr ? kNone : *policy.pack();
  const auto position = policy.position();
  return fmt::format(R"({{{}"binds":{},"values":[{}],"rules":[{}],"readings":{{{}}},"words":{{{}}}}})",
                     position ? fmt::format(R"("position":"{}",)", position->str()) : std::string(),
                     policy.binds(), values_json(policy, pack), modes_json(policy, pack), readings_json(pack),
                     words_json(pack));
}

}  // namespace tenure
