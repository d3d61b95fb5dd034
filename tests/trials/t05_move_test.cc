// T5: an amount is recorded in two parts. What is added up, computed and rings is as if it had not been
// split.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/act/catalogue.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"

namespace tenure::trials::move {
namespace {

/// Half of each amount, rounded down or up.
Event half_of(const Event& event, bool up) {
  return changed(event, [&](const TypeInfo& type, void* value, std::string_view) {
    if (&type != &kType<Fen>) return;
    auto& fen = static_cast<Fen*>(value)->value;
    fen = up ? fen - fen / 2 : fen / 2;
  });
}

/// Sums, values and what rings; not how many items they come from.
Lines amounts(const std::vector<Deed>& deeds, const Questions& questions) {
  const Replay replay(deeds, Replay::How::folded);
  Lines out;
  for (Line line : answers_of(replay, questions)) {
    const auto& form = find_rule(line.rule)->form;
    const std::size_t sum = line.text.find(" sum ");
    if (line.text.starts_with("rings")) {
      line.text = line.text.substr(0, line.text.find(" ["));
    } else if (std::holds_alternative<form::Statistic>(form)) {
      if (sum == std::string::npos) continue;
      line.text =
          line.text.substr(0, line.text.find(':')) + line.text.substr(sum, line.text.find(" of ", sum) - sum);
    } else {
      line.text = line.text.substr(0, line.text.find(' '));
    }
    out.insert(std::move(line));
  }
  return out;
}

constexpr std::string_view kReplaces =
    "LAW-14: what is assessed or set once more stands in the place of what was before; what moves adds up";
constexpr Meant kMeant[] = {
    {"alert.pay_short", kReplaces},
    {"stat.pay_assessed", kReplaces},
    {"stat.pay_due", kReplaces},
    {"stat.pay_gap", kReplaces},
};

TEST(Trials, T5_AmountsSplit) {
  const auto trial = [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const auto questions = questions_about(scenario, {usual_dates(scenario).back()});
    std::optional<Lines> expected;
    std::set<const EventType*> types;
    std::set<Position> spoken_of;
    for (const Deed& deed : deeds) {
      for (const Position position : positions_in(deed.act.events.front())) spoken_of.insert(position);
    }
    Findings out;
    for (std::size_t i = deeds.size(); i-- > 1;) {
      const Event& event = deeds[i].act.events.front();
      if (amount_fen(event) < 2 || spoken_of.contains(deeds[i].names.front()) ||
          replacement_of(event) != nullptr)
        continue;
      if (!types.insert(event.type).second && !is_long()) continue;
      if (!expected) expected = amounts(deeds, questions);
      auto with = deeds;
      with[i].act.events.front() = half_of(event, false);
      Deed rest = deeds[i];
      rest.names = {added()};
      rest.act.events.front() = half_of(event, true);
      with.insert(with.begin() + static_cast<std::ptrdiff_t>(i) + 1, std::move(rest));
      for (Finding& each : difference(*expected, amounts(with, questions))) {
        each.text += fmt::format(" ({} {} in two parts)", deeds[i].names.front().str(), event.type->name());
        out.push_back(std::move(each));
      }
    }
    return out;
  };
  hold("T5", trial, kMeant);
}

}  // namespace
}  // namespace tenure::trials::move
