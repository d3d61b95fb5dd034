// `tenure stats`, `tenure compute` and `tenure diff`: figures of an organisation, a number with its parts,
// and what changed in a file between two sizes.
#include <fmt/format.h>

#include <algorithm>

#include "domain/rules/rule.h"
#include "ops/commands/commands.h"
#include "ops/commands/shown.h"
#include "ops/commands/source.h"
#include "ops/commands/table.h"
#include "ops/commands/wording.h"

namespace tenure {
namespace {

constexpr std::size_t kSideWidth = 8;  ///< of "before"

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

/// A number of a figure and its heading.
struct Measure {
  std::string_view name, zh, en;
  bool of_amount;  ///< in the statistic's unit
};
constexpr Measure kMeasures[] = {{"count", "数量", "count", false}, {"among", "其中", "of them", false},
                                 {"share", "比例", "share", false}, {"known", "有数的", "known", false},
                                 {"sum", "合计", "sum", true},      {"mean", "平均", "mean", true},
                                 {"least", "最小", "least", true},  {"most", "最大", "most", true}};

/// What a group's word is the id of; nothing where it is none.
std::optional<Subject> subject_of(const Shown& labels, const std::string& by, const std::string& word) {
  const auto group = labels.member(by);
  const auto kind = group ? subject_kind(group->text("subject")) : std::nullopt;
  return kind ? std::optional(Subject{*kind, word}) : std::nullopt;
}

Result<void> learn_names(const Shown& answer, Wording& wording) {
  std::set<Subject> named;
  const Shown labels = *answer.member("labels");
  const auto by = answer.list("by");
  for (const Shown& figure : answer.list("figures")) {
    const auto group = figure.list("group");
    for (std::size_t i = 0; i < group.size(); ++i) {
      if (const auto subject = subject_of(labels, by[i].text(), group[i].text())) named.insert(*subject);
    }
  }
  return wording.learn_names(named);
}

/// A word of a group by its label, an id by its name.
std::string word_text(const Wording& wording, const Shown& labels, const std::string& by,
                      const std::string& word) {
  const auto group = labels.member(by);
  const auto words = group ? group->member("words") : std::nullopt;
  const auto label = words ? words->member(word) : std::nullopt;
  if (label) return wording.label(*label);
  const auto subject = subject_of(labels, by, word);
  return subject ? wording.named(*subject) : word;
}

Result<void> print_stats(const Shown& answer, Wording& wording, Console& console) {
  if (auto asked = learn_names(answer, wording); !asked) return asked;
  const Rule* rule = find_rule(answer.text("name"));
  const std::string name = answer.text("name");
  console.line(rule == nullptr ? name
                               : fmt::format(fmt::runtime(wording.say("{}（{}）", "{} ({})")),
                                             wording.say(rule->zh, rule->en), name));
  const auto labels = *answer.member("labels");
  const auto total = *answer.member("total");
  const bool is_money = answer.text("unit") == "fen";
  std::vector<std::string> headings;
  for (const Shown& by : answer.list("by")) headings.push_back(wording.label(*labels.member(by.text())));
  for (const Measure& measure : kMeasures) {
    if (total.has(measure.name)) headings.push_back(wording.say(measure.zh, measure.en));
  }
  Table table(headings);
  const auto add = [&](std::vector<std::string> cells, const Shown& figure) {
    for (const Measure& measure : kMeasures) {
      if (!total.has(measure.name)) continue;
      const std::string number = figure.text(measure.name);
      cells.push_back(measure.of_amount && is_money && !number.empty() ? wording.money(number) : number);
    }
    table.row(std::move(cells));
  };
  const auto by = answer.list("by");
  for (const Shown& figure : answer.list("figures")) {
    std::vector<std::string> cells;
    const auto group = figure.list("group");
    for (std::size_t i = 0; i < group.size(); ++i)
      cells.push_back(word_text(wording, labels, by[i].text(), group[i].text()));
    add(std::move(cells), figure);
  }
  std::vector<std::string> last(by.size());
  if (!last.empty()) last.front() = wording.say("总计", "total");
  add(std::move(last), total);
  table.print(console);
  return {};
}

/// The value with its unit; of something that has none the dash.
std::string amount(const Wording& wording, const Shown& of) {
  const std::string value = of.text("value");
  if (!of.has("value") || value == "null") return "—";
  if (of.text("unit", "name") == "fen") return wording.money(value);
  const std::string unit = wording.label(*of.member("unit"));
  return unit.empty() ? value : value + " " + unit;
}

std::string given(const Wording& wording, const Shown& parameter) {
  if (!parameter.has("value")) {
    const std::string what = parameter.text("given");
    if (what == "masked") return wording.say("原文隐去", "hidden in the text");
    return what == "unspecified" ? wording.say("原文未给出数值", "without a value in the text")
                                 : wording.say("未规定", "not said");
  }
  if (const auto labels = parameter.member("value_labels")) return wording.label(*labels);
  const std::string value = parameter.text("value");
  if (parameter.text("type") == "fen") return wording.money(value);
  if (parameter.text("type") == "flag")
    return value == "true" ? wording.say("是", "yes") : wording.say("否", "no");
  return wording.say(value + " " + parameter.text("unit"), value);
}

/// ["3.0","7.1"] as words.
std::string positions(const Shown& of, std::string_view member) {
  std::string out;
  for (const Shown& position : of.list(member)) out += (out.empty() ? "" : " ") + position.text();
  return out;
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
  value.row({wording.say("值", "value"), amount(wording, answer)});
  if (const auto why = answer.member("why_labels"))
    value.row({wording.say("原因", "why"), wording.label(*why)});
  value.print(console, false);
  Table parts({wording.say("组成", "part"), wording.say("对象", "of"), wording.say("数值", "value"),
               wording.say("依据位置", "basis")});
  for (const Shown& part : answer.list("parts")) {
    const auto of = part.member("of_labels");
    const std::string whom = of ? wording.named(wording.label(*of), part.list("mentions")) : std::string();
    parts.row({labels(part), whom, amount(wording, part), positions(part, "basis")});
  }
  if (!parts.empty()) parts.print(console);
  Table parameters({wording.say("政策参数", "parameter"), wording.say("规定", "given"),
                    wording.say("政策位置", "policy"), wording.say("键", "key")});
  for (const Shown& parameter : answer.list("parameters"))
    parameters.row(
        {labels(parameter), given(wording, parameter), parameter.text("policy"), parameter.text("key")});
  if (!parameters.empty()) parameters.print(console);
  if (wording.hides_names()) wording.remark_hidden();
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
  if (wording.hides_names()) wording.remark_hidden();
  return {};
}

Result<Exit> ask(const SourceOptions& options, const Target& target, Console& console,
                 Result<void> (*print)(const Shown&, Wording&, Console&)) {
  const auto source = open_source(options, console);
  if (!source) return tl::unexpected(source.error());
  const auto body = (*source)->get(target);
  if (!body) return tl::unexpected(body.error());
  const auto answer = ParsedAnswer::parse(*body);
  if (!answer) return tl::unexpected(answer.error());
  if (console.json) {
    console.line(*body);
    return Exit::done;
  }
  Wording wording(**source, console);
  if (auto done = print(answer->root(), wording, console); !done) return tl::unexpected(done.error());
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
