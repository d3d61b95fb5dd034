// T6: the policy of the day. A pack that is adopted once more, word by word, changes nothing, whenever that
// is; one that is adopted later changes nothing of what was asked before it. One that says something else,
// and is adopted in the middle of a period, changes nothing of that period; from its day on it holds.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <tuple>

#include "domain/act/catalogue.h"
#include "domain/registry/events.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"
#include "tests/trials/packs.h"

namespace tenure::trials::policy {
namespace {

/// The adoptions of packs in force, where nothing speaks against adopting them again.
std::vector<std::size_t> adoptions(const std::vector<Deed>& deeds) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < deeds.size(); ++i) {
    const Event& event = deeds[i].act.events.front();
    if (event.type->type != &kType<PolicyAdopted>) continue;
    const auto& policy = event.as<PolicyAdopted>();
    if (policy.pack && !policy.until && policy.status != PolicyStatus::proposed &&
        policy.status != PolicyStatus::draft)
      out.push_back(i);
  }
  return out;
}

/// The newest of those adoptions for that organisation on the date.
bool is_newest(const std::vector<Deed>& deeds, const std::vector<std::size_t>& all, std::size_t which,
               Date on) {
  const Event& chosen = deeds[which].act.events.front();
  for (const std::size_t other : all) {
    const Event& event = deeds[other].act.events.front();
    if (other == which || event.as<PolicyAdopted>().org != chosen.as<PolicyAdopted>().org) continue;
    if (event.on <= on && (event.on > chosen.on || (event.on == chosen.on && other > which))) return false;
  }
  return chosen.on < on;
}

/// The same answers, whatever policy they name.
Lines asked(const std::vector<Deed>& deeds, const Questions& questions) {
  Lines out;
  for (Line line : answers_of(Replay(deeds, Replay::How::folded), questions)) {
    if (line.text.starts_with("rings")) line.text = line.text.substr(0, line.text.find(" ["));
    out.insert(std::move(line));
  }
  return out;
}

constexpr Meant kMeant[] = {
    {"stat.policies", "it counts the policies that were adopted"},
};

TEST(Trials, T6_PolicyOfTheDay) {
  const auto trial = [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const auto all = adoptions(deeds);
    Findings out;
    if (all.empty()) return out;
    const auto questions = questions_about(scenario, usual_dates(scenario));
    const Lines expected = asked(deeds, questions);
    const auto dates = scenario.dates();
    // In the middle of what happens, on a day on which something does, and on the first of a month.
    std::set<Date> days{dates[dates.size() / 2], dates.back(), dates.back().plus_months(-1)};
    for (const Date on : days) {
      for (const std::size_t which : all) {
        if (!is_newest(deeds, all, which, on)) continue;
        Deed again = deeds[which];
        again.names = {added()};
        const Event& event = deeds[which].act.events.front();
        again.act.events = {make_event(on, event.as<PolicyAdopted>())};
        auto with = deeds;
        with.push_back(std::move(again));
        for (Finding& each : difference(expected, asked(with, questions))) {
          each.text += fmt::format(" (the pack adopted once more on {})", on.str());
          out.push_back(std::move(each));
        }
        break;
      }
    }
    return out;
  };
  hold("T6", trial, kMeant);
}

// A pack that says something else
// --------------------------------------------------------------------------------------------------------------

/// A number one more and one less, a list without its last word, a yes that becomes a no.
std::optional<std::string> more(const ParameterInfo& parameter, const PackValue& value) {
  if (is_number(parameter.type)) {
    if (parameter.type == ParameterType::share && value.number == Decimal::kScale) return std::nullopt;
    return number_text(parameter.type, value.number + 1);
  }
  if (parameter.type == ParameterType::flag) return value.number == 0 ? "true" : "false";
  if (parameter.type != ParameterType::codes) return std::nullopt;
  Codes shorter = value.codes;
  shorter.pop_back();
  return list_text(shorter);
}
std::optional<std::string> less(const ParameterInfo& parameter, const PackValue& value) {
  if (!is_number(parameter.type) || value.number == 0) return std::nullopt;
  return number_text(parameter.type, value.number - 1);
}

