// The views: rows by version and the entity index, in a disposable database without a write-ahead log.
//
//   rows   row key | ~index u64                  encoded row   as of size T: the first key at or after
//                                                              row key | ~(T - 1)
//   index  index key | index u64 | ordinal u32   type u16      the event that stands there
//   meta   "applied"                             u64           acts [0, applied) are in the rows
//
// The three are flushed atomically, so after a crash the rows are those of some earlier size, never a
// mixture; the owner applies what is missing when it opens. The folder's name carries the hash of the schema:
// another schema means another database, built anew. One writer; any number of readers on any thread.
#pragma once

#include <atomic>

#include "domain/act/history.h"
#include "storage/files/rocks.h"
#include "storage/log/commit_log.h"

namespace tenure {

/// Where the views of this schema are under a ledger's folder.
std::string view_database_path(const std::string& folder);

/// The database under the views, with its column families and options: for ViewStore, and for who measures
/// what RocksDB itself costs.
Result<Database> open_view_database(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path,
                                    Database::Mode mode);

class ViewStore {
 public:
  ViewStore() = default;  ///< closed

  /// Opens or makes views at `path`. `locked` while somebody has them open.
  static Result<ViewStore> open(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path);

  /// Deletes the views at `path`; the next open makes empty ones.
  static Result<void> destroy(const std::shared_ptr<rocksdb::FileSystem>& fs, const std::string& path);

  /// The head of the log whose acts are in the rows. The writer's own; readers ask size().
  const Head& applied() const { return applied_; }
  std::uint64_t size() const { return size_->load(std::memory_order_acquire); }

  /// Stores the changes of the acts from applied() to `head`.
  Result<void> write(const RowChanges& changes, const Head& head);

  class Reader;

  // Each as of a size, with a reader of its own.
  Result<std::optional<std::string>> row(std::string_view row_key, std::uint64_t size) const;
  Result<void> versions(std::string_view row_key, std::uint64_t size,
                        const std::function<bool(std::string_view row)>& visit) const;
  Result<void> parts(std::string_view row_prefix, std::uint64_t size,
                     const std::function<void(std::string_view key, std::string_view row)>& visit) const;
  Result<std::vector<IndexEntry>> indexed(std::string_view index_key, std::uint64_t size,
                                          Position from = {}) const;
  Result<std::optional<Position>> newest_position(std::string_view index_key, std::uint64_t size) const;
  Result<bool> is_indexed(std::string_view index_key, std::uint64_t size) const;
  Result<void> index_keys(std::string_view prefix, std::uint64_t size,
                          const std::function<void(std::string_view index_key)>& visit) const;

  /// The confidentiality class of an act.
  Result<std::string> act_class(std::uint64_t index) const;

  /// A subject whose erasure is in the rows while its keys may still be there: noted with the rows, to be
  /// made good by who has the keys. Of rows that the sequencer makes there are none.
  Result<void> note_erasure_due(std::string_view subject);
  Result<std::vector<std::string>> erasures_due() const;
  Result<void> erasure_done(std::string_view subject);

  /// The first key, in hex with its column family, at which two views differ; nothing when they are equal
  /// byte by byte.
  Result<std::optional<std::string>> first_difference(const ViewStore& other) const;

  /// See Database::compactions.
  std::uint64_t compactions() const { return db_.compactions(); }

  /// Makes everything applied durable.
  Result<void> flush();

 private:
  explicit ViewStore(Database db) : db_(std::move(db)) {}

  Database db_;
  void set_applied(const Head& head);
  Result<void> write_unlogged(rocksdb::WriteBatch& batch);

  Head applied_;
  std::unique_ptr<std::atomic<std::uint64_t>> size_ = std::make_unique<std::atomic<std::uint64_t>>(0);
};

/// Reads what was stored when it read first: what it opened for one row serves the next ones, and keeps from
/// being freed what the writer replaces meanwhile. One question, one thread; the store outlives it.
class ViewStore::Reader {
 public:
  explicit Reader(const ViewStore& store) : store_(store) {}

  /// Calls `visit` for the versions of a row, newest first, until it says false.
  Result<void> versions(std::string_view row_key, std::uint64_t size,
                        const std::function<bool(std::string_view row)>& visit);
  /// Calls `visit` for the newest version of each part, in the order of the parts.
  Result<void> parts(std::string_view row_prefix, std::uint64_t size,
                     const std::function<void(std::string_view key, std::string_view row)>& visit);
  Result<std::vector<IndexEntry>> indexed(std::string_view index_key, std::uint64_t size, Position from);
  Result<std::optional<Position>> newest_position(std::string_view index_key, std::uint64_t size);
  Result<bool> is_indexed(std::string_view index_key, std::uint64_t size);

 private:
  using Opened = std::unique_ptr<rocksdb::Iterator>;
  /// That of a family, opened when it is asked for first.
  rocksdb::Iterator& opened(Opened& iterator, std::size_t family, bool whole_order);
  Result<void> status_of(const rocksdb::Iterator& iterator, std::string_view what) const;

  const ViewStore& store_;
  Opened row_;   ///< rows, one by one: what the filters do not have is not looked for
  Opened rows_;  ///< rows in the order of their keys
  Opened index_;
  std::string key_;
};

}  // namespace tenure
