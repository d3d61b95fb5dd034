// T1: the same dated facts, recorded in any order. Answers about later dates are the same; what is flagged at
// admission may differ.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "domain/act/catalogue.h"
#include "domain/ledger/events.h"
#include "tests/trials/answers.h"

namespace tenure::trials::order {
namespace {

/// The days of a fact: its own, and those that corrections move it to.
using Days = std::set<Date>;

std::vector<Days> days_of(const std::vector<Deed>& deeds) {
  std::vector<Days> out;
  for (const Deed& deed : deeds) out.push_back({deed.act.events.front().on});
  for (const Deed& deed : deeds) {
    const Event* replacement = replacement_of(deed.act.events.front());
    if (replacement == nullptr) continue;
    const auto targets = positions_in(deed.act.events.front());
    for (std::size_t i = 0; i < deeds.size(); ++i) {
      if (std::ranges::find(targets, deeds[i].names.front()) != targets.end()) out[i].insert(replacement->on);
    }
  }
  return out;
}

/// Of one day, and of the ledger's own acts, the order of recording is the order of what happened.
bool is_ordered(const Event& first, const Days& first_days, const Event& second, const Days& second_days) {
  const bool own = first.type->area == find_area("ledger") && second.type->area == find_area("ledger");
  const bool one_day = std::ranges::any_of(first_days, [&](Date day) { return second_days.contains(day); });
  return one_day || (own && first.type->traits.control && second.type->traits.control);
}

/// A random order of the facts after the first one, which keeps what has an order. What speaks of a position
/// stays behind it.
std::vector<Deed> in_another_order(const std::vector<Deed>& deeds, std::mt19937& random) {
  const std::size_t count = deeds.size();
  const auto days = days_of(deeds);
  std::vector<std::vector<std::size_t>> behind(count);
  std::vector<std::size_t> before(count, 0);
  for (std::size_t j = 1; j < count; ++j) {
    const Event& second = deeds[j].act.events.front();
    const auto spoken_of = positions_in(second);
    for (std::size_t i = 0; i < j; ++i) {
      const bool spoken = std::ranges::find(spoken_of, deeds[i].names.front()) != spoken_of.end();
      if (i > 0 && !spoken && !is_ordered(deeds[i].act.events.front(), days[i], second, days[j])) continue;
      behind[i].push_back(j);
      ++before[j];
    }
  }
  std::vector<std::size_t> ready{0};
  std::vector<Deed> out;
  while (!ready.empty()) {
    std::swap(ready[random() % ready.size()], ready.back());
    const std::size_t next = ready.back();
    ready.pop_back();
    out.push_back(deeds[next]);
    for (const std::size_t j : behind[next]) {
      if (--before[j] == 0) ready.push_back(j);
    }
  }
  return out;
}

TEST(Trials, T1_Order) {
  hold("T1", [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const auto questions = questions_about(scenario, usual_dates(scenario));
    const Lines expected = answers_of(Replay(deeds, Replay::How::folded), questions);
    std::mt19937 random(static_cast<unsigned>(deeds.size()));
    Findings out;
    for (int i = 0; i < times(2, 20); ++i) {
      const Replay replay(in_another_order(deeds, random), Replay::How::folded);
      for (Finding& each : difference(expected, answers_of(replay, questions)))
        out.push_back(std::move(each));
    }
    return out;
  });
}

}  // namespace
}  // namespace tenure::trials::order
