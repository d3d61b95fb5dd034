// Files of a ledger folder: whole reads, durable whole writes, folders, the lock, and what a RocksDB status
// means.
//
// Everything goes through a rocksdb::FileSystem, so that a test can put a failing disk under it. What that
// interface cannot say (permissions) is done with POSIX calls on the same path, so the file system must be
// over local files. Files written here are readable by their owner alone (0600), folders too (0700).
// Functions keep no state; any thread may call them, but two writers of one path must exclude each other.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "domain/core/bytes.h"
#include "domain/core/refusal.h"

namespace rocksdb {
class FileLock;
class FileSystem;
class Status;
}  // namespace rocksdb

namespace tenure {

/// The operating system's files.
std::shared_ptr<rocksdb::FileSystem> default_file_system();

/// disk_full, damaged or, for everything else, io; `where` is the path. `status` must not be ok.
Refusal refusal_of(const rocksdb::Status& status, std::string where);

/// The whole file. not_found when it is not there, damaged when it is longer than `bytes_max`.
Result<std::string> read_file(rocksdb::FileSystem& fs, const std::string& path, std::uint64_t bytes_max);

enum class IfExists : std::uint8_t { refuse, replace };

/// Writes `path` so that a power loss leaves either the old file (or none) or the whole new one: temporary
/// file, fsync, rename, fsync of the folder. Any refusal but outcome_unknown means that nothing changed;
/// outcome_unknown means that the new file stands but the folder was not confirmed. `exists` when it is there
/// and may not be replaced.
Result<void> write_file(rocksdb::FileSystem& fs, const std::string& path, Bytes content, IfExists if_exists);

/// Where write_file() prepares `path`; a crash may leave it behind.
std::string temporary_of(const std::string& path);

/// Overwrites a file with zeros, syncs and deletes it; nothing to do when it is not there. On a copy-on-write
/// file system or a flash disk the old blocks may outlive this.
Result<void> wipe_file(rocksdb::FileSystem& fs, const std::string& path);

/// Makes the folder (its parent must exist) durable and private to its owner.
Result<void> ensure_folder(rocksdb::FileSystem& fs, const std::string& path);

/// Makes creations and renames in the folder durable.
Result<void> sync_folder(rocksdb::FileSystem& fs, const std::string& path);

/// The folder that holds `path`.
std::string parent_of(const std::string& path);

/// Exclusive use of a folder, a ledger's say, across processes and within one, until destroyed.
class FolderLock {
 public:
  /// Locks `<folder>/<file>`. `locked` when somebody holds it; this does not wait.
  static Result<FolderLock> acquire(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& folder,
                                    const std::string& file = "lock");

  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  ~FolderLock();

 private:
  FolderLock(std::shared_ptr<rocksdb::FileSystem> fs, rocksdb::FileLock* lock);
  void release();

  std::shared_ptr<rocksdb::FileSystem> fs_;
  rocksdb::FileLock* lock_;
};

}  // namespace tenure
