// The tables of an audit: its leads, or of many audits a line each.
#include <fmt/format.h>

#include <cstdlib>
#include <map>

#include "domain/audit/rows.h"
#include "domain/collective/books.h"
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

namespace {

TableForm named_section(TableForm form, std::string_view zh, std::string_view en) {
  form.title = [zh, en](const Wording& wording, const Shown&) { return wording.say(zh, en); };
  return form;
}

void add_no_subjects(const Shown&, std::set<Subject>&) {}

/// What the lines of a section come to in each year.
SheetChart by_year(std::string title, const Shown& answer, std::string_view section) {
  std::map<std::string, std::int64_t> years;
  for (const Shown& line : answer.list(section))
    years[line.text("year")] += std::strtoll(line.text("amount_fen").c_str(), nullptr, 10);
  return {std::move(title), {years.begin(), years.end()}};
}

/// Of each test that gave leads, what a working paper says; who prepares and reviews it signs by hand.
TableForm working_papers() {
  const auto blank = [](const Wording&, const Shown&, const Shown&) -> Cell { return {}; };
  const auto period = [](const Wording&, const Shown&, const Shown& answer) -> Cell {
    return {CellKind::text, fmt::format("{} – {}", answer.text("from"), answer.text("until"))};
  };
  const auto conclusion = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    const std::string leads = item.text("leads");
    std::string out;
    if (leads != "0") {
      out = wording.say(fmt::format("疑点 {} 项，已有说明 {} 项", leads, item.text("explained")),
                        fmt::format("{} leads, {} explained", leads, item.text("explained")));
    } else if (const auto outcome = item.member("outcome_labels")) {
      out = wording.label(*outcome);
    }
    // Of one audit why, else of how many.
    std::vector<std::string> why;
    for (const Shown& each : item.list("unjudged")) why.push_back(wording.label(*each.member("labels")));
    const bool is_partly = item.text("outcome") != "not_judged";
    if (!why.empty()) {
      out += is_partly ? wording.say("；部分未能检验：", "; in part not judged: ") : wording.say("：", ": ");
      for (std::size_t i = 0; i < why.size(); ++i) out += (i > 0 ? wording.say("；", "; ") : "") + why[i];
    } else if (is_partly && item.text("not_judged") != "0" && item.has("not_judged")) {
      out += wording.say(fmt::format("；未能检验的审计 {} 项", item.text("not_judged")),
                         fmt::format("; not judged in {} audits", item.text("not_judged")));
    }
    return {CellKind::text, out};
  };
  const auto evidence = [](const Wording&, const Shown& item, const Shown& answer) -> Cell {
    std::string out;
    for (const Shown& lead : answer.list("leads")) {
      const auto positions = lead.member("evidence");
      if (lead.text("test") != item.text("test") || !positions) continue;
      out += (out.empty() ? "" : " ") + positions_text(*positions);
    }
    return {CellKind::position, out};
  };
  return list_form("papers", "审计工作底稿", "Working papers", "tests",
                   {member_column("索引", "index", "test", CellKind::code),
                    labels_column("事项", "matter", "labels"),
                    {"期间", "period", CellKind::text, period},
                    labels_column("程序", "procedure", "about"),
                    {"结论", "conclusion", CellKind::text, conclusion},
                    {"依据位置", "evidence", CellKind::position, evidence},
                    member_column("涉及金额（元）", "amount, yuan", "amount_fen", CellKind::money),
                    {"编制人、日期", "prepared by, on", CellKind::text, blank},
                    {"复核人、日期", "reviewed by, on", CellKind::text, blank}},
                   &add_no_subjects);
}

TableForm thresholds_section() {
  const auto from = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    const std::string word = item.text("from");
    if (word == "run") return {CellKind::text, wording.say("本次自定", "this run")};
    if (word == "usual") return {CellKind::text, wording.say("通行值", "usual in the field")};
    return {CellKind::text, wording.say("政策 ", "policy ") + item.text("policy")};
  };
  static constexpr std::string_view kFen = "分";
  const auto value = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    if (const auto labels = item.member("value_labels")) return {CellKind::text, wording.label(*labels)};
    return {item.text("unit") == kFen ? CellKind::money : CellKind::text, item.text("value")};
  };
  const auto unit = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    const std::string word = item.text("unit");
    return {CellKind::text, word == kFen ? wording.say("元", "yuan") : word};
  };
  return list_form("thresholds", "检验阈值", "Thresholds", "thresholds",
                   {member_column("参数", "parameter", "key", CellKind::code),
                    labels_column("名称", "name", "labels"),
                    {"值", "value", CellKind::text, value},
                    {"单位", "unit", CellKind::text, unit},
                    {"来源", "from", CellKind::text, from}},
                   &add_no_subjects);
}

