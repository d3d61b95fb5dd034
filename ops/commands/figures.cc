// `tenure stats`, `tenure compute` and `tenure diff`: figures of an organisation, a number with its parts,
// and what changed in a file between two sizes.
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

struct ComputeOptions {
  SourceOptions source;
  std::string name;
  std::string subject;
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

/// A number of fen, as JSON has it, in yuan.
std::string yuan(const std::string& fen) {
  constexpr std::size_t kCents = 2;
  const bool negative = fen.starts_with('-');
  std::string digits = fen.substr(negative ? 1 : 0);
  if (digits.size() <= kCents) digits.insert(0, kCents + 1 - digits.size(), '0');
  digits.insert(digits.size() - kCents, ".");
  return (negative ? "-" : "") + digits + " 元 yuan";
}

/// The value with its unit; of something that has none the dash.
std::string amount(const Shown& of) {
  const std::string value = of.text("value");
  const std::string zh = of.text("unit", "zh");
  if (!of.has("value") || value == "null") return "—";
  if (of.text("unit", "name") == "fen") return yuan(value);
  return zh.empty() ? value : fmt::format("{} {} {}", value, zh, of.text("unit", "en"));
}

std::string given(const Shown& parameter) {
  if (!parameter.has("value")) return parameter.text("given");
  const std::string value = parameter.text("value");
  return parameter.text("type") == "fen" ? yuan(value) : fmt::format("{} {}", value, parameter.text("unit"));
}

/// ["3.0","7.1"] as words.
std::string positions(const Shown& of, std::string_view member) {
  std::string out;
  for (const Shown& position : of.list(member)) out += (out.empty() ? "" : " ") + position.text();
  return out;
}

void print_computation(const Shown& answer, Console& console) {
  constexpr std::size_t kNameWidth = 40;
  constexpr std::size_t kValueWidth = 24;
  const auto both = [](const Shown& of) { return of.text("labels", "zh") + " " + of.text("labels", "en"); };
  const auto line = [&](const std::string& name, const std::string& value, const std::string& rest) {
    console.line(padded("  " + name, kNameWidth) + padded(value, kValueWidth) + rest);
  };
  console.line(fmt::format("{}  {}  {}", both(answer), answer.text("subject"), answer.text("on")));
  line("值 value", amount(answer), "");
  if (answer.has("why")) line("原因 why", answer.text("why"), "");
  if (!answer.list("parts").empty()) console.line("组成 parts");
  for (const Shown& part : answer.list("parts")) {
    const std::string of = part.text("of");
    line(both(part) + (of.empty() ? "" : " · " + of), amount(part), positions(part, "basis"));
  }
  if (!answer.list("parameters").empty()) console.line("政策参数 parameters");
  for (const Shown& parameter : answer.list("parameters"))
    line(both(parameter), given(parameter), parameter.text("policy") + " " + parameter.text("key"));
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

Result<Exit> compute(const ComputeOptions& options, Console& console) {
  Target target("/v1/computations");
  target.segment(options.name).segment(options.subject).with("at", options.at).with("on", options.on);
  return ask(options.source, target, console, &print_computation);
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

void add_compute(CLI::App& app, Console& console) {
  auto options = std::make_shared<ComputeOptions>();
  auto& command =
      *app.add_subcommand("compute", "计算 | A number of a person or an organisation, with its parts");
  add_source_options(command, options->source);
  command.add_option("name", options->name, "计算名称，如 calc.tenure_years | The computation's name")
      ->required();
  command.add_option("--subject", options->subject, "人员或组织 | The person or the organisation")
      ->required();
  command.add_option("--at", options->at, "当时所知：条数或时刻 | As known at: a tree size or a moment");
  command.add_option("--on", options->on, "所在日期 | As it was on: a date");
  on_command(command, console, options, &compute);
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
