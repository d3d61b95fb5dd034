// The tables of what follows from the record: statistics, reports, eligibilities, computations, pay,
// policies.
#include <fmt/format.h>

#include <algorithm>

#include "domain/collective/books.h"
#include "domain/pay/due.h"
#include "domain/rules/rule.h"
#include "server/api/table_forms.h"
#include "server/sequencer/policy_trial.h"

namespace tenure {
namespace {

constexpr std::string_view kFen = "fen";

/// A number of a figure and its heading.
struct Measure {
  std::string_view name, zh, en;
  bool of_amount;  ///< in the statistic's unit
};
constexpr Measure kMeasures[] = {{"count", "数量", "count", false}, {"among", "其中", "of them", false},
                                 {"share", "比例", "share", false}, {"known", "有数的", "known", false},
                                 {"sum", "合计", "sum", true},      {"mean", "平均", "mean", true},
                                 {"least", "最小", "least", true},  {"most", "最大", "most", true}};

CellKind kind_of(const Measure& measure, const Shown& statistic) {
  if (measure.of_amount && statistic.text("unit") == kFen) return CellKind::money;
  return measure.name == "count" || measure.name == "among" || measure.name == "known" ? CellKind::count
                                                                                       : CellKind::number;
}

/// What a group's word is the id of; nothing where it is none.
std::optional<Subject> subject_of(const Shown& statistic, const std::string& by, const std::string& word) {
  const auto labels = statistic.member("labels");
  const auto group = labels ? labels->member(by) : std::nullopt;
  const auto kind = group ? subject_kind(group->text("subject")) : std::nullopt;
  return kind ? std::optional(Subject{*kind, word}) : std::nullopt;
}

/// A word of a group by its label, an id by its name.
std::string word_text(const Wording& wording, const Shown& statistic, const std::string& by,
                      const std::string& word) {
  const auto labels = statistic.member("labels");
  const auto group = labels ? labels->member(by) : std::nullopt;
  const auto words = group ? group->member("words") : std::nullopt;
  const auto label = words ? words->member(word) : std::nullopt;
  if (label) return wording.named(wording.label(*label), label->list("mentions"));
  const auto subject = subject_of(statistic, by, word);
  return subject ? wording.named(*subject) : word;
}

void add_groups(const Shown& statistic, std::set<Subject>& out) {
  for (const auto& [by, group] : statistic.members("labels")) {
    for (const auto& [word, label] : group.members("words")) add_named(label, "mentions", out);
  }
  const auto by = statistic.list("by");
  for (const Shown& figure : statistic.list("figures")) {
    const auto group = figure.list("group");
    for (std::size_t i = 0; i < group.size() && i < by.size(); ++i) {
      if (const auto subject = subject_of(statistic, by[i].text(), group[i].text())) out.insert(*subject);
    }
  }
}

std::vector<std::string> group_words(const Wording& wording, const Shown& statistic, const Shown& figure) {
  std::vector<std::string> out;
  const auto by = statistic.list("by");
  const auto group = figure.list("group");
  for (std::size_t i = 0; i < group.size() && i < by.size(); ++i)
    out.push_back(word_text(wording, statistic, by[i].text(), group[i].text()));
  return out;
}

void add_corrected_column(const Wording& wording, const Shown& answer, std::vector<SheetColumn>& out) {
  if (answer.has(kCorrectedLater))
    out.push_back({wording.say("后经更正", "corrected later"), CellKind::position});
}

void add_corrected_cell(const Shown& answer, const Shown& figure, SheetRow& row) {
  if (!answer.has(kCorrectedLater)) return;
  const auto made = figure.member(kCorrectedLater);
  row.push_back({CellKind::position, made ? positions_text(*made) : std::string()});
}

Cell measure_cell(const Measure& measure, const Shown& statistic, const Shown& figure) {
  return {kind_of(measure, statistic), figure.text(measure.name)};
}

/// The measures that some figure of the statistics has.
std::vector<const Measure*> measures_of(const std::vector<Shown>& statistics) {
  std::vector<const Measure*> out;
  for (const Measure& measure : kMeasures) {
    const bool is_there = std::ranges::any_of(statistics, [&](const Shown& statistic) {
      const auto total = statistic.member("total");
      return total && total->has(measure.name);
    });
    if (is_there) out.push_back(&measure);
  }
  return out;
}

std::vector<SheetColumn> statistic_columns(const Wording& wording, const Shown& answer, Room) {
  std::vector<SheetColumn> out;
  const auto labels = answer.member("labels");
  for (const Shown& by : answer.list("by")) {
    const auto label = labels ? labels->member(by.text()) : std::nullopt;
    out.push_back({label ? wording.label(*label) : by.text(), CellKind::text});
  }
  for (const Measure* measure : measures_of({answer})) {
    const CellKind kind = kind_of(*measure, answer);
    const std::string title = wording.say(measure->zh, measure->en);
    out.push_back({kind == CellKind::money ? title + wording.say("（元）", ", yuan") : title, kind});
  }
  add_corrected_column(wording, answer, out);
  return out;
}

std::vector<SheetRow> statistic_rows(const Wording& wording, const Shown& answer, Room) {
  std::vector<SheetRow> out;
  const auto add = [&](std::vector<std::string> words, const Shown& figure) {
    SheetRow& row = out.emplace_back();
    for (std::string& word : words) row.push_back({CellKind::text, std::move(word)});
    for (const Measure* measure : measures_of({answer}))
      row.push_back(measure_cell(*measure, answer, figure));
    add_corrected_cell(answer, figure, row);
  };
  for (const Shown& figure : answer.list("figures")) add(group_words(wording, answer, figure), figure);
  std::vector<std::string> last(answer.list("by").size());
  if (!last.empty()) last.front() = wording.say("总计", "total");
  if (const auto total = answer.member("total")) add(std::move(last), *total);
  return out;
}

std::vector<SheetColumn> report_columns(const Wording& wording, const Shown& answer, Room) {
  std::vector<SheetColumn> out = {{wording.say("统计", "statistic")}, {wording.say("分组", "group")}};
  for (const Measure* measure : measures_of(answer.list("lines")))
    out.push_back({wording.say(measure->zh, measure->en), CellKind::number});
  out.push_back({wording.say("单位", "unit")});
  add_corrected_column(wording, answer, out);
  return out;
}

/// Every figure of every line: the statistic, its group, its numbers.
std::vector<SheetRow> report_rows(const Wording& wording, const Shown& answer, Room) {
  std::vector<SheetRow> out;
  const auto lines = answer.list("lines");
  const auto measures = measures_of(lines);
  const auto add = [&](const Shown& line, std::string group, const Shown& figure) {
    SheetRow& row = out.emplace_back();
    row.push_back({CellKind::text, rule_label(wording, line.text("name"))});
    row.push_back({CellKind::text, std::move(group)});
    for (const Measure* measure : measures) row.push_back(measure_cell(*measure, line, figure));
    row.push_back({CellKind::text, line.text("unit") == kFen ? wording.say("元", "yuan") : std::string()});
    add_corrected_cell(answer, figure, row);
  };
  for (const Shown& line : lines) {
    for (const Shown& figure : line.list("figures"))
      add(line, joined(wording, group_words(wording, line, figure)), figure);
    if (const auto total = line.member("total")) add(line, wording.say("总计", "total"), *total);
  }
  return out;
}

/// True, false or "unknown".
std::string truth_text(const Wording& wording, const std::string& truth) {
  if (truth == "true") return wording.say("是", "yes");
  return truth == "false" ? wording.say("否", "no") : wording.say("无法判断", "cannot be told");
}

std::string answer_title(const Wording& wording, const Shown& answer) {
  return rule_label(wording, answer.text("name"));
}

/// Whom a computation is of: the rule knows whether that is a person.
Subject subject_computed(const Shown& answer) {
  const Rule* rule = find_rule(answer.text("name"));
  const auto* form = rule == nullptr ? nullptr : std::get_if<form::Computation>(&rule->form);
  return {form == nullptr ? SubjectKind::person : form->subject, answer.text("subject")};
}

/// Parameters as lines of "名称（键）: what the policy gives".
TableForm::Lines parameter_lines(const Wording& wording, const Shown& answer) {
  TableForm::Lines out;
  for (const Shown& parameter : answer.list("parameters"))
    out.emplace_back(wording.label(*parameter.member("labels")), given_text(wording, parameter));
  return out;
}

CellKind kind_of_unit(const Shown& of) {
  return of.text("unit", "name") == kFen ? CellKind::money : CellKind::number;
}

/// In yuan, of money.
std::string unit_text(const Wording& wording, const Shown& of) {
  const auto unit = of.member("unit");
  if (of.text("unit", "name") == kFen) return wording.say("元", "yuan");
  return unit ? wording.label(*unit) : std::string();
}

Cell value_cell(const Shown& of) {
  const std::string value = of.text("value");
  if (value.empty() || value == "null") return {CellKind::text, "—"};
  return {kind_of_unit(of), value};
}

/// The value itself, then its parts, then the parameters of policies that it was computed by. A terminal has
/// the unit behind the number.
std::vector<SheetRow> computation_rows(const Wording& wording, const Shown& answer, Room room) {
  std::vector<SheetRow> out;
  const auto add = [&](Cell what, Cell name, Cell of, Cell value, Cell unit, Cell basis) {
    SheetRow& row = out.emplace_back(SheetRow{std::move(what), std::move(name), std::move(of)});
    row.push_back(std::move(value));
    if (room == Room::file) row.push_back(std::move(unit));
    row.push_back(std::move(basis));
  };
  const auto value = [&](const Shown& of) {
    return room == Room::file ? value_cell(of) : Cell{CellKind::text, amount_text(wording, of)};
  };
  const auto text = [](std::string what) { return Cell{CellKind::text, std::move(what)}; };
  const auto basis = [](const Shown& of, std::string_view member) {
    const auto positions = of.member(member);
    return Cell{CellKind::position, positions ? positions_text(*positions) : std::string()};
  };
  const auto why = answer.member("why_labels");
  add(text(wording.say("结果", "value")), text(wording.label(*answer.member("labels"))),
      text(why ? wording.label(*why) : std::string()), value(answer), text(unit_text(wording, answer)),
      basis(answer, "policy"));
  for (const Shown& part : answer.list("parts")) {
    const auto of = part.member("of_labels");
    add(text(wording.say("组成", "part")), text(wording.label(*part.member("labels"))),
        text(of ? wording.named(wording.label(*of), part.list("mentions")) : std::string()), value(part),
        text(unit_text(wording, part)), basis(part, "basis"));
  }
  for (const Shown& parameter : answer.list("parameters"))
    add(text(wording.say("政策参数", "parameter")), text(wording.label(*parameter.member("labels"))),
        text(parameter.text("key")), text(given_text(wording, parameter)), text({}),
        basis(parameter, "policy"));
  return out;
}

bool is_of_terminals(const Field& field) {
  constexpr std::string_view kNarrow[] = {"component",      "period",         "org",
                                          "payer",          "due_fen",        "paid_fen",
                                          "difference_fen", "to_recover_fen", "positions"};
  return std::ranges::find(kNarrow, field.name) != std::end(kNarrow);
}

/// What was paid beyond what was due: of a line its difference below zero, of the year the sum of these.
ColumnForm overpaid_column() {
  ColumnForm out = field_column(field_named<PayStatement>("overpaid_fen"));
  out.cell = [whole = out.cell](const Wording& wording, const Shown& item, const Shown& answer) -> Cell {
    if (item.has("overpaid_fen")) return whole(wording, item, answer);
    const std::string difference = item.text("difference_fen");
    if (!difference.starts_with('-')) return {CellKind::money, {}};
    return {CellKind::money, difference.substr(1)};
  };
  return out;
}

std::vector<ColumnForm> pay_columns(Room room) {
  std::vector<ColumnForm> out;
  for (const Field& field : Description<PayLine>::kInfo.fields) {
    if (room == Room::file || is_of_terminals(field)) out.push_back(field_column(field));
    if (field.name == "difference_fen") out.push_back(overpaid_column());
  }
  return out;
}

/// The lines, and below them the year's totals.
std::vector<SheetRow> pay_rows(const Wording& wording, const Shown& answer, Room room) {
  std::vector<SheetRow> out;
  const auto pay = answer.member("pay");
  if (!pay) return out;
  const auto columns = pay_columns(room);
  const auto add = [&](const Shown& item) {
    SheetRow& row = out.emplace_back();
    for (const ColumnForm& column : columns) row.push_back(column.cell(wording, item, answer));
  };
  for (const Shown& line : pay->list("lines")) add(line);
  add(*pay);
  out.back().front() = {CellKind::text, wording.say("合计", "total")};
  return out;
}

/// The accounts, and below them their totals. What was restated has a column in files.
std::vector<ColumnForm> book_columns(Room room) {
  std::vector<ColumnForm> out;
  for (const Field& field : Description<BookLine>::kInfo.fields) {
    if (room == Room::file || field.name != "restated_fen") out.push_back(field_column(field));
  }
  return out;
}

std::vector<SheetRow> book_rows(const Wording& wording, const Shown& answer, Room room) {
  std::vector<SheetRow> out;
  const auto books = answer.member("books");
  if (!books) return out;
  const auto columns = book_columns(room);
  const auto add = [&](const Shown& item) {
    SheetRow& row = out.emplace_back();
    for (const ColumnForm& column : columns) row.push_back(column.cell(wording, item, answer));
  };
  for (const Shown& line : books->list("lines")) add(line);
  add(*books);
  out.back().front() = {CellKind::text, wording.say("合计", "total")};
  return out;
}

/// Of books as of a past size: the vouchers and checks that they rest on and that were corrected since. Of
/// which accounts they are no row says.
TableForm::Lines corrected_lines(const Wording& wording, const Shown& answer) {
  std::vector<std::string> said;
  for (const auto& [position, made] : answer.members(kCorrectedLater))
    said.push_back(fmt::format("{} → {}", position, positions_text(made)));
  if (said.empty()) return {};
  return {{wording.say("后经更正", "corrected later"), joined(wording, said)}};
}

/// Each check of the books in one line: what it is, field by field.
TableForm::Lines book_lines(const Wording& wording, const Shown& answer) {
  TableForm::Lines out;
  const auto books = answer.member("books");
  if (!books) return out;
  out.emplace_back(wording.say("期间", "period"), books->text("from") + " – " + books->text("until"));
  const auto add = [&](std::string_view member, const StructInfo& structure) {
    for (const Shown& check : books->list(member))
      out.emplace_back(wording.say(structure.zh, structure.en), wording.structure(structure, check));
  };
  add("openings", Description<OpeningCheck>::kInfo);
  add("handovers", Description<HandoverCheck>::kInfo);
  add("counts", Description<CountCheck>::kInfo);
  add("corrected", Description<LateCorrection>::kInfo);
  std::vector<std::string> closed;
  for (const Shown& period : books->list("closed")) closed.push_back(period.text());
  if (!closed.empty()) out.emplace_back(wording.say("已关账", "closed"), joined(wording, closed));
  for (auto& line : corrected_lines(wording, answer)) out.push_back(std::move(line));
  return out;
}

}  // namespace

std::string amount_text(const Wording& wording, const Shown& of) {
  const std::string value = of.text("value");
  if (!of.has("value") || value == "null") return "—";
  if (of.text("unit", "name") == kFen) return wording.money(value);
  const std::string unit = wording.label(*of.member("unit"));
  return unit.empty() ? value : value + " " + unit;
}

/// Units of parameters, which are said in Chinese.
constexpr Word kUnits[] = {
    {"days", "天", "days"},     {"months", "月", "months"}, {"years", "年", "years"},
    {"points", "分", "points"}, {"age", "岁", "years old"}, {"times", "倍", "times"},
    {"people", "人", "people"}, {"items", "项", "items"},   {"payments", "笔", "payments"}};

std::string given_text(const Wording& wording, const Shown& parameter) {
  if (!parameter.has("value")) {
    const std::string what = parameter.text("given");
    if (what == "masked") return wording.say("原文隐去", "hidden in the text");
    return what == "unspecified" ? wording.say("原文未给出数值", "without a value in the text")
                                 : wording.say("未规定", "not said");
  }
  if (const auto labels = parameter.member("value_labels")) return wording.label(*labels);
  const std::string value = parameter.text("value");
  if (parameter.text("type") == kFen) return wording.money(value);
  if (parameter.text("type") == "flag") return truth_text(wording, value);
  if (parameter.text("type") == "codes") {
    std::vector<std::string> words;
    for (const Shown& word : parameter.member("value")->items()) words.push_back(word.text());
    return joined(wording, words);
  }
  const std::string unit = parameter.text("unit");
  if (unit.empty()) return value;
  const auto known = std::ranges::find(kUnits, unit, &Word::zh);
  return value + " " + wording.say(unit, known == std::end(kUnits) ? std::string_view() : known->en);
}

TableForm statistic_form() {
  TableForm out;
  out.file = "statistic";
  out.title = &answer_title;
  out.columns = &statistic_columns;
  out.rows = &statistic_rows;
  out.marks_corrected = true;
  out.subjects = &add_groups;
  return out;
}

TableForm report_form() {
  TableForm out;
  out.file = "report";
  out.title = &answer_title;
  out.columns = &report_columns;
  out.rows = &report_rows;
  out.marks_corrected = true;
  out.subjects = [](const Shown& answer, std::set<Subject>& named) {
    for (const Shown& line : answer.list("lines")) add_groups(line, named);
  };
  return out;
}

TableForm eligibility_form() {
  const auto met = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    return {CellKind::text, truth_text(wording, item.text("met"))};
  };
  const auto condition = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    return {CellKind::text, wording.label(*item.member("labels"))};
  };
  TableForm out = list_form("eligibility", "资格", "Eligibility", "conditions",
                            {{"条件", "condition", CellKind::text, condition},
                             labels_column("要求", "required", "required_labels"),
                             labels_column("实际", "actual", "actual_labels"),
                             {"符合", "met", CellKind::text, met},
                             position_column("依据位置", "basis", "basis")},
                            [](const Shown&, std::set<Subject>&) {});
  out.title = &answer_title;
  out.lines = [](const Wording& wording, const Shown& answer) {
    TableForm::Lines lines = {
        {wording.say("符合资格", "eligible"), truth_text(wording, answer.text("eligible"))}};
    for (auto& line : parameter_lines(wording, answer)) lines.push_back(std::move(line));
    return lines;
  };
  return out;
}

