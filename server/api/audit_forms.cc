// The tables of an audit: its leads, or of many audits a line each.
#include <fmt/format.h>

#include "domain/audit/rows.h"
#include "replay/audit/sample.h"
#include "server/api/table_forms.h"

namespace tenure {
namespace {

/// What explains a lead, and how it was answered.
Cell explained_cell(const Wording& wording, const Shown& item, const Shown&) {
  std::vector<std::string> said;
  for (const Shown& each : item.list("explained")) {
    const auto labels = each.member("labels");
    said.push_back((labels ? wording.label(*labels) : each.text("kind")) + " " + each.text("position"));
  }
  return {CellKind::text, joined(wording, said)};
}

Cell tests_cell(const Wording&, const Shown& item, const Shown&) {
  std::string out;
  for (const Shown& each : item.list("tests")) out += (out.empty() ? "" : " ") + each.text();
  return {CellKind::text, out};
}

TableForm leads_form() {
  return list_form("audit", "经济责任审计", "Audit", "leads",
                   {member_column("编号", "test", "test", CellKind::code),
                    labels_column("疑点", "lead", "labels"),
                    member_column("日期", "on", "on", CellKind::date),
                    subjects_column("对象", "subject", "subject"),
                    member_column("涉及金额（元）", "amount, yuan", "amount_fen", CellKind::money),
                    message_column("说明", "why", "message"),
                    for_files(labels_column("要求", "required", "required_labels")),
                    for_files(labels_column("实际", "actual", "actual_labels")),
                    {"已有说明", "explained by", CellKind::text, &explained_cell},
                    position_column("依据位置", "evidence", "evidence")},
                   [](const Shown& item, std::set<Subject>& named) {
                     add_named(item, "subject", named);
                     add_named(item, "mentions", named);
                   });
}

TableForm audits_form() {
  return list_form("audits", "经济责任审计", "Audits", "items",
                   {subject_column("组织", "organisation", "org", SubjectKind::org),
                    subject_column("被审计人", "auditee", "person", SubjectKind::person),
                    member_column("审计期间起", "from", "from", CellKind::date),
                    member_column("审计期间止", "until", "until", CellKind::date),
                    member_column("疑点数", "leads", "leads", CellKind::count),
                    member_column("已有说明", "explained", "explained", CellKind::count),
                    member_column("涉及金额（元）", "amount, yuan", "amount_fen", CellKind::money),
                    {"有疑点的检验", "tests that gave leads", CellKind::text, &tests_cell}},
                   [](const Shown& item, std::set<Subject>& named) {
                     named.insert({SubjectKind::org, item.text("org")});
                     if (item.has("person")) named.insert({SubjectKind::person, item.text("person")});
                   });
}

ColumnForm payee_column() {
  return {"收款方", "payee", CellKind::text,
          [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            if (!item.has("person")) return {CellKind::text, item.text("payee")};
            return {CellKind::text, wording.named(Subject{SubjectKind::person, item.text("person")})};
          }};
}

TableForm drawn_form() {
  return list_form(
      "sample", "审计抽样", "Sample", "items",
      {position_column("位置", "position", "position"), member_column("日期", "on", "on", CellKind::date),
       payee_column(), field_column(field_named<SampledLine>("purpose")),
       member_column("金额（元）", "amount, yuan", "amount_fen", CellKind::money),
       member_column("命中次数", "units drawn", "hits", CellKind::count)},
      [](const Shown& item, std::set<Subject>& named) {
        if (item.has("person")) named.insert({SubjectKind::person, item.text("person")});
      });
}

TableForm strata_form() {
  return list_form("strata", "分层", "Strata", "strata",
                   {member_column("下限（元）", "from, yuan", "from_fen", CellKind::money),
                    member_column("上限（元）", "until, yuan", "until_fen", CellKind::money),
                    member_column("笔数", "payments", "payments", CellKind::count),
                    member_column("金额（元）", "amount, yuan", "amount_fen", CellKind::money)},
                   [](const Shown&, std::set<Subject>&) {});
}

/// One of two forms, as the answer is.
TableForm either(TableForm a, TableForm b, bool (*is_a)(const Shown& answer)) {
  const auto forms = std::make_shared<const std::pair<TableForm, TableForm>>(std::move(a), std::move(b));
  const auto of = [forms, is_a](const Shown& answer) -> const TableForm& {
    return is_a(answer) ? forms->first : forms->second;
  };
  TableForm out = forms->first;
  out.title = [of](const Wording& wording, const Shown& answer) { return of(answer).title(wording, answer); };
  out.columns = [of](const Wording& wording, const Shown& answer, Room room) {
    return of(answer).columns(wording, answer, room);
  };
  out.rows = [of](const Wording& wording, const Shown& answer, Room room) {
    return of(answer).rows(wording, answer, room);
  };
  out.subjects = [of](const Shown& answer, std::set<Subject>& named) { of(answer).subjects(answer, named); };
  return out;
}

}  // namespace

TableForm sample_form() {
  TableForm out =
      either(drawn_form(), strata_form(), [](const Shown& answer) { return answer.has("items"); });
  out.org = [](const Shown& answer) { return answer.text("org"); };
  out.lines = [](const Wording& wording, const Shown& answer) {
    TableForm::Lines lines{
        {wording.say("期间", "time"), fmt::format("{} – {}", answer.text("from"), answer.text("until"))}};
    if (answer.has("seed")) lines.push_back({wording.say("种子", "seed"), answer.text("seed")});
    lines.push_back({wording.say("结果摘要", "digest"), answer.text("digest")});
    return lines;
  };
  return out;
}

TableForm audit_form() {
  const TableForm both =
      either(audits_form(), leads_form(), [](const Shown& answer) { return answer.has("items"); });
  TableForm out = both;
  out.file = "audit";
  out.title = [](const Wording& wording, const Shown& answer) {
    const std::string kind = wording.word(field_named<Audit>("kind"), answer.text("kind"));
    std::string whom = answer.has("person")
                           ? wording.named(Subject{SubjectKind::person, answer.text("person")}) + "  "
                           : std::string();
    return fmt::format("{}  {}{}", kind, whom, wording.named(Subject{SubjectKind::org, answer.text("org")}));
  };
  out.subjects = [both](const Shown& answer, std::set<Subject>& named) {
    both.subjects(answer, named);
    named.insert({SubjectKind::org, answer.text("org")});
    if (answer.has("person")) named.insert({SubjectKind::person, answer.text("person")});
  };
  out.org = [](const Shown& answer) { return answer.text("org"); };
  out.lines = [](const Wording& wording, const Shown& answer) {
    TableForm::Lines lines{{wording.say("审计期间", "time audited"),
                            fmt::format("{} – {}", answer.text("from"), answer.text("until"))}};
    if (const auto totals = answer.member("totals"))
      lines.push_back({wording.say("疑点", "leads"),
                       fmt::format("{}{}", totals->text("leads"),
                                   wording.say(fmt::format("（已有说明 {}）", totals->text("explained")),
                                               fmt::format(" ({} explained)", totals->text("explained"))))});
    lines.push_back({wording.say("结果摘要", "digest"), answer.text("digest")});
    return lines;
  };
  return out;
}

}  // namespace tenure
