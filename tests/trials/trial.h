// Trials: rules proved where facts meet. A trial transforms the facts of every scenario that there is, and
// compares answers. It knows rules and events only through their descriptions: a rule that is added tomorrow
// is tried tomorrow.
//
//   Scenarios   What the scenario tests submitted. With TENURE_RECORD_SCENARIOS=<folder> their run leaves it
//               there, as ctest's does; where that is older than their binary, it is run first. A test is a
//               scenario, its acts are the deeds of it. (scenario.h, tests/support/recording.h)
//   Replay      The facts of a scenario in memory, without signatures, disk or clock: judged by admission, or
//               only folded. Positions that events speak of follow the events to where they stand. (replay.h)
//   Answers     What the record says on chosen dates: alerts, eligibilities, computations, statistics; a line
//               each. Where a line speaks of an event, it has the event's name: the position at which the
//               scenario recorded it, wherever the transformed one did. (answers.h)
//   Trial       A function of a scenario: what it finds wrong, by rule. `hold` asks it of all scenarios,
//               leaves out what is meant to differ and what is known, and shrinks what remains: deeds are
//               dropped while the rule still fails, and the smallest scenario is printed.
//
//   Lock        What a trial found by trying, a line each, in a file beside it: which number, which leaf of
//               the evidence a rule tells from the next one. Less or more than that fails. (lock.h)
//
// What is meant to differ stands beside the trial, with the sentence that says so; a defect that is known
// stands in known.h. An entry that hides nothing any more fails its trial.
//
// A default run takes the scenarios of at most kFactsMost events and a few transformed ones of each; with
// TENURE_LONG=1 all of them, and many.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/trials/scenario.h"

namespace tenure::trials {

/// What a trial finds wrong with the answers of a rule.
struct Finding {
  std::string rule;
  std::string text;
};
using Findings = std::vector<Finding>;
using Trial = std::function<Findings(const Scenario&)>;

/// What is meant to differ, and the sentence that says so. A rule's name; with a '*' at its end, all that
/// begin so.
struct Meant {
  std::string_view rule;
  std::string_view because;
};

/// Fails the test for each rule that the trial finds something wrong with, with the smallest scenario.
void hold(std::string_view trial, const Trial& asked, std::span<const Meant> meant = {});

/// Which scenarios a trial takes of what would be too much of all of them: the first few for each key. Asked
/// again of one of those, as shrinking does, it takes it again.
class Sample {
 public:
  explicit Sample(int most) : most_(most) {}
  bool takes(const std::string& key, const Scenario& scenario);
  bool has(const std::string& key) const { return taken_.contains(key); }

 private:
  int most_;
  std::map<std::string, std::set<std::string>> taken_;
};

/// Whether a rule's name is that of an entry.
bool names(std::string_view entry, std::string_view rule);

/// Whether the long runs are asked for, and how many transformed scenarios of each that means.
bool is_long();
inline int times(int by_default, int long_run) { return is_long() ? long_run : by_default; }

}  // namespace tenure::trials
