// One RocksDB database with its column families, and the small bridges between Tenure's types and RocksDB's.
//
// Closes itself: handles, database, environment, in this order. Thread-safe as RocksDB is.
#pragma once

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/options.h>
#include <rocksdb/table.h>
#include <rocksdb/write_batch.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/bytes.h"
#include "domain/core/refusal.h"

namespace tenure {

inline constexpr std::size_t kProtectionBytesPerKey = 8;

inline rocksdb::Slice slice_of(std::string_view text) { return {text.data(), text.size()}; }

/// RocksDB counts for each thread what it does, with every comparison of two keys, and nobody asks: from now
/// on it does not for the calling thread.
void without_counters();

class Database {
 public:
  using Families = std::vector<rocksdb::ColumnFamilyDescriptor>;

  enum class Mode : std::uint8_t { create, open, open_or_create };

  /// What every database of a ledger is opened with; the caller may add to it.
  static rocksdb::DBOptions default_options();

  static Result<Database> open(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path,
                               Mode mode, rocksdb::DBOptions options, const Families& families);

  /// What another process may be writing, to be read alone, as it is now: a RocksDB secondary instance, which
  /// takes no lock and writes nothing but its own notes, into the folder `scratch`, made where missing.
  static Result<Database> open_live(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path,
                                    const std::string& scratch, rocksdb::DBOptions options,
                                    const Families& families);
  /// Of a database opened so: brings it up to what was written since. Iterators keep what they show.
  Result<void> follow();

  Database() = default;
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* family(std::size_t i) const { return families_[i]; }
  std::size_t families() const { return families_.size(); }
  const std::string& path() const { return path_; }

  /// Writes the batch through the write-ahead log, one call at a time; the database's options have
  /// avoid_flush_during_shutdown. A status of no space means that nothing changed and that writes go on once
  /// there is room; what was written and could not be synced is another error, whatever kept it.
  rocksdb::Status write(const rocksdb::WriteOptions& options, rocksdb::WriteBatch& batch);
  /// Makes durable what was written without a sync.
  rocksdb::Status sync_wal();

  /// How many compactions run or wait: what was written is put in order behind it.
  std::uint64_t compactions() const;

  /// Nothing when the key is not there.
  Result<std::optional<std::string>> get(std::size_t family, std::string_view key) const;
  std::unique_ptr<rocksdb::Iterator> iterate(std::size_t family,
                                             const rocksdb::ReadOptions& options = {}) const;
  /// The refusal of a status that is not ok; `what` says what was read or written.
  Refusal refusal(const rocksdb::Status& status, std::string_view what) const;

 private:
  void close();
  bool has_room() const;
  rocksdb::Status resume();
  rocksdb::Status keep_something_to_flush();

  struct WalState {
    std::mutex mutex;
    bool failed = false;  ///< the newest log file's writer found no room
  };

  std::string path_;
  std::unique_ptr<WalState> wal_ = std::make_unique<WalState>();
  std::unique_ptr<rocksdb::Env> env_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

/// A batch whose entries carry checksums from here to the memtable.
/// Indexes and filters in pieces, in the block cache: whole and beside it they would grow with the ledger.
void keep_indexes_in_cache(rocksdb::BlockBasedTableOptions& table);

rocksdb::WriteBatch new_batch(std::size_t reserved = 0);
/// Adding to a batch in memory fails on nothing that keys of known size could cause.
void put(rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family, std::string_view key,
         std::string_view value);

}  // namespace tenure
