// T3: what was recorded is corrected away: every answer is as if it had never been.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "domain/act/catalogue.h"
#include "tests/support/ledger.h"
#include "tests/trials/answers.h"

namespace tenure::trials::withdrawn {
namespace {

/// Facts that can be corrected away, and that nothing else speaks of: some of them, the last ones first.
std::vector<std::size_t> withdrawable(const std::vector<Deed>& deeds) {
  std::set<Position> spoken_of;
  for (const Deed& deed : deeds) {
    for (const Position position : positions_in(deed.act.events.front())) spoken_of.insert(position);
  }
  std::vector<std::size_t> all;
  std::set<const EventType*> types;
  for (std::size_t i = deeds.size(); i-- > 1;) {
    const Event& event = deeds[i].act.events.front();
    if (event.type->traits.control || event.type->traits.registers ||
        spoken_of.contains(deeds[i].names.front()))
      continue;
    if (is_long() || types.insert(event.type).second) all.push_back(i);
  }
  if (!is_long() && all.size() > 4) all.resize(4);
  return all;
}

Deed correction_of(const Deed& deed, Date on) {
  return deed_of(
      fmt::format(R"({{"type":"CorrectionRecorded","on":"{}","data":{{"target":"{}","reason":"{}"}}}})",
                  on.str(), deed.names.front().str(), testing::sealed_as("reason", "x").str()),
      added(), deed.act.authority.value);
}

TEST(Trials, T3_Withdrawn) {
  hold("T3", [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const auto dates = usual_dates(scenario);
    auto questions = questions_about(scenario, {dates.back()});
    if (is_long()) questions.dates = dates;
    Findings out;
    for (const std::size_t i : withdrawable(deeds)) {
      std::vector<Deed> never = deeds;
      never.erase(never.begin() + static_cast<std::ptrdiff_t>(i));
      std::vector<Deed> withdrawn = deeds;
      withdrawn.push_back(correction_of(deeds[i], dates.back()));
      const Replay as_if(never, Replay::How::folded);
      const Replay replay(withdrawn, Replay::How::folded);
      for (Finding& each : difference(answers_of(as_if, questions), answers_of(replay, questions))) {
        each.text += fmt::format(" (withdrawn: {})", deeds[i].names.front().str());
        out.push_back(std::move(each));
      }
    }
    return out;
  });
}

}  // namespace
}  // namespace tenure::trials::withdrawn
