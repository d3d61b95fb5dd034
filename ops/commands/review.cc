// `tenure review`: a decision looked at again, as known then and as known now.
#include "ops/commands/answers.h"
#include "ops/commands/commands.h"

namespace tenure {
namespace {

struct ReviewOptions {
  SourceOptions source;
  ShownAs shown;
  std::string position;
  std::string at;
  std::string on;
};

Result<Exit> review(const ReviewOptions& options, Console& console) {
  Question question{"getDecision", Target("/v1/decisions"), options.at, options.on};
  question.target.segment(as_position(options.position));
  return show(options.source, question, options.shown, console);
}

}  // namespace

void add_review(CLI::App& app, Console& console) {
  auto options = std::make_shared<ReviewOptions>();
  auto& command = *app.add_subcommand(
      "review", "决策复核：当时所知与现在所知 | Review a decision: as known then, as known now");
  add_source_options(command, options->source);
  add_format_options(command, options->shown, {"bundle"});
  command.add_option("position", options->position, "决定的位置，如 12.0 | The decision's position, as 12.0")
      ->required()
      ->check(position_or_act());
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &review);
}

}  // namespace tenure
