// T15: the end of a year, a quarter, a month passes and nothing happens. What rang on its last day rings on
// the next one, with the same since.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <tuple>

#include "tests/trials/answers.h"

namespace tenure::trials::years_end {
namespace {

using Ringing = std::set<std::tuple<std::string, std::string, std::string, std::string>>;

Ringing ringing(const Replay& replay, const Questions& questions, Date on) {
  Ringing out;
  for (const Alert& alert : alerts_on(replay, questions, on))
    out.insert(
        {alert.rule.value, alert.subject.value, alert.since.str(), alert.period ? alert.period->str() : ""});
  return out;
}

/// Periods that are told of for so long: older ones are history. (domain/rules/alerts.h)
bool is_history(const std::string& period, Date on) {
  if (period.empty()) return false;
  const auto missing = Period::parse(period);
  if (!missing || !missing->calendar()) return false;
  const int months = static_cast<int>(missing->last().plus_days(1).year() - missing->first().year()) * 12 +
                     static_cast<int>(missing->last().plus_days(1).month()) -
                     static_cast<int>(missing->first().month());
  return missing->last().plus_days(1).plus_months(kPeriodsMissingMax * months) <= on;
}

TEST(Trials, T15_YearsEnd) {
  hold("T15", [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const auto dates = scenario.dates();
    const Replay replay(deeds, Replay::How::folded);
    const auto questions = questions_about(scenario, {});
    const Date last = dates.back();
    std::vector<Date> ends;  // last days: of the year and the quarter that follow the last fact, and of years
    for (const int months : {1, 3, 12, 24}) {
      const Date first = Date::of(last.year(), 1, 1)
                             .plus_months((static_cast<int>(last.month()) - 1) / months * months + months);
      ends.push_back(first.plus_days(-1));
    }
    ends.push_back(Date::of(last.year() + 1, 12, 31));
    Findings out;
    for (const Date end : ends) {
      if (std::ranges::any_of(dates, [&](Date date) { return date == end.plus_days(1); })) continue;
      const Ringing then = ringing(replay, questions, end);
      const Ringing next = ringing(replay, questions, end.plus_days(1));
      for (const auto& each : then) {
        if (next.contains(each)) continue;
        const auto& [rule, subject, since, period] = each;
        if (is_history(period, end.plus_days(1))) continue;
        out.push_back({rule, fmt::format("{} of {} since {} {} rings on {} and not on the next day", rule,
                                         subject, since, period, end.str())});
      }
    }
    return out;
  });
}

}  // namespace
}  // namespace tenure::trials::years_end
