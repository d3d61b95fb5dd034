#include "replay/rules/statistics.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/core/both.h"
#include "domain/describe/inventory.h"
#include "domain/describe/write.h"
#include "domain/registry/hierarchy.h"
#include "domain/words/nearest.h"
#include "domain/words/words.h"
#include "replay/corrected.h"
#include "replay/questions.h"

namespace tenure {
namespace {

/// One value as text: what stands in JSON, without quotes.
void add_values(const TypeInfo& type, const void* value, std::vector<std::string>& out) {
  switch (type.form) {
    case Form::list:
    case Form::optional:
      for (std::size_t i = 0; i < type.size(value); ++i) add_values(*type.element, type.item(value, i), out);
      return;
    case Form::text:
      type.print(value, out.emplace_back());
      return;
    case Form::enumeration:
      out.emplace_back(type.values[static_cast<std::size_t>(type.get(value))].name);
      return;
    default:
      write_json(type, value, out.emplace_back());
  }
}

/// What is counted once: an item, or each value of its distinct field.
struct Counter {
  std::int64_t items = 0;
  std::set<std::string> values;

  /// Whether it is the first of its value.
  bool add(const std::optional<std::string>& value) {
    if (value) return values.insert(*value).second;
    ++items;
    return true;
  }
  std::int64_t count() const { return items + static_cast<std::int64_t>(values.size()); }
};

struct Group {
  Counter all, among;
  std::optional<Amounts> amounts;
  std::set<Position> corrected;  ///< corrections, since, of what it counts

  void add(std::int64_t amount) {
    if (!amounts) amounts = Amounts{0, 0, amount, amount};
    ++amounts->known;
    amounts->sum += amount;
    amounts->least = std::min(amounts->least, amount);
    amounts->most = std::max(amounts->most, amount);
  }
  Figure figure(std::vector<std::string> key) const {
    return {std::move(key), all.count(), among.count(), amounts, {corrected.begin(), corrected.end()}};
  }
  void note(const std::vector<Position>& corrections) {
    for (const Position position : corrections) {
      if (corrected.size() < kCorrectionsToldMax) corrected.insert(position);
    }
  }
};

/// The type of a field's value, whether or not it may be absent.
const TypeInfo& plain(const Field& field) {
  return field.type->form == Form::optional ? *field.type->element : *field.type;
}

/// The number that an item's field holds, where one is recorded.
std::optional<std::int64_t> number_in(const Field& field, const void* item) {
  const void* value = field.in(item);
  if (field.type->form != Form::optional) return field.type->get(value);
  if (field.type->size(value) == 0) return std::nullopt;
  return field.type->element->get(field.type->item(value, 0));
}

/// What items are grouped by: a field of theirs, a word worked out from them, or (neither) their
/// organisation.
struct Grouping {
  const Field* field = nullptr;
  const form::Derived* derived = nullptr;
};

std::optional<Saying> label_of(const PolicyView& policy, const TypeInfo& type, const FieldWords* words,
                               const std::string& value);

/// Whoever a member names by id is mentioned, so that who may see names is shown them.
Saying member_label(const PolicyView& policy, const Field& field, simdjson::dom::element member) {
  std::string_view text;
  const std::string value = member.get(text) ? std::string(simdjson::minify(member)) : std::string(text);
  if (const auto kind = named_kind(plain(field))) return saying(Subject{*kind, value});
  return label_of(policy, *field.type, tenure::words_of(field), value).value_or(Saying(value));
}

/// A structure, which stands as JSON, by what its fields hold.
std::optional<Saying> structure_label(const PolicyView& policy, const StructInfo& structure,
                                      const std::string& json) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(json).get(root)) return std::nullopt;
  std::vector<Saying> said;
  for (const Field& field : structure.fields) {
    simdjson::dom::element member;
    if (root[field.name].get(member)) continue;
    simdjson::dom::array items;
    if (member.get(items)) {
      said.push_back(member_label(policy, field, member));
    } else {
      for (const simdjson::dom::element item : items) said.push_back(member_label(policy, field, item));
    }
  }
  Saying out = listed(said);
  out.data = json;
  return out;
}

/// How a value of the field is said where it has a label of its own.
std::optional<Saying> label_of(const PolicyView& policy, const TypeInfo& type, const FieldWords* words,
                               const std::string& value) {
  if (type.form == Form::list || type.form == Form::optional)
    return label_of(policy, *type.element, words, value);
  if (type.form == Form::boolean) return saying(value == "true");
  if (type.form == Form::structure) return structure_label(policy, *type.structure, value);
  if (&type == &kType<Period>) {
    const auto period = Period::parse(value);
    return period ? std::optional(saying(*period)) : std::nullopt;
  }
  for (const EnumValue& each : type.values) {
    if (each.name == value) return Saying(value, std::string(each.zh), std::string(each.en));
  }
  if (words == nullptr || words->vocabularies.empty()) return std::nullopt;
  return word_of(policy, names_of(words->vocabularies), value);
}