/// What is answered and what is told, with the first day of the period that it is about, or the day of the
/// event that is told; nothing where a line says neither.
struct Dated {
  Lines lines;
  std::map<Line, Date> from;
};

Dated dated(const std::vector<Deed>& deeds, const Questions& questions) {
  Dated out;
  const Replay replay(deeds, Replay::How::judged);
  for (const Said& said : replay.said()) {
    const Deed& deed = deeds[said.deed];
    const auto tell = [&](const std::string& rule, std::size_t event, const std::string& what) {
      const Event& judged = deed.act.events[event];
      const Event* replacement = replacement_of(judged);
      const auto period = period_of_event(replacement == nullptr ? judged : *replacement);
      const Line line{rule, deed.names[event].str(), judged.on.str(), what};
      out.lines.insert(line);
      if (is_correction(judged) && replacement == nullptr) return;  // it lays bare what is of another day
      const Rule* by = find_rule(rule);
      const bool is_bar = by != nullptr && std::holds_alternative<form::Bar>(by->form);  // it closes days
      out.from[line] = period && period->calendar() && !is_bar ? period->first() : judged.on;
    };
    if (!said.verdict) {
      const Refusal& refusal = said.verdict.error();
      tell(refusal.rule.empty() ? std::string(name(refusal.reason)) : refusal.rule, 0, "refused");
      continue;
    }
    for (const Flag& flag : said.verdict->flags)
      tell(flag.rule.value, static_cast<std::size_t>(flag.event), "flagged");
  }
  for (Line line : answers_of(replay, questions)) {
    const std::size_t period = line.text.find(" for ");
    const bool rings = line.text.starts_with("rings");
    if (rings) line.text = line.text.substr(0, line.text.find(" ["));
    out.lines.insert(line);
    if (!rings || period == std::string::npos) continue;
    const auto about = Period::parse(line.text.substr(period + 5));
    if (about && about->calendar()) out.from[line] = about->first();
  }
  return out;
}

/// The lines of a rule about a subject on a day.
Lines of(const Lines& all, const Line& line) {
  Lines out;
  for (const Line& each : all) {
    if (each.rule == line.rule && each.about == line.about && each.on == line.on) out.insert(each);
  }
  return out;
}

constexpr Meant kChanged[] = {
    {"gate.admonition_served", "PY-41: an admonition lasts as long as the policy of its day says"},
    {"gate.annual_excellent_stands",
     "HX-41: within the year, which is judged by the policy of its first day"},
};

/// The changed pack, adopted on a day beside the one that is there.
std::vector<Deed> adopted_on(const std::vector<Deed>& deeds, std::size_t adoption, const Event& changed,
                             Date on) {
  auto out = deeds;
  Deed later = deeds[adoption];
  later.names = {added()};
  later.act.events = {make_event(on, changed.as<PolicyAdopted>())};
  out.insert(out.begin() + static_cast<std::ptrdiff_t>(adoption) + 1, std::move(later));
  return out;
}

class ChangedPack {
 public:
  ChangedPack(const std::vector<Deed>& deeds, std::size_t adoption, const Questions& questions,
              const Dated& before, std::string key)
      : deeds_(deeds), adoption_(adoption), questions_(questions), before_(before), key_(std::move(key)) {}

