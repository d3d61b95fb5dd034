#include "ops/import/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/act/sealed_values.h"
#include "domain/core/sha256.h"
#include "domain/core/split.h"
#include "domain/describe/inventory.h"
#include "domain/describe/write.h"
#include "domain/registry/hierarchy.h"

namespace tenure::import {
namespace {

/// Letters of an id that is made: 65 bits, so that no two meet.
constexpr std::size_t kMadeLetters = 13;
constexpr std::string_view kLetters = "0123456789abcdefghjkmnpqrstvwxyz";

/// An id of the file and the row: it says nothing of whom it is.
std::string made_id(SubjectKind kind, const std::string& seed, std::uint32_t row) {
  const Digest digest = sha256(fmt::format("{}/{}/{}", seed, name(kind), row));
  std::string out(kind == SubjectKind::person ? "p-" : "o-");
  const auto bytes = digest.view();
  for (std::size_t i = 0; i < kMadeLetters; ++i)
    out += kLetters[std::to_integer<unsigned>(bytes[i]) % kLetters.size()];
  return out;
}

SubjectKind made_kind(const EventOf& event) { return *find_event_type(event.type)->traits.registers; }

/// Organisations first, then people, then what is said of them.
int stage_of(const EventOf& event) {
  const auto& registers = find_event_type(event.type)->traits.registers;
  if (!registers) return 2;
  return *registers == SubjectKind::org ? 0 : 1;
}

/// The members of an event's data in the making; a nested structure is a list of one: "funds.0.source".
class DataOut {
 public:
  explicit DataOut(const EventType& type) : type_(type) {}

  void put(std::string_view path, std::string json) {
    const auto dot = path.find('.');
    if (dot == std::string_view::npos) {
      members_.emplace_back(path, std::move(json));
    } else {
      nested_[path.substr(0, dot)].emplace_back(path.substr(path.rfind('.') + 1), std::move(json));
    }
  }
  bool has(std::string_view name) const {
    return std::any_of(members_.begin(), members_.end(),
                       [&](const auto& member) { return member.first == name; });
  }
  /// Without what is nested.
  std::string flat() const {
    std::string out;
    for (const auto& [name, value] : members_) add(out, name, value);
    return out;
  }
  /// An item a list. A nested structure stands where all that it needs is there.
  std::map<std::string_view, std::string> items() const {
    std::map<std::string_view, std::string> out;
    for (const auto& [name, inner] : nested_) {
      std::string object;
      for (const auto& [field, value] : inner) add(object, field, value);
      if (is_whole(name, inner)) out.emplace(name, "{" + object + "}");
    }
    return out;
  }

 private:
  using Members = std::vector<std::pair<std::string_view, std::string>>;

  static void add(std::string& out, std::string_view name, const std::string& value) {
    out += fmt::format("{}\"{}\":{}", out.empty() ? "" : ",", name, value);
  }
  bool is_whole(std::string_view name, const Members& inner) const {
    const StructInfo& structure = *plain_type(*field_at(type_, name)->type).structure;
    return std::all_of(structure.fields.begin(), structure.fields.end(), [&](const Field& field) {
      return !field.required() || std::any_of(inner.begin(), inner.end(),
                                              [&](const auto& each) { return each.first == field.name; });
    });
  }

  const EventType& type_;
  Members members_;
  std::map<std::string_view, Members> nested_;
};

/// What rows say of one event, in the making.
struct Told {
  const EventOf* of;
  std::string on, flat;
  std::map<std::string_view, std::string> lists;  ///< their items, with commas between
  std::vector<std::uint32_t> rows;

  void add_items(const std::map<std::string_view, std::string>& items) {
    for (const auto& [name, item] : items) {
      std::string& list = lists[name];
      list += (list.empty() ? "" : ",") + item;
    }
  }
  PlannedEvent planned() const {
    std::string data = flat;
    for (const auto& [name, items] : lists)
      data += fmt::format("{}\"{}\":[{}]", data.empty() ? "" : ",", name, items);
    return {fmt::format(R"({{"type":"{}",{},"data":{{{}}}}})", of->type, on, data), rows.front(), of,
            of->gathers.empty() ? std::vector<std::uint32_t>() : rows};
  }
};

class Planner {
 public:
  Planner(const PlanInput& input, Directory& directory, ValueReader& values, Faults& faults)
      : input_(input), directory_(directory), values_(values), faults_(faults) {
    plan_.of = &input.of;
  }

