// Options that name a ledger, and opening it. One thread.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "server/sequencer/sequencer.h"
#include "storage/ledger/ledger_store.h"

namespace tenure {

struct LedgerOptions {
  std::string data;
  std::string passphrase_file;
};

/// --data and --passphrase-file; `options` outlives `command`. The returned option is --data, required.
CLI::Option* add_ledger_options(CLI::App& command, LedgerOptions& options);

/// The ledger's folder, locked for this process.
Result<std::unique_ptr<LedgerStore>> open_ledger(const LedgerOptions& options);

/// `origin#digits`; no_ledger while there is no genesis act.
Result<std::string> ledger_id_of(const LedgerStore& store);

/// A sequencer for one act at a time. Its start brings the rows up to the log's head.
Result<std::unique_ptr<Sequencer>> start_sequencer(LedgerStore& store);

/// Writes the receipt of entry `index` to `path` and its 81 bytes beside it, under the name that the verifier
/// looks for: <path without its extension>.entry.
Result<void> save_receipt(LogStore& log, std::uint64_t index, const std::string& path);
std::string entry_path_of(const std::string& receipt_path);

}  // namespace tenure
