#include "ops/commands/open_ledger.h"

#include <filesystem>

#include "ops/commands/passphrase.h"
#include "storage/files/files.h"

namespace tenure {

CLI::Option* add_ledger_options(CLI::App& command, LedgerOptions& options) {
  command.add_option("--passphrase-file", options.passphrase_file,
                     "账本密钥口令所在文件 | File with the passphrase of the ledger's keys");
  return command.add_option("--data", options.data, "账本目录 | The ledger's folder")->required();
}

Result<std::unique_ptr<LedgerStore>> open_ledger(const LedgerOptions& options) {
  return unlock(options.passphrase_file, options.data, [&](std::optional<std::string> passphrase) {
    LedgerStore::Options open;
    open.folder = options.data;
    open.passphrase = std::move(passphrase);
    return LedgerStore::open(open);
  });
}

Result<std::string> ledger_id_of(const LedgerStore& store) {
  auto id = store.ledger_id();
  if (!id) return tl::unexpected(id.error());
  if (!*id) return refuse(Reason::no_ledger, "log", "there is no genesis act");
  return std::move(**id);
}

Result<std::unique_ptr<Sequencer>> start_sequencer(LedgerStore& store) {
  Sequencer::Options options;
  options.verify_threads = 1;
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
