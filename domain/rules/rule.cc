#include "domain/rules/rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "domain/describe/write.h"

namespace tenure {
namespace {

constexpr Word kForms[] = {{"gate", "准入条件", "Gate"},
                           {"requirement", "应有条件", "Requirement"},
                           {"bar", "不得情形", "Bar"},
                           {"expectation", "应办事项", "Expectation"},
                           {"eligibility", "资格", "Eligibility"},
                           {"computation", "计算", "Computation"},
                           {"statistic", "统计", "Statistic"},
                           {"report", "报表", "Report"},
                           {"invariant", "记录法则", "Invariant"}};
static_assert(std::size(kForms) == std::variant_size_v<RuleForm>);

struct RuleBook {
  std::vector<const Rule*> rules;
  std::vector<const ParameterInfo*> parameters{&kPilotOrgs};
  std::map<std::string_view, const Rule*> by_name;
  using ByType = std::map<const TypeInfo*, std::vector<const Rule*>>;
  ByType by_type, of_whole, told_of;
  std::vector<const Rule*> of_acts, invariants;

  RuleBook() {
    for (const Area* area : areas()) {
      if (area->rules == nullptr) continue;
      parameters.insert(parameters.end(), area->rules->parameters.begin(), area->rules->parameters.end());
      for (const Rule& rule : area->rules->rules) add(rule);
    }
  }

  void add(const Rule& rule) {
    rules.push_back(&rule);
    by_name.emplace(rule.name, &rule);
    if (const auto* gate = std::get_if<form::Gate>(&rule.form)) {
      if (gate->concerns != nullptr) {
        for (const EventType* type : event_types()) {
          if (gate->concerns(*type)) (gate->whole_act ? of_whole : by_type)[type->type].push_back(&rule);
        }
      } else {
        (gate->event == nullptr ? of_acts : by_type[gate->event]).push_back(&rule);
        if (gate->also != nullptr) by_type[gate->also].push_back(&rule);
      }
    } else if (const auto* requirement = std::get_if<form::Requirement>(&rule.form)) {
      by_type[requirement->event.type].push_back(&rule);
    } else if (const auto* bar = std::get_if<form::Bar>(&rule.form)) {
      for (const EventPattern& closed : bar->closes) by_type[closed.type].push_back(&rule);
    } else if (std::holds_alternative<form::Invariant>(rule.form)) {
      invariants.push_back(&rule);
      for (const EventType* type : event_types()) {
        if (is_told(std::get<form::Invariant>(rule.form), *type)) told_of[type->type].push_back(&rule);
      }
    }
  }

