#include "server/api/table_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "domain/act/verdict.h"
#include "domain/appraisal/rows.h"
#include "domain/ledger/events.h"
#include "domain/pay/rows.h"
#include "domain/registry/rows.h"
#include "domain/rules/alerts.h"
#include "domain/tenure/rows.h"
#include "replay/org_diff.h"
#include "server/access/reads.h"

namespace tenure {
namespace {

bool rests_on(const Shown& office, const std::string& on) {
  return std::ranges::any_of(office.list("rests"), [&](const Shown& rest) {
    return rest.text("from") <= on && (!rest.has("until") || on < rest.text("until"));
  });
}

/// "书记（代理）2024-03-01 起"
std::string office_text(const Wording& wording, const Shown& office, const std::string& on) {
  std::vector<std::string> marks;
  const auto mark = [&](bool holds, std::string_view zh, std::string_view en) {
    if (holds) marks.push_back(wording.say(zh, en));
  };
  mark(office.text("acting") == "true", "代理", "acting");
  mark(office.text("concurrent") == "true", "兼任", "concurrent");
  mark(rests_on(office, on), "停职", "suspended");
  const std::string marked =
      marks.empty() ? std::string()
                    : fmt::format(fmt::runtime(wording.say("（{}）", " ({})")), joined(wording, marks));
  const std::string post = wording.word(field_named<Office>("post"), office.text("post"));
  const std::string from = wording.day(office.text("from"), office.text("precision"));
  return fmt::format(fmt::runtime(wording.say("{}{} {} 起", "{}{} since {}")), post, marked, from);
}

Cell offices_cell(const Wording& wording, const Shown& person, const Shown& answer) {
  std::string out;
  for (const Shown& office : person.list("offices"))
    out += (out.empty() ? "" : wording.say("；", "; ")) + office_text(wording, office, answer.text("on"));
  return {CellKind::text, std::move(out)};
}

/// The beginning of the office that is held longest, as far as it is known.
Cell first_office_cell(const Wording& wording, const Shown& person, const Shown&) {
  const auto offices = person.list("offices");
  const auto first =
      std::ranges::min_element(offices, {}, [](const Shown& office) { return office.text("from"); });
  if (first == offices.end()) return {CellKind::date, {}};
  return {CellKind::date, wording.day(first->text("from"), first->text("precision"))};
}

Cell offices_basis_cell(const Wording&, const Shown& person, const Shown&) {
  std::string out;
  for (const Shown& office : person.list("offices"))
    out += (out.empty() ? "" : " ") + office.text("begun_at");
  return {CellKind::position, std::move(out)};
}

void add_id(const Shown& item, std::string_view member, SubjectKind kind, std::set<Subject>& out) {
  if (const std::string id = item.text(member); !id.empty()) out.insert({kind, id});
}

TableForm roster_form() {
  return list_form(
      "roster", "人员名册", "Roster", "items",
      {subject_column("组织", "organisation", "org", SubjectKind::org),
       member_column("编号", "id", "person", CellKind::code),
       member_column("姓名", "name", "name"),
       {"职务", "offices", CellKind::text, &offices_cell},
       for_files({"最早任职", "in office since", CellKind::date, &first_office_cell}),
       for_files({"任职位置", "begun at", CellKind::position, &offices_basis_cell})},
      [](const Shown& item, std::set<Subject>& out) { add_id(item, "org", SubjectKind::org, out); });
}

TableForm orgs_form() {
  const auto kind = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    return {CellKind::text, wording.word(field_named<OrgRow>("kind"), item.text("kind"))};
  };
  return list_form("organisations", "下级组织", "Organisations", "items",
                   {member_column("编号", "id", "org", CellKind::code),
                    {"类别", "kind", CellKind::text, kind},
                    member_column("名称", "name", "name"),
                    for_files(member_column("撤销日期", "closed on", "closed", CellKind::date))},
                   [](const Shown&, std::set<Subject>&) {});
}

const StructInfo* structure_of(const std::string& type_name) {
  const EventType* type = find_event_type(type_name);
  return type == nullptr ? nullptr : type->structure;
}

/// An event type by its label.
ColumnForm event_column(std::string_view member, std::string_view inner) {
  return {"事件", "event", CellKind::text,
          [member, inner](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            const std::string type = inner.empty() ? item.text(member) : item.text(member, inner);
            const StructInfo* structure = structure_of(type);
            return {CellKind::text, structure == nullptr ? type : wording.say(structure->zh, structure->en)};
          }};
}

Cell event_day(const Wording& wording, const Shown& item, const Shown&) {
  return {CellKind::date, wording.day(item.text("event", "on"), item.text("event", "on_precision"))};
}

/// What the event says, field by field.
Cell event_content(const Wording& wording, const Shown& item, const Shown&) {
  const auto event = item.member("event");
  const auto data = event ? event->member("data") : std::nullopt;
  const StructInfo* structure = event ? structure_of(event->text("type")) : nullptr;
  if (!data || structure == nullptr) return {};
  return {CellKind::text, wording.structure(*structure, *data)};
}

TableForm events_form() {
  TableForm out = list_form("events", "事件", "Events", "items",
                            {position_column("位置", "position", "position"),
                             {"日期", "date", CellKind::date, &event_day},
                             event_column("event", "type"),
                             subjects_column("对象", "about", "subjects"),
                             subject_column("签发机关", "by", "authority", SubjectKind::org),
                             member_column("入账时间", "recorded", "recorded_at", CellKind::moment),
                             for_files({"内容", "content", CellKind::text, &event_content})},
                            &add_named_by_event);
  out.is_of_all_dates = true;
  return out;
}

TableForm alerts_form() {
  TableForm out =
      list_form("alerts", "预警", "Alerts", "items",
                {field_column(field_named<Alert>("since")), rule_column("rule"),
                 subjects_column("对象", "subject", "subject"), field_column(field_named<Alert>("period")),
                 message_column("说明", "message", "message"),
                 for_files(labels_column("要求", "required", "required_labels")),
                 for_files(labels_column("实际", "actual", "actual_labels")),
                 for_files(message_column("消除条件", "what would clear it", "clears")),
                 for_files(field_column(field_named<Alert>("evidence"))),
                 for_files(field_column(field_named<Alert>("policy")))},
                [](const Shown& item, std::set<Subject>& out) {
                  add_named(item, "subject", out);
                  add_named(item, "mentions", out);
                });
  out.lines = [](const Wording& wording, const Shown& answer) {
    return TableForm::Lines{{wording.say("预警总数", "alerts in all"), answer.text("total")}};
  };
  return out;
}

Cell flag_mode(const Wording& wording, const Shown& item, const Shown&) {
  const auto mode = item.member("mode");
  return {CellKind::text, mode ? wording.value(kType<RuleMode>, *mode) : std::string()};
}

/// "已接受 2024-05-01（7.0）"
Cell flag_reviews(const Wording& wording, const Shown& item, const Shown&) {
  std::vector<std::string> said;
  for (const Shown& review : item.list("reviews"))
    said.push_back(fmt::format(fmt::runtime(wording.say("{} {}（{}）", "{} {} ({})")),
                               wording.value(kType<Disposition>, *review.member("disposition")),
                               review.text("on"), review.text("position")));
  return {CellKind::text, joined(wording, said)};
}

TableForm flags_form() {
  return list_form("flags", "标记", "Flags", "items",
                   {position_column("位置", "position", "position"),
                    event_column("type", {}),
                    subjects_column("对象", "about", "subjects"),
                    rule_column("rule"),
                    for_files({"方式", "mode", CellKind::text, &flag_mode}),
                    message_column("说明", "message", "message"),
                    for_files(labels_column("要求", "required", "required_labels")),
                    for_files(labels_column("实际", "actual", "actual_labels")),
                    for_files(position_column("政策位置", "policy", "policy")),
                    {"复核", "reviews", CellKind::text, &flag_reviews},
                    for_files(member_column("入账时间", "recorded", "recorded_at", CellKind::moment))},
                   [](const Shown& item, std::set<Subject>& out) {
                     add_named(item, "subjects", out);
                     add_named(item, "mentions", out);
                   });
}

/// What the reader held that day: "东村党支部（o-east）书记".
Cell reader_offices(const Wording& wording, const Shown& item, const Shown& answer) {
  const auto readers = answer.member("readers");
  const auto reader = readers ? readers->member(item.text("person")) : std::nullopt;
  std::vector<std::string> said;
  for (const Shown& office : reader ? reader->list("offices") : std::vector<Shown>())
    said.push_back(wording.named(Subject{SubjectKind::org, office.text("org")}) + " " +
                   wording.word(field_named<Office>("post"), office.text("post")));
  return {CellKind::text, joined(wording, said)};
}

/// Who reads whom is told by name to whoever may ask: who may not ask for the readers' files has their names
/// of the answer itself.
TableForm journal_form() {
  std::vector<ColumnForm> columns;
  for (const Field& field : Description<ReadRecord>::kInfo.fields) {
    columns.push_back(field.name == "subject" ? subjects_column(field.zh, field.en, field.name)
                                              : field_column(field));
    if (field.name == "person")
      columns.push_back({"查阅人职务", "reader's offices", CellKind::text, &reader_offices});
  }
  TableForm out = list_form("reads", "查阅记录", "Reads", "reads", std::move(columns),
                            [](const Shown& item, std::set<Subject>& named) {
                              add_named(item, "subject", named);
                              add_id(item, "person", SubjectKind::person, named);
                            });
  out.subjects = [of_reads = std::move(out.subjects)](const Shown& answer, std::set<Subject>& named) {
    of_reads(answer, named);
    for (const auto& [person, reader] : answer.members("readers")) {
      for (const Shown& office : reader.list("offices")) add_id(office, "org", SubjectKind::org, named);
    }
  };
  out.told_names = [](const Shown& answer, Wording& wording) {
    for (const auto& [person, reader] : answer.members("readers"))
      wording.learn_name(Subject{SubjectKind::person, std::string(person)}, reader.text("name"));
  };
  return out;
}

ColumnForm keys_column(std::string_view zh, std::string_view en, std::string_view member) {
  return {zh, en, CellKind::text, [member](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            std::vector<std::string> keys;
            for (const Shown& key : item.list(member)) keys.push_back(key.text());
            return {CellKind::text, joined(wording, keys)};
          }};
}

TableForm drafts_form() {
  return list_form(
      "drafts", "待签文书", "Drafts", "drafts",
      {member_column("摘要", "digest", "draft", CellKind::code),
       member_column("文书号", "act", "act", CellKind::code),
       subject_column("签发机关", "by", "authority", SubjectKind::org),
       member_column("存入时间", "created", "created", CellKind::moment),
       member_column("失效时间", "expires", "expires", CellKind::moment),
       keys_column("待签", "awaiting", "awaiting"), keys_column("已签", "signed by", "signed_by")},
      [](const Shown& item, std::set<Subject>& out) { add_id(item, "authority", SubjectKind::org, out); });
}

ColumnForm side_column(std::string_view zh, std::string_view en, std::string_view side) {
  return {zh, en, CellKind::text, [side](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            const View* view = view_named(item.text("view"));
            const auto value = item.member(side);
            if (view == nullptr || !value) return {};
            return {CellKind::text, wording.value(*view->type, *value)};
          }};
}

/// An enumeration's value by its label.
template <class T>
ColumnForm word_column(std::string_view zh, std::string_view en, std::string_view member) {
  return {zh, en, CellKind::text, [member](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            const auto value = item.member(member);
            return {CellKind::text, value ? wording.value(kType<T>, *value) : std::string()};
          }};
}

/// Of what of it: the post and since when, the scheme or component and its period, where somebody was before.
Cell changed_item(const Wording& wording, const Shown& item, const Shown&) {
  const auto word = [&](const Field& field, std::string_view member) {
    return item.has(member) ? wording.word(field, item.text(member)) : std::string();
  };
  std::string out = word(field_named<Office>("post"), "post") + word(field_named<Grade>("scheme"), "scheme") +
                    word(field_named<PaidTotal>("component"), "component");
  for (const std::string_view member : {"period", "from"}) {
    if (item.has(member)) out += (out.empty() ? "" : " ") + item.text(member);
  }
  if (item.has("from_org")) out += wording.named(Subject{SubjectKind::org, item.text("from_org")});
  return {CellKind::text, std::move(out)};
}

/// A grade or an amount, before or after.
ColumnForm changed_side(std::string_view zh, std::string_view en, std::string_view grade,
                        std::string_view fen, std::string_view date) {
  return {zh, en, CellKind::text,
          [grade, fen, date](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            if (item.has(fen)) return {CellKind::text, wording.money(item.text(fen))};
            if (item.has(grade))
              return {CellKind::text, wording.word(field_named<Grade>("determined"), item.text(grade))};
            return {CellKind::text, date.empty() ? std::string() : item.text(date)};
          }};
}

/// "人员 进入 3；职务 离任 1；…"
std::string change_totals(const Wording& wording, const Shown& answer) {
  std::vector<std::string> said;
  for (const Shown& total : answer.list("totals"))
    said.push_back(fmt::format("{} {} {}", wording.value(kType<ChangedThing>, *total.member("what")),
                               wording.value(kType<ChangeWord>, *total.member("change")),
                               total.text("count")));
  return joined(wording, said);
}

std::string changed_money(const Wording& wording, const Shown& answer) {
  std::vector<std::string> said;
  for (const Shown& line : answer.list("money"))
    said.push_back(
        fmt::format("{} {} → {}", wording.word(field_named<PaidTotal>("component"), line.text("component")),
                    wording.money(line.text("before_fen")), wording.money(line.text("after_fen"))));
  return joined(wording, said);
}

TableForm org_diff_form() {
  TableForm out = list_form("changes", "变更对照", "Changes", "changes",
                            {word_column<ChangedThing>("类别", "what", "what"),
                             word_column<ChangeWord>("变化", "change", "change"),
                             subject_column("组织", "organisation", "org", SubjectKind::org),
                             subject_column("人员", "person", "person", SubjectKind::person),
                             {"内容", "of", CellKind::text, &changed_item},
                             changed_side("前", "before", "grade_before", "before_fen", {}),
                             changed_side("后", "after", "grade_after", "after_fen", "until"),
                             position_column("位置", "positions", "positions")},
                            [](const Shown& item, std::set<Subject>& named) {
                              add_id(item, "org", SubjectKind::org, named);
                              add_id(item, "from_org", SubjectKind::org, named);
                              add_id(item, "person", SubjectKind::person, named);
                            });
  out.lines = [](const Wording& wording, const Shown& answer) {
    return TableForm::Lines{{wording.say("条数", "tree sizes"),
                             fmt::format("{} → {}", answer.text("from_size"), answer.text("until_size"))},
                            {wording.say("变化", "changes"), change_totals(wording, answer)},
                            {wording.say("已发（元）", "paid, yuan"), changed_money(wording, answer)},
                            {wording.say("未列出", "left out"), answer.text("left_out")}};
  };
  out.org = [](const Shown& answer) { return answer.text("org"); };
  return out;
}

TableForm subject_diff_form() {
  const auto row_title = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    const View* view = view_named(item.text("view"));
    if (view == nullptr) return {CellKind::text, item.text("view")};
    return {CellKind::text, wording.say(view->type->structure->zh, view->type->structure->en)};
  };
  TableForm out = list_form("changes", "变更对照", "Changes", "rows",
                            {{"内容", "what", CellKind::text, row_title},
                             member_column("部分", "part", "part"),
                             side_column("前", "before", "before"),
                             side_column("后", "after", "after")},
                            [](const Shown& item, std::set<Subject>& named) {
                              const View* view = view_named(item.text("view"));
                              for (const std::string_view side : {"before", "after"}) {
                                const auto value = item.member(side);
                                if (view != nullptr && value) add_subjects(*view->type, *value, named);
                              }
                            });
  out.title = [](const Wording& wording, const Shown& answer) {
    return fmt::format("{}  {}", wording.say("变更对照", "Changes"),
                       wording.named(std::string_view(answer.text("subject"))));
  };
  out.subjects = [of_rows = std::move(out.subjects)](const Shown& answer, std::set<Subject>& named) {
    of_rows(answer, named);
    add_named(answer, "subject", named);
  };
  out.lines = [](const Wording& wording, const Shown& answer) {
    const auto positions = answer.member("positions");
    return TableForm::Lines{
        {wording.say("条数", "tree sizes"),
         fmt::format("{} → {}", answer.text("from_size"), answer.text("until_size"))},
        {wording.say("位置", "positions"), positions ? positions_text(*positions) : std::string()}};
  };
  return out;
}