class Counting {
 public:
  Counting(const form::Statistic& statistic, const Past& facts, const form::Window& window,
           const Later* later)
      : statistic_(statistic), facts_(facts), window_(window), later_(later), item_(statistic.item()) {}

  Result<void> group_by(const std::vector<std::string>& by) {
    for (const std::string& word : by) {
      const Grouping grouping{field(word), derived(word)};
      if (word != kByOrg && grouping.field == nullptr && grouping.derived == nullptr)
        return refuse(Reason::bad_request, "by", unknown_group(word));
      by_.push_back(word == kByOrg ? Grouping() : grouping);
    }
    by_org_ = std::find(by.begin(), by.end(), kByOrg) != by.end();
    distinct_ = statistic_.distinct.empty() ? nullptr : field(statistic_.distinct);
    amount_ = statistic_.amount.empty() ? nullptr : field(statistic_.amount);
    return {};
  }

  /// Everything that an organisation's file holds, or the files of those on its register.
  Result<void> add_org(const Past& past, const std::string& org) {
    if (statistic_.view == nullptr) return add_events(past, org);
    if (statistic_.view->subject == SubjectKind::org) return add_rows(past, org, org);
    const auto people = registered_people(past, org);
    if (!people) return tl::unexpected(people.error());
    for (const std::string& person : *people) {
      if (auto done = add_rows(past, person, org); !done) return done;
    }
    return {};
  }

  bool has_groups() const { return !groups_.empty(); }
  void answer(StatisticAnswer& out, const PolicyView& policy) const {
    for (const auto& [key, group] : groups_) out.figures.push_back(group.figure(key));
    out.total = total_.figure({});
    for (std::size_t i = 0; i < by_.size(); ++i) out.labels.push_back(labels_of(policy, i));
  }

 private:
  GroupWords labels_of(const PolicyView& policy, std::size_t place) const {
    const auto& [field, derived] = by_[place];
    GroupWords out{"组织", "organisation", SubjectKind::org, {}};
    if (field != nullptr) out = {field->zh, field->en, named_kind(*field->type), {}};
    if (derived != nullptr) out = {derived->zh, derived->en, std::nullopt, {}};
    for (const auto& [key, group] : groups_) {
      const std::string& word = key[place];
      std::optional<Saying> said;
      if (word == kUnrecorded) {
        said = Saying(word, "未记录", "not recorded");
      } else if (derived != nullptr) {
        if (!derived->vocabularies.empty()) said = word_of(policy, derived->vocabularies, word);
      } else if (field != nullptr) {
        said = label_of(policy, *field->type, tenure::words_of(*field), word);
      }
      if (said) out.words.emplace(word, std::move(*said));
    }
    return out;
  }

  std::string unknown_group(std::string_view word) const {
    std::vector<Word> known{{kByOrg, "组织", "organisation"}};
    std::vector<std::string_view> names;
    for (const std::vector<Word>& some : {words_of_named(item_.fields), words_of_named(statistic_.derived)})
      known.insert(known.end(), some.begin(), some.end());
    for (const Word& each : known) names.push_back(each.code);
    const std::string said = unknown_among(word, known);
    return both("{0}；可用：{2}", "{1}; may be: {2}", halves(said).zh, halves(said).en,
                fmt::format("{}", fmt::join(names, ", ")));
  }

  const Field* field(std::string_view name) const {
    const auto found = std::find_if(item_.fields.begin(), item_.fields.end(),
                                    [&](const Field& f) { return f.name == name; });
    return found == item_.fields.end() ? nullptr : &*found;
  }

  Result<void> add_rows(const Past& past, const std::string& subject, const std::string& org) {
    const auto parts = past.parts(*statistic_.view, subject);
    if (!parts) return tl::unexpected(parts.error());
    for (const std::string& part : *parts) {
      if (const void* row = past.find_row(*statistic_.view, subject, part); row != nullptr)
        add_row(past, row, org);
    }
    return {};
  }

  void add_row(const Past& past, const void* row, const std::string& org) {
    const auto add = [&](const void* item) {
      if (statistic_.counts(past, row, item, window_)) add_item(past, row, item, org, true);
    };
    if (statistic_.list == form::Statistic::kWholeRow) return add(row);
    const Field& list = statistic_.view->type->structure->fields[statistic_.list];
    const void* items = list.in(row);
    for (std::size_t i = 0; i < list.type->size(items); ++i) add(list.type->item(items, i));
  }

