// The parts of `tenure act`, each registered by add_act(). One thread.
#pragma once

#include <CLI/CLI.hpp>

#include "ops/commands/console.h"

namespace tenure {

void add_act_new(CLI::App& group, Console& console);
void add_act_sign(CLI::App& group, Console& console);
void add_act_check(CLI::App& group, Console& console);
void add_act_submit(CLI::App& group, Console& console);

}  // namespace tenure
