// `tenure stats` and `tenure diff`: figures of an organisation, and what changed in a file between two sizes.
#include <fmt/format.h>

#include "ops/commands/commands.h"
#include "ops/commands/shown.h"
#include "ops/commands/source.h"

namespace tenure {
namespace {

struct StatsOptions {
  SourceOptions source;
  std::string name;
  std::string org;
  std::string by;
  std::string from;
  std::string at;
  std::string on;
};

struct DiffOptions {
  SourceOptions source;
  std::string subject;
  std::string from_size;
  std::string until_size;
};

/// Its values beside each other.
std::string figure_line(const std::vector<std::pair<std::string_view, Shown>>& figure) {
  std::string out;
  for (const auto& [name, value] : figure) out += padded(fmt::format("{} {}", name, value.text()), 24);
  return out;
}

void print_stats(const Shown& answer, Console& console) {
  console.line("统计 statistic   " + answer.text("name"));
  for (const Shown& figure : answer.list("figures")) console.line(figure_line(figure.members()));
  console.line("合计 total       " + figure_line(answer.members("total")));
}

void print_diff(const Shown& answer, Console& console) {
  console.line(fmt::format("{}  {} → {}", answer.text("subject"), answer.text("from_size"),
                           answer.text("until_size")));
  for (const Shown& row : answer.list("rows")) {
    console.line(fmt::format("{} {}", row.text("view"), row.text("part")));
    console.line("  前 before  " + row.text("before"));
    console.line("  后 after   " + row.text("after"));
  }
  console.line("位置 positions  " + answer.text("positions"));
}

Result<Exit> ask(const SourceOptions& options, const Target& target, Console& console,
                 void (*print)(const Shown&, Console&)) {
  const auto source = open_source(options, console);
  if (!source) return tl::unexpected(source.error());
  const auto body = (*source)->get(target);
  if (!body) return tl::unexpected(body.error());
  const auto answer = ParsedAnswer::parse(*body);
  if (!answer) return tl::unexpected(answer.error());
  if (console.json) {
    console.line(*body);
  } else {
    print(answer->root(), console);
  }
  return Exit::done;
}

Result<Exit> stats(const StatsOptions& options, Console& console) {
  Target target("/v1/stats");
  target.segment(options.name).with("org", options.org).with("by", options.by).with("from", options.from);
  return ask(options.source, target.with("at", options.at).with("on", options.on), console, &print_stats);
}

Result<Exit> diff(const DiffOptions& options, Console& console) {
  Target target("/v1/diff");
  target.with("subject", options.subject).with("from_size", options.from_size);
  return ask(options.source, target.with("until_size", options.until_size), console, &print_diff);
}

}  // namespace

void add_stats(CLI::App& app, Console& console) {
  auto options = std::make_shared<StatsOptions>();
  auto& command = *app.add_subcommand("stats", "统计 | Figures of an organisation and all below it");
  add_source_options(command, options->source);
  command.add_option("name", options->name, "统计名称 | The statistic's name")->required();
  command.add_option("--org", options->org, "组织 | The organisation at the top")->required();
  command.add_option("--by", options->by, "分组字段，逗号分隔 | Group by these fields, with commas between");
  command.add_option("--from", options->from, "期间首日 | First day of the period");
  command.add_option("--at", options->at, "当时所知：条数或时刻 | As known at: a tree size or a moment");
  command.add_option("--on", options->on, "所在日期 | As it was on: a date");
  on_command(command, console, options, &stats);
}

void add_diff(CLI::App& app, Console& console) {
  auto options = std::make_shared<DiffOptions>();
  auto& command = *app.add_subcommand("diff", "变更对照 | What changed between two sizes");
  add_source_options(command, options->source);
  command.add_option("--subject", options->subject, "对象 | Subject, as person/p-0001")->required();
  command.add_option("--from-size", options->from_size, "起始条数 | The earlier tree size");
  command.add_option("--until-size", options->until_size, "终止条数，默认当前 | The later one, default now");
  on_command(command, console, options, &diff);
}

}  // namespace tenure