  /// An event about several organisations counts once in the total.
  Result<void> add_events(const Past& past, const std::string& org) {
    const Area& area = *find_event_type(statistic_.events.type->name)->area;
    const auto recorded = past.events(area, {SubjectKind::org, org});
    if (!recorded) return tl::unexpected(recorded.error());
    for (const auto& [event, position] : *recorded) {
      const bool in_time = event.on <= window_.on && (!window_.from || *window_.from <= event.on);
      if (!in_time || !statistic_.events.matches(event)) continue;
      add_item(past, nullptr, event.data.get(), org, seen_.insert(position).second, position);
    }
    return {};
  }

  const form::Derived* derived(std::string_view name) const {
    const auto found = std::find_if(statistic_.derived.begin(), statistic_.derived.end(),
                                    [&](const form::Derived& d) { return d.name == name; });
    return found == statistic_.derived.end() ? nullptr : &*found;
  }

  static std::vector<std::string> values_of(const Field& field, const void* item) {
    std::vector<std::string> out;
    add_values(*field.type, field.in(item), out);
    return out;
  }

  std::vector<std::string> words_of(const Grouping& grouping, const void* item,
                                    const std::string& org) const {
    std::vector<std::string> out;
    if (grouping.derived != nullptr) {
      out = grouping.derived->words(facts_, item, window_);
    } else if (grouping.field != nullptr) {
      out = values_of(*grouping.field, item);
    } else {
      out.push_back(org);
    }
    if (out.empty()) out.emplace_back(kUnrecorded);
    // What is listed twice is there once.
    std::set<std::string> seen;
    std::erase_if(out, [&](const std::string& word) { return !seen.insert(word).second; });
    return out;
  }

  /// Every combination of the values of the fields that are grouped by.
  std::vector<std::vector<std::string>> keys_of(const void* item, const std::string& org) const {
    std::vector<std::vector<std::string>> keys{{}};
    for (const Grouping& grouping : by_) {
      const auto values = words_of(grouping, item, org);
      std::vector<std::vector<std::string>> longer;
      for (const auto& key : keys) {
        for (const std::string& value : values) {
          longer.push_back(key);
          longer.back().push_back(value);
        }
      }
      keys = std::move(longer);
    }
    return keys;
  }

  /// What was recorded since that corrects what the item rests on.
  std::vector<Position> corrections_of(const void* item, std::optional<Position> event) const {
    std::vector<Position> out;
    if (later_ == nullptr) return out;
    std::set<Position> rests_on;
    if (event) rests_on.insert(*event);
    for (const Field& field : item_.fields) add_positions(*field.type, field.in(item), rests_on);
    for (const Position position : rests_on) {
      for (const Position correction : corrected_after(later_->now, position, facts_.when().size)) {
        if (later_->may_know(correction)) out.push_back(correction);
      }
    }
    return out;
  }

  /// `first`: it was not counted for another organisation already. `event`: the item is one.
  void add_item(const Past& past, const void* row, const void* item, const std::string& org, bool first,
                std::optional<Position> event = std::nullopt) {
    if (!first && !by_org_) return;
    std::optional<std::string> counted;
    if (distinct_ != nullptr) counted = words_of({distinct_}, item, org).front();
    const bool among = statistic_.among != nullptr && statistic_.among(past, row, item, window_);
    const auto amount = amount_ == nullptr ? std::nullopt : number_in(*amount_, item);
    const auto corrections = corrections_of(item, event);
    const auto add = [&](Group& group) {
      group.note(corrections);
      group.all.add(counted);
      if (among) group.among.add(counted);
      if (amount) group.add(*amount);
    };
    if (first) add(total_);
    if (by_.empty()) return;
    for (auto& key : keys_of(item, org)) add(groups_[std::move(key)]);
  }

  const form::Statistic& statistic_;
  const Past& facts_;
  const form::Window& window_;
  const Later* later_;  ///< null: nobody asks
  const StructInfo& item_;
  std::vector<Grouping> by_;
  bool by_org_ = false;
  const Field* distinct_ = nullptr;
  const Field* amount_ = nullptr;
  std::set<Position> seen_;
  std::map<std::vector<std::string>, Group> groups_;
  Group total_;
};

const TypeInfo& amount_type(const form::Statistic& statistic) {
  const auto& fields = statistic.item().fields;
  return plain(*std::ranges::find(fields, statistic.amount, &Field::name));
}

std::string mentions_json(const Saying& said) {
  std::string out;
  for (const Subject& subject : said.about) out += (out.empty() ? "" : ",") + json_string(subject.str());
  return out.empty() ? out : fmt::format(R"(,"mentions":[{}])", out);
}

