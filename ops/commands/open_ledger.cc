#include "ops/commands/open_ledger.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "domain/core/both.h"
#include "ops/commands/passphrase.h"
#include "server/app/signals.h"
#include "storage/backup/manifest.h"
#include "storage/files/files.h"

namespace tenure {

CLI::Option* add_ledger_options(CLI::App& command, LedgerOptions& options) {
  command.add_option("--passphrase-file", options.passphrase_file,
                     "账本密钥口令所在文件 | File with the passphrase of the ledger's keys");
  return command
      .add_option("--data", options.data,
                  "账本目录；只询问时也可给备份 | The ledger's folder; a backup too for what only asks")
      ->required();
}

Result<std::unique_ptr<LedgerStore>> open_ledger(const LedgerOptions& options) {
  return unlock(options.passphrase_file, options.data, [&](std::optional<std::string> passphrase) {
    LedgerStore::Options open;
    open.folder = options.data;
    open.passphrase = std::move(passphrase);
    return LedgerStore::open(open);
  });
}

void delete_on_signal(const StopSignal& stop, const std::string& folder) {
  constexpr int kSignalled = 128;
  static constexpr std::chrono::milliseconds kLook{1};
  std::thread([stop, folder] {
    const int signal = stop.wait();
    const pid_t command = ::getpid();
    if (::fork() != 0) std::_Exit(kSignalled + signal);
    while (::getppid() == command) std::this_thread::sleep_for(kLook);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
    std::_Exit(0);
  }).detach();
}

Result<ReadLedger> open_to_read(const LedgerOptions& options, Console& console) {
  ReadLedger out;
  if (!is_backup(options.data)) {
    auto store = open_ledger(options);
    if (!store) return tl::unexpected(store.error());
    out.store = std::move(*store);
    out.own_folder = options.data;
    return out;
  }
  const StopSignal stop;  // before the folder and RocksDB's threads
  auto scratch = ScratchFolder::make();
  if (!scratch) return tl::unexpected(scratch.error());
  out.scratch.emplace(std::move(*scratch));
  out.own_folder = out.scratch->path();
  delete_on_signal(stop, out.own_folder);
  console.progress(
      fmt::format("备份只读，视图建于 {}，用后删除 | a backup is only read: its rows are built there and "
                  "deleted afterwards",
                  out.own_folder));
  auto store = LedgerStore::open_backup(options.data, out.own_folder);
  if (!store) return tl::unexpected(store.error());
  out.store = std::move(*store);
  return out;
}

std::function<void(std::uint64_t)> building_on(Console& console, const ReadLedger& ledger) {
  const std::string where = ledger.scratch ? ledger.own_folder + "  " : std::string();
  return [&console, where, size = ledger.store->log().head().size](std::uint64_t done) {
    console.progress(fmt::format("视图 rows  {}{} / {}", where, done, size));
  };
}

Result<std::string> ledger_id_of(const LedgerStore& store) {
  auto id = store.ledger_id();
  if (!id) return tl::unexpected(id.error());
  if (!*id) return refuse(Reason::no_ledger, "log", both("没有首份文书", "there is no genesis act"));
  return std::move(**id);
}

Result<std::unique_ptr<Sequencer>> start_sequencer(LedgerStore& store,
                                                   std::function<void(std::uint64_t)> on_rebuilding) {
  Sequencer::Options options;
  options.verify_threads = 1;
  options.on_rebuilding = std::move(on_rebuilding);
  return Sequencer::start(store, std::move(options));
}

std::string entry_path_of(const std::string& receipt_path) {
  return std::filesystem::path(receipt_path).replace_extension(".entry").string();
}

Result<void> save_receipt(LogStore& log, std::uint64_t index, const std::string& path) {
  const auto receipt = log.receipt(index);
  if (!receipt) return tl::unexpected(receipt.error());
  const auto entry = log.entry(index);
  if (!entry) return tl::unexpected(entry.error());
  auto& fs = *default_file_system();
  const EntryBytes bytes = encode_entry(*entry);
  if (auto done = write_file(fs, entry_path_of(path), bytes, IfExists::replace); !done) return done;
  return write_file(fs, path, as_bytes(*receipt), IfExists::replace);
}

}  // namespace tenure