  Plan make() && {
    std::size_t first = 0;
    plan_.headings = read_headings(input_.of, input_.sheet, first, faults_);
    if (!faults_.empty()) return std::move(plan_);  // without its headings no row can be read
    const auto rows = std::span(input_.sheet.rows).subspan(first);
    // Whom the file brings in is known before anybody is looked for, organisations before people.
    for (const int stage : {0, 1}) {
      for (const InputRow& row : rows) {
        if (!is_remark(row)) bring_in(row, stage);
      }
    }
    for (const InputRow& row : rows) {
      if (is_remark(row)) continue;
      ++plan_.rows;
      read_row(row);
      caution(row);
    }
    for (const Told& told : gathered_) plan_.events.push_back(told.planned());
    drop_what_rests_on_faults();
    put_in_order();
    return std::move(plan_);
  }

 private:
  InputCell cell(const InputRow& row, std::string_view column) const {
    const auto found = plan_.headings.find(column);
    InputCell out = found == plan_.headings.end() ? InputCell{} : row.cell(found->second);
    if (trimmed(out.text).empty()) out = {};
    const Column* known = find_column(input_.of, column);
    if (known == nullptr) return out;
    if (known->zero_is_empty && read_yuan(out).value_or(1) == 0) out = {};
    if (out.kind == InputKind::empty && !known->otherwise.empty())
      out = {InputKind::text, std::string(known->otherwise)};
    return out;
  }

  void fault(const InputRow& row, std::string_view column, Said said) {
    faulty_.insert(row.number);
    if (!told_.emplace(row.number, column).second) return;  // it fills several fields
    const Column* known = find_column(input_.of, column);
    const auto place = plan_.headings.find(column);
    faults_.add({row.number,
                 place == plan_.headings.end() ? std::nullopt : std::optional(place->second),
                 {std::string(label_zh(input_.of, *known)), std::string(label_en(input_.of, *known))},
                 std::move(said)});
  }

  /// Whether the row says this event. A word that is none is a fault of its cell, told when it is read.
  bool says(const InputRow& row, const EventOf& event) const {
    if (event.when.empty()) return true;
    const InputCell at = cell(row, event.when);
    if (at.kind == InputKind::empty) return false;
    if (event.only.empty() && event.except.empty()) return true;
    const Field* field = field_of(input_.of, *find_column(input_.of, event.when));
    const auto code = values_.code(*field, trimmed(at.text));
    if (!code) return event.only.empty();
    const auto words = split_at(event.only.empty() ? event.except : event.only, ' ');
    return (std::ranges::find(words, *code) != words.end()) != event.only.empty();
  }

  void bring_in(const InputRow& row, int stage) {
    for (const EventOf& event : input_.of.events) {
      if (!event.makes || stage_of(event) != stage || !says(row, event)) continue;
      const InputCell given = cell(row, event.makes->id_column);
      const std::string name(trimmed(cell(row, event.makes->name_column).text));
      const SubjectKind kind = made_kind(event);
      std::string id(trimmed(given.text));
      if (!id.empty() && !is_id(id)) {
        fault(row, event.makes->id_column,
              {"编号只能用字母、数字和 . _ : -，不超过 64 个字符",
               "an id has letters, digits and . _ : - only, 64 at most"});
        continue;
      }
      const std::string org = kind == SubjectKind::person ? org_of(row) : std::string();
      if (id.empty()) {
        id = made_id(kind, input_.seed, row.number);
        // Whoever names it means the first one: only the row that takes the name again is at fault.
        if (const auto other = name.empty() ? std::nullopt : directory_.namesake(kind, id, name, org)) {
          fault(row, event.makes->name_column, taken(row, *event.makes, *other));
          continue;
        }
      }
      made_[{row.number, event.makes->name_column}] = id;
      directory_.add(kind, id, name, row.number, org);
    }
  }

  /// Which cell or whose has the name already.
  Said taken(const InputRow& row, const Makes& makes, const Directory::Namesake& other) const {
    const auto column = plan_.headings.find(makes.name_column);
    if (other.row == 0 || column == plan_.headings.end())
      return {fmt::format("账本中已有同名的 {}；若是同一个请删去此行，若不是请填编号", other.told.zh),
              fmt::format(
                  "{} of the ledger is called so too: if it is the same take the row out, if not give an id",
                  other.told.en)};
    const std::string here = cell_name(column->second, row.number);
    const std::string there = cell_name(column->second, other.row);
    return {
        fmt::format("{} 与 {} 同名；若是同一个请删去第 {} 行的登记，若不是请填编号", here, there, row.number),
        fmt::format("{} and {} have one name: if they are the same take it out of row {}, if not give an id",
                    here, there, row.number)};
  }