/// Of a subject its rows, of an organisation with all below it what changed there.
TableForm diff_form() {
  static const TableForm of_subject = subject_diff_form();
  static const TableForm of_org = org_diff_form();
  const auto form_of = [](const Shown& answer) -> const TableForm& {
    return answer.has("org") ? of_org : of_subject;
  };
  TableForm out;
  out.file = "changes";
  out.is_of_all_dates = true;
  out.title = [form_of](const Wording& wording, const Shown& answer) {
    return form_of(answer).title(wording, answer);
  };
  out.columns = [form_of](const Wording& wording, const Shown& answer, Room room) {
    return form_of(answer).columns(wording, answer, room);
  };
  out.rows = [form_of](const Wording& wording, const Shown& answer, Room room) {
    return form_of(answer).rows(wording, answer, room);
  };
  out.subjects = [form_of](const Shown& answer, std::set<Subject>& named) {
    form_of(answer).subjects(answer, named);
  };
  out.org = [form_of](const Shown& answer) { return form_of(answer).org(answer); };
  out.lines = [form_of](const Wording& wording, const Shown& answer) {
    return form_of(answer).lines(wording, answer);
  };
  return out;
}

/// {person/p-1: 张三}: an id and its name a row.
TableForm names_form() {
  TableForm out;
  out.file = "names";
  out.title = [](const Wording& wording, const Shown&) { return wording.say("名称", "Names"); };
  out.columns = [](const Wording& wording, const Shown&, Room) {
    return std::vector<SheetColumn>{{wording.say("类别", "kind")},
                                    {wording.say("编号", "id"), CellKind::code},
                                    {wording.say("名称", "name")}};
  };
  out.rows = [](const Wording& wording, const Shown& answer, Room) {
    std::vector<SheetRow> rows;
    for (const auto& [of, name] : answer.members("names")) {
      const auto subject = Subject::parse(of);
      if (!subject) continue;
      const bool is_person = subject->kind == SubjectKind::person;
      rows.push_back(
          {{CellKind::text, is_person ? wording.say("人员", "person") : wording.say("组织", "organisation")},
           {CellKind::code, subject->id},
           {CellKind::text, name.text()}});
    }
    return rows;
  };
  return out;
}

}  // namespace