  static bool is_told(const form::Invariant& invariant, const EventType& type) {
    if (invariant.told != nullptr && !invariant.told(type)) return false;
    if (invariant.view == nullptr) return invariant.concerns(type);
    return std::ranges::any_of(type.applications, [&](const Application& application) {
      return application.view == invariant.view;
    });
  }
};

const RuleBook& book() {
  static const RuleBook built;
  return built;
}

std::string labelled(std::string_view zh, std::string_view en) {
  return fmt::format(R"("labels":{{"zh":{},"en":{}}})", json_string(zh), json_string(en));
}

std::string words(const std::vector<std::string_view>& list) {
  std::string out = "[";
  for (const std::string_view word : list) out += (out.size() > 1 ? "," : "") + json_string(word);
  return out + "]";
}

std::string ids(std::string_view mechanisms) { return to_json(mechanism_ids(mechanisms)); }

/// What a form adds to the rule's description.
struct FormWriter {
  std::string operator()(const form::Gate& gate) const {
    const std::string of = gate.event == nullptr ? "" : fmt::format(R"(,"event":"{}")", gate.event->name);
    return gate.stands ? of + R"(,"standing":true)" : of;
  }
  std::string operator()(const form::Requirement& requirement) const {
    return fmt::format(R"(,"event":"{}","needs":"{}","same":"{}")", requirement.event.type->name,
                       requirement.needs.type->name, name(requirement.same));
  }
  std::string operator()(const form::Bar& bar) const {
    std::vector<std::string_view> closes;
    for (const EventPattern& closed : bar.closes) closes.push_back(closed.type->name);
    return fmt::format(R"(,"after":"{}","closes":{},"same":"{}")", bar.after.type->name, words(closes),
                       name(bar.same));
  }
  std::string operator()(const form::Expectation& expectation) const {
    return fmt::format(R"(,"subject":"{}","expects":"{}")", name(expectation.subject),
                       expectation.expects.type->name);
  }
  std::string operator()(const form::Eligibility& eligibility) const {
    std::string conditions;
    for (const form::Condition& condition : eligibility.conditions) {
      conditions +=
          fmt::format(R"({}{{"name":"{}","mechanisms":{},{}}})", conditions.empty() ? "" : ",",
                      condition.name, ids(condition.mechanisms), labelled(condition.zh, condition.en));
    }
    return fmt::format(R"(,"conditions":[{}])", conditions);
  }
  std::string operator()(const form::Computation& computation) const {
    return fmt::format(R"(,"subject":"{}")", name(computation.subject));
  }
  std::string operator()(const form::Statistic& statistic) const {
    const std::string amount =
        statistic.amount.empty() ? "" : fmt::format(R"(,"amount":"{}")", statistic.amount);
    return fmt::format(R"(,"counts":"{}","by":{},"share":{}{})",
                       statistic.view == nullptr ? statistic.events.type->name : statistic.view->name,
                       words(statistic.by), statistic.among != nullptr, amount);
  }
  std::string operator()(const form::Invariant& invariant) const {
    const std::string of = invariant.view == nullptr ? "events" : std::string(invariant.view->name);
    return fmt::format(R"(,"subject":"{}","of":"{}","standing":{})", name(invariant.subject), of,
                       invariant.standing);
  }
  std::string operator()(const form::Report& report) const {
    std::string lines;
    for (const form::Report::Line& line : report.lines) {
      lines += fmt::format(R"({}{{"statistic":"{}","by":{}}})", lines.empty() ? "" : ",", line.statistic,
                           words(line.by));
    }
    return fmt::format(R"(,"lines":[{}])", lines);
  }
};

}  // namespace

std::span<const Rule* const> all_rules() { return book().rules; }

std::vector<Word> rule_words(const std::function<bool(const Rule&)>& fits) {
  std::vector<Word> out;
  for (const Rule* rule : all_rules()) {
    if (fits(*rule)) out.push_back({rule->name, rule->zh, rule->en});
  }
  return out;
}
std::span<const ParameterInfo* const> all_parameters() { return book().parameters; }
std::span<const Rule* const> rules_of_acts() { return book().of_acts; }
std::span<const Rule* const> invariants() { return book().invariants; }

const Rule* find_rule(std::string_view name) {
  const auto found = book().by_name.find(name);
  return found == book().by_name.end() ? nullptr : found->second;
}

namespace {

std::span<const Rule* const> of_type(const RuleBook::ByType& rules, const TypeInfo* type) {
  const auto found = rules.find(type);
  if (found == rules.end()) return {};
  return found->second;
}

}  // namespace

std::span<const Rule* const> rules_of(const TypeInfo* type) { return of_type(book().by_type, type); }
std::span<const Rule* const> rules_of_whole(const TypeInfo* type) { return of_type(book().of_whole, type); }
std::span<const Rule* const> invariants_of(const TypeInfo* type) { return of_type(book().told_of, type); }

Codes mechanism_ids(std::string_view mechanisms) {
  Codes out;
  while (!mechanisms.empty()) {
    const std::size_t end = std::min(mechanisms.find(' '), mechanisms.size());
    if (end > 0) out.push_back({std::string(mechanisms.substr(0, end))});
    mechanisms.remove_prefix(std::min(end + 1, mechanisms.size()));
  }
  return out;
}

bool stands(const Rule& rule) {
  if (const auto* invariant = std::get_if<form::Invariant>(&rule.form)) return invariant->stands;
  const auto* gate = std::get_if<form::Gate>(&rule.form);
  return gate != nullptr && gate->stands;
}

bool is_judged(const Rule& rule) {
  return std::holds_alternative<form::Gate>(rule.form) ||
         std::holds_alternative<form::Requirement>(rule.form) ||
         std::holds_alternative<form::Bar>(rule.form) || std::holds_alternative<form::Invariant>(rule.form);
}

const Word& form_word(const Rule& rule) { return kForms[rule.form.index()]; }

std::string rules_json() {
  std::string out = R"({"rules":[)";
  for (const Rule* rule : all_rules()) {
    if (rule != all_rules().front()) out += ',';
    out += fmt::format(R"({{"name":"{}","form":"{}","mechanisms":{},{})", rule->name, form_word(*rule).code,
                       ids(rule->mechanisms), labelled(rule->zh, rule->en));
    if (is_judged(*rule)) out += fmt::format(R"(,"mode":"{}")", name(rule->default_mode));
    out += std::visit(FormWriter(), rule->form);
    out += '}';
  }
  out += R"(],"parameters":[)";
  for (const ParameterInfo* parameter : all_parameters()) {
    if (parameter != all_parameters().front()) out += ',';
    out += fmt::format(R"({{"key":"{}","type":"{}","unit":{},"mechanisms":{},{}}})", parameter->key,
                       name(parameter->type), json_string(parameter->unit), ids(parameter->mechanisms),
                       labelled(parameter->zh, parameter->en));
  }
  return out + "]}";
}

}  // namespace tenure
