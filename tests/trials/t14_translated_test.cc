// T14: everybody and every organisation under another name, in the other order; all dates whole years later;
// all money multiplied. The answers are the same, translated.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include "domain/describe/write.h"
#include "tests/trials/answers.h"
#include "tests/trials/packs.h"

namespace tenure::trials::translated {
namespace {

using Names = std::map<std::string, std::string>;  // by the old ones

/// The ids of a type, whether events are about what they name or only mention it.
bool is_id_of(const TypeInfo& type) {
  return type.name == kType<PersonId>.name || type.name == kType<OrgId>.name ||
         type.name == kType<MatterId>.name || type.name == kType<CaseId>.name;
}

std::string print(const TypeInfo& type, const void* value) {
  std::string out;
  type.print(value, out);
  return out;
}

/// New names for all ids, in the opposite order.
Names other_names(const std::vector<Deed>& deeds) {
  Names out;
  for (const Deed& deed : deeds) {
    out[deed.act.authority.value];
    for (const Event& event : deed.act.events) {
      look_at(event, [&](const TypeInfo& type, const void* value, std::string_view) {
        if (type.form == Form::text && is_id_of(type)) out[print(type, value)];
      });
    }
  }
  std::size_t rank = out.size();
  for (auto& [old, fresh] : out) fresh = fmt::format("q{:04}q", rank--);
  return out;
}

std::string replace_all(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::vector<Deed> renamed(std::vector<Deed> deeds, const Names& fresh) {
  for (Deed& deed : deeds) {
    deed.act.authority.value = fresh.at(deed.act.authority.value);
    for (OrgId& other : deed.act.co_authorities) {
      if (fresh.contains(other.value)) other.value = fresh.at(other.value);
    }
    for (Event& event : deed.act.events) {
      event = changed(event, [&](const TypeInfo& type, void* value, std::string_view) {
        if (type.form == Form::text && is_id_of(type)) type.parse(fresh.at(print(type, value)), value);
      });
    }
  }
  return with_packs(std::move(deeds), [&](std::string pack) {
    for (const auto& [old, name] : fresh)
      pack = replace_all(std::move(pack), '"' + old + '"', '"' + name + '"');
    return pack;
  });
}

std::string with_old_names(std::string text, const Names& fresh) {
  for (const auto& [old, name] : fresh) {
    if (text.find(name) != std::string::npos) text = replace_all(std::move(text), name, old);
  }
  return text;
}

/// The parts of a computation stand in the order of their names, which is another one.
std::string sorted(const std::string& text) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t end = text.find("] "); end != std::string::npos; end = text.find("] ", from)) {
    parts.push_back(text.substr(from, end + 1 - from));
    from = end + 2;
  }
  parts.push_back(text.substr(from));
  const std::size_t colon = parts.front().find(": ");  // behind a value and its unit
  if (const std::size_t value = colon == std::string::npos ? parts.front().find(' ') : colon + 1;
      value != std::string::npos) {
    parts.push_back(parts.front().substr(value + 1));
    parts.front().resize(value);
  }
  std::sort(parts.begin() + 1, parts.end());
  return fmt::format("{}", fmt::join(parts, "; "));
}

Lines with_old_names(const Lines& lines, const Names& fresh) {
  Lines out;
  for (const Line& line : lines)
    out.insert(
        {line.rule, with_old_names(line.about, fresh), line.on, sorted(with_old_names(line.text, fresh))});
  return out;
}

TEST(Trials, T14_OtherNames) {
  hold("T14 names", [](const Scenario& scenario) {
    const auto deeds = apart(scenario);
    const Names fresh = other_names(deeds);
    auto questions = questions_about(scenario, usual_dates(scenario));
    const Lines expected = answers_of(Replay(deeds, Replay::How::folded), questions);
    for (auto* ids : {&questions.persons, &questions.orgs}) {
      for (std::string& id : *ids) id = fresh.at(id);
    }
    const Replay replay(renamed(deeds, fresh), Replay::How::folded);
    return difference(with_old_names(expected, {}), with_old_names(answers_of(replay, questions), fresh));
  });
}

constexpr int kYears = 28;  // the same weekdays and leap years
constexpr int kDays = 10'227;

bool is_shifted(Date date) { return date.year() < 2070; }

std::vector<Deed> shifted(std::vector<Deed> deeds) {
  for (Deed& deed : deeds) {
    deed.act.issued_at.us += kDays * Moment::kDayUs;
    for (Event& event : deed.act.events) {
      event = changed(event, [&](const TypeInfo& type, void* value, std::string_view) {
        if (&type == &kType<Date>) {
          auto& date = *static_cast<Date*>(value);
          if (is_shifted(date)) date = date.plus_days(kDays);
        } else if (&type == &kType<Period>) {
          auto& period = *static_cast<Period*>(value);
          if (period.calendar()) period.year = static_cast<std::int16_t>(period.year + kYears);
        }
      });
    }
  }
  return deeds;
}

/// Dates, periods and years in a text, some years later.
std::string later(const std::string& text) {
  static const std::regex year(R"((^|[^0-9.=-])((?:19|20)[0-9]{2})(?=-[0-9HQB]|[=/:\]]| \[))");
  std::string out;
  auto from = text.cbegin();
  for (std::sregex_iterator found(text.begin(), text.end(), year), end; found != end; ++found) {
    out.append(from, (*found)[2].first);
    out += std::to_string(std::stoi((*found)[2].str()) + kYears);
    from = (*found)[2].second;
  }
  return out.append(from, text.cend());
}

std::string with_later_dates(std::string pack) {
  static const std::regex date(R"([0-9]{4}-[0-9]{2}-[0-9]{2})");
  std::string out;
  auto from = pack.cbegin();
  for (std::sregex_iterator found(pack.begin(), pack.end(), date), end; found != end; ++found) {
    out.append(from, (*found)[0].first);
    out += Date::parse((*found)[0].str())->plus_days(kDays).str();
    from = (*found)[0].second;
  }
  return out.append(from, pack.cend());
}

constexpr std::string_view kChart =
    "BB-61: an account is of the chart of its year, which does not move with the dates";
constexpr Meant kOtherYears[] = {
    {"stat.book_income", kChart},
    {"stat.book_spending", kChart},
};

TEST(Trials, T14_OtherYears) {
  hold(
      "T14 years",
      [](const Scenario& scenario) {
        const auto deeds = apart(scenario);
        auto questions = questions_about(scenario, usual_dates(scenario));
        Lines expected;
        for (const Line& line : answers_of(Replay(deeds, Replay::How::folded), questions))
          expected.insert({line.rule, line.about, later(line.on), later(line.text)});
        for (Date& date : questions.dates) date = date.plus_days(kDays);
        const Replay replay(with_packs(shifted(deeds), with_later_dates), Replay::How::folded);
        return difference(expected, answers_of(replay, questions));
      },
      kOtherYears);
}

constexpr std::int64_t kWhole = 10'000;  ///< before it is compared, so that shares of it are whole fen
constexpr std::int64_t kTimes = 3;

/// Facts of organisations in yuan that standards and floors of pay are.
std::set<std::string> indicators(const std::vector<Deed>& deeds) {
  std::set<std::string> out;
  for (const std::string& text : packs_of(deeds)) {
    const auto pack = parse_pack(text);
    if (!pack) continue;
    for (const std::string_view key : {"pay.floor", "pay.standard"}) {
      const auto found = pack->values.find(key);
      if (found != pack->values.end() && found->second.given == Given::value)
        out.insert(found->second.codes.front().value);
    }
  }
  return out;
}

/// A schedule whose values are fen; that of a contest is points.
bool is_of_money(const ParameterInfo& parameter) { return parameter.key.starts_with("departure_subsidy."); }

/// All amounts in facts and packs `times` as high.
std::vector<Deed> multiplied(std::vector<Deed> deeds, std::int64_t times) {
  const auto in_yuan = indicators(deeds);
  for (Deed& deed : deeds) {
    for (Event& event : deed.act.events) {
      bool is_money = false;
      event = changed(event, [&](const TypeInfo& type, void* value, std::string_view field) {
        if (&type == &kType<Fen>) static_cast<Fen*>(value)->value *= times;
        if (field == "name" && &type == &kType<Code>)
          is_money = in_yuan.contains(static_cast<Code*>(value)->value);
        if (field == "number" && is_money) static_cast<Decimal*>(value)->scaled *= times;
      });
    }
  }
  const auto amount = [times](const ParameterInfo& parameter,
                              const PackValue& value) -> std::optional<std::string> {
    if (parameter.type == ParameterType::fen) return std::to_string(value.number * times);
    if (parameter.type != ParameterType::schedule || !is_of_money(parameter)) return std::nullopt;
    std::string steps;
    for (const Step& step : value.schedule)
      steps += fmt::format("{}[{}, {}]", steps.empty() ? "" : ", ", step.from.str(),
                           Decimal{step.value.scaled * times}.str());
    return "[" + steps + "]";
  };
  return with_packs(std::move(deeds), [&](std::string text) {
    const auto pack = parse_pack(text);
    if (!pack) return text;
    for (const auto& [key, value] : pack->values) {
      if (value.given != Given::value || !amount(*find_parameter(pack_schema(), key), value)) continue;
      if (auto other = with_value(text, key, amount)) text = std::move(*other);
    }
    return text;
  });
}

/// Amounts in a text `times` as high.
std::string in_times(const std::string& text, std::int64_t times) {
  static const std::regex amount(R"((-?[0-9]+(?:\.[0-9]+)?)(?= (?:fen|yuan)\b))");
  std::string out;
  auto from = text.cbegin();
  for (std::sregex_iterator found(text.begin(), text.end(), amount), end; found != end; ++found) {
    out.append(from, (*found)[0].first);
    const std::string number = (*found)[0].str();
    out += number.find('.') == std::string::npos ? std::to_string(std::stoll(number) * times)
                                                 : Decimal{Decimal::parse(number)->scaled * times}.str();
    from = (*found)[0].second;
  }
  return out.append(from, text.cend());
}

Lines in_times(const Lines& lines, std::int64_t times) {
  Lines out;
  for (const Line& line : lines) out.insert({line.rule, line.about, line.on, in_times(line.text, times)});
  return out;
}

constexpr Meant kInYuan[] = {
    {"law.amount", "LAW-16: a bound in yuan, which nothing multiplies"},
    {"stat.profile_facts", "it groups facts as they read, with their numbers"},
};

TEST(Trials, T14_OtherMoney) {
  hold(
      "T14 money",
      [](const Scenario& scenario) {
        const auto questions = questions_about(scenario, usual_dates(scenario));
        const auto small = multiplied(scenario.deeds, kWhole);
        const auto large = multiplied(scenario.deeds, kWhole * kTimes);
        const Replay before(small, Replay::How::judged);
        const Replay after(large, Replay::How::judged);
        Findings out = difference(with_old_names(in_times(answers_of(before, questions), kTimes), {}),
                                  with_old_names(answers_of(after, questions), {}));
        for (Finding& each : difference(flags_of(before, small), flags_of(after, large)))
          out.push_back(std::move(each));
        return out;
      },
      kInYuan);
}

}  // namespace
}  // namespace tenure::trials::translated
