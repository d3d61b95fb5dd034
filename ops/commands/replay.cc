// `tenure replay`: all rows built anew from the log and compared with the live ones.
#include <fmt/format.h>

#include "domain/describe/write.h"
#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"
#include "server/sequencer/catch_up.h"

namespace tenure {
namespace {

/// The live rows are brought up to the log's head first, as when a ledger is opened for writing.
Result<Rebuilt> replay_ledger(LedgerStore& store, const std::string& folder, Console& console) {
  const std::uint64_t size = store.log().head().size;
  const Progress progress = [&](std::uint64_t done) {
    console.progress(fmt::format("{} / {}", done, size));
    return true;
  };
  Fold fold(store);
  if (auto done = catch_up(store.log(), store.views(), fold, &store.vault(), progress); !done) {
    return tl::unexpected(done.error());
  }
  auto rebuilt = rebuild_and_compare(store.log(), store.views(), default_file_system(), folder, progress);
  console.progress("");
  return rebuilt;
}

Result<Exit> replay(const LedgerOptions& options, Console& console) {
  const auto ledger = open_to_read(options, console);
  if (!ledger) return tl::unexpected(ledger.error());
  const auto rebuilt = replay_ledger(*ledger->store, ledger->own_folder, console);
  if (!rebuilt) return tl::unexpected(rebuilt.error());
  if (console.json) {
    console.line(fmt::format(R"({{"size":{},"equal":{},"first_difference":{}}})", rebuilt->size,
                             !rebuilt->difference,
                             rebuilt->difference ? json_string(*rebuilt->difference) : "null"));
  } else if (rebuilt->difference) {
    console.line(fmt::format(
        "视图与日志不符 rows DIFFER from the log at {}; 请删除 views-* 后重启 | delete views-* and restart",
        *rebuilt->difference));
  } else {
    console.line(fmt::format("视图与日志一致 rows EQUAL a rebuild of {} acts", rebuilt->size));
  }
  return rebuilt->difference ? Exit::damaged : Exit::done;
}

}  // namespace

void add_replay(CLI::App& app, Console& console) {
  auto options = std::make_shared<LedgerOptions>();
  auto& command = *app.add_subcommand("replay", "重建视图并比对 | Rebuild all rows and compare");
  add_ledger_options(command, *options);
  on_command(command, console, options, &replay);
}

}  // namespace tenure
