#include "tests/trials/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "domain/core/find.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/rows.h"
#include "domain/rules/answers.h"
#include "replay/rules/alert_shelf.h"
#include "replay/rules/statistics.h"

namespace tenure::trials {
namespace {

constexpr std::size_t kAskedMost = 8;  ///< persons, and organisations, of one scenario

template <class T>
T must(Result<T> result, std::string_view what) {
  if (!result) throw std::runtime_error(fmt::format("{}: {}", what, result.error().text()));
  return std::move(*result);
}

std::string_view word(form::Truth truth) {
  return truth == form::Truth::yes ? "yes" : truth == form::Truth::no ? "no" : "unknown";
}

/// Those of whom most is recorded, in the order of their names.
std::vector<std::string> foremost(const Scenario& scenario, SubjectKind kind, std::vector<std::string> ids) {
  std::map<std::string, std::size_t> counts;
  for (const Deed& deed : scenario.deeds) {
    for (const Event& event : deed.act.events) {
      for (const Subject& subject : subjects(event)) {
        if (subject.kind == kind) ++counts[subject.id];
      }
    }
  }
  std::stable_sort(ids.begin(), ids.end(),
                   [&](const auto& a, const auto& b) { return counts[a] > counts[b]; });
  if (ids.size() > kAskedMost && !is_long()) ids.resize(kAskedMost);
  std::sort(ids.begin(), ids.end());
  return ids;
}

class Asking {
 public:
  Asking(const Replay& replay, Date on, Lines& out)
      : replay_(replay), past_(replay.past(on)), on_(on), out_(out) {}

  void about(const Subject& subject) {
    const std::string org = org_of(subject);
    const auto policy = must(replay_.book().binding(past_, org, on_), org);
    const Asked asked{past_, policy, subject.id, on_};
    for (const Rule* rule : all_rules()) {
      if (const auto* form = std::get_if<form::Computation>(&rule->form);
          form != nullptr && form->subject == subject.kind) {
        add(*rule, subject, text(must(computation(*rule, asked), rule->name)));
      } else if (std::holds_alternative<form::Eligibility>(rule->form) &&
                 subject.kind == SubjectKind::person) {
        add(*rule, subject, text(must(eligibility(*rule, asked), rule->name)));
      }
    }
  }
  void statistics_of(const std::string& org) {
    for (const Rule* rule : all_rules()) {
      if (!std::holds_alternative<form::Statistic>(rule->form)) continue;
      const auto answer = must(statistic(past_, *rule, org), rule->name);
      const auto unit = unit_of(std::get<form::Statistic>(rule->form));
      for (const Figure& figure : answer.figures) add(*rule, {SubjectKind::org, org}, text(figure, unit));
      if (answer.total.count != 0) add(*rule, {SubjectKind::org, org}, text(answer.total, unit));
    }
  }
  std::vector<Alert> alerts_below_all(const std::vector<std::string>& orgs) {
    std::vector<Alert> out;
    for (const std::string& org : orgs) {
      const auto* row = past_.row<OrgRow>(org);
      if (row == nullptr || row->above_on(on_) != nullptr) continue;
      auto found = must(alerts_below(past_, org), org);
      std::move(found.begin(), found.end(), std::back_inserter(out));
    }
    return out;
  }
  void add(const Rule& rule, const Subject& subject, std::string text) {
    out_.insert({std::string(rule.name), subject.str(), on_.str(), std::move(text)});
  }
  bool stands_alone(const std::string& org) const {
    const auto* row = past_.row<OrgRow>(org);
    return row != nullptr && row->above_on(on_) == nullptr;
  }

 private:
  std::string org_of(const Subject& subject) const {
    if (subject.kind == SubjectKind::org) return subject.id;
    const auto* row = past_.row<PersonRow>(subject.id);
    return row == nullptr || row->orgs.empty() ? std::string() : row->orgs.back().str();
  }
  /// ` fen`, or nothing where a statistic adds up no money.
  static std::string_view unit_of(const form::Statistic& statistic) {
    const StructInfo& item = statistic.item();
    const auto* field =
        find_first(item.fields, [&](const Field& each) { return each.name == statistic.amount; });
    const TypeInfo* type = field == nullptr ? nullptr : field->type;
    if (type != nullptr && type->form == Form::optional) type = type->element;
    return type == &kType<Fen> ? " fen" : "";
  }
  static std::string text(const Figure& figure, std::string_view unit) {
    std::string out =
        fmt::format("{}: count {} among {}", fmt::join(figure.group, "/"), figure.count, figure.among);
    if (const auto& amounts = figure.amounts)
      out += fmt::format(" sum {0}{4} of {1}, {2}{4} to {3}{4}", amounts->sum, amounts->known, amounts->least,
                         amounts->most, unit);
    return out;
  }
  std::string text(const form::Computed& computed) const {
    std::string out =
        computed.value ? fmt::format("{} {}:", computed.value->str(), computed.unit.name) : "unknown";
    std::vector<std::string> parts;
    for (const form::Part& part : computed.parts)
      parts.push_back(fmt::format(" {}{}{}={} {} [{}]", part.name, part.of.empty() ? "" : ":", part.of.data,
                                  part.value.str(), part.unit.value_or(computed.unit).name,
                                  names_of(replay_, part.basis)));
    std::sort(parts.begin(), parts.end());
    for (const std::string& part : parts) out += part;
    return out;
  }
  std::string text(const EligibilityAnswer& answer) const {
    std::string out(word(answer.eligible));
    for (const auto& [condition, outcome] : answer.conditions)
      out += fmt::format(" {}={} ({}; {}) [{}]", condition->name, word(outcome.met), outcome.required.data,
                         outcome.actual.data, names_of(replay_, outcome.basis));
    return out;
  }

