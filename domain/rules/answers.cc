#include "domain/rules/answers.h"

#include <fmt/format.h>

#include "domain/core/both.h"
#include "domain/describe/write.h"
#include "domain/registry/hierarchy.h"
#include "domain/rules/policy_json.h"

namespace tenure {
namespace {

using form::Truth;

/// The whole is no as soon as a part is, and else unknown as soon as a part is.
Truth all_of(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes ? b : a;
}

std::string_view json(Truth truth) {
  switch (truth) {
    case Truth::no:
      return "false";
    case Truth::yes:
      return "true";
    case Truth::unknown:
      break;
  }
  return R"("unknown")";
}

std::string labels(std::string_view zh, std::string_view en) {
  return fmt::format(R"({{"zh":{},"en":{}}})", json_string(zh), json_string(en));
}

std::string labels(const Saying& said) { return labels(said.zh, said.en); }

std::string unit_json(const form::Unit& unit) {
  return fmt::format(R"({{"name":"{}","zh":"{}","en":"{}"}})", unit.name, unit.zh, unit.en);
}

std::string policy_json(const std::optional<Position>& policy) {
  return policy ? fmt::format(R"(,"policy":"{}")", policy->str()) : std::string();
}

template <class Item, class Write>
std::string list_json(const std::vector<Item>& items, Write write) {
  std::string out = "[";
  for (const Item& item : items) out += (out.size() > 1 ? "," : "") + write(item);
  return out + "]";
}

}  // namespace

Result<EligibilityAnswer> eligibility(const Rule& rule, const Asked& asked) {
  const auto* form = std::get_if<form::Eligibility>(&rule.form);
  if (form == nullptr)
    return refuse(Reason::not_found, std::string(rule.name), both("不是资格", "not an eligibility"));
  EligibilityAnswer answer{&rule, Truth::yes, {}, asked.policy.position()};
  for (const form::Condition& condition : form->conditions) {
    auto outcome = condition.test(asked);
    if (!outcome) return tl::unexpected(outcome.error());
    if (!outcome->asked) continue;
    answer.eligible = all_of(answer.eligible, outcome->met);
    answer.conditions.push_back({&condition, std::move(*outcome)});
  }
  if (answer.conditions.empty()) answer.eligible = Truth::unknown;
  if (!is_alive(asked.facts, asked.subject, asked.on)) answer.eligible = Truth::no;
  return answer;
}

std::string to_json(const EligibilityAnswer& answer, const ParametersRead& parameters) {
  const std::string conditions = list_json(answer.conditions, [](const Answered& answered) {
    const auto& [condition, outcome] = answered;
    return fmt::format(
        R"({{"name":"{}","labels":{},"required":{},"required_labels":{},"actual":{},"actual_labels":{},)"
        R"("met":{},"mechanisms":{},"basis":{}}})",
        condition->name, labels(condition->zh, condition->en), json_string(outcome.required.data),
        labels(outcome.required), json_string(outcome.actual.data), labels(outcome.actual), json(outcome.met),
        to_json(mechanism_ids(condition->mechanisms)), to_json(outcome.basis));
  });
  return fmt::format(R"({{"name":"{}","eligible":{},"conditions":{},"parameters":{}{}}})", answer.rule->name,
                     json(answer.eligible), conditions, to_json(parameters), policy_json(answer.policy));
}

static Period period_of(const form::Computation& form, const Asked& asked) {
  return form.of == Period::Kind::month ? asked.month() : asked.year();
}

Result<form::Computed> computation(const Rule& rule, const Asked& asked) {
  const auto* form = std::get_if<form::Computation>(&rule.form);
  if (form == nullptr)
    return refuse(Reason::not_found, std::string(rule.name), both("不是测算", "not a computation"));
  const auto kind = [&](Period::Kind wanted) { return asked.period->kind == wanted; };
  if (asked.period && !form->of)
    return refuse(Reason::bad_request, "period", both("此项测算按日期", "this computation is of a day"));
  if (asked.period && !kind(*form->of))
    return refuse(Reason::bad_request, "period",
                  *form->of == Period::Kind::year
                      ? both("此项测算按年度，如 2024", "this computation is of a year, as 2024")
                      : both("此项测算按月份，如 2024-03", "this computation is of a month, as 2024-03"));
  if (!form->of) return form->compute(asked);
  const Period period = period_of(*form, asked);
  const PolicyView policy = asked.policy.of(period);
  return form->compute({asked.facts, policy, asked.subject, asked.on, period});
}

std::string to_json(const Rule& rule, const Asked& asked, const form::Computed& computed,
                    const ParametersRead& parameters, std::uint64_t size) {
  const std::string parts = list_json(computed.parts, [&](const form::Part& part) {
    std::string of;
    if (!part.of.empty())
      of = fmt::format(R"("of":{},"of_labels":{},)", json_string(part.of.data), labels(part.of));
    if (!part.of.about.empty())
      of += fmt::format(R"("mentions":{},)", list_json(part.of.about, [](const Subject& subject) {
                          return json_string(subject.str());
                        }));
    return fmt::format(R"({{"name":"{}","labels":{},{}"value":{},"unit":{},"basis":{}}})", part.name,
                       labels(part.zh, part.en), of, part.value.str(),
                       unit_json(part.unit.value_or(computed.unit)), to_json(part.basis));
  });
  std::string out = fmt::format(
      R"({{"name":"{}","labels":{},"mechanisms":{},"subject":{},"on":"{}","size":{},"value":{},"unit":{})",
      rule.name, labels(rule.zh, rule.en), to_json(mechanism_ids(rule.mechanisms)),
      json_string(asked.subject), asked.on.str(), size, computed.value ? computed.value->str() : "null",
      unit_json(computed.unit));
  if (const auto& form = std::get<form::Computation>(rule.form); form.of)
    out += fmt::format(R"(,"period":"{}")", period_of(form, asked).str());
  out += fmt::format(R"(,"parts":{},"parameters":{}{})", parts, to_json(parameters),
                     policy_json(asked.policy.position()));
  if (!computed.why.empty())
    out += fmt::format(R"(,"why":{},"why_labels":{})", json_string(computed.why.data), labels(computed.why));
  return out + "}";
}

Truth at_least(const std::optional<Decimal>& actual, const std::optional<Decimal>& required) {
  if (!actual || !required) return Truth::unknown;
  return *actual >= *required ? Truth::yes : Truth::no;
}

Result<form::Outcome> not_barred(const Asked& asked, std::string_view rule) {
  const auto& bar = std::get<form::Bar>(find_rule(rule)->form);
  const auto found = barred(asked.facts, asked.policy, bar, {bar.same, asked.subject}, asked.on);
  if (!found) return tl::unexpected(found.error());
  form::Outcome out;
  const Saying open = phrase("未受限", "not barred");
  out.required = open;
  out.met = *found ? Truth::no : Truth::yes;
  out.actual = *found ? phrase("{} 前受限", "barred until {}", (*found)->until) : open;
  if (*found) out.basis.push_back((*found)->by);
  return out;
}

}  // namespace tenure
