// The table of a person's or an organisation's file: a row for each thing that the record holds of them.
#include <algorithm>

#include "server/api/table_forms.h"

namespace tenure {
namespace {

/// The positions that a value holds, by the types of its fields: "3.0 7.1".
void add_positions(const TypeInfo& type, const Shown& value, std::string& out) {
  if (&type == &kType<Position>) {
    out += (out.empty() ? "" : " ") + value.text();
  } else if (type.form == Form::optional) {
    add_positions(*type.element, value, out);
  } else if (type.form == Form::list) {
    for (const Shown& item : value.items()) add_positions(*type.element, item, out);
  } else if (type.form == Form::structure) {
    for (const Field& field : type.structure->fields) {
      if (const auto member = value.member(field.name)) add_positions(*field.type, *member, out);
    }
  }
}

/// Puts a file's rows together: area, what, part, what it says in words, and in a file where that stands.
class FileRows {
 public:
  FileRows(const Wording& wording, Room room) : wording_(wording), room_(room) {}

  void add_area(const Area& area, const Shown& standing) {
    area_ = wording_.say(area.zh, area.en);
    for (const auto& [view, value] : standing.members("rows")) add_view(view, {}, value);
    for (const auto& [view, parts] : standing.members("parts")) {
      for (const auto& [part, value] : parts.members()) add_view(view, std::string(part), value);
    }
  }
  std::vector<SheetRow> take() { return std::move(rows_); }

 private:
  /// A field that is a list of things is a row a thing.
  void add_view(std::string_view name, const std::string& part, const Shown& value) {
    const View* view = view_named(name);
    if (view == nullptr) return;
    for (const Field& field : view->type->structure->fields) {
      const auto member = value.member(field.name);
      if (!member) continue;
      const std::string what = in_yuan(wording_.say(field.zh, field.en));
      const bool is_list = field.type->form == Form::list && field.type->element->form == Form::structure;
      if (!is_list) {
        add(what, part, *field.type, *member, field);
        continue;
      }
      for (const Shown& item : member->items()) add(what, part, *field.type->element, item, field);
    }
  }

  void add(const std::string& what, const std::string& part, const TypeInfo& type, const Shown& value,
           const Field& field) {
    std::string said = wording_.value(type, value, &field);
    if (said.empty()) return;
    rows_.push_back({{CellKind::text, area_},
                     {CellKind::text, what},
                     {CellKind::text, part},
                     {CellKind::text, std::move(said)}});
    if (room_ == Room::terminal) return;
    std::string positions;
    add_positions(type, value, positions);
    rows_.back().push_back({CellKind::position, std::move(positions)});
  }

  const Wording& wording_;
  Room room_;
  std::string area_;
  std::vector<SheetRow> rows_;
};

/// Calls `use(area, standing)` for each area of the file.
template <class Use>
void each_area(const Shown& answer, Use use) {
  for (const auto& [name, standing] : answer.members("areas")) {
    if (const Area* area = find_area(std::string(name))) use(*area, standing);
  }
}

void add_named_in(const Shown& standing, std::set<Subject>& out) {
  const auto add = [&](std::string_view name, const Shown& value) {
    if (const View* view = view_named(name)) add_subjects(*view->type, value, out);
  };
  for (const auto& [view, value] : standing.members("rows")) add(view, value);
  for (const auto& [view, parts] : standing.members("parts")) {
    for (const auto& [part, value] : parts.members()) add(view, value);
  }
}

}  // namespace

const View* view_named(std::string_view name) {
  const auto all = views();
  const auto found = std::ranges::find(all, name, &View::name);
  return found == all.end() ? nullptr : *found;
}

TableForm file_form(SubjectKind kind) {
  const auto whose = [kind](const Shown& answer) { return Subject{kind, answer.text(name(kind))}; };
  TableForm out;
  out.file = name(kind);
  out.title = [whose](const Wording& wording, const Shown& answer) { return wording.named(whose(answer)); };
  out.columns = [](const Wording& wording, const Shown&, Room room) {
    std::vector<SheetColumn> titles = {{wording.say("领域", "area")},
                                       {wording.say("项目", "what")},
                                       {wording.say("部分", "part")},
                                       {wording.say("记录", "record")}};
    if (room == Room::file) titles.push_back({wording.say("位置", "position"), CellKind::position});
    return titles;
  };
  out.rows = [](const Wording& wording, const Shown& answer, Room room) {
    FileRows rows(wording, room);
    each_area(answer, [&](const Area& area, const Shown& standing) { rows.add_area(area, standing); });
    return rows.take();
  };
  out.subjects = [whose](const Shown& answer, std::set<Subject>& named) {
    named.insert(whose(answer));
    each_area(answer, [&](const Area&, const Shown& standing) { add_named_in(standing, named); });
  };
  return out;
}

}  // namespace tenure
