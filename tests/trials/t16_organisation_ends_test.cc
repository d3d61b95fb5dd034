// T16: an organisation goes on under another name, in another organisation, or under another parent: its
// people, offices, money and cases go with it, and what was said of all of them together before is said
// after. One that is closed leaves what it missed and what was paid as it was; what is open in it is flagged.
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

/// A new organisation of the same kind as another one, under a parent, since long ago.
Deed one_like(const std::vector<Deed>& deeds, const std::string& like, const std::string& org,
              const std::string& parent, std::uint32_t number) {
  std::string kind;
  for (const Deed& deed : deeds) {
    const Event& event = deed.act.events.front();
    if (event.type->type == &kType<OrgRegistered> && event.as<OrgRegistered>().org.value == like)
      kind = event.as<OrgRegistered>().kind.value;
  }
  return deed_of(
      fmt::format(
          R"({{"type":"OrgRegistered","on":"1900-01-01","data":{{"org":"{}","name":"x","kind":"{}","parent":"{}"}}}})",
          org, kind, parent),
      added(number));
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
    {"stat.open_seats", "T16: no seat is open in what has ended"},
    {"stat.organisations", "T16: what has ended is one organisation less"},
    {"law.open_after_org*", "T16: what is open in nothing is flagged"},
    {"law.nothing_after_its_end",
     "LAW-03: what was recorded for a year that the organisation did not see is flagged"},
};

TEST(Trials, T16_Merged) {
  const auto trial = [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    // After the last fact: the day before, the day itself, the day after, and a year later.
    const Date on = scenario.dates().back().plus_days(2);
    auto questions =
        questions_about(scenario, {on.plus_days(-1), on, on.plus_days(1), usual_dates(scenario).back()});
    questions.computations = false;
    Findings out;
    for (const std::string& org : leaves(deeds, questions)) {
      auto with = deeds;
      with.push_back(one_like(deeds, org, "o-successor", parent_of(deeds, org), 2));
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

constexpr Meant kMoved[] = {
    {"calc.grade_quota", "HX-39: the shares are of the township in which it stands"},
};

/// Whether the organisation has policies of its own, which it does not take along.
bool has_policies(const std::vector<Deed>& deeds, const std::string& org) {
  return std::ranges::any_of(deeds, [&](const Deed& deed) {
    const Event& event = deed.act.events.front();
    return event.type->type == &kType<PolicyAdopted> && event.as<PolicyAdopted>().org.value == org;
  });
}

TEST(Trials, T16_ParentChanged) {
  const auto trial = [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    auto questions = questions_about(scenario, usual_dates(scenario));
    Findings out;
    for (const std::string& org : leaves(deeds, questions)) {
      const std::string parent = parent_of(deeds, org);
      const std::string top = parent_of(deeds, parent);
      if (top.empty() || has_policies(deeds, parent)) continue;  // there is no other one beside its parent
      const Date on = scenario.dates().back().plus_days(1);
      auto with = deeds;
      with.push_back(one_like(deeds, parent, "o-elsewhere", top, 4));
      const Lines expected = together(Replay(with, Replay::How::folded), questions, org);
      with.push_back(deed_of(
          fmt::format(
              R"({{"type":"OrgParentChanged","on":"{}","data":{{"org":"{}","parent":"o-elsewhere"}}}})",
              on.str(), org),
          added(5)));
      const Replay replay(with, Replay::How::folded);
      for (Finding& each : noted(difference(expected, together(replay, questions, org)), org + " was moved"))
        out.push_back(std::move(each));
    }
    return out;
  };
  hold("T16 moved", trial, kMoved);
}

constexpr Meant kClosed[] = {
    {"law.open_after_org*",
     "T16: what is open in nothing is flagged, and what has ended is no longer counted"},
    {"law.nothing_after_its_end", "LAW-03: what was recorded for a time that the organisation did not see"},
};

/// What rang by a day, and amounts.
Lines of_its_time(const Lines& lines, Date until) {
  Lines out;
  for (const Line& line : lines) {
    const bool is_new = line.text.starts_with("rings since ") && line.text.substr(12, 10) > until.str();
    const auto* statistic = std::get_if<form::Statistic>(&find_rule(line.rule)->form);
    const bool is_standing =
        statistic != nullptr && (statistic->amount.empty() || statistic->view != nullptr);
    if (!is_new && !is_standing) out.insert(line);
  }
  return out;
}

TEST(Trials, T16_Closed) {
  const auto trial = [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const Date on = scenario.dates().back().plus_days(1);
    auto questions = questions_about(scenario, {on.plus_days(-1), on, on.plus_months(12)});
    questions.computations = false;
    Findings out;
    const Lines before = together(Replay(deeds, Replay::How::folded), questions, {});
    const Lines expected = of_its_time(before, on);
    for (const std::string& org : leaves(deeds, questions)) {
      auto with = deeds;
      with.push_back(deed_of(
          fmt::format(R"({{"type":"OrgClosed","on":"{}","data":{{"org":"{}","reason":"abolished"}}}})",
                      on.str(), org),
          added(6)));
      const Lines closed = together(Replay(with, Replay::How::folded), questions, {});
      for (Finding& each : noted(difference(expected, of_its_time(closed, on)), org + " was closed"))
        out.push_back(std::move(each));
      for (const Line& line : closed) {
        if (before.contains(line) || !line.text.starts_with("rings")) continue;
        out.push_back({line.rule, fmt::format("{} was closed on {}, and on {} {} {}", org, on.str(), line.on,
                                              line.about, line.text)});
      }
    }
    return out;
  };
  hold("T16 closed", trial, kClosed);
}

}  // namespace
}  // namespace tenure::trials::organisation_ends
