// The command `tenure`. Each group of subcommands registers itself; what they share is in commands/console.h.
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "ops/commands/commands.h"
#include "ops/commands/usage.h"

namespace {

void add_commands(CLI::App& app, tenure::Console& console) {
  app.require_subcommand(1);
  app.fallthrough();
  app.set_help_all_flag("--help-all", "所有子命令的帮助 | Help of all subcommands");
  app.add_flag("--json", console.json, "只输出数据 | Print data alone, as JSON");
  app.add_option("--lang", console.language,
                 "文字：zh 或 en，默认随环境，否则中文 | Language: as the locale, else Chinese")
      ->transform(CLI::CheckedTransformer(std::map<std::string, tenure::Language>{
          {"zh", tenure::Language::zh}, {"en", tenure::Language::en}}));
  tenure::add_init(app, console);
  tenure::add_key(app, console);
  tenure::add_act(app, console);
  tenure::add_import(app, console);
  tenure::add_events(app, console);
  tenure::add_status(app, console);
  tenure::add_roster(app, console);
  tenure::add_person(app, console);
  tenure::add_alerts(app, console);
  tenure::add_flags(app, console);
  tenure::add_pay(app, console);
  tenure::add_books(app, console);
  tenure::add_eligibility(app, console);
  tenure::add_draft(app, console);
  tenure::add_stats(app, console);
  tenure::add_report(app, console);
  tenure::add_compute(app, console);
  tenure::add_diff(app, console);
  tenure::add_review(app, console);
  tenure::add_audit(app, console);
  tenure::add_verify(app, console);
  tenure::add_replay(app, console);
  tenure::add_backup(app, console);
  tenure::add_restore(app, console);
  tenure::add_schema(app, console);
  tenure::add_policy(app, console);
  tenure::add_tiles(app, console);
  tenure::add_serve(app, console);
  tenure::add_token(app, console);
  tenure::add_demo(app, console);
}

}  // namespace

int main(int argc, char** argv) {
  // Standard output is for data.
  spdlog::set_default_logger(spdlog::stderr_logger_mt("tenure"));
  CLI::App app("履职账本 | A ledger of public office", "tenure");
  tenure::Console console;
  add_commands(app, console);
  if (const auto unknown = tenure::unknown_word(app, {argv + 1, argv + argc}))
    return static_cast<int>(tenure::say_unknown(*unknown, console));
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return static_cast<int>(tenure::say_usage(app, error, console));
  }
  return static_cast<int>(console.flushed());
}
