#include "server/tables/form.h"

#include <sstream>

#include "domain/rules/rule.h"

namespace tenure {
namespace {

const TypeInfo& bare(const TypeInfo& type) {
  return type.form == Form::optional ? bare(*type.element) : type;
}

CellKind kind_of_cells(const TypeInfo& type) {
  const TypeInfo& is = bare(type);
  if (&is == &kType<Fen>) return CellKind::money;
  if (&is == &kType<Date>) return CellKind::date;
  if (&is == &kType<Moment>) return CellKind::moment;
  if (&is == &kType<Position> || &is == &kType<std::vector<Position>>) return CellKind::position;
  if (is.form == Form::integer) return CellKind::count;
  return is.form == Form::decimal ? CellKind::number : CellKind::text;
}

Cell field_cell(const Wording& wording, const Shown& item, const Field& field, CellKind kind) {
  const auto value = item.member(field.name);
  if (!value) return {kind, {}};
  if (kind == CellKind::position) return {kind, positions_text(*value)};
  if (kind != CellKind::text) return {kind, value->text()};
  return {kind, wording.value(*field.type, *value, &field)};
}

std::vector<Shown> one_or_many(const Shown& item, std::string_view member) {
  const auto value = item.member(member);
  if (!value) return {};
  const auto items = value->items();
  return items.empty() && value->text() != "[]" ? std::vector<Shown>{*value} : items;
}

}  // namespace

Result<void> learn(const TableForm& form, const Shown& answer, Wording& wording, std::set<Subject> also) {
  if (const auto sealed = answer.member("sealed")) wording.learn_sealed(*sealed);
  if (form.told_names != nullptr) form.told_names(answer, wording);
  form.subjects(answer, also);
  return wording.learn_names(also);
}

namespace {

/// The corrections of the positions that stand in a row.
std::string corrections_of(const SheetRow& row, const Shown& corrected) {
  std::string out;
  for (const Cell& cell : row) {
    if (cell.kind != CellKind::position) continue;
    std::istringstream positions(cell.text);
    for (std::string position; positions >> position;) {
      if (const auto made = corrected.member(position))
        out += (out.empty() ? "" : " ") + positions_text(*made);
    }
  }
  return out;
}

}  // namespace

bool has_corrected_column(const TableForm& form, const Shown& answer) {
  return !form.marks_corrected && answer.has(kCorrectedLater);
}

std::vector<SheetColumn> columns_of(const TableForm& form, const Wording& wording, const Shown& answer,
                                    Room room) {
  auto out = form.columns(wording, answer, room);
  if (has_corrected_column(form, answer))
    out.push_back({wording.say("后经更正", "corrected later"), CellKind::position});
  return out;
}

std::vector<SheetRow> rows_of(const TableForm& form, const Wording& wording, const Shown& answer, Room room,
                              bool with_corrected) {
  auto out = form.rows(wording, answer, room);
  if (!with_corrected) return out;
  const auto corrected = answer.member(kCorrectedLater);
  // A file has room for all positions that a row rests on.
  const auto whole = room == Room::file ? out : form.rows(wording, answer, Room::file);
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i].push_back({CellKind::position, corrected ? corrections_of(whole[i], *corrected) : std::string()});
  return out;
}

TableForm list_form(std::string_view file, std::string_view zh, std::string_view en, std::string_view items,
                    std::vector<ColumnForm> columns,
                    std::function<void(const Shown& item, std::set<Subject>& out)> subjects) {
  const auto shown_in = [](const ColumnForm& column, Room room) {
    return room == Room::file || column.on_terminals;
  };
  TableForm out;
  out.file = file;
  out.title = [zh, en](const Wording& wording, const Shown&) { return wording.say(zh, en); };
  out.columns = [columns, shown_in](const Wording& wording, const Shown&, Room room) {
    std::vector<SheetColumn> titles;
    for (const ColumnForm& column : columns) {
      if (shown_in(column, room))
        titles.push_back({titled(in_yuan(wording.say(column.zh, column.en)), column.kind,
                                 wording.language() == Language::zh),
                          column.kind});
    }
    return titles;
  };
  out.rows = [columns = std::move(columns), items, shown_in](const Wording& wording, const Shown& answer,
                                                             Room room) {
    std::vector<SheetRow> rows;
    for (const Shown& item : answer.list(items)) {
      SheetRow& row = rows.emplace_back();
      for (const ColumnForm& column : columns) {
        if (shown_in(column, room)) row.push_back(column.cell(wording, item, answer));
      }
    }
    return rows;
  };
  out.subjects = [subjects = std::move(subjects), items](const Shown& answer, std::set<Subject>& named) {
    for (const Shown& item : answer.list(items)) subjects(item, named);
  };
  return out;
}

