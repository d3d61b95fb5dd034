// `tenure stats`, `report`, `compute` and `diff`: figures of an organisation, a number with its parts, and
// what changed in a file between two sizes.
#include <fmt/format.h>

#include <algorithm>

#include "domain/rules/rule.h"
#include "ops/commands/answers.h"
#include "ops/commands/commands.h"
#include "ops/commands/people.h"
#include "ops/commands/table.h"

namespace tenure {
namespace {

constexpr std::size_t kSideWidth = 8;  ///< of "before"

struct StatsOptions {
  SourceOptions source;
  ShownAs shown;
  std::string name;
  std::string org;
  std::string by;
  std::string from;
  std::string at;
  std::string on;
};

struct ComputeOptions {
  SourceOptions source;
  ShownAs shown;
  std::string name;
  std::string subject;
  std::string at;
  std::string on;
};

struct DiffOptions {
  SourceOptions source;
  ShownAs shown;
  std::string subject;
  std::string from_size;
  std::string until_size;
};

std::string positions(const Shown& of, std::string_view member) {
  const auto value = of.member(member);
  return value ? positions_text(*value) : std::string();
}

Result<void> print_computation(const Shown& answer, Wording& wording, Console& console) {
  const auto labels = [&](const Shown& of) { return wording.label(*of.member("labels")); };
  const Rule* rule = find_rule(answer.text("name"));
  const bool of_org = rule != nullptr && std::get<form::Computation>(rule->form).subject == SubjectKind::org;
  const Subject about{of_org ? SubjectKind::org : SubjectKind::person, answer.text("subject")};
  std::set<Subject> named{about};
  for (const Shown& part : answer.list("parts")) {
    for (const Shown& mention : part.list("mentions")) {
      if (const auto subject = Subject::parse(mention.text())) named.insert(*subject);
    }
  }
  if (auto asked = wording.learn_names(named); !asked) return asked;
  console.line(fmt::format("{}  {}  {}", labels(answer), wording.named(about), answer.text("on")));
  Table value({"", ""});
  value.row({wording.say("值", "value"), amount_text(wording, answer)});
  if (const auto why = answer.member("why_labels"))
    value.row({wording.say("原因", "why"), wording.label(*why)});
  value.print(console, false);
  Table parts({wording.say("组成", "part"), wording.say("对象", "of"), wording.say("数值", "value"),
               wording.say("依据位置", "basis")});
  for (const Shown& part : answer.list("parts")) {
    const auto of = part.member("of_labels");
    const std::string whom = of ? wording.named(wording.label(*of), part.list("mentions")) : std::string();
    parts.row({labels(part), whom, amount_text(wording, part), positions(part, "basis")});
  }
  if (!parts.empty()) parts.print(console);
  Table parameters({wording.say("政策参数", "parameter"), wording.say("规定", "given"),
                    wording.say("政策位置", "policy"), wording.say("键", "key")});
  for (const Shown& parameter : answer.list("parameters"))
    parameters.row(
        {labels(parameter), given_text(wording, parameter), parameter.text("policy"), parameter.text("key")});
  if (!parameters.empty()) parameters.print(console);
  return {};
}

const View* view_named(std::string_view name) {
  const auto all = views();
  const auto found = std::ranges::find(all, name, &View::name);
  return found == all.end() ? nullptr : *found;
}

Result<void> print_diff(const Shown& answer, Wording& wording, Console& console) {
  std::set<Subject> named;
  if (const auto subject = Subject::parse(answer.text("subject"))) named.insert(*subject);
  const auto each = [&](auto use) {
    for (const Shown& row : answer.list("rows")) {
      if (const View* view = view_named(row.text("view"))) use(*view, row);
    }
  };
  each([&](const View& view, const Shown& row) {
    for (const std::string_view side : {"before", "after"}) {
      if (const auto value = row.member(side)) add_subjects(*view.type, *value, named);
    }
  });
  if (auto asked = wording.learn_names(named); !asked) return asked;
  console.line(fmt::format("{}  {} → {}", wording.named(std::string_view(answer.text("subject"))),
                           answer.text("from_size"), answer.text("until_size")));
  each([&](const View& view, const Shown& row) {
    const StructInfo& structure = *view.type->structure;
    console.line(fmt::format("{} {}", wording.say(structure.zh, structure.en), row.text("part")));
    const auto side = [&](std::string_view member, std::string_view zh, std::string_view en) {
      const auto value = row.member(member);
      const std::string said = value ? wording.value(*view.type, *value) : std::string();
      console.line("  " + padded(wording.say(zh, en), kSideWidth) +
                   (said.empty() ? wording.say("无", "none") : said));
    };
    side("before", "前", "before");
    side("after", "后", "after");
  });
  console.line(wording.say("位置  ", "positions  ") + positions(answer, "positions"));
  return {};
}

Result<Exit> stats(const StatsOptions& options, Console& console) {
  Question question{"getStatistic", Target("/v1/stats"), options.at, options.on, options.org};
  question.target.segment(options.name)
      .with("org", options.org)
      .with("by", options.by)
      .with("from", options.from);
  return show(options.source, question, options.shown, console);
}

Result<Exit> report(const StatsOptions& options, Console& console) {
  Question question{"getReport", Target("/v1/reports"), options.at, options.on, options.org};
  question.target.segment(options.name).with("org", options.org).with("from", options.from);
  return show(options.source, question, options.shown, console);
}

Result<Exit> compute(const ComputeOptions& options, Console& console) {
  Question question{"getComputation", Target("/v1/computations"), options.at, options.on};
  question.target.segment(options.name).segment(options.subject);
  question.print = &print_computation;
  return show(options.source, question, options.shown, console);
}

Result<Exit> diff(const DiffOptions& options, Console& console) {
  Question question{"getDiff", Target("/v1/diff")};
  question.target.with("subject", options.subject)
      .with("from_size", options.from_size)
      .with("until_size", options.until_size);
  question.print = &print_diff;
  return show(options.source, question, options.shown, console);
}

}  // namespace

void add_stats(CLI::App& app, Console& console) {
  auto options = std::make_shared<StatsOptions>();
  auto& command = *app.add_subcommand("stats", "统计 | Figures of an organisation and all below it");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  command.add_option("name", options->name, "统计名称 | The statistic's name")->required();
  command.add_option("--org", options->org, "组织 | The organisation at the top")->required();
  command.add_option("--by", options->by, "分组字段，逗号分隔 | Group by these fields, with commas between");
  command.add_option("--from", options->from, "期间首日 | First day of the period");
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &stats);
}