TableForm computation_form() {
  TableForm out;
  out.file = "computation";
  out.title = [](const Wording& wording, const Shown& answer) {
    const std::string period = answer.text("period");
    return fmt::format("{}  {}{}  {}", answer_title(wording, answer), wording.named(subject_computed(answer)),
                       period.empty() ? "" : "  " + period, answer.text("on"));
  };
  out.columns = [](const Wording& wording, const Shown&, Room room) {
    std::vector<SheetColumn> titles = {{wording.say("类别", "what")},
                                       {wording.say("名称", "name")},
                                       {wording.say("说明", "of")},
                                       {wording.say("数值", "value"), CellKind::number}};
    if (room == Room::file) titles.push_back({wording.say("单位", "unit")});
    titles.push_back({wording.say("依据位置", "basis"), CellKind::position});
    return titles;
  };
  out.rows = &computation_rows;
  out.subjects = [](const Shown& answer, std::set<Subject>& named) {
    named.insert(subject_computed(answer));
    for (const Shown& part : answer.list("parts")) add_named(part, "mentions", named);
  };
  return out;
}

TableForm pay_form() {
  TableForm out;
  out.file = "pay";
  out.title = [](const Wording& wording, const Shown& answer) {
    return wording.say("报酬对账 ", "Pay statement ") + answer.text("pay", "year");
  };
  out.columns = [](const Wording& wording, const Shown&, Room room) {
    std::vector<SheetColumn> titles;
    for (const ColumnForm& column : pay_columns(room))
      titles.push_back({in_yuan(wording.say(column.zh, column.en)), column.kind});
    return titles;
  };
  out.rows = &pay_rows;
  out.subjects = [](const Shown& answer, std::set<Subject>& named) {
    if (const auto pay = answer.member("pay")) add_subjects(kType<PayStatement>, *pay, named);
  };
  out.org = [](const Shown& answer) {
    const auto pay = answer.member("pay");
    const auto lines = pay ? pay->list("lines") : std::vector<Shown>();
    return lines.empty() ? std::string() : lines.front().text("org");
  };
  out.lines = &parameter_lines;
  return out;
}

