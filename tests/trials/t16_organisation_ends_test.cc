// T16: an organisation goes on under another name, or in another organisation. Its people, offices, money and
// cases stand under the successor; what was said of all of them together before is said after.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/act/catalogue.h"
#include "domain/registry/events.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"

namespace tenure::trials::organisation_ends {
namespace {

/// Organisations that stand under another one and have nothing below them, of which most is recorded.
std::vector<std::string> leaves(const std::vector<Deed>& deeds, const Questions& questions) {
  std::set<std::string> parents, children;
  for (const Deed& deed : deeds) {
    const Event& event = deed.act.events.front();
    if (event.type->type != &kType<OrgRegistered>) continue;
    const auto& org = event.as<OrgRegistered>();
    if (!org.parent) continue;
    parents.insert(org.parent->str());
    children.insert(org.org.value);
  }
  std::vector<std::string> out;
  for (const std::string& org : questions.orgs) {
    if (children.contains(org) && !parents.contains(org)) out.push_back(org);
  }
  // Those that do not end anyway, and that go by the same policies after as before.
  for (const Deed& deed : deeds) {
    const Event& event = deed.act.events.front();
    if (event.type->type != &kType<OrgClosed> && event.type->type != &kType<OrgMerged> &&
        event.type->type != &kType<PolicyAdopted>)
      continue;
    std::erase_if(out, [&](const std::string& org) {
      return std::ranges::any_of(subjects(event), [&](const Subject& subject) { return subject.id == org; });
    });
  }
  if (!is_long() && out.size() > 1) out.resize(1);
  return out;
}

std::string parent_of(const std::vector<Deed>& deeds, const std::string& org) {
  for (const Deed& deed : deeds) {
    const Event& event = deed.act.events.front();
    if (event.type->type == &kType<OrgRegistered> && event.as<OrgRegistered>().org.value == org &&
        event.as<OrgRegistered>().parent)
      return event.as<OrgRegistered>().parent->str();
  }
  return {};
}

Deed named(const std::string& org, Date on) {
  return deed_of(
      fmt::format(R"({{"type":"OrgRenamed","on":"{}","data":{{"org":"{}","name":"新名"}}}})", on.str(), org),
      added(1));
}

Findings noted(Findings findings, const std::string& why) {
  for (Finding& each : findings) each.text += " (" + why + ")";
  return findings;
}

TEST(Trials, T16_Renamed) {
  hold("T16 renamed", [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const auto dates = scenario.dates();
    const auto questions = questions_about(scenario, usual_dates(scenario));
    Findings out;
    const Lines expected = answers_of(Replay(deeds, Replay::How::folded), questions);
    for (const std::string& org : leaves(deeds, questions)) {
      auto with = deeds;
      with.push_back(named(org, dates.back()));
      const Replay replay(with, Replay::How::folded);
      for (Finding& each : noted(difference(expected, answers_of(replay, questions)), org + " was renamed"))
        out.push_back(std::move(each));
    }
    return out;
  });
}

/// What is said of all together: statistics of those who stand under nobody, and what rings, of whichever
/// organisation it is.
Lines together(const Replay& replay, const Questions& questions, const std::string& org) {
  Lines out;
  for (Line line : answers_of(replay, questions)) {
    const Rule& rule = *find_rule(line.rule);
    const auto* statistic = std::get_if<form::Statistic>(&rule.form);
    if (statistic != nullptr && !line.text.starts_with(": "))
      continue;  // by its groups: may be organisations
    if (line.text.starts_with("rings")) line.text = line.text.substr(0, line.text.find(" ["));
    if (line.about == "org/o-successor") line.about = "org/" + org;
    out.insert(std::move(line));
  }
  return out;
}

constexpr Meant kMeant[] = {
    {"law.open_after_org*", "T16: what is open in nothing is flagged"},
    {"law.nothing_after_its_end",
     "LAW-03: what was recorded for a year that the organisation did not see is flagged"},
};

TEST(Trials, T16_Merged) {
  const auto trial = [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    auto questions = questions_about(scenario, {usual_dates(scenario).back()});
    questions.computations = false;
    Findings out;
    for (const std::string& org : leaves(deeds, questions)) {
      // After the last fact and before the day that is asked about.
      const Date on = scenario.dates().back().plus_days(1);
      auto with = deeds;
      with.push_back(deed_of(
          fmt::format(
              R"({{"type":"OrgRegistered","on":"1900-01-01","data":{{"org":"o-successor","name":"x","kind":"village","parent":"{}"}}}})",
              parent_of(deeds, org)),
          added(2)));
      const Lines expected = together(Replay(with, Replay::How::folded), questions, org);
      with.push_back(deed_of(
          fmt::format(R"({{"type":"OrgMerged","on":"{}","data":{{"merged":["{}"],"into":"o-successor"}}}})",
                      on.str(), org),
          added(3)));
      const Replay replay(with, Replay::How::folded);
      for (Finding& each : noted(difference(expected, together(replay, questions, org)), org + " was merged"))
        out.push_back(std::move(each));
    }
    return out;
  };
  hold("T16 merged", trial, kMeant);
}

}  // namespace
}  // namespace tenure::trials::organisation_ends