  /// Where the row's person is; empty when that cannot be told.
  std::string org_of(const InputRow& row) {
    constexpr std::string_view kOrg = "org";
    if (const auto made = made_.find({row.number, kOrg}); made != made_.end()) return made->second;
    return directory_.find(SubjectKind::org, trimmed(cell(row, kOrg).text)).value_or("");
  }

  void read_row(const InputRow& row) {
    std::vector<PlannedEvent> events;
    for (const Column& column : input_.of.columns) {
      const auto place = plan_.headings.find(column.name);
      if (place != plan_.headings.end() && input_.sheet.is_merged_away(row.number, place->second))
        fault(row, column.name, kMerged);
      const bool is_empty = cell(row, column.name).kind == InputKind::empty;
      if (column.needed && is_empty) fault(row, column.name, kMissing);
      if (!is_empty) read_beside(row, column);
    }
    read_unheaded(row);
    bool says_any = false;
    for (const EventOf& event : input_.of.events) {
      if (!says(row, event)) continue;
      says_any = true;
      read_event(row, event, events);
    }
    if (!says_any && !faulty_.contains(row.number)) {
      faulty_.insert(row.number);
      faults_.add(
          {row.number,
           {},
           {},
           {"此行没有可登记的内容，请补填或删去", "the row records nothing: fill it in or take it out"}});
    }
    const bool again =
        std::ranges::any_of(events, [&](const PlannedEvent& event) { return is_said_before(row, event); });
    if (!again) std::move(events.begin(), events.end(), std::back_inserter(plan_.events));
  }

  /// What a cell says only together with another one of its row.
  void read_beside(const InputRow& row, const Column& column) {
    const auto label = [&](std::string_view name) {
      const Column& other = *find_column(input_.of, name);
      return std::pair(label_zh(input_.of, other), label_en(input_.of, other));
    };
    if (!column.only_with.empty() && cell(row, column.only_with).kind == InputKind::empty) {
      const auto [zh, en] = label(column.name);
      fault(row, column.only_with,
            {fmt::format("没有填写，而“{}”已填：请补填，或清空后者", zh),
             fmt::format("is empty while \"{}\" is not: fill it in, or clear that one", en)});
    }
    if (column.not_before.empty()) return;
    const auto first = read_date(cell(row, column.not_before));
    const auto last = read_date(cell(row, column.name));
    if (!first || !last || first->date <= last->date) return;
    const auto [zh, en] = label(column.not_before);
    fault(
        row, column.name,
        {fmt::format("{} 早于“{}”{}，请核对这两个日期", last->date.str(), zh, first->date.str()),
         fmt::format("{} is before \"{}\", {}: check both dates", last->date.str(), en, first->date.str())});
  }

  /// A cell under no heading would be lost without a word.
  void read_unheaded(const InputRow& row) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const bool is_headed =
          std::ranges::any_of(plan_.headings, [&](const auto& h) { return h.second == i; });
      if (is_headed || trimmed(row.cells[i].text).empty()) continue;
      faulty_.insert(row.number);
      faults_.add({row.number,
                   i,
                   {},
                   {"此格没有列名，不会导入：请加上列名，或清空此格",
                    "no heading stands over the cell, it would not be taken in: add one, or clear it"}});
    }
  }

  /// Two rows that say the very same would be recorded twice.
  bool is_said_before(const InputRow& row, const PlannedEvent& event) {
    if (event.of->makes) return false;
    const auto [before, is_new] = said_.emplace(event.json, row.number);
    if (is_new || before->second == row.number) return false;
    faulty_.insert(row.number);
    faults_.add({row.number,
                 {},
                 {},
                 {fmt::format("与第 {} 行相同，请删去一行", before->second),
                  fmt::format("says the same as row {}: take one of them out", before->second)}});
    return true;
  }

  void caution(const InputRow& row) {
    for (const Caution& each : input_.of.cautions) {
      if (cell(row, each.column).kind == InputKind::empty || cell(row, each.unless).kind != InputKind::empty)
        continue;
      const auto found = std::ranges::find(plan_.cautioned, &each, &Cautioned::caution);
      (found == plan_.cautioned.end() ? plan_.cautioned.emplace_back(Cautioned{&each}) : *found).rows += 1;
    }
  }