namespace {

/// One side of what a tried policy makes different: an outcome, a truth, a number, an amount.
std::string tried_side(const Wording& wording, const Shown& item, std::string_view side) {
  const std::string what = item.text("what");
  if (what == "pay") return wording.money(item.text(std::string(side) + "_fen"));
  const auto value = item.member(side);
  if (!value) return {};
  if (what == "act") return wording.value(kType<TriedOutcome>, *value);
  if (what == "eligibility") return truth_text(wording, value->text());
  if (value->text() == "null") return "—";
  return item.text("unit", "name") == kFen ? wording.money(value->text())
                                           : value->text() + unit_text(wording, item);
}

ColumnForm tried_column(std::string_view zh, std::string_view en, std::string_view side) {
  return {zh, en, CellKind::text, [side](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            return {CellKind::text, tried_side(wording, item, side)};
          }};
}

Cell tried_what(const Wording& wording, const Shown& item, const Shown&) {
  const std::string what = item.text("what");
  if (what == "act") return {CellKind::text, wording.say("文书", "act")};
  if (what == "eligibility") return {CellKind::text, wording.say("资格", "eligibility")};
  if (what == "computation") return {CellKind::text, wording.say("计算", "computation")};
  return {CellKind::text, wording.say("应发报酬", "pay due")};
}

Cell tried_subject(const Wording& wording, const Shown& item, const Shown&) {
  if (item.has("subject")) return {CellKind::text, wording.named(std::string_view(item.text("subject")))};
  std::vector<std::string> about;
  for (const Shown& subject : item.list("subjects"))
    about.push_back(wording.named(std::string_view(subject.text())));
  return {CellKind::text, joined(wording, about)};
}

/// The rule; of pay the year.
Cell tried_rule(const Wording& wording, const Shown& item, const Shown&) {
  if (item.has("year")) return {CellKind::text, item.text("year")};
  return {CellKind::text, item.has("rule") ? rule_label(wording, item.text("rule")) : std::string()};
}

/// "一岗多人：无 → 标记 3"
std::string tried_counts(const Wording& wording, const Shown& totals, std::string_view member) {
  const auto side = [&](const Shown& count, std::string_view of) {
    const auto value = count.member(of);
    return member == "rules" ? wording.value(kType<TriedOutcome>, *value)
                             : truth_text(wording, value->text());
  };
  std::vector<std::string> said;
  for (const Shown& count : totals.list(member))
    said.push_back(fmt::format(fmt::runtime(wording.say("{}：{} → {} {}", "{}: {} → {} {}")),
                               rule_label(wording, count.text("rule")), side(count, "was"),
                               side(count, "would"), count.text("count")));
  return joined(wording, said);
}

TableForm::Lines tried_lines(const Wording& wording, const Shown& answer) {
  const auto totals = answer.member("totals");
  if (!totals) return {};
  std::vector<std::string> computed;
  for (const Shown& count : totals->list("computations"))
    computed.push_back(rule_label(wording, count.text("rule")) + " " + count.text("count"));
  return {{wording.say("试算期间", "stretch"), answer.text("from") + " – " + answer.text("until")},
          {wording.say("文书", "acts"), totals->text("acts")},
          {wording.say("适用的文书", "acts that it applies to"), totals->text("judged_acts")},
          {wording.say("会被拒绝的文书", "acts that it would refuse"), totals->text("refused_acts")},
          {wording.say("规则", "rules"), tried_counts(wording, *totals, "rules")},
          {wording.say("资格", "eligibilities"), tried_counts(wording, *totals, "eligibilities")},
          {wording.say("计算", "computations"), joined(wording, computed)},
          {wording.say("应发（元）", "due, yuan"),
           fmt::format("{} → {}", wording.money(totals->text("pay", "was_fen")),
                       wording.money(totals->text("pay", "would_fen")))},
          {wording.say("未列出", "left out"), answer.text("left_out")}};
}

}  // namespace

