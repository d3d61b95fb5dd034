// `tenure replay`: all rows built anew from the log and compared with the live ones. `--prepare`: those of
// this program's schema built beside a server of another version, for the restart that is to come. `--from`:
// a past stretch played (play.h).
#include <fmt/format.h>

#include "domain/describe/write.h"
#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"
#include "ops/commands/play.h"
#include "ops/commands/table.h"
#include "server/sequencer/catch_up.h"
#include "storage/files/scratch_folder.h"

namespace tenure {
namespace {

struct ReplayOptions {
  SourceOptions source;
  bool prepare = false;
  PlayOptions play;
};

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

Result<Exit> compare(const LedgerOptions& options, Console& console) {
  const auto ledger = open_to_read(options, console);
  if (!ledger) return tl::unexpected(ledger.error());
  const auto rebuilt = replay_ledger(*ledger->store, ledger->own_folder, console);
  if (!rebuilt) return tl::unexpected(rebuilt.error());
  if (console.json) {
    console.line(fmt::format(R"({{"size":{},"equal":{},"first_difference":{}}})", rebuilt->size,
                             !rebuilt->difference,
                             rebuilt->difference ? json_string(*rebuilt->difference) : "null"));
  } else if (rebuilt->difference) {
    console.line(
        fmt::format(fmt::runtime(console.say("视图在 {} 处与日志不符；请删除 views-* 后重启",
                                             "rows DIFFER from the log at {}; delete views-* and restart")),
                    *rebuilt->difference));
  } else {
    console.line(fmt::format(
        fmt::runtime(console.say("视图与由 {} 份文书重建的一致", "rows EQUAL a rebuild of {} acts")),
        rebuilt->size));
  }
  return rebuilt->difference ? Exit::damaged : Exit::done;
}

void print_prepared(const Prepared& prepared, Console& console) {
  Summary lines(console);
  lines.add("视图", "views", prepared.views);
  lines.add("已建", "built", fmt::format("{} → {}", prepared.from, prepared.size));
  lines.add("尚差", "behind", prepared.behind);
  lines.print();
  if (prepared.behind > kPreparedBehindMax) {
    console.remark(
        "服务提交快于建立：请在空闲时再次运行 | the server takes acts faster than rows are made: run it "
        "again when it is quieter");
  } else {
    console.remark("现在可以用此版本重启服务 | the server can be restarted with this version now");
  }
}

Result<Exit> prepare(const std::string& folder, Console& console) {
  const auto scratch = ScratchFolder::make();
  if (!scratch) return tl::unexpected(scratch.error());
  const auto progress = [&](std::uint64_t size, std::uint64_t log_size) {
    console.progress(fmt::format("{} / {}", size, log_size));
    return true;
  };
  const auto prepared = prepare_views(folder, scratch->path(), progress);
  if (!prepared) return tl::unexpected(prepared.error());
  console.progress("");
  if (console.json) {
    console.line(fmt::format(R"({{"views":{},"from":{},"size":{},"behind":{}}})",
                             json_string(prepared->views), prepared->from, prepared->size, prepared->behind));
  } else {
    print_prepared(*prepared, console);
  }
  return Exit::done;
}

Result<Exit> replay(const ReplayOptions& options, Console& console) {
  if (!options.play.from.empty()) {
    const auto source = open_source(options.source, console);
    return source ? play(**source, options.play, console) : tl::unexpected(source.error());
  }
  if (!options.source.url.empty())
    return console.usage("重建比对须在账本的文件夹上进行；回放请给出 --from",
                         "rows are rebuilt in a ledger's folder; to play a stretch give --from");
  const LedgerOptions& ledger = options.source.ledger;
  return options.prepare ? prepare(ledger.data, console) : compare(ledger, console);
}

}  // namespace

void add_replay(CLI::App& app, Console& console) {
  auto options = std::make_shared<ReplayOptions>();
  auto& command = *app.add_subcommand("replay",
                                      "重建视图并比对；给出 --from 则回放过去一段 | Rebuild all rows and "
                                      "compare; with --from, play a past stretch");
  add_source_options(command, options->source);
  command.add_flag(
      "--prepare", options->prepare,
      "旧版本服务期间，预先建立此版本的视图 | Build this version's rows beside a server of another one");
  add_play_options(command, options->play);
  on_command(command, console, options, &replay);
}

}  // namespace tenure
