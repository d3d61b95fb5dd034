// What a clerk asks all day: `tenure alerts`, `flags`, `pay` and `eligibility`.
#include "ops/commands/answers.h"
#include "ops/commands/commands.h"
#include "ops/commands/people.h"
#include "ops/commands/usage.h"

namespace tenure {
namespace {

struct WatchOptions {
  SourceOptions source;
  ShownAs shown;
  std::string org;
  std::string rule;
  std::string from;
  std::uint64_t limit = 0;  ///< 0: all
  std::string at;
  std::string on;
};

struct AboutOptions {
  SourceOptions source;
  ShownAs shown;
  std::string name;
  std::string person;
  std::string year;
  std::string at;
  std::string on;
};

Question list_of(std::string_view operation, std::string_view path, const WatchOptions& options) {
  Question out{operation, Target(std::string(path)), options.at, options.on, options.org};
  out.target.with("org", options.org).with("rule", options.rule);
  out.is_list = true;
  out.limit = options.limit;
  return out;
}

/// Of a coming day too: what will be overdue then, if nothing is recorded meanwhile.
Result<Exit> alerts(const WatchOptions& options, Console& console) {
  Question question = list_of("listAlerts", "/v1/alerts", options);
  question.is_dated = true;
  return show(options.source, question, options.shown, console);
}

Result<Exit> flags(const WatchOptions& options, Console& console) {
  Question question = list_of("listFlags", "/v1/flags", options);
  question.target.with("from", options.from);
  return show(options.source, question, options.shown, console);
}

Result<Exit> pay(const AboutOptions& options, Console& console) {
  Question question{"getPay", Target("/v1/pay"), options.at, options.on};
  question.target.segment(options.person).with("year", options.year);
  return show(options.source, question, options.shown, console);
}

Result<Exit> eligibility(const AboutOptions& options, Console& console) {
  Question question{"getEligibility", Target("/v1/eligibility"), options.at, options.on};
  question.target.segment(options.name).segment(options.person);
  return show(options.source, question, options.shown, console);
}

void add_list_options(CLI::App& command, WatchOptions& options) {
  add_source_options(command, options.source);
  add_format_options(command, options.shown);
  command.add_option("--rule", options.rule, "规则，如 alert.uncertified | Of this rule alone");
  command.add_option("--limit", options.limit, "最多条数 | At most so many")->check(in_range(1, kListedMax));
}

void add_about_options(CLI::App& command, AboutOptions& options) {
  add_source_options(command, options.source);
  add_format_options(command, options.shown);
  command.add_option("person", options.person, "人员编号 | The person's id")
      ->required()
      ->check(value_of<PersonId>());
  add_when_options(command, options.at, options.on);
}

}  // namespace

void add_alerts(CLI::App& app, Console& console) {
  auto options = std::make_shared<WatchOptions>();
  auto& command = *app.add_subcommand(
      "alerts",
      "预警：逾期未办和与记录相悖的事项，也可问将来某日 | What is overdue or contradicts the record; on a "
      "coming day, what will be");
  add_list_options(command, *options);
  command.add_option("--org", options->org, "组织及其下级 | The organisation at the top")->required();
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &alerts);
}

void add_flags(CLI::App& app, Console& console) {
  auto options = std::make_shared<WatchOptions>();
  auto& command = *app.add_subcommand(
      "flags", "标记：收录时不符合政策的事项及其复核 | What verdicts flagged, with reviews");
  add_list_options(command, *options);
  command.add_option("--org", options->org,
                     "组织及其下级，缺省为全部 | At or below an organisation; else all");
  command.add_option("--from", options->from, "起始位置 | First position, as 12.0");
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &flags);
}

void add_pay(CLI::App& app, Console& console) {
  auto options = std::make_shared<AboutOptions>();
  auto& command =
      *app.add_subcommand("pay", "报酬对账：应发、已发、差额 | What a person is due, was paid and is owed");
  add_about_options(command, *options);
  command.add_option("--year", options->year, "年度 | Calendar year; that of the date when absent");
  on_command(command, console, options, &pay);
}

void add_eligibility(CLI::App& app, Console& console) {
  auto options = std::make_shared<AboutOptions>();
  auto& command = *app.add_subcommand(
      "eligibility", "资格：逐项条件 | Whether a person is eligible, condition by condition");
  command.add_option("name", options->name, "资格名称，如 elig.departure_subsidy | Its name")->required();
  add_about_options(command, *options);
  on_command(command, console, options, &eligibility);
}

}  // namespace tenure