  void read_event(const InputRow& row, const EventOf& of, std::vector<PlannedEvent>& out) {
    const EventType& type = *find_event_type(of.type);
    DataOut data(type);
    std::string on;
    bool good = true;
    if (of.makes) {
      const auto made = made_.find({row.number, of.makes->name_column});
      good = made != made_.end();
      if (good) data.put(of.makes->path, json_string(made->second));
    }
    for (const Constant& constant : of.constants) data.put(constant.path, json_string(constant.value));
    for (const Fill& fill : of.fills) {
      const InputCell from = cell(row, fill.column);
      if (from.kind == InputKind::empty) continue;
      auto value = fill.path == kOnPath ? read_on(from) : read_member(row, type, fill, from);
      if (!value) {
        fault(row, fill.column, std::move(value.error()));
        good = false;
      } else if (fill.path == kOnPath) {
        on = std::move(*value);
      } else {
        data.put(fill.path, std::move(*value));
      }
    }
    Told told{&of, std::move(on), data.flat(), {}, {row.number}};
    told.add_items(data.items());
    if (!of.gathers.empty()) {
      // A row that is at fault takes those that say the same event with it.
      if (!is_whole(row, of, type, data, told.on)) good = false;
      gather(row, std::move(told), good);
    } else if (good && is_whole(row, of, type, data, told.on)) {
      out.push_back(told.planned());
    }
  }

  void gather(const InputRow& row, Told told, bool good) {
    std::string key;
    for (const std::string_view column : split_at(told.of->gathers, ' '))
      key += folded(trimmed(cell(row, column).text)) + '\n';
    const auto [found, is_new] = gathered_by_.try_emplace(std::move(key), gathered_.size());
    if (is_new) {
      gathered_.push_back(std::move(told));
      return;
    }
    Told& before = gathered_[found->second];
    before.rows.push_back(row.number);
    before.add_items(told.lists);
    if (const auto rests = plan_.rests_on.find(row.number); rests != plan_.rests_on.end())
      plan_.rests_on[before.rows.front()].insert(rests->second.begin(), rests->second.end());
    if (!good || (before.on == told.on && before.flat == told.flat)) return;
    faulty_.insert(row.number);
    faults_.add(
        {row.number,
         {},
         {},
         {fmt::format("与第 {} 行是同一张凭证，而日期、经手人等填得不同，请改为一致", before.rows.front()),
          fmt::format("is of the same voucher as row {} and says another date, handler or the like: "
                      "make them the same",
                      before.rows.front())}});
  }

  static Read<std::string> read_on(const InputCell& from) {
    const auto date = read_date(from);
    if (!date) return tl::unexpected(date.error());
    std::string out = fmt::format(R"("on":"{}")", date->date.str());
    if (date->precision != DatePrecision::day)
      out += fmt::format(R"(,"on_precision":"{}")", name(date->precision));
    return out;
  }

  Read<std::string> read_member(const InputRow& row, const EventType& type, const Fill& fill,
                                const InputCell& from) {
    const Field& field = *field_at(type, fill.path);
    const auto subject = named_kind(*field.type);
    if (subject) {
      if (const auto made = made_.find({row.number, fill.column}); made != made_.end())
        return json_string(made->second);
    }
    if (find_column(input_.of, fill.column)->dated) {
      const auto date = read_date(from);
      if (!date) return tl::unexpected(date.error());
      constexpr std::size_t kLengths[] = {10, 7, 4};  // of a day, a month, a year
      const std::string text =
          date->date.str().substr(0, kLengths[static_cast<std::size_t>(date->precision)]);
      return values_.json(field, {InputKind::text, text});
    }
    auto out = values_.json(field, from);
    if (out && subject && from.kind != InputKind::empty) {
      const std::uint32_t other = directory_.row_of(*subject, out->substr(1, out->size() - 2));
      if (other != 0 && other != row.number) plan_.rests_on[row.number].insert(other);
    }
    return out;
  }

  bool is_whole(const InputRow& row, const EventOf& of, const EventType& type, const DataOut& data,
                const std::string& on) {
    bool whole = true;
    const auto miss = [&](std::string_view path) {
      const auto fill =
          std::find_if(of.fills.begin(), of.fills.end(), [&](const Fill& each) { return each.path == path; });
      if (fill == of.fills.end()) return;
      fault(row, fill->column, kMissing);
      whole = false;
    };
    if (on.empty()) miss(kOnPath);
    for (const Field& field : type.structure->fields) {
      if (field.required() && !data.has(field.name)) miss(field.name);
    }
    return whole;
  }

  void drop_what_rests_on_faults() {
    std::map<std::uint32_t, std::vector<std::uint32_t>> carries;
    for (const auto& [row, others] : plan_.rests_on) {
      for (const std::uint32_t other : others) carries[other].push_back(row);
    }
    std::vector<std::uint32_t> open(faulty_.begin(), faulty_.end());
    while (!open.empty()) {
      const std::uint32_t row = open.back();
      open.pop_back();
      for (const std::uint32_t other : carries[row]) {
        if (faulty_.insert(other).second) open.push_back(other);
      }
    }
    std::erase_if(plan_.events, [&](const PlannedEvent& event) {
      return faulty_.contains(event.row) ||
             std::ranges::any_of(event.rows, [&](auto row) { return faulty_.contains(row); });
    });
  }

