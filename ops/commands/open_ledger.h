// Options that name a ledger, and opening it. One thread.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "ops/commands/console.h"
#include "server/app/signals.h"
#include "server/sequencer/sequencer.h"
#include "storage/files/scratch_folder.h"
#include "storage/ledger/ledger_store.h"

namespace tenure {

struct LedgerOptions {
  std::string data;
  std::string passphrase_file;
};

/// --data and --passphrase-file; `options` outlives `command`. The returned option is --data, required.
CLI::Option* add_ledger_options(CLI::App& command, LedgerOptions& options);

/// The ledger's folder, locked for this process. is_backup where it is a backup: that is only read.
Result<std::unique_ptr<LedgerStore>> open_ledger(const LedgerOptions& options);

/// SIGTERM and Ctrl-C end the command at once, as ever; what it keeps for a while is deleted by a child when
/// it is gone, and nobody writes there any more. `stop` is made before the first thread.
void delete_on_signal(const StopSignal& stop, const std::string& folder);

/// A ledger that is only asked: a folder's, or what a backup holds.
struct ReadLedger {
  std::optional<ScratchFolder> scratch;  ///< of a backup
  std::unique_ptr<LedgerStore> store;
  std::string own_folder;  ///< where rows lie and a reader's notes go: the ledger's, of a backup the scratch
};

/// Nothing in a backup is written: its rows are built in a folder of their own, which goes with the result;
/// the console is told.
Result<ReadLedger> open_to_read(const LedgerOptions& options, Console& console);

/// `origin#digits`; no_ledger while there is no genesis act.
Result<std::string> ledger_id_of(const LedgerStore& store);

/// A sequencer for one act at a time. Its start brings the rows up to the log's head.
Result<std::unique_ptr<Sequencer>> start_sequencer(
    LedgerStore& store, std::function<void(std::uint64_t)> on_rebuilding = [](std::uint64_t) {});

/// Shows how far the rows of a ledger that is asked are built.
std::function<void(std::uint64_t)> building_on(Console& console, const ReadLedger& ledger);

/// Writes the receipt of entry `index` to `path` and its 81 bytes beside it, under the name that the verifier
/// looks for: <path without its extension>.entry.
Result<void> save_receipt(LogStore& log, std::uint64_t index, const std::string& path);
std::string entry_path_of(const std::string& receipt_path);

}  // namespace tenure