  /// Tries it where it makes a difference.
  void try_it(const std::vector<Deed>& changed, Findings& out) const {
    const Dated always = dated(changed, questions_);
    std::set<Date> firsts;  // first days of what it makes a difference to
    for (const auto* side : {&before_, &always}) {
      const auto& other = side == &before_ ? always : before_;
      for (const auto& [line, from] : side->from) {
        if (!other.lines.contains(line) && from > deeds_[adoption_].act.events.front().on)
          firsts.insert(from);
      }
    }
    const bool is_pack = std::ranges::none_of(
        always.lines, [](const Line& line) { return line.rule == name(Reason::bad_pack); });
    if (before_.lines == always.lines || !is_pack) return;
    std::set<Date> days{questions_.dates.front().plus_days(-3)};
    int tried = 0;
    for (auto first = firsts.rbegin(); first != firsts.rend() && tried < times(2, 20); ++first, ++tried)
      days.insert({*first, first->plus_days(kInTheMiddle)});
    for (const Date on : days) compare(changed, always, on, out);
  }

 private:
  static constexpr int kInTheMiddle = 9;

  void compare(const std::vector<Deed>& changed, const Dated& always, Date on, Findings& out) const {
    if (on <= deeds_[adoption_].act.events.front().on) return;
    const Dated mixed =
        dated(adopted_on(deeds_, adoption_, changed[adoption_].act.events.front(), on), questions_);
    const auto find = [&](const Line& line, std::string_view why) {
      out.push_back({line.rule, fmt::format("{} {} on {}: {} ({} {} from {} on)", line.rule, line.about,
                                            line.on, line.text, why, key_, on.str())});
    };
    std::set<std::tuple<std::string, std::string, std::string>> looked_at;
    for (const Lines* lines : {&before_.lines, &always.lines, &mixed.lines}) {
      for (const Line& line : *lines) {
        if (line.rule == "stat.policies") continue;
        const auto from = from_of(line, always, mixed);
        if (from) {
          const Dated& right = *from < on ? before_ : always;
          if (right.lines.contains(line) != mixed.lines.contains(line))
            find(line, mixed.lines.contains(line) ? "said, with" : "not said, with");
          continue;
        }
        if (!looked_at.insert({line.rule, line.about, line.on}).second) continue;
        const Lines said = of(mixed.lines, line);
        if (said != of(before_.lines, line) && said != of(always.lines, line)) find(line, "of neither, with");
      }
    }
  }
  std::optional<Date> from_of(const Line& line, const Dated& always, const Dated& mixed) const {
    for (const Dated* each : {&before_, &always, &mixed}) {
      const auto found = each->from.find(line);
      if (found != each->from.end()) return found->second;
    }
    return std::nullopt;
  }

  const std::vector<Deed>& deeds_;
  std::size_t adoption_;
  const Questions& questions_;
  const Dated& before_;
  std::string key_;
};

TEST(Trials, T6_ChangedInTheMiddle) {
  const auto keys = adopters([](const ParameterInfo&) { return true; });
  std::map<std::string, std::set<std::string>> keys_of;  // to be tried in the scenario of that name
  for (const auto& [key, adopting] : keys) {
    const std::size_t most = is_long() ? 1'000 : 4;
    for (std::size_t i = 0; i < std::min(most, adopting.scenarios.size()); ++i)
      keys_of[adopting.scenarios[i]->name].insert(key);
  }
  const auto trial = [&](const Scenario& scenario) {
    Findings out;
    const auto found = keys_of.find(scenario.name);
    const auto deeds = apart(scenario);
    const auto all = adoptions(deeds);
    if (all.size() != 1 || found == keys_of.end()) return out;
    const auto questions = questions_about(scenario, usual_dates(scenario));
    const Dated before = dated(deeds, questions);
    for (const std::string& key : found->second) {
      const ChangedPack pack(deeds, all.front(), questions, before, key);
      for (const ValueChange& change : {ValueChange(more), ValueChange(less)}) {
        const auto changed = with_values(deeds, key, change);
        if (changed) pack.try_it(*changed, out);
      }
    }
    return out;
  };
  hold("T6 changed", trial, kChanged);
}

}  // namespace
}  // namespace tenure::trials::policy
