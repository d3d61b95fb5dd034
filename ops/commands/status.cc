// `tenure status`: how large the ledger is, what vouches for it, what opening it found.
#include <fmt/format.h>

#include "domain/ledger/events.h"
#include "ops/commands/commands.h"
#include "ops/commands/shown.h"
#include "ops/commands/source.h"

namespace tenure {
namespace {

std::string clock_label(std::string_view clock) {
  for (const EnumValue& value : Description<Clock>::kValues) {
    if (value.name == clock) return fmt::format("{} {}", value.zh, value.name);
  }
  return std::string(clock);
}

void print_opened(const Shown& status, Console& console) {
  if (const std::string unanchored = status.text("unanchored"); unanchored != "0") {
    console.line(
        fmt::format("锚点之后 unanchored  {} 条，崩溃前已写入而未答复，现已锚定 | written before a crash "
                    "and never acknowledged; anchored now",
                    unanchored));
  }
  if (status.has("anchor_damage")) {
    console.line(
        fmt::format("锚点损坏 anchor      {}，另一槽完好，下次写入即修复 | the other slot is whole; the "
                    "next write repairs it",
                    status.text("anchor_damage")));
  }
}

void print_status(const Shown& status, Console& console) {
  if (status.has("ledger")) console.line("账本 ledger          " + status.text("ledger"));
  console.line("条目 size            " + status.text("size"));
  console.line("树根 root            " + status.text("root"));
  if (status.has("ledger")) {
    const auto keys = status.list("root_keys");
    console.line("时钟 clock           " + clock_label(status.text("clock")));
    console.line(fmt::format("根密钥 root keys     {}，门限 threshold {}", keys.size(),
                             status.text("root_threshold")));
    for (const Shown& key : keys) console.line("  " + key.text());
  }
  console.line("日志公钥 log key     " + status.text("log_key"));
  print_opened(status, console);
  console.print("检查点 checkpoint\n" + status.text("checkpoint"));
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