TableForm position_section() {
  return list_form("position", "财务状况", "Financial position", "position",
                   {labels_column("项目", "item", "labels"),
                    member_column("期初（元）", "opening, yuan", "opening_fen", CellKind::money),
                    member_column("期末（元）", "closing, yuan", "closing_fen", CellKind::money)},
                   &add_no_subjects);
}

TableForm income_section() {
  TableForm out = list_form(
      "income", "收入", "Income", "income",
      {member_column("年度", "year", "year"), member_column("科目", "account", "account", CellKind::code),
       labels_column("科目名称", "account's name", "labels"),
       labels_column("资金来源", "source", "source_labels"),
       member_column("金额（元）", "amount, yuan", "amount_fen", CellKind::money)},
      &add_no_subjects);
  out.chart = [](const Wording& wording, const Shown& answer) {
    return by_year(wording.say("各年收入（元）", "Income by year, yuan"), answer, "income");
  };
  return out;
}

TableForm assets_section() {
  return list_form(
      "assets", "期末资产", "Assets at the end", "assets",
      {member_column("资产编号", "asset", "asset", CellKind::code), member_column("名称", "name", "name"),
       field_column(field_named<AssetChange>("category")), field_column(field_named<AssetChange>("kind")),
       member_column("日期", "on", "on", CellKind::date),
       member_column("价值（元）", "value, yuan", "amount_fen", CellKind::money),
       position_column("位置", "position", "position")},
      &add_no_subjects);
}

/// A person by name, a unit as it is written.
ColumnForm counterparty_column() {
  return {"对方", "counterparty", CellKind::text,
          [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
            if (!item.has("counterparty")) return {CellKind::text, item.text("counterparty_name")};
            return {CellKind::text, wording.named(Subject{SubjectKind::person, item.text("counterparty")})};
          }};
}

void add_counterparty(const Shown& item, std::set<Subject>& named) {
  if (item.has("counterparty")) named.insert({SubjectKind::person, item.text("counterparty")});
}

TableForm debts_section() {
  return list_form(
      "debts", "债权债务登记", "Debts of the register", "debts",
      {member_column("编号", "debt", "debt", CellKind::code), labels_column("类别", "kind", "labels"),
       counterparty_column(), member_column("发生日期", "from", "from", CellKind::date),
       member_column("到期日", "due by", "until", CellKind::date),
       member_column("金额（元）", "amount, yuan", "amount_fen", CellKind::money),
       member_column("期初余额（元）", "at the opening, yuan", "opening_fen", CellKind::money),
       member_column("期末余额（元）", "at the closing, yuan", "closing_fen", CellKind::money),
       position_column("位置", "position", "position")},
      &add_counterparty);
}

TableForm ages_section() {
  return list_form(
      "ages", "债权债务账龄", "Claims and debts by age", "counterparties",
      {field_column(field_named<BookParty>("account")), counterparty_column(),
       member_column("余额（元）", "balance, yuan", "balance_fen", CellKind::money),
       member_column("一年以内（元）", "up to a year, yuan", "year_1_fen", CellKind::money),
       member_column("一至二年（元）", "one to two years, yuan", "year_2_fen", CellKind::money),
       member_column("二至三年（元）", "two to three years, yuan", "year_3_fen", CellKind::money),
       member_column("三年以上（元）", "more than three years, yuan", "older_fen", CellKind::money),
       member_column("最早发生", "oldest", "oldest", CellKind::date)},
      &add_counterparty);
}

TableForm subsidies_section() {
  return list_form("subsidies", "补贴", "Subsidies", "subsidies",
                   {member_column("年度", "year", "year"), labels_column("类别", "kind", "labels"),
                    subject_column("人员", "person", "person", SubjectKind::person),
                    member_column("笔数", "payments", "payments", CellKind::count),
                    member_column("金额（元）", "amount, yuan", "amount_fen", CellKind::money)},
                   [](const Shown& item, std::set<Subject>& named) {
                     named.insert({SubjectKind::person, item.text("person")});
                   });
}

TableForm recommendations_section() {
  return list_form("recommendations", "建议", "Recommendations", "recommendations",
                   {labels_column("建议", "recommendation", "labels"),
                    member_column("疑点", "lead", "lead", CellKind::code),
                    member_column("期限", "due by", "due", CellKind::date),
                    member_column("未追回金额（元）", "still out, yuan", "amount_fen", CellKind::money),
                    position_column("位置", "position", "of")},
                   &add_no_subjects);
}