  /// By stages; within one, a row comes behind those that it rests on.
  void put_in_order() {
    std::map<std::uint32_t, int> depths;
    std::stable_sort(
        plan_.events.begin(), plan_.events.end(), [&](const PlannedEvent& a, const PlannedEvent& b) {
          const auto key = [&](const PlannedEvent& event) {
            const int stage = stage_of(*event.of);
            return std::pair(stage, stage == 0 ? depth_of(event.row, depths, kHierarchyDepthMax) : 0);
          };
          return key(a) < key(b);
        });
  }

  /// How many rows stand one above the other below it. A ring of rows, or a chain longer than a hierarchy may
  /// be, ends somewhere: the ledger refuses it.
  int depth_of(std::uint32_t row, std::map<std::uint32_t, int>& depths, int most) const {
    const auto others = plan_.rests_on.find(row);
    if (others == plan_.rests_on.end() || most == 0) return 0;
    if (const auto known = depths.find(row); known != depths.end()) return known->second;
    int depth = 0;
    for (const std::uint32_t other : others->second)
      depth = std::max(depth, depth_of(other, depths, most - 1) + 1);
    return depths[row] = depth;
  }

  inline static const Said kMissing{"没有填写，请补填", "is empty: fill it in"};
  const Said kMerged{"单元格被合并，请拆分后逐行填写",
                     "the cell is merged with another one: split it and fill in each"};

  const PlanInput& input_;
  Directory& directory_;
  ValueReader& values_;
  Faults& faults_;
  Plan plan_;
  std::set<std::uint32_t> faulty_;
  std::set<std::pair<std::uint32_t, std::string_view>> told_;
  std::map<std::pair<std::uint32_t, std::string_view>, std::string> made_;  ///< ids, by row and name column
  std::map<std::string, std::uint32_t> said_;                               ///< rows by their events, as JSON
  std::vector<Told> gathered_;
  std::map<std::string, std::size_t> gathered_by_;  ///< what their rows say alike
};

/// "lines[2].account" is item 2 of a list, which a fill names "lines.0.account".
struct ItemPath {
  std::size_t item = 0;
  std::string fill;
};
std::optional<ItemPath> item_path(std::string_view path) {
  const auto open = path.find('[');
  const auto close = path.find(']');
  ItemPath out;
  if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
  const auto [end, error] = std::from_chars(path.data() + open + 1, path.data() + close, out.item);
  if (error != std::errc() || end != path.data() + close) return std::nullopt;
  out.fill = fmt::format("{}.0{}", path.substr(0, open), path.substr(close + 1));
  return out;
}

const Fill* fill_of(const EventOf& of, std::string_view path) {
  const auto item = item_path(path);
  const std::string_view wanted = item ? std::string_view(item->fill) : path;
  const auto found =
      std::find_if(of.fills.begin(), of.fills.end(), [&](const Fill& each) { return each.path == wanted; });
  return found == of.fills.end() ? nullptr : &*found;
}

}  // namespace

std::uint32_t Plan::row_of(const PlannedEvent& event, std::string_view path) {
  const auto item = item_path(path);
  return item && item->item < event.rows.size() ? event.rows[item->item] : event.row;
}

std::optional<std::size_t> Plan::column_of(const PlannedEvent& event, std::string_view path) const {
  std::string_view column;
  if (const Fill* fill = fill_of(*event.of, path)) {
    column = fill->column;
  } else if (event.of->makes && event.of->makes->path == path) {
    column = headings.contains(event.of->makes->id_column) ? event.of->makes->id_column
                                                           : event.of->makes->name_column;
  }
  const auto found = headings.find(column);
  return found == headings.end() ? std::nullopt : std::optional(found->second);
}

Said Plan::label_of(const PlannedEvent& event, std::string_view path) const {
  const Fill* fill = fill_of(*event.of, path);
  const Column* column = fill == nullptr ? nullptr : find_column(*of, fill->column);
  if (column == nullptr) return {};
  return {std::string(label_zh(*of, *column)), std::string(label_en(*of, *column))};
}

Plan make_plan(const PlanInput& input, Directory& directory, ValueReader& values, Faults& faults) {
  return Planner(input, directory, values, faults).make();
}

}  // namespace tenure::import