TableForm policy_trial_form() {
  TableForm out = list_form("policy-trial", "政策试算", "A policy tried on the past", "items",
                            {{"类别", "what", CellKind::text, &tried_what},
                             {"对象", "about", CellKind::text, &tried_subject},
                             position_column("位置", "position", "position"),
                             {"规则", "rule", CellKind::text, &tried_rule},
                             tried_column("原", "was", "was"),
                             tried_column("试算", "would be", "would"),
                             message_column("说明", "message", "message")},
                            [](const Shown& item, std::set<Subject>& named) {
                              add_named(item, "subject", named);
                              add_named(item, "subjects", named);
                              add_named(item, "mentions", named);
                            });
  out.lines = &tried_lines;
  out.org = [](const Shown& answer) { return answer.text("org"); };
  return out;
}

TableForm books_form() {
  TableForm out;
  out.file = "books";
  out.title = [](const Wording& wording, const Shown& answer) {
    const Subject org{SubjectKind::org, answer.text("books", "org")};
    return fmt::format("{}  {}", wording.say("科目余额表", "Trial balance"), wording.named(org));
  };
  out.columns = [](const Wording& wording, const Shown&, Room room) {
    std::vector<SheetColumn> titles;
    for (const ColumnForm& column : book_columns(room))
      titles.push_back({in_yuan(wording.say(column.zh, column.en)), column.kind});
    return titles;
  };
  out.rows = &book_rows;
  out.subjects = [](const Shown& answer, std::set<Subject>& named) {
    if (const auto books = answer.member("books")) add_subjects(kType<Books>, *books, named);
  };
  out.org = [](const Shown& answer) { return answer.text("books", "org"); };
  out.lines = &book_lines;
  out.marks_corrected = true;
  return out;
}

