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
  /// Every column family of the database at `path`.
  static rocksdb::Status open(const std::string& path, std::unique_ptr<StoredDatabase>& out);
  /// The same of a database that another process is writing: as it is now, and it stays so. `scratch` is a
  /// folder for RocksDB's own use.
  static rocksdb::Status open_live(const std::string& path, const std::string& scratch,
                                   std::unique_ptr<StoredDatabase>& out);
  ~StoredDatabase();

  rocksdb::DB& db() const { return *db_; }
  /// Null when there is none of this name.
  rocksdb::ColumnFamilyHandle* family(std::string_view name) const;
  std::unique_ptr<rocksdb::Iterator> iterate(rocksdb::ColumnFamilyHandle* family) const;

 private:
  StoredDatabase() = default;
  using Opener = rocksdb::Status (*)(const rocksdb::Options& options, const std::string& path,
                                     const std::string& scratch,
                                     const std::vector<rocksdb::ColumnFamilyDescriptor>& families,
                                     std::vector<rocksdb::ColumnFamilyHandle*>* handles, rocksdb::DB** db);
  static rocksdb::Status open_with(Opener opener, const std::string& path, const std::string& scratch,
                                   std::unique_ptr<StoredDatabase>& out);

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

/// Names of the folder's parts that are databases, sorted.
std::vector<std::string> databases_in(const std::string& folder);

}  // namespace tenure::verification
