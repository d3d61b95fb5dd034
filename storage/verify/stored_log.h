// A ledger's databases, opened for reading alone and without leaving a trace in their folders. Any thread.
#pragma once

#include <rocksdb/db.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/bytes.h"

namespace tenure::verification {

inline rocksdb::Slice as_slice(std::string_view text) { return {text.data(), text.size()}; }

class StoredDatabase {
 public:
  /// Every column family of the database at `path`, which nobody is writing.
  static rocksdb::Status open(const std::string& path, std::unique_ptr<StoredDatabase>& out);
  ~StoredDatabase();

  rocksdb::DB& db() const { return *db_; }
  /// Null when there is none of this name.
  rocksdb::ColumnFamilyHandle* family(std::string_view name) const;
  std::unique_ptr<rocksdb::Iterator> iterate(rocksdb::ColumnFamilyHandle* family) const;

 private:
  StoredDatabase() = default;

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

/// What RocksDB says, which is English, quoted in both languages.
std::string said(const rocksdb::Status& status);

/// Names of the folder's parts that are databases, sorted.
std::vector<std::string> databases_in(const std::string& folder);

}  // namespace tenure::verification