std::string event_text(const Wording& wording, const Shown& item) {
  const StructInfo* structure = structure_of(item.text("event", "type"));
  const std::string title =
      structure == nullptr ? item.text("event", "type") : wording.say(structure->zh, structure->en);
  return fmt::format(fmt::runtime(wording.say("{} {}：{}", "{} {}: {}")), event_day(wording, item, item).text,
                     title, event_content(wording, item, item).text);
}

void add_named_by_event(const Shown& item, std::set<Subject>& out) {
  add_id(item, "authority", SubjectKind::org, out);
  add_named(item, "subjects", out);
  const auto event = item.member("event");
  const auto data = event ? event->member("data") : std::nullopt;
  const EventType* type = event ? find_event_type(event->text("type")) : nullptr;
  if (data && type != nullptr) add_subjects(*type->structure, *data, out);
}

const TableForm* table_form(std::string_view operation) {
  static const std::map<std::string_view, TableForm> kForms = {{"listPersons", roster_form()},
                                                               {"listOrgs", orgs_form()},
                                                               {"listEvents", events_form()},
                                                               {"listAlerts", alerts_form()},
                                                               {"listFlags", flags_form()},
                                                               {"listReads", journal_form()},
                                                               {"listDrafts", drafts_form()},
                                                               {"getDiff", diff_form()},
                                                               {"getDecision", decision_form()},
                                                               {"getStatistic", statistic_form()},
                                                               {"getReport", report_form()},
                                                               {"getEligibility", eligibility_form()},
                                                               {"getComputation", computation_form()},
                                                               {"getPay", pay_form()},
                                                               {"getAudit", audit_form()},
                                                               {"getSample", sample_form()},
                                                               {"getBooks", books_form()},
                                                               {"listCounterparties", counterparties_form()},
                                                               {"getPolicy", policy_form()},
                                                               {"tryPolicy", policy_trial_form()},
                                                               {"listRules", rules_form()},
                                                               {"getNames", names_form()},
                                                               {"getPerson", file_form(SubjectKind::person)},
                                                               {"getMe", file_form(SubjectKind::person)},
                                                               {"getOrg", file_form(SubjectKind::org)}};
  const auto found = kForms.find(operation);
  return found == kForms.end() ? nullptr : &found->second;
}

}  // namespace tenure
