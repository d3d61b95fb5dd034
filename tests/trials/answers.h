// What the record answers on some dates: a line each alert, eligibility, computation and statistic.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "domain/rules/alerts.h"
#include "tests/trials/replay.h"
#include "tests/trials/trial.h"

namespace tenure::trials {

struct Line {
  std::string rule;
  std::string about;  ///< the subject
  std::string on;     ///< the date that was asked about
  std::string text;   ///< what is answered
  auto operator<=>(const Line&) const = default;
};
using Lines = std::set<Line>;

/// Who is asked about, and what.
struct Questions {
  std::vector<Date> dates;
  std::vector<std::string> persons, orgs;
  bool alerts = true, computations = true, statistics = true;
};
/// About everybody of the scenario, up to a number of them, on the dates.
Questions questions_about(const Scenario& scenario, std::vector<Date> dates);
/// In the middle of what happens, on the day after the last of it, and a year later.
std::vector<Date> usual_dates(const Scenario& scenario);

/// The days of the last facts and the days after them, and later days on which something falls due.
std::vector<Date> many_dates(const Scenario& scenario);

Lines answers_of(const Replay& replay, const Questions& questions);

/// The alerts below every organisation that stands under no other.
std::vector<Alert> alerts_on(const Replay& replay, const Questions& questions, Date on);

/// Lines that only one of both has, as findings.
Findings difference(const Lines& expected, const Lines& actual);
/// What was flagged or refused, by the names of the events: a line each.
Lines flags_of(const Replay& replay, const std::vector<Deed>& deeds);

/// `12.0 13.1`: the names of what stands there, in their order.
std::string names_of(const Replay& replay, const std::vector<Position>& positions);

}  // namespace tenure::trials
