// Copies of a ledger's databases while another process may be writing them: read through a RocksDB secondary
// instance, which opens the live files without a lock and never writes among them, and written into a new
// database, flushed. One thread a call.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "domain/core/refusal.h"
#include "storage/log/commit_log.h"

namespace tenure {

/// Told of the entries that are copied.
using CopyProgress = std::function<void(std::uint64_t entries)>;

/// The log at `from` up to `size` and the journal, into a new database at `to`. `scratch` is a folder for the
/// secondary's own notes, made and left to the caller. log_short when the log has fewer entries; returns the
/// head of what was copied, computed from its entries.
Result<Head> copy_log(const std::string& from, const std::string& to, const std::string& scratch,
                      std::uint64_t size, const CopyProgress& progress);

/// Everything in a database that has one column family (the vault).
Result<void> copy_database(const std::string& from, const std::string& to, const std::string& scratch);

/// The root of the first `size` entries of a log that nobody has open. log_short when there are fewer.
Result<Digest> root_of_log(const std::string& path, std::uint64_t size);

}  // namespace tenure
