// The groups of subcommands of `tenure`. Each function adds its own to `app`; parsing then runs what was
// asked for and leaves its end in `console`, which must outlive `app`. One thread.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <utility>

#include "ops/commands/console.h"
#include "ops/commands/usage.h"

namespace tenure {

void add_init(CLI::App& app, Console& console);
void add_key(CLI::App& app, Console& console);
void add_act(CLI::App& app, Console& console);
void add_import(CLI::App& app, Console& console);
void add_events(CLI::App& app, Console& console);
void add_status(CLI::App& app, Console& console);
void add_roster(CLI::App& app, Console& console);
void add_person(CLI::App& app, Console& console);
void add_alerts(CLI::App& app, Console& console);
void add_flags(CLI::App& app, Console& console);
void add_pay(CLI::App& app, Console& console);
void add_books(CLI::App& app, Console& console);
void add_eligibility(CLI::App& app, Console& console);
void add_draft(CLI::App& app, Console& console);
void add_stats(CLI::App& app, Console& console);
void add_report(CLI::App& app, Console& console);
void add_compute(CLI::App& app, Console& console);
void add_diff(CLI::App& app, Console& console);
void add_review(CLI::App& app, Console& console);
void add_audit(CLI::App& app, Console& console);
void add_verify(CLI::App& app, Console& console);
void add_replay(CLI::App& app, Console& console);
void add_backup(CLI::App& app, Console& console);
void add_restore(CLI::App& app, Console& console);
void add_schema(CLI::App& app, Console& console);
void add_policy(CLI::App& app, Console& console);
void add_tiles(CLI::App& app, Console& console);
void add_serve(CLI::App& app, Console& console);
void add_token(CLI::App& app, Console& console);
void add_demo(CLI::App& app, Console& console);

/// Runs `run` with the options that were parsed for `command`. A refusal of what one of them says, by the
/// command or by the ledger that was asked, is wrong usage.
template <class Options>
void on_command(CLI::App& command, Console& console, std::shared_ptr<Options> options,
                Result<Exit> (*run)(const Options&, Console&)) {
  command.callback([options = std::move(options), run, &command, &console] {
    auto outcome = run(*options, console);
    const bool is_usage = !outcome && is_of_arguments(command, outcome.error());
    console.end(std::move(outcome));
    if (is_usage) console.end(say_help(command, console));
  });
}

}  // namespace tenure