std::string labels_json(const StatisticAnswer& answer) {
  std::string out;
  for (std::size_t i = 0; i < answer.labels.size(); ++i) {
    const GroupWords& group = answer.labels[i];
    std::string words;
    for (const auto& [word, said] : group.words)
      words += fmt::format(R"({}{}:{{"zh":{},"en":{}{}}})", words.empty() ? "" : ",", json_string(word),
                           json_string(said.zh), json_string(said.en), mentions_json(said));
    out += fmt::format(R"({}{}:{{"zh":{},"en":{},{}"words":{{{}}}}})", out.empty() ? "" : ",",
                       json_string(answer.by[i]), json_string(group.zh), json_string(group.en),
                       group.ids ? fmt::format(R"("subject":"{}",)", name(*group.ids)) : "", words);
  }
  return "{" + out + "}";
}

std::string amounts_json(const Amounts& of, const form::Statistic& statistic) {
  const auto text = [whole = amount_type(statistic).form != Form::decimal](std::int64_t n) {
    return whole ? std::to_string(n) : Decimal{n}.str();
  };
  return fmt::format(R"(,"known":{},"sum":{},"mean":{},"least":{},"most":{})", of.known, text(of.sum),
                     text(of.sum / of.known), text(of.least), text(of.most));
}

std::string figure_json(const Figure& figure, const form::Statistic& statistic) {
  std::string out = fmt::format(R"("count":{})", figure.count);
  if (!figure.corrected_later.empty()) out += R"(,"corrected_later":)" + to_json(figure.corrected_later);
  if (figure.amounts) out += amounts_json(*figure.amounts, statistic);
  if (statistic.among == nullptr) return out;
  out += fmt::format(R"(,"among":{})", figure.among);
  if (figure.count > 0) {
    out += fmt::format(R"(,"share":{})", Decimal{figure.among * Decimal::kScale / figure.count}.str());
  }
  return out;
}

std::string strings_json(const std::vector<std::string>& values) {
  std::string out = "[";
  for (const std::string& value : values) out += (out.size() > 1 ? "," : "") + json_string(value);
  return out + "]";
}

}  // namespace

Result<StatisticAnswer> statistic(const Past& past, const Rule& rule, std::string_view org,
                                  std::vector<std::string> by, std::optional<Date> from, const Later* later) {
  const auto* form = std::get_if<form::Statistic>(&rule.form);
  if (form == nullptr)
    return refuse(Reason::not_found, std::string(rule.name), both("不是统计", "not a statistic"));
  if (by.empty()) by.assign(form->by.begin(), form->by.end());
  const form::Window window{from, past.when().on};
  Counting counting(*form, past, window, later);
  if (auto known = counting.group_by(by); !known) return tl::unexpected(known.error());
  const auto orgs = Questions::subtree(past, org);
  if (!orgs) return tl::unexpected(orgs.error());
  for (const std::string& each : *orgs) {
    if (auto done = counting.add_org(past, each); !done) return tl::unexpected(done.error());
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  Result<PolicyView> policy;  // its words are for the groups' labels
  if (counting.has_groups()) policy = PolicyBook().binding(past, org, past.when().on);
  if (!policy) return tl::unexpected(policy.error());
  StatisticAnswer answer{&rule, std::move(by), {}, {}};
  counting.answer(answer, *policy);
  return answer;
}

std::string to_json(const StatisticAnswer& answer) {
  const auto& form = std::get<form::Statistic>(answer.rule->form);
  std::string figures;
  for (const Figure& figure : answer.figures) {
    figures += fmt::format(R"({}{{"group":{},{}}})", figures.empty() ? "" : ",", strings_json(figure.group),
                           figure_json(figure, form));
  }
  const bool is_money = !form.amount.empty() && &amount_type(form) == &kType<Fen>;
  return fmt::format(R"({{"name":"{}","by":{},{}"figures":[{}],"total":{{{}}},"labels":{}}})",
                     answer.rule->name, strings_json(answer.by), is_money ? R"("unit":"fen",)" : "", figures,
                     figure_json(answer.total, form), labels_json(answer));
}

Result<std::string> report_json(const Past& past, const Rule& rule, std::string_view org,
                                std::optional<Date> from, const Later* later) {
  const auto* report = std::get_if<form::Report>(&rule.form);
  if (report == nullptr)
    return refuse(Reason::not_found, std::string(rule.name), both("不是报表", "not a report"));
  std::string lines;
  for (const form::Report::Line& line : report->lines) {
    const auto answer =
        statistic(past, *find_rule(line.statistic), org, {line.by.begin(), line.by.end()}, from, later);
    if (!answer) return tl::unexpected(answer.error());
    lines += (lines.empty() ? "" : ",") + to_json(*answer);
  }
  return fmt::format(
      R"({{"name":"{}","labels":{{"zh":{},"en":{}}},"org":{},"on":"{}","size":{},"lines":[{}]}})", rule.name,
      json_string(rule.zh), json_string(rule.en), json_string(org), past.when().on.str(), past.when().size,
      lines);
}

}  // namespace tenure
