// `tenure tiles`: the log as static files.
#include <fmt/format.h>

#include "domain/describe/write.h"
#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"
#include "ops/commands/table.h"
#include "ops/commands/tile_export.h"

namespace tenure {
namespace {

struct TilesOptions {
  LedgerOptions ledger;
  std::string out;
  std::uint64_t receipts = 0;
};

Result<Exit> tiles(const TilesOptions& options, Console& console) {
  const auto ledger = open_to_read(options.ledger, console);
  if (!ledger) return tl::unexpected(ledger.error());
  LedgerStore& store = *ledger->store;
  const auto done = export_tiles(store.log(), options.out, options.receipts);
  if (!done) return tl::unexpected(done.error());
  const std::string key = store.log_key().text();
  if (console.json) {
    console.line(fmt::format(R"({{"size":{},"files":{},"receipts":{},"log_key":{}}})", done->size,
                             done->files, done->receipts, json_string(key)));
    return Exit::done;
  }
  Summary lines(console);
  lines.add("条目", "size", done->size);
  lines.add("文件", "files", done->files);
  lines.add("回执", "receipts", done->receipts);
  lines.add("日志公钥", "log key", key);
  lines.print();
  return Exit::done;
}

}  // namespace

void add_tiles(CLI::App& app, Console& console) {
  auto options = std::make_shared<TilesOptions>();
  auto& command =
      *app.add_subcommand("tiles", "导出静态日志 (C2SP tlog-tiles) | Export the log as static files");
  add_ledger_options(command, options->ledger);
  command.add_option("--out", options->out, "导出目录 | Folder to write")->required();
  command.add_option("--receipts", options->receipts, "附带回执数 | So many receipts with their entries");
  on_command(command, console, options, &tiles);
}

}  // namespace tenure
