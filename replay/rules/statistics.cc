#include "replay/rules/statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/describe/write.h"
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

  void add(const std::optional<std::string>& value) {
    if (value) {
      values.insert(*value);
    } else {
      ++items;
    }
  }
  std::int64_t count() const { return items + static_cast<std::int64_t>(values.size()); }
};

struct Group {
  Counter all, among;
  Figure figure(std::vector<std::string> key) const { return {std::move(key), all.count(), among.count()}; }
};

class Counting {
 public:
  Counting(const form::Statistic& statistic, const form::Window& window)
      : statistic_(statistic),
        window_(window),
        list_(statistic.view->type->structure->fields[statistic.list]),
        item_(*list_.type->element->structure) {}

  Result<void> group_by(const std::vector<std::string>& by) {
    for (const std::string& word : by) {
      if (word != kByOrg && field(word) == nullptr) return refuse(Reason::bad_request, "by", word);
      by_.push_back(word == kByOrg ? nullptr : field(word));
    }
    distinct_ = statistic_.distinct.empty() ? nullptr : field(statistic_.distinct);
    return {};
  }

  void add_row(const void* row, const std::string& org) {
    const void* list = list_.in(row);
    for (std::size_t i = 0; i < list_.type->size(list); ++i) {
      const void* item = list_.type->item(list, i);
      if (statistic_.counts(row, item, window_)) add_item(row, item, org);
    }
  }

  void answer(StatisticAnswer& out) const {
    for (const auto& [key, group] : groups_) out.figures.push_back(group.figure(key));
    out.total = total_.figure({});
  }

 private:
  const Field* field(std::string_view name) const {
    const auto found = std::find_if(item_.fields.begin(), item_.fields.end(),
                                    [&](const Field& f) { return f.name == name; });
    return found == item_.fields.end() ? nullptr : &*found;
  }

  static std::vector<std::string> values_of(const Field& field, const void* item) {
    std::vector<std::string> out;
    add_values(*field.type, field.in(item), out);
    if (out.empty()) out.emplace_back(kUnrecorded);
    return out;
  }

  /// Every combination of the values of the fields that are grouped by.
  std::vector<std::vector<std::string>> keys_of(const void* item, const std::string& org) const {
    std::vector<std::vector<std::string>> keys{{}};
    for (const Field* field : by_) {
      const auto values = field == nullptr ? std::vector<std::string>{org} : values_of(*field, item);
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

  void add_item(const void* row, const void* item, const std::string& org) {
    std::optional<std::string> counted;
    if (distinct_ != nullptr) counted = values_of(*distinct_, item).front();
    const bool among = statistic_.among != nullptr && statistic_.among(row, item, window_);
    const auto add = [&](Group& group) {
      group.all.add(counted);
      if (among) group.among.add(counted);
    };
    add(total_);
    if (by_.empty()) return;
    for (auto& key : keys_of(item, org)) add(groups_[std::move(key)]);
  }

  const form::Statistic& statistic_;
  const form::Window& window_;
  const Field& list_;
  const StructInfo& item_;
  std::vector<const Field*> by_;  ///< null: by organisation
  const Field* distinct_ = nullptr;
  std::map<std::vector<std::string>, Group> groups_;
  Group total_;
};

std::string figure_json(const Figure& figure, const form::Statistic& statistic) {
  std::string out = fmt::format(R"("count":{})", figure.count);
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
                                  std::vector<std::string> by, std::optional<Date> from) {
  const auto* form = std::get_if<form::Statistic>(&rule.form);
  if (form == nullptr) return refuse(Reason::not_found, std::string(rule.name), "not a statistic");
  if (by.empty()) by.assign(form->by.begin(), form->by.end());
  const form::Window window{from, past.when().on};
  Counting counting(*form, window);
  if (auto known = counting.group_by(by); !known) return tl::unexpected(known.error());
  const auto orgs = Questions::subtree(past, org);
  if (!orgs) return tl::unexpected(orgs.error());
  for (const std::string& each : *orgs) {
    const auto parts = past.parts(*form->view, each);
    if (!parts) return tl::unexpected(parts.error());
    for (const std::string& part : *parts) {
      if (const void* row = past.find_row(*form->view, each, part)) counting.add_row(row, each);
    }
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  StatisticAnswer answer{&rule, std::move(by), {}, {}};
  counting.answer(answer);
  return answer;
}

std::string to_json(const StatisticAnswer& answer) {
  const auto& form = std::get<form::Statistic>(answer.rule->form);
  std::string figures;
  for (const Figure& figure : answer.figures) {
    figures += fmt::format(R"({}{{"group":{},{}}})", figures.empty() ? "" : ",", strings_json(figure.group),
                           figure_json(figure, form));
  }
  return fmt::format(R"({{"name":"{}","by":{},"figures":[{}],"total":{{{}}}}})", answer.rule->name,
                     strings_json(answer.by), figures, figure_json(answer.total, form));
}

Result<std::string> report_json(const Past& past, const Rule& rule, std::string_view org,
                                std::optional<Date> from) {
  const auto* report = std::get_if<form::Report>(&rule.form);
  if (report == nullptr) return refuse(Reason::not_found, std::string(rule.name), "not a report");
  std::string lines;
  for (const form::Report::Line& line : report->lines) {
    const auto answer =
        statistic(past, *find_rule(line.statistic), org, {line.by.begin(), line.by.end()}, from);
    if (!answer) return tl::unexpected(answer.error());
    lines += (lines.empty() ? "" : ",") + to_json(*answer);
  }
  return fmt::format(
      R"({{"name":"{}","labels":{{"zh":{},"en":{}}},"org":{},"on":"{}","size":{},"lines":[{}]}})", rule.name,
      json_string(rule.zh), json_string(rule.en), json_string(org), past.when().on.str(), past.when().size,
      lines);
}

}  // namespace tenure
