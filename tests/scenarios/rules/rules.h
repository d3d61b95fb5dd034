// Verbs of the rule scenarios: facts go in by signed acts, results come out of the evaluators.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "domain/affairs/events.h"
#include "domain/appraisal/events.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "domain/pay/due.h"
#include "domain/rules/answers.h"
#include "replay/past.h"
#include "replay/rules/alert_shelf.h"
#include "replay/rules/statistics.h"
#include "tests/support/ledger.h"

namespace tenure::testing {

/// A structure out of JSON that the scenario knows to be good.
template <class T>
T fact(const std::string& json) {
  auto value = read_json<T>(json);
  if (!value) throw std::runtime_error(json + ": " + value.error().text());
  return *value;
}

/// The pack of a locality, from domain/policies.
inline std::string pack_of(const std::string& locality) {
  std::ifstream in(std::filesystem::path(TENURE_SOURCE_DIR) / "domain" / "policies" / (locality + ".toml"));
  return {std::istreambuf_iterator<char>(in), {}};
}

class RuleLedger : public TestLedger {
 public:
  using TestLedger::TestLedger;

  /// Adopts a pack; the position of the policy.
  Position adopt(const std::string& org, const std::string& on, const std::string& pack,
                 const std::string& status = "in_force") {
    return {must(submit(act().add(on, policy(org, pack, status)), root())).index, 0};
  }
  static PolicyAdopted policy(const std::string& org, const std::string& pack,
                              const std::string& status = "in_force") {
    auto out =
        fact<PolicyAdopted>(fmt::format(R"({{"org":"{}","title":"办法","status":"{}"}})", org, status));
    out.pack = PackText{pack};
    return out;
  }

  /// One event as an act of its own, signed by the root.
  template <class E>
  Admission record(const std::string& on, const std::string& json) {
    return must(submit(act().add(on, fact<E>(json)), root()));
  }
  /// The same, when it may be refused.
  template <class E>
  Result<Admission> attempt(const std::string& on, const std::string& json,
                            const std::string& authority = "o-county") {
    return submit(act(authority).add(on, fact<E>(json)), root());
  }
  /// `count` events in one act: `json(i)` for i from 1 on.
  template <class E, class Json>
  Admission record_each(int count, const std::string& on, Json json) {
    auto all = act();
    for (int i = 1; i <= count; ++i) all.add(on, fact<E>(json(i)));
    return must(submit(all, root()));
  }
  /// p-1, p-2, ... of an organisation, in one act.
  void people(int count, const std::string& org = "o-village") {
    record_each<PersonRegistered>(count, "2000-01-01", [&](int i) {
      return fmt::format(R"({{"person":"p-{}","org":"{}","name":"{}"}})", i, org,
                         sealed_as("name", std::to_string(i)).str());
    });
  }
  /// o-v1, o-v2, ... below o-town, in one act.
  void villages(int count) {
    record_each<OrgRegistered>(count, "2000-01-01", [](int i) {
      return fmt::format(R"({{"org":"o-v{0}","name":"村{0}","kind":"village","parent":"o-town"}})", i);
    });
  }
  void person(const std::string& id, const std::string& org, const std::string& sex = "male") {
    auto registered = fact<PersonRegistered>(fmt::format(
        R"({{"person":"{}","org":"{}","sex":"{}","name":"{}"}})", id, org, sex, sealed_as("name", id).str()));
    must(submit(act().add("2000-01-01", registered), root()));
  }
  void attribute(const std::string& person, const std::string& name, const std::string& rest) {
    record<PersonAttributeRecorded>(
        "2000-01-01", fmt::format(R"({{"person":"{}","attribute":"{}",{}}})", person, name, rest));
  }
  /// An office that the scenario needs and is not about.
  void in_office(const std::string& person, const std::string& org = "o-village",
                 const std::string& post = "committee_member") {
    record<OfficeAssumed>("2000-01-02",
                          fmt::format(R"({{"person":"{}","org":"{}","post":"{}"}})", person, org, post));
  }
  static SecretaryAppointed secretary(const std::string& person, const std::string& org = "o-village") {
    return fact<SecretaryAppointed>(fmt::format(R"({{"person":"{}","org":"{}"}})", person, org));
  }
  Result<Admission> appoint(const std::string& on, const std::string& person,
                            const std::string& org = "o-village") {
    return submit(act().add(on, secretary(person, org)), root());
  }
  Admission end(const std::string& on, const std::string& person, const std::string& reason,
                const std::string& post = "secretary", const std::string& org = "o-village") {
    return record<TenureEnded>(on, fmt::format(R"({{"person":"{}","org":"{}","post":"{}","reason":"{}"}})",
                                               person, org, post, reason));
  }

  Past past(const std::string& on) { return Past(store(), {store().size(), *Date::parse(on)}); }

