// What RocksDB would end the process for instead of refusing it.
//
// It reads the properties of a table before it verifies their checksum; the highest bit of their last byte
// says that an index of hashes stands before it, and where there is none an assertion of the library ends the
// process. Any thread.
#pragma once

#include <rocksdb/file_system.h>

#include <string>

#include "domain/core/refusal.h"

namespace tenure {

/// `damaged` with the file's path where a table of the folder has that bit set. What else may be wrong with a
/// table the library finds itself. Reads three small pieces of each table.
Result<void> check_tables(rocksdb::FileSystem& fs, const std::string& folder);

}  // namespace tenure