TableForm counterparties_form() {
  TableForm out = list_form(
      "counterparties", "债权债务账龄", "Claims and debts by age", "items",
      field_columns(Description<BookParty>::kInfo),
      [](const Shown& item, std::set<Subject>& named) { add_subjects(kType<BookParty>, item, named); });
  out.org = [](const Shown& answer) { return answer.text("org"); };
  out.lines = &corrected_lines;
  out.marks_corrected = true;
  return out;
}

TableForm rules_form() {
  const auto label = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    return {CellKind::text, wording.label(*item.member("labels"))};
  };
  const auto form = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    const Rule* rule = find_rule(item.text("name"));
    if (rule == nullptr) return {CellKind::text, item.text("form")};
    const Word& word = form_word(*rule);
    return {CellKind::text, wording.say(word.zh, word.en)};
  };
  const auto mode = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    const auto value = item.member("mode");
    return {CellKind::text, value ? wording.value(kType<RuleMode>, *value) : std::string()};
  };
  const auto mechanisms = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    std::vector<std::string> ids;
    for (const Shown& id : item.list("mechanisms")) ids.push_back(id.text());
    return {CellKind::text, joined(wording, ids)};
  };
  return list_form("rules", "规则", "Rules", "rules",
                   {{"规则", "rule", CellKind::text, label},
                    {"种类", "form", CellKind::text, form},
                    {"缺省方式", "default mode", CellKind::text, mode},
                    {"条款", "mechanisms", CellKind::text, mechanisms},
                    member_column("名称", "name", "name", CellKind::code)},
                   [](const Shown&, std::set<Subject>&) {});
}