  EligibilityAnswer eligible(const std::string& rule, const std::string& person, const std::string& on) {
    const Past facts = past(on);
    PolicyBook book;
    const Date date = *Date::parse(on);
    const auto policy = must(book.binding(facts, "o-village", date));
    return must(eligibility(*find_rule(rule), {facts, policy, person, date}));
  }
  /// {"group": count} of a statistic over the county; "" is the total.
  std::map<std::string, std::int64_t> figures(const std::string& rule, const std::string& on,
                                              std::vector<std::string> by = {},
                                              const std::string& org = "o-county",
                                              const std::string& from = {}) {
    const auto answer = must(statistic(past(on), *find_rule(rule), org, std::move(by), Date::parse(from)));
    std::map<std::string, std::int64_t> out{{"", answer.total.count}};
    for (const Figure& figure : answer.figures)
      out[fmt::format("{}", fmt::join(figure.group, "/"))] = figure.count;
    return out;
  }
  /// What is added up, by group; "" is the total. Groups of which nothing is known are not there.
  std::map<std::string, std::int64_t> sums(const std::string& rule, const std::string& on,
                                           std::vector<std::string> by = {},
                                           const std::string& org = "o-county") {
    const auto answer = must(statistic(past(on), *find_rule(rule), org, std::move(by)));
    std::map<std::string, std::int64_t> out;
    if (answer.total.amounts) out[""] = answer.total.amounts->sum;
    for (const Figure& figure : answer.figures) {
      if (figure.amounts) out[fmt::format("{}", fmt::join(figure.group, "/"))] = figure.amounts->sum;
    }
    return out;
  }
  std::string report(const std::string& rule, const std::string& on, const std::string& org = "o-county") {
    return must(report_json(past(on), *find_rule(rule), org));
  }
  /// The rules that ring on a date, in order, each once.
  std::vector<std::string> ringing(const std::string& on, const std::string& org = "o-county") {
    std::set<std::string> out;
    for (const Alert& alert : alerts(on, org)) out.insert(alert.rule.value);
    return {out.begin(), out.end()};
  }
  std::vector<Alert> alerts(const std::string& on, const std::string& org = "o-county") {
    return must(alerts_below(past(on), org));
  }

  form::Computed compute(const std::string& rule, const std::string& subject, const std::string& on,
                         const std::string& org = "o-village", const std::string& period = {}) {
    const Past facts = past(on);
    PolicyBook book;
    const Date date = *Date::parse(on);
    const auto policy = must(book.binding(facts, org, date));
    return must(computation(*find_rule(rule), {facts, policy, subject, date, Period::parse(period)}));
  }
  PayStatement pay(const std::string& person, int year, const std::string& on) {
    const Past facts = past(on);
    PolicyBook book;
    const Date date = *Date::parse(on);
    const auto policy = must(book.binding(facts, "o-village", date));
    return pay_statement({facts, policy, person, date}, year);
  }
  /// `rest` begins with a comma where it is there.
  Result<Admission> grade(const std::string& on, const std::string& person, const std::string& scheme,
                          const std::string& period, const std::string& grade, const std::string& rest = {},
                          const std::string& org = "o-village") {
    return attempt<GradeDetermined>(
        on, fmt::format(R"({{"person":"{}","org":"{}","scheme":"{}","period":"{}","grade":"{}"{}}})", person,
                        org, scheme, period, grade, rest));
  }
  Result<Admission> score(const std::string& person, const std::string& scheme, const std::string& period,
                          const std::string& rest, const std::string& org = "o-village") {
    return attempt<AssessmentScored>(
        "2024-03-25", fmt::format(R"({{"person":"{}","org":"{}","scheme":"{}","period":"{}",{}}})", person,
                                  org, scheme, period, rest));
  }

  /// The verdict as it is stored.
  std::string stored_verdict(std::uint64_t index) { return must(store().log().record(index)).verdict; }

  template <class T>
  static T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().text());
    return std::move(*result);
  }
};

/// The part of that name (and of that thing) of a computation, as text; empty when there is none.
inline std::string part(const form::Computed& computed, std::string_view name, std::string_view of = {}) {
  for (const form::Part& each : computed.parts) {
    if (each.name == name && (of.empty() || each.of == of)) return each.value.str();
  }
  return {};
}
/// The value of a computation as text; empty when it is unknown.
inline std::string value(const form::Computed& computed) {
  return computed.value ? computed.value->str() : std::string();
}
/// A member that is sealed: `"reason":"c1:..."`.
inline std::string sealed_member(const std::string& name) {
  return fmt::format(R"("{}":"{}")", name, sealed_as(name, name).str());
}
/// A pack with a line of its text replaced: what a locality supplies where the text gives nothing.
inline std::string supplied(std::string pack, const std::string& from, const std::string& to) {
  const auto at = pack.find(from);
  if (at == std::string::npos) throw std::runtime_error("the pack has no " + from);
  return pack.replace(at, from.size(), to);
}

/// The rules that flagged, in order.
/// Why it was refused. Throws where it was admitted.
inline Refusal refusal_of(const Result<Admission>& admission) {
  if (admission) throw std::logic_error("admitted");
  return admission.error();
}

inline std::vector<std::string> rules_of(const Result<Admission>& admission) {
  std::vector<std::string> out;
  if (!admission) return {admission.error().text()};
  for (const Flag& flag : admission->verdict.flags) out.push_back(flag.rule.value);
  return out;
}

/// The rule's flag; empty when it says nothing.
inline Flag flag_of(const Result<Admission>& admission, std::string_view rule) {
  for (const Flag& flag : RuleLedger::must(admission).verdict.flags) {
    if (flag.rule.value == rule) return flag;
  }
  return {};
}

/// The value of a parameter that the rule went by, as JSON; empty when it read none of that key.
inline std::string used_by(const Flag& flag, std::string_view key) {
  for (const ParameterUsed& used : flag.parameters) {
    if (used.key.value == key && used.policy == flag.policy) return used.value.value;
  }
  return {};
}

/// "≤ 3 people | 4 people": what a rule required and what it found, of a flag or of a refusal; empty when it
/// objects to nothing.
inline std::string explained(const Result<Admission>& admission, std::string_view rule) {
  const auto both = [](const std::string& required, const std::string& actual) {
    return fmt::format("{} | {}", required, actual);
  };
  if (!admission)
    return admission.error().rule == rule
               ? both(admission.error().required.data, admission.error().actual.data)
               : "";
  for (const Flag& flag : admission->verdict.flags) {
    if (flag.rule.value == rule)
      return both(flag.required.value_or(LongText()).value, flag.actual.value_or(LongText()).value);
  }
  return {};
}

}  // namespace tenure::testing