ColumnForm field_column(const Field& field) {
  const CellKind kind = kind_of_cells(*field.type);
  return {field.zh, field.en, kind, [&field, kind](const Wording& wording, const Shown& item, const Shown&) {
            return field_cell(wording, item, field, kind);
          }};
}

std::vector<ColumnForm> field_columns(const StructInfo& structure) {
  std::vector<ColumnForm> out;
  for (const Field& field : structure.fields) out.push_back(field_column(field));
  return out;
}

ColumnForm for_files(ColumnForm column) {
  column.on_terminals = false;
  return column;
}

ColumnForm member_column(std::string_view zh, std::string_view en, std::string_view member, CellKind kind) {
  return {zh, en, kind, [member, kind](const Wording&, const Shown& item, const Shown&) -> Cell {
            return {kind, item.text(member)};
          }};
}

ColumnForm position_column(std::string_view zh, std::string_view en, std::string_view member) {
  return {zh, en, CellKind::position, [member](const Wording&, const Shown& item, const Shown&) -> Cell {
            const auto value = item.member(member);
            return {CellKind::position, value ? positions_text(*value) : std::string()};
          }};
}

ColumnForm subject_column(std::string_view zh, std::string_view en, std::string_view member,
                          SubjectKind kind) {
  return {zh, en, CellKind::text,
          [member, kind](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            const std::string id = item.text(member);
            return {CellKind::text, id.empty() ? id : wording.named(Subject{kind, id})};
          }};
}

ColumnForm subjects_column(std::string_view zh, std::string_view en, std::string_view member) {
  return {zh, en, CellKind::text, [member](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            std::vector<std::string> names;
            for (const Shown& subject : one_or_many(item, member))
              names.push_back(wording.named(std::string_view(subject.text())));
            return {CellKind::text, joined(wording, names)};
          }};
}

ColumnForm rule_column(std::string_view member) {
  return {"规则", "rule", CellKind::text,
          [member](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            return {CellKind::text, rule_label(wording, item.text(member))};
          }};
}

ColumnForm message_column(std::string_view zh, std::string_view en, std::string_view member) {
  return {zh, en, CellKind::text, [member](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            return {CellKind::text, wording.named(wording.half(item.text(member)), item.list("mentions"))};
          }};
}

ColumnForm labels_column(std::string_view zh, std::string_view en, std::string_view member) {
  return {zh, en, CellKind::text, [member](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            const auto labels = item.member(member);
            if (!labels) return {};
            return {CellKind::text, wording.named(wording.label(*labels), item.list("mentions"))};
          }};
}

void add_named(const Shown& item, std::string_view member, std::set<Subject>& out) {
  for (const Shown& text : one_or_many(item, member)) {
    const auto subject = Subject::parse(text.text());
    if (subject && (subject->kind == SubjectKind::person || subject->kind == SubjectKind::org))
      out.insert(*subject);
  }
}

std::string joined(const Wording& wording, const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : wording.say("、", ", ")) + item;
  return out;
}

std::string positions_text(const Shown& value) {
  const auto items = value.items();
  if (items.empty()) return value.text() == "[]" ? std::string() : value.text();
  std::string out;
  for (const Shown& position : items) out += (out.empty() ? "" : " ") + position.text();
  return out;
}

std::string rule_label(const Wording& wording, const std::string& name) {
  const Rule* rule = find_rule(name);
  return rule == nullptr ? name : wording.say(rule->zh, rule->en);
}

std::string in_yuan(std::string_view title) {
  std::string out(title);
  const auto replace = [&](std::string_view fen, std::string_view yuan) {
    if (out.ends_with(fen)) out.replace(out.size() - fen.size(), fen.size(), yuan);
  };
  replace("（分）", "（元）");
  replace("，分）", "，元）");
  replace(", fen", ", yuan");
  return out;
}

}  // namespace tenure