void add_report(CLI::App& app, Console& console) {
  auto options = std::make_shared<StatsOptions>();
  auto& command = *app.add_subcommand("report", "报表 | A report: several statistics under one head");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  command.add_option("name", options->name, "报表名称，如 rpt.roster_structure | The report's name")
      ->required();
  command.add_option("--org", options->org, "组织 | The organisation at the top")->required();
  command.add_option("--from", options->from, "期间首日 | First day of the period");
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &report);
}

void add_compute(CLI::App& app, Console& console) {
  auto options = std::make_shared<ComputeOptions>();
  auto& command =
      *app.add_subcommand("compute", "计算 | A number of a person or an organisation, with its parts");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  command.add_option("name", options->name, "计算名称，如 calc.tenure_years | The computation's name")
      ->required();
  command.add_option("--subject", options->subject, "人员或组织 | The person or the organisation")
      ->required();
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &compute);
}

void add_diff(CLI::App& app, Console& console) {
  auto options = std::make_shared<DiffOptions>();
  auto& command = *app.add_subcommand("diff", "变更对照 | What changed between two sizes");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  command.add_option("--subject", options->subject, "对象 | Subject, as person/p-0001")->required();
  command.add_option("--from-size", options->from_size, "起始条数 | The earlier tree size");
  command.add_option("--until-size", options->until_size, "终止条数，默认当前 | The later one, default now");
  on_command(command, console, options, &diff);
}

}  // namespace tenure
