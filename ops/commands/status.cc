// `tenure status`: how large the ledger is, what vouches for it, what opening it found.
#include <fmt/format.h>

#include "domain/ledger/events.h"
#include "ops/commands/commands.h"
#include "ops/commands/source.h"
#include "ops/commands/table.h"
#include "server/tables/shown.h"

namespace tenure {
namespace {

std::string clock_label(std::string_view clock, Language language) {
  for (const EnumValue& value : Description<Clock>::kValues) {
    if (value.name == clock) return std::string(language == Language::zh ? value.zh : value.en);
  }
  return std::string(clock);
}

void add_opened(const Shown& status, const Console& console, Summary& lines) {
  if (const std::string unanchored = status.text("unanchored"); unanchored != "0")
    lines.add("锚点之后", "unanchored",
              fmt::format(fmt::runtime(
                              console.say("{} 条，崩溃前已写入而未答复，现已锚定",
                                          "{}, written before a crash and never acknowledged; anchored now")),
                          unanchored));
  if (status.has("anchor_damage"))
    lines.add("锚点损坏", "anchor damage",
              fmt::format(fmt::runtime(console.say("{}，另一槽完好，下次写入即修复",
                                                   "{}, the other slot is whole; the next write repairs it")),
                          status.text("anchor_damage")));
}

void print_status(const Shown& status, Console& console) {
  Summary lines(console);
  if (status.has("ledger")) lines.add("账本", "ledger", status.text("ledger"));
  lines.add("条目数", "size", status.text("size"));
  lines.add("树根", "root", status.text("root"));
  if (status.has("ledger")) {
    const auto keys = status.list("root_keys");
    lines.add("时钟", "clock", clock_label(status.text("clock"), console.language));
    lines.add("根密钥门限", "root threshold",
              fmt::format("{}/{}", status.text("root_threshold"), keys.size()));
    for (const Shown& key : keys) lines.add("根密钥", "root key", key.text());
  }
  lines.add("日志公钥", "log key", status.text("log_key"));
  add_opened(status, console, lines);
  lines.print();
  console.print(console.say("检查点\n", "checkpoint\n") + status.text("checkpoint"));
}

Result<Exit> status(const SourceOptions& options, Console& console) {
  const auto source = open_source(options, console);
  if (!source) return tl::unexpected(source.error());
  const auto body = (*source)->get(Target("/v1/status"));
  if (!body) return tl::unexpected(body.error());
  const auto answer = ParsedAnswer::parse(*body);
  if (!answer) return tl::unexpected(answer.error());
  if (console.json) {
    console.line(*body);
  } else {
    print_status(answer->root(), console);
  }
  return Exit::done;
}

}  // namespace

void add_status(CLI::App& app, Console& console) {
  auto options = std::make_shared<SourceOptions>();
  auto& command = *app.add_subcommand("status", "账本概况 | Size, root, checkpoint, keys");
  add_source_options(command, *options);
  on_command(command, console, options, &status);
}

}  // namespace tenure
