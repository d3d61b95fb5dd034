// `tenure act`: an act from its draft to its receipt.
#include "ops/commands/act.h"

#include "ops/commands/commands.h"

namespace tenure {

void add_act(CLI::App& app, Console& console) {
  auto& group = *app.add_subcommand("act", "文书：起草、签署、核对、提交 | Acts: draft, sign, check, submit");
  group.require_subcommand(1);
  add_act_new(group, console);
  add_act_sign(group, console);
  add_act_check(group, console);
  add_act_submit(group, console);
}

}  // namespace tenure