TableForm spending_section() {
  TableForm out =
      list_form("spending", "支出", "Spending", "spending",
                {member_column("年度", "year", "year"), labels_column("用途", "purpose", "labels"),
                 member_column("笔数", "payments", "payments", CellKind::count),
                 member_column("金额（元）", "amount, yuan", "amount_fen", CellKind::money)},
                &add_no_subjects);
  out.chart = [](const Wording& wording, const Shown& answer) {
    return by_year(wording.say("各年支出（元）", "Spending by year, yuan"), answer, "spending");
  };
  return out;
}

TableForm pay_section() {
  return list_form(
      "pay", "被审计人报酬", "The auditee's pay", "pay",
      {member_column("年度", "year", "year"),
       member_column("应发（元）", "due, yuan", "due_fen", CellKind::money),
       member_column("已发（元）", "paid, yuan", "paid_fen", CellKind::money),
       member_column("退回或冲销（元）", "returned or reversed, yuan", "returned_fen", CellKind::money),
       member_column("应追缴（元）", "ordered back, yuan", "ordered_fen", CellKind::money),
       member_column("已追缴（元）", "recovered, yuan", "recovered_fen", CellKind::money),
       member_column("欠发（元）", "owed, yuan", "difference_fen", CellKind::money),
       member_column("多发（元）", "overpaid, yuan", "overpaid_fen", CellKind::money)},
      &add_no_subjects);
}

TableForm disclosures_section() {
  return list_form(
      "disclosures", "公开情况", "Disclosure", "disclosures",
      {member_column("年度", "year", "year"), field_column(field_named<DisclosureLine>("category")),
       member_column("次数", "times", "times", CellKind::count),
       position_column("位置", "positions", "positions")},
      &add_no_subjects);
}

/// A column of the finding inside an item.
ColumnForm finding_column(const Field& field) {
  ColumnForm column = field_column(field);
  return {column.zh, column.en, column.kind,
          [cell = column.cell](const Wording& wording, const Shown& item, const Shown& answer) -> Cell {
            const auto finding = item.member("finding");
            return finding ? cell(wording, *finding, answer) : Cell();
          }};
}

/// What was found, who is responsible, and what was put right of it.
TableForm findings_section() {
  const auto rectified = [](const Wording& wording, const Shown& item, const Shown&) -> Cell {
    const auto finding = item.member("finding");
    std::vector<std::string> said;
    for (const Shown& each : finding ? finding->list("rectified") : std::vector<Shown>())
      said.push_back(each.text("on") + " " +
                     wording.word(field_named<Rectified>("outcome"), each.text("outcome")));
    return {CellKind::text, said.empty() ? wording.say("未整改", "not yet") : joined(wording, said)};
  };
  return list_form("findings", "发现问题及整改", "Findings and rectification", "findings",
                   {member_column("审计事项", "audit", "matter", CellKind::code),
                    finding_column(field_named<AuditFinding>("on")),
                    finding_column(field_named<AuditFinding>("lead")),
                    finding_column(field_named<AuditFinding>("responsibility")),
                    finding_column(field_named<AuditFinding>("amount_fen")),
                    finding_column(field_named<AuditFinding>("rectify_by")),
                    {"整改", "rectified", CellKind::text, rectified},
                    finding_column(field_named<AuditFinding>("position"))},
                   &add_no_subjects);
}

}  // namespace

TableForm audit_form() {
  const TableForm both =
      either(audits_form(), leads_form(), [](const Shown& answer) { return answer.has("items"); });
  TableForm out = both;
  out.file = "audit";
  out.sections = {named_section(findings_section(), "发现问题及整改", "Findings and rectification"),
                  named_section(recommendations_section(), "建议", "Recommendations"),
                  named_section(working_papers(), "审计工作底稿", "Working papers"),
                  named_section(position_section(), "财务状况", "Financial position"),
                  named_section(income_section(), "收入", "Income"),
                  named_section(spending_section(), "支出", "Spending"),
                  named_section(assets_section(), "期末资产", "Assets at the end"),
                  named_section(debts_section(), "债权债务登记", "Debts of the register"),
                  named_section(ages_section(), "债权债务账龄", "Claims and debts by age"),
                  named_section(subsidies_section(), "补贴", "Subsidies"),
                  named_section(pay_section(), "被审计人报酬", "The auditee's pay"),
                  named_section(disclosures_section(), "公开情况", "Disclosure"),
                  named_section(thresholds_section(), "检验阈值", "Thresholds")};
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
    if (answer.text("in_office") == "true")
      lines.push_back({wording.say("离任", "departure"),
                       wording.say("被审计人仍在任，尚无离任之日，审计期间止于所问日期",
                                   "the auditee is still in office: there is no departure yet, and the time "
                                   "audited ends on the day asked about")});
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
