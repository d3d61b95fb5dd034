#include "tests/trials/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

#include "domain/act/catalogue.h"
#include "domain/describe/write.h"
#include "domain/ledger/events.h"
#include "domain/words/words.h"
#include "tests/trials/trial.h"

namespace tenure::trials {
namespace {

namespace fs = std::filesystem;

/// The folder of what the scenario tests submit, as of their binary.
fs::path recorded() {
  const fs::path folder = fs::path(TENURE_SOURCE_DIR) / "build" / "recorded";
  const fs::path done = folder / "done";
  if (fs::exists(done) && fs::last_write_time(done) > fs::last_write_time(TENURE_SCENARIOS_BINARY))
    return folder;
  fs::create_directories(folder);
  fs::remove(done);
  // What the tests find is their own business: what they submitted is what is wanted.
  const std::string command =
      fmt::format("env -u GTEST_FILTER -u GTEST_OUTPUT TENURE_RECORD_SCENARIOS='{}' '{}' > '{}' 2>&1 || true",
                  folder.string(), TENURE_SCENARIOS_BINARY,
                  (fs::path(TENURE_SOURCE_DIR) / "build" / "recording.log").string());
  if (std::system(command.c_str()) != 0 || !fs::exists(done))
    throw std::runtime_error("the scenarios cannot be recorded");
  return folder;
}

Act parsed(std::string payload) {
  const std::size_t size = payload.size();
  payload.resize(size + simdjson::SIMDJSON_PADDING);
  ParsedAct out = parse_act(std::string_view(payload).substr(0, size));
  if (out.shape) throw std::runtime_error(out.shape->text());
  return std::move(out.act);
}

/// Acts as they were recorded; nothing of a file that does not begin with a ledger's first act.
Scenario read(const fs::path& file) {
  Scenario out{file.stem().string(), {}};
  std::ifstream in(file);
  std::string index, rule, keys, payload;
  std::set<std::string> known;
  while (in >> index >> rule) {
    std::getline(in, keys);
    std::getline(in, payload);
    if (rule == "-" && !known.insert(index).second) continue;  // handed in twice
    Deed deed{parsed(payload), {}, {}, rule == "-" ? "" : rule};
    deed.act.expects.clear();
    for (std::size_t from = 1; from < keys.size();) {
      const std::size_t end = std::min(keys.find(',', from), keys.size());
      deed.keyids.push_back(keys.substr(from, end - from));
      from = end + 1;
    }
    for (std::uint32_t i = 0; i < deed.act.events.size(); ++i) {
      deed.names.push_back(rule == "-" ? Position{std::stoull(index), i}
                                       : Position{800'000 + out.deeds.size(), i});
    }
    out.deeds.push_back(std::move(deed));
  }
  return out;
}

void walk(const TypeInfo& type, const void* value, std::string_view field, const Look& look) {
  switch (type.form) {
    case Form::optional:
    case Form::list:
      for (std::size_t i = 0; i < type.size(value); ++i)
        walk(*type.element, type.item(value, i), field, look);
      break;
    case Form::structure:
      for (const Field& each : type.structure->fields) walk(*each.type, each.in(value), each.name, look);
      break;
    case Form::event: {
      const auto& event = *static_cast<const Event*>(value);
      look(kType<Date>, &event.on, "on");
      walk(event.type->data_type(), event.data.get(), {}, look);
      break;
    }
    default:
      look(type, value, field);
  }
}

}  // namespace

bool is_long() { return std::getenv("TENURE_LONG") != nullptr; }

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> all = [] {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(recorded())) {
      if (entry.path().extension() == ".acts") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    std::vector<Scenario> out;
    for (const fs::path& file : files) {
      Scenario scenario = read(file);
      if (scenario.deeds.size() < 2 || (!is_long() && scenario.facts() > kFactsMost)) continue;
      if (scenario.deeds.front().act.events.front().type->type == &kType<LedgerOpened>)
        out.push_back(std::move(scenario));
    }
    return out;
  }();
  return all;
}

std::size_t Scenario::facts() const {
  std::size_t out = 0;
  for (const Deed& deed : deeds) out += deed.act.events.size();
  return out;
}

std::vector<Date> Scenario::dates() const {
  std::set<Date> out;
  for (const Deed& deed : deeds) {
    for (const Event& event : deed.act.events) out.insert(event.on);
  }
  return {out.begin(), out.end()};
}

static std::vector<std::string> subjects_of(const Scenario& scenario, SubjectKind kind) {
  std::set<std::string> out;
  for (const Deed& deed : scenario.deeds) {
    for (const Event& event : deed.act.events) {
      if (event.type->traits.registers != kind) continue;
      for (const Subject& subject : subjects(event)) {
        if (subject.kind == kind) out.insert(subject.id);
      }
    }
  }
  return {out.begin(), out.end()};
}
std::vector<std::string> Scenario::persons() const { return subjects_of(*this, SubjectKind::person); }
std::vector<std::string> Scenario::orgs() const { return subjects_of(*this, SubjectKind::org); }

std::string Scenario::str() const {
  std::string out;
  for (const Deed& deed : deeds) {
    for (std::size_t i = 0; i < deed.act.events.size(); ++i) {
      const Event& event = deed.act.events[i];
      std::string text;
      write_json(event.type->data_type(), event.data.get(), text);
      if (text.size() > 400) text = text.substr(0, 400) + "...";
      out += fmt::format("    {:>9} {} {} {} {}{}\n", deed.names[i].str(), event.on.str(),
                         deed.act.authority.value, event.type->name(), text,
                         deed.refused_by.empty() ? "" : "   refused by " + deed.refused_by);
    }
  }
  return out;
}

Deed deed_of(Event event, Position name, const OrgId& authority) {
  Deed out;
  out.act.id = ActId::make(name.index, {});
  out.act.authority = authority;
  out.act.issued_at = {std::int64_t{event.on.days} * Moment::kDayUs};
  out.act.klass = Code{std::string(event.type->traits.klass)};
  out.act.events.push_back(std::move(event));
  out.names.push_back(name);
  return out;
}

Deed deed_of(const std::string& event_json, Position name, const std::string& authority) {
  auto event = read_event_slice(event_json);
  if (!event) throw std::runtime_error(event_json + ": " + event.error().text());
  return deed_of(std::move(*event), name, OrgId{authority});
}

std::vector<Deed> apart(const Deed& deed) {
  std::vector<Deed> out;
  for (std::size_t i = 0; i < deed.act.events.size(); ++i) {
    Deed one = deed;
    one.act.events = {deed.act.events[i]};
    one.names = {deed.names[i]};
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<Deed> apart(const Scenario& scenario) {
  std::vector<Deed> out;
  for (const Deed& deed : scenario.deeds) {
    if (!deed.refused_by.empty()) continue;
    auto each = apart(deed);
    std::move(each.begin(), each.end(), std::back_inserter(out));
  }
  return out;
}

namespace {

/// The words of a vocabulary that has the word, in a circle.
std::string_view word_beside(std::string_view word, int step) {
  for (const Vocabulary& vocabulary : vocabularies()) {
    const auto count = static_cast<int>(vocabulary.words.size());
    for (int i = 0; i < count; ++i) {
      if (vocabulary.words[static_cast<std::size_t>(i)].code == word)
        return vocabulary.words[static_cast<std::size_t>((i + step + count) % count)].code;
    }
  }
  return word;
}

/// The calendar period of its kind that holds the day before its first one, or after its last.
Period period_beside(const Period& period, int step) {
  const Date day = step < 0 ? period.first().plus_days(-1) : period.last().plus_days(1);
  Period out{period.kind, static_cast<std::int16_t>(day.year()), 1, {}};
  while (out.last() < day) ++out.ordinal;
  return out;
}

}  // namespace

bool move_leaf(const TypeInfo& type, void* value, int step) {
  if (&type == &kType<Period>) {
    auto& period = *static_cast<Period*>(value);
    if (!period.calendar()) return false;
    period = period_beside(period, step);
  } else if (&type == &kType<Date>) {
    auto& date = *static_cast<Date*>(value);
    date = date.plus_days(step);
  } else if (&type == &kType<Code>) {
    auto& word = static_cast<Code*>(value)->value;
    const std::string_view beside = word_beside(word, step);
    if (beside == word) return false;
    word = std::string(beside);
  } else if (type.form == Form::integer || type.form == Form::decimal) {
    type.set(value, type.get(value) + step);
  } else {
    return false;
  }
  return true;
}

std::vector<Deed> without(const std::vector<Deed>& deeds, std::set<Position> names) {
  std::vector<Deed> out;
  for (const Deed& deed : deeds) {
    const bool speaks = std::ranges::any_of(positions_in(deed.act.events.front()),
                                            [&](Position position) { return names.contains(position); });
    if (speaks) names.insert(deed.names.front());
    if (!names.contains(deed.names.front())) out.push_back(deed);
  }
  return out;
}

void look_at(const Event& event, const Look& look) {
  walk(event.type->data_type(), event.data.get(), {}, look);
}

Event changed(const Event& event, const Change& change) {
  auto data = event.type->make();
  std::string json;
  write_json(event.type->data_type(), event.data.get(), json);
  if (auto done = read_json(json, event.type->data_type(), data.get()); !done)
    throw std::runtime_error(json + ": " + done.error().text());
  Date on = event.on;
  change(kType<Date>, &on, "on");
  walk(event.type->data_type(), data.get(), {},
       [&](const TypeInfo& type, const void* value, std::string_view field) {
         change(type, const_cast<void*>(value), field);
       });
  return make_event(*event.type, on, event.precision, std::move(data));
}

std::vector<Position> positions_in(const Event& event) {
  std::vector<Position> out;
  look_at(event, [&](const TypeInfo& type, const void* value, std::string_view) {
    if (&type == &kType<Position>) out.push_back(*static_cast<const Position*>(value));
    if (&type != &kType<ShortText>) return;
    const auto basis = Position::parse(static_cast<const ShortText*>(value)->value);
    if (basis) out.push_back(*basis);
  });
  return out;
}

bool speaks_of_positions(const Event& event) { return !positions_in(event).empty(); }

}  // namespace tenure::trials
