// `tenure backup` and `tenure restore`: a ledger's copy, also of one that is being served, and a ledger out
// of it.
#include "storage/backup/backup.h"

#include <fmt/format.h>

#include "domain/describe/json_out.h"
#include "ops/commands/commands.h"
#include "ops/commands/table.h"
#include "ops/commands/usage.h"
#include "server/sequencer/sequencer.h"
#include "server/tables/wording.h"
#include "storage/backup/restore.h"
#include "storage/evidence/note.h"

namespace tenure {
namespace {

constexpr std::int64_t kKeepDaysMax = 3'650;

struct BackupOptions {
  std::string data;
  std::string out;
  bool keys = false;
  std::int64_t keep_days = kKeyBackupDays;
};

struct RestoreCommandOptions {
  std::string from;
  std::string keys;
  std::string data;
  std::string checkpoint;
  bool accept_older = false;
};

Result<Exit> backup(const BackupOptions& options, Console& console) {
  const Moment now = Sequencer::system_now();
  const auto progress = [&](std::uint64_t entries) { console.progress(std::to_string(entries)); };
  const auto made = options.keys ? back_up_keys(options.data, options.out, now, options.keep_days)
                                 : back_up_ledger(options.data, options.out, now, progress);
  if (!made) return tl::unexpected(made.error());
  console.progress("");
  if (console.json) {
    console.line(to_json(*made));
    return Exit::done;
  }
  Summary lines(console);
  lines.add("备份", "backup", options.out);
  lines.add("文件", "files",
            fmt::format(fmt::runtime(console.say("{}，{} KiB", "{}, {} KiB")), made->files, made->size_kib));
  if (made->expires)
    lines.add("失效", "expires",
              moment_text(made->expires->str(), console.language) +
                  console.say("，届时请销毁", ", destroy it then"));
  lines.print();
  if (!made->expires)
    console.remark("密钥不在其中，须另行备份 | keys are not in it: back them up with --keys");
  console.print(fmt::format("{}\n{}", console.say("检查点", "checkpoint"), made->checkpoint.value));
  return Exit::done;
}

std::string json_of(const Restored& restored) {
  JsonOut out = JsonOut::object();
  out.number("size", restored.report.size).text("root", restored.report.root.hex());
  out.text("created", restored.manifest.created.str()).flag("keys", restored.with_keys);
  if (restored.keys_missing > 0) out.number("keys_missing", restored.keys_missing);
  if (restored.shown) out.number("shown", *restored.shown).flag("older", restored.older);
  return out.str();
}

Result<Exit> restore(const RestoreCommandOptions& options, Console& console) {
  RestoreOptions what;
  what.backup = options.from;
  what.keys = options.keys;
  what.folder = options.data;
  what.accept_older = options.accept_older;
  what.now = Sequencer::system_now();
  if (!options.checkpoint.empty()) {
    auto note = read_input(options.checkpoint, kNoteSizeMax);
    if (!note) return tl::unexpected(note.error());
    what.checkpoint = std::move(*note);
  }
  const auto restored = restore_ledger(what);
  if (!restored) return tl::unexpected(restored.error());
  if (restored->older) {
    console.remark(fmt::format(
        "比出示的检查点旧：缺少 {} 至 {} 条 | older than the checkpoint shown: entries {} "
        "to {} are missing",
        restored->report.size, *restored->shown - 1, restored->report.size, *restored->shown - 1));
  }
  if (restored->keys_missing > 0) {
    console.remark(
        fmt::format("密钥备份比账本旧：缺 {} 个密钥，其间封存的值无法打开，直到恢复较新的密钥，或以 "
                    "SubjectErased 删除这些人的信息 | the "
                    "keys are older than the ledger: {} are missing, and values sealed in between cannot be "
                    "opened until newer "
                    "keys are restored or their subjects are erased (SubjectErased)",
                    restored->keys_missing, restored->keys_missing));
  }
  if (!restored->with_keys) {
    console.remark("没有密钥：可核验，不能打开 | without keys: it can be verified, not opened");
  }
  if (console.json) {
    console.line(json_of(*restored));
    return Exit::done;
  }
  Summary lines(console);
  lines.add("已恢复", "restored", options.data);
  lines.add("条目", "entries", restored->report.size);
  lines.add("树根", "root", restored->report.root.hex());
  lines.add("备份于", "backed up at", moment_text(restored->manifest.created.str(), console.language));
  lines.print();
  return Exit::done;
}

}  // namespace

void add_backup(CLI::App& app, Console& console) {
  auto options = std::make_shared<BackupOptions>();
  auto& command =
      *app.add_subcommand("backup", "备份，服务运行中亦可 | Back up a ledger, also while it is served");
  command.add_option("--data", options->data, "账本目录 | The ledger's folder")->required();
  command.add_option("--out", options->out, "新目录 | A new folder")->required();
  auto* keys =
      command.add_flag("--keys", options->keys, "只备份密钥，限期保存 | The keys alone; they expire");
  command
      .add_option("--keep-days", options->keep_days,
                  "密钥备份的保存天数 | Days until a backup of keys expires")
      ->needs(keys)
      ->check(in_range(1, kKeepDaysMax));
  on_command(command, console, options, &backup);
}

void add_restore(CLI::App& app, Console& console) {
  auto options = std::make_shared<RestoreCommandOptions>();
  auto& command = *app.add_subcommand("restore", "从备份恢复并核验 | A ledger out of a backup, verified");
  command.add_option("--from", options->from, "备份目录 | The backup's folder")->required();
  command.add_option("--keys", options->keys, "密钥备份目录 | The folder with a backup of its keys");
  command.add_option("--data", options->data, "新目录 | A new folder")->required();
  command.add_option("--checkpoint", options->checkpoint,
                     "手中的检查点：备份不得比它旧 | A checkpoint that you hold: the backup must reach it");
  command.add_flag("--accept-older", options->accept_older,
                   "接受较旧的备份，或较旧、过期的密钥 | Take an older backup, or older or expired keys");
  on_command(command, console, options, &restore);
}

}  // namespace tenure