  const Replay& replay_;
  const Past past_;
  Date on_;
  Lines& out_;
};

}  // namespace

std::string names_of(const Replay& replay, const std::vector<Position>& positions) {
  std::vector<Position> found;
  for (const Position position : positions) found.push_back(replay.name_of(position).value_or(position));
  std::sort(found.begin(), found.end());
  std::string out;
  for (const Position name : found) out += (out.empty() ? "" : " ") + name.str();
  return out;
}

Questions questions_about(const Scenario& scenario, std::vector<Date> dates) {
  Questions out;
  out.dates = std::move(dates);
  out.persons = foremost(scenario, SubjectKind::person, scenario.persons());
  out.orgs = foremost(scenario, SubjectKind::org, scenario.orgs());
  return out;
}

std::vector<Date> usual_dates(const Scenario& scenario) {
  const auto dates = scenario.dates();
  if (dates.empty()) return {};
  std::set<Date> out{dates[dates.size() / 2], dates.back().plus_days(1), dates.back().plus_months(12)};
  return {out.begin(), out.end()};
}

std::vector<Date> many_dates(const Scenario& scenario) {
  constexpr std::size_t kMost = 10;
  const auto dates = scenario.dates();
  std::set<Date> out;
  for (std::size_t i = dates.size() > kMost ? dates.size() - kMost : 0; i < dates.size(); ++i)
    out.insert({dates[i], dates[i].plus_days(1)});
  for (const int months : {1, 2, 4, 7, 13}) out.insert(dates.back().plus_months(months).plus_days(1));
  return {out.begin(), out.end()};
}

std::vector<Alert> alerts_on(const Replay& replay, const Questions& questions, Date on) {
  Lines ignored;
  return Asking(replay, on, ignored).alerts_below_all(questions.orgs);
}

Lines answers_of(const Replay& replay, const Questions& questions) {
  Lines out;
  for (const Date on : questions.dates) {
    Asking asking(replay, on, out);
    if (questions.computations) {
      for (const std::string& person : questions.persons) asking.about({SubjectKind::person, person});
      for (const std::string& org : questions.orgs) asking.about({SubjectKind::org, org});
    }
    if (questions.statistics) {
      for (const std::string& org : questions.orgs) {
        if (asking.stands_alone(org)) asking.statistics_of(org);
      }
    }
    if (!questions.alerts) continue;
    for (const Alert& alert : asking.alerts_below_all(questions.orgs)) {
      out.insert({alert.rule.value, alert.subject.value, on.str(),
                  fmt::format("rings since {}{}{} [{}]", alert.since.str(), alert.period ? " for " : "",
                              alert.period ? alert.period->str() : "", names_of(replay, alert.evidence))});
    }
  }
  return out;
}

Findings difference(const Lines& expected, const Lines& actual) {
  Findings out;
  const auto missing = [&](const Lines& from, const Lines& in, std::string_view what) {
    for (const Line& line : from) {
      if (!in.contains(line))
        out.push_back(
            {line.rule, fmt::format("{} {} {} on {}: {}", what, line.rule, line.about, line.on, line.text)});
    }
  };
  missing(expected, actual, "-");
  missing(actual, expected, "+");
  return out;
}

Lines flags_of(const Replay& replay, const std::vector<Deed>& deeds) {
  Lines out;
  for (const Said& said : replay.said()) {
    const Deed& deed = deeds[said.deed];
    if (!said.verdict) {
      const Refusal& refusal = said.verdict.error();
      out.insert({refusal.rule.empty() ? std::string(name(refusal.reason)) : refusal.rule,
                  deed.names.front().str(), deed.act.events.front().on.str(), "refused"});
      continue;
    }
    for (const Flag& flag : said.verdict->flags)
      out.insert({flag.rule.value, deed.names[static_cast<std::size_t>(flag.event)].str(),
                  deed.act.events[static_cast<std::size_t>(flag.event)].on.str(), "flagged"});
  }
  return out;
}

}  // namespace tenure::trials
