// `tenure schema`: what an act may say.
#include "domain/describe/schema.h"

#include "domain/describe/reference.h"
#include "ops/commands/commands.h"

namespace tenure {
namespace {

struct SchemaOptions {
  bool reference = false;
};

Result<Exit> schema(const SchemaOptions& options, Console& console) {
  console.print(options.reference ? reference_page() : json_schema());
  return Exit::done;
}

}  // namespace

void add_schema(CLI::App& app, Console& console) {
  auto options = std::make_shared<SchemaOptions>();
  auto& command = *app.add_subcommand("schema", "文书的 JSON Schema | JSON Schema of acts");
  command.add_flag("--reference", options->reference, "事件说明页 (Markdown) | Reference page instead");
  on_command(command, console, options, &schema);
}

}  // namespace tenure
