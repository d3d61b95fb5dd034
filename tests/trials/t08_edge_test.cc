// T8: each number of each pack, one step below and one above; each list without its first, its last, all of
// its words, and with one more. Some scenario of the same mechanism answers otherwise; a parameter of which
// none does is listed here. Lists in events: what stands in one twice is said, or counts once. The first and
// the last minute of a day in Beijing, and 29 February between its neighbours.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>

#include "domain/act/catalogue.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "domain/rules/rule.h"
#include "tests/trials/answers.h"
#include "tests/trials/packs.h"

namespace tenure::trials::edge {
namespace {

/// Numbers of packs that no scenario of their mechanisms comes near.
constexpr std::string_view kFar[] = {
    "audit.approval_limit_fen.committee_member",
    "audit.approval_limit_fen.secretary",
    "audit.cash_cap_fen",
    "audit.close_days",
    "audit.near_days",
    "audit.publish_days",
    "audit.training_days",
    "ledger.issued_age_days_max",
    "major_decision.body.villagers_meeting.majority",
    "major_decision.body.villagers_meeting.quorum",
    "override.signatures",
    "posts.max",
    "posts.min",
    "scheme.organiser.review_points.average",
    "term.grace_days",
};
/// Lists of which no scenario misses a word, or sees one too many.
constexpr std::string_view kFarLists[] = {
    "audit.fund_uses.one_case",
    "pay.posts",
    "scheme.organiser.feedback_to",
};

/// What is said and answered; what is required is the parameter itself, and says nothing.
Lines everything(const std::vector<Deed>& deeds, const Questions& questions) {
  static const std::regex required(R"(\([^)]*\))");
  const Replay replay(deeds, Replay::How::judged);
  Lines out = flags_of(replay, deeds);
  for (Line line : answers_of(replay, questions)) {
    if (std::holds_alternative<form::Eligibility>(find_rule(line.rule)->form))
      line.text = std::regex_replace(line.text, required, "");
    out.insert(std::move(line));
  }
  return out;
}

/// Whether one of the changes makes a difference in one of the scenarios that adopt the key.
bool is_near(const std::string& key, const Adopters& adopting, const std::vector<ValueChange>& changes,
             std::map<const Scenario*, Lines>& expected) {
  const std::size_t most = is_long() ? 1'000 : 14;
  for (std::size_t i = 0; i < std::min(most, adopting.scenarios.size()); ++i) {
    const Scenario& scenario = *adopting.scenarios[i];
    const auto questions = questions_about(scenario, many_dates(scenario));
    auto& lines = expected[&scenario];
    if (lines.empty()) lines = everything(scenario.deeds, questions);
    for (const ValueChange& change : changes) {
      const auto deeds = with_values(scenario.deeds, key, change);
      if (deeds && everything(*deeds, questions) != lines) return true;
    }
  }
  return false;
}

template <class List>
void hold_listed(const AdoptersByKey& all, const std::vector<ValueChange>& changes, const List& listed_far) {
  std::map<const Scenario*, Lines> expected;
  for (const auto& [key, adopting] : all) {
    const bool near = is_near(key, adopting, changes, expected);
    const bool listed = std::ranges::find(listed_far, key) != std::end(listed_far);
    if (is_long() && near) continue;  // more scenarios, which may come near
    EXPECT_NE(near, listed) << "\"" << key << "\", " << (near ? "tried now" : "not tried") << " of "
                            << adopting.scenarios.size();
  }
}

TEST(Trials, T8_Edge) {
  hold_listed(adopters([](const ParameterInfo& parameter) { return is_number(parameter.type); }),
              {moved_by(-1), moved_by(1)}, kFar);
}

/// A list with its words changed.
template <class Edit>
ValueChange edited(Edit edit) {
  return [edit](const ParameterInfo&, const PackValue& value) -> std::optional<std::string> {
    Codes codes = value.codes;
    if (codes.empty() || !edit(codes)) return std::nullopt;
    return list_text(codes);
  };
}

TEST(Trials, T8_Lists) {
  const std::vector<ValueChange> changes = {
      edited([](Codes& codes) {
        codes.pop_back();
        return !codes.empty();
      }),
      edited([](Codes& codes) {
        codes.erase(codes.begin());
        return !codes.empty();
      }),
      edited([](Codes& codes) {
        codes.clear();
        return true;
      }),
  };
  hold_listed(adopters([](const ParameterInfo& parameter) { return parameter.type == ParameterType::codes; }),
              changes, kFarLists);
}

// Lists in events
// --------------------------------------------------------------------------------------------------------------

/// The event with the last item of its list once more; nothing where that list is empty, or no list.
std::optional<Event> twice_in(const Event& event, const Field& list) {
  if (list.type->form != Form::list || list.type->size(list.in(event.data.get())) == 0) return std::nullopt;
  std::string json;
  write_json(event.type->data_type(), event.data.get(), json);
  const void* items = list.in(event.data.get());
  std::string item;
  write_json(*list.type->element, list.type->item(items, list.type->size(items) - 1), item);
  std::string whole;
  write_json(*list.type, items, whole);
  const std::string longer = whole.substr(0, whole.size() - 1) + "," + item + "]";
  const std::string member = fmt::format("\"{}\":", list.name);
  const std::size_t at = json.find(member + whole);
  if (at == std::string::npos) return std::nullopt;
  json.replace(at + member.size(), whole.size(), longer);
  auto data = event.type->make();
  if (!read_json(json, event.type->data_type(), data.get())) return std::nullopt;
  return make_event(*event.type, event.on, event.precision, std::move(data));
}

TEST(Trials, T8_ListedTwice) {
  Sample sample(times(3, 1'000));
  const auto trial = [&](const Scenario& scenario) {
    Findings out;
    const auto deeds = apart(scenario);
    const auto questions = questions_about(scenario, {usual_dates(scenario).back()});
    std::set<std::string> tried;
    for (std::size_t i = 1; i < deeds.size(); ++i) {
      const Event& event = deeds[i].act.events.front();
      if (event.type->traits.control) continue;
      for (const Field& field : event.type->structure->fields) {
        const auto name = fmt::format("{}.{}", event.type->name(), field.name);
        const auto doubled = twice_in(event, field);
        if (!doubled || !tried.insert(name).second || !sample.takes(name, scenario)) continue;
        auto with = deeds;
        with[i].act.events.front() = *doubled;
        const Replay replay(with, Replay::How::judged);
        const Replay once(deeds, Replay::How::judged);
        if (flags_of(replay, with) != flags_of(once, deeds)) continue;  // it is said
        for (Finding& each : difference(answers_of(once, questions), answers_of(replay, questions))) {
          each.text += fmt::format(" ({}: {} twice)", deeds[i].names.front().str(), name);
          out.push_back(std::move(each));
        }
      }
    }
    return out;
  };
  hold("T8 listed twice", trial);
}

// Days
// --------------------------------------------------------------------------------------------------------------

constexpr std::int64_t kMinuteUs = std::int64_t{60} * 1'000'000;
constexpr std::int64_t kBeijingUs = 480 * kMinuteUs;  ///< ahead of UTC

/// The first or last minute of a day in Beijing.
Moment minute_of(Date day, bool last) {
  const Moment first{std::int64_t{day.days} * Moment::kDayUs - kBeijingUs};
  return last ? Moment{first.us + Moment::kDayUs - kMinuteUs} : first;
}

/// All acts issued in that minute of their days, `later` days later.
std::vector<Deed> issued(std::vector<Deed> deeds, bool last, int later = 0) {
  for (Deed& deed : deeds) deed.act.issued_at = minute_of(deed.act.issued_at.date().plus_days(later), last);
  return deeds;
}

TEST(Trials, T8_Minutes) {
  hold("T8 minutes", [](const Scenario& scenario) {
    const auto first = issued(scenario.deeds, false);
    const auto last = issued(scenario.deeds, true);
    EXPECT_EQ(first.front().act.issued_at.date(), last.front().act.issued_at.date());
    return difference(flags_of(Replay(first, Replay::How::judged), first),
                      flags_of(Replay(last, Replay::How::judged), last));
  });
}

TEST(Trials, T8_MinuteBefore) {
  std::size_t said = 0;
  for (const Scenario& scenario : scenarios()) {
    for (std::size_t i = 1; i < scenario.deeds.size(); ++i) {
      const Deed& deed = scenario.deeds[i];
      const Event& event = deed.act.events.front();
      if (deed.act.events.size() > 1 || event.on != deed.act.issued_at.date() || !deed.refused_by.empty())
        continue;
      std::vector<Deed> with(scenario.deeds.begin(), scenario.deeds.begin() + static_cast<std::ptrdiff_t>(i));
      with.push_back(deed);
      const auto told_when = [&](bool last, int later) {
        with.back().act.issued_at = minute_of(event.on.plus_days(later), last);
        const Replay replay(with, Replay::How::judged);
        std::set<std::string> rules;
        if (const auto& verdict = replay.said().back().verdict) {
          for (const Flag& flag : verdict->flags) rules.insert(flag.rule.value);
        }
        return rules;
      };
      EXPECT_FALSE(told_when(false, 0).contains("law.dated_ahead")) << scenario.name;
      if (told_when(true, -1).contains("law.dated_ahead")) ++said;
      break;
    }
  }
  EXPECT_GT(said, 0U) << "a fact of the day after its act, and nothing is said";
}

/// 29 February of the leap year that is next to a date.
Date leap_day_near(Date date) {
  constexpr int kLeapYears = 4;
  int year = date.year() / kLeapYears * kLeapYears;
  if (date.year() - year > 2) year += kLeapYears;
  return Date::of(year, 3, 1).plus_days(-1);
}

/// Values, truths and what rings, without dates.
Lines plain_answers(const std::vector<Deed>& deeds, const Questions& questions) {
  static const std::regex date(R"([0-9]{4}-[0-9]{2}-[0-9]{2})");
  static const std::regex days(R"(\[[^\]]*\]|open_until:\S*)");
  Lines out;
  for (Line line : answers_of(Replay(deeds, Replay::How::folded), questions)) {
    line.text = std::regex_replace(line.text, date, "D");
    line.text = std::regex_replace(line.text, days, "");
    if (std::holds_alternative<form::Eligibility>(find_rule(line.rule)->form))
      line.text = line.text.substr(0, line.text.find(' '));
    out.insert(std::move(line));
  }
  return out;
}

TEST(Trials, T8_LeapDay) {
  Sample sample(times(1, 1'000));
  hold("T8 leap day", [&](const Scenario& scenario) {
    Findings out;
    const auto deeds = apart(scenario);
    auto questions = questions_about(scenario, {});
    std::set<std::string> tried;
    for (std::size_t i = deeds.size(); i-- > 1;) {
      const Event& event = deeds[i].act.events.front();
      const std::string name(event.type->name());
      if (event.type->traits.control || event.type->traits.registers || !tried.insert(name).second ||
          !sample.takes(name, scenario))
        continue;
      const Date leap = leap_day_near(event.on);
      questions.dates = {scenario.dates().back().plus_days(1)};
      for (const int years : {1, 4})
        questions.dates.insert(questions.dates.end(),
                               {leap.plus_months(12 * years).plus_days(-1), leap.plus_months(12 * years),
                                leap.plus_months(12 * years).plus_days(1)});
      const auto on = [&](Date day) {
        auto with = deeds;
        with[i].act.events.front() = make_event(*event.type, day, event.precision, event.data);
        return plain_answers(with, questions);
      };
      const Lines before = on(leap.plus_days(-1));
      const Lines after = on(leap.plus_days(1));
      for (const Line& line : on(leap)) {
        if (before.contains(line) || after.contains(line)) continue;
        out.push_back(
            {line.rule, fmt::format("{} on {} says {} on {}, as on neither day beside it: {}",
                                    event.type->name(), leap.str(), line.about, line.on, line.text)});
      }
    }
    return out;
  });
}

}  // namespace
}  // namespace tenure::trials::edge
