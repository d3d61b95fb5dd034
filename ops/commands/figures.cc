// `tenure stats`, `report`, `compute` and `diff`: figures of an organisation, a number with its parts, and
// what changed in a file between two sizes.
#include "ops/commands/answers.h"
#include "ops/commands/commands.h"
#include "ops/commands/people.h"

namespace tenure {
namespace {

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
  std::string period;
  std::string at;
  std::string on;
};

struct DiffOptions {
  SourceOptions source;
  ShownAs shown;
  std::string subject;
  std::string org;
  std::string from_size;
  std::string until_size;
  std::string on;
};

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
  question.target.segment(options.name).segment(options.subject).with("period", options.period);
  return show(options.source, question, options.shown, console);
}

Result<Exit> diff(const DiffOptions& options, Console& console) {
  Question question{"getDiff", Target("/v1/diff"), {}, options.on};
  question.target.with("subject", options.subject)
      .with("org", options.org)
      .with("from_size", options.from_size)
      .with("until_size", options.until_size);
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
      ->required()
      ->check(as_told(Reason::bad_id, &is_id));
  command
      .add_option("--period", options->period,
                  "月份或年度，依计算项而定；缺省为所问日期所在 | The month or year; that of the date")
      ->check(value_of<Period>());
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &compute);
}

void add_diff(CLI::App& app, Console& console) {
  auto options = std::make_shared<DiffOptions>();
  auto& command = *app.add_subcommand("diff", "变更对照 | What changed between two sizes");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  auto& about = *command.add_option_group("about", "对象或组织 | A subject or an organisation");
  about.add_option("--subject", options->subject, "对象 | Subject, as person/p-0001");
  about.add_option("--org", options->org, "组织及其下级 | An organisation with all below it");
  about.require_option(1);
  command.add_option("--from-size", options->from_size,
                     "起始条数或时刻 | The earlier tree size, or a moment");
  command.add_option("--until-size", options->until_size,
                     "终止条数或时刻，默认当前 | The later one, default now");
  command.add_option("--on", options->on, "所在日期，默认全部日期 | As it was on: a date, default all dates");
  on_command(command, console, options, &diff);
}

}  // namespace tenure