/// "得分（年度考核）": what is given, and for which of those that the pack names in its key.
Cell parameter_label(const Wording& wording, const Shown& item) {
  const std::string label = wording.label(*item.member("labels"));
  const auto of = item.member("of_labels");
  if (!of) return {CellKind::text, label};
  return {CellKind::text,
          fmt::format(fmt::runtime(wording.say("{}（{}）", "{} ({})")), label, wording.label(*of))};
}

/// What the pack gives for its parameters, then the rules whose mode it sets.
std::vector<SheetRow> given_rows(const Wording& wording, const Shown& answer, Room) {
  std::vector<SheetRow> out;
  const auto add = [&](Cell what, std::string given, std::string key) {
    out.push_back({std::move(what), {CellKind::text, std::move(given)}, {CellKind::code, std::move(key)}});
  };
  for (const Shown& value : answer.list("values"))
    add(parameter_label(wording, value), given_text(wording, value), value.text("key"));
  for (const Shown& setting : answer.list("rules")) {
    const std::string name = setting.text("rule");
    const Rule* rule = find_rule(name);
    const std::string reading = setting.text("reading");
    if (rule != nullptr && tenure::name(rule->default_mode) == setting.text("mode") && reading.empty())
      continue;
    const std::string mode = wording.value(kType<RuleMode>, *setting.member("mode"));
    add({CellKind::text, rule_label(wording, name)}, reading.empty() ? mode : mode + "  " + reading, name);
  }
  return out;
}

TableForm policy_form() {
  TableForm out;
  out.file = "policy";
  out.title = [](const Wording& wording, const Shown&) {
    return wording.say("对组织生效的政策", "The policy that binds");
  };
  out.columns = [](const Wording& wording, const Shown&, Room) {
    return std::vector<SheetColumn>{{wording.say("政策参数、规则", "parameter or rule"), CellKind::text},
                                    {wording.say("规定", "given"), CellKind::text},
                                    {wording.say("键", "key"), CellKind::code}};
  };
  out.rows = &given_rows;
  out.lines = [](const Wording& wording, const Shown& answer) {
    return TableForm::Lines{{wording.say("政策位置", "policy"), answer.text("position")}};
  };
  return out;
}

}  // namespace tenure
