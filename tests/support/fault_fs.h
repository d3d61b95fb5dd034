// A disk that fails on purpose: a rocksdb::FileSystem that counts the operations that change it, and makes
// one of them fail in a chosen way. Under RocksDB through NewCompositeEnv, under the anchor, keys and
// attachments as it is.
//
// Counted, from 1: creation of a writable file, Append and PositionedAppend, Write of a random-access file,
// Sync and Fsync of files and folders, RenameFile. Not counted, but refused once the power is off: deletion,
// truncation, links, folders. RocksDB's info log, reads and locks pass through.
//
// What a power cut keeps: of each file, its content at its last sync; of each folder, the files created in it
// and the renames into it before its last sync (a rename that was not synced is undone, also when it replaced
// a file). Deletions and folders are durable at once. Syncs are only simulated: nothing waits for the real
// disk.
//
// The same operations give the same numbers and the same outcome; RocksDB's background threads may interleave
// theirs. Any thread may call. Objects made here must go before it does.
#pragma once

#include <rocksdb/file_system.h>

#include <cstdint>
#include <memory>
#include <string>

namespace tenure::testing {

enum class Fault : std::uint8_t {
  fail_sync,  ///< the first sync from operation N on reports an error; what it should have synced may survive
  drop_unsynced,     ///< the power goes before operation N: it and all later ones fail
  torn_write,        ///< the first write from N on reaches the disk by half, then the power goes
  no_space,          ///< from operation N on writes and creations find no room, until make_room()
  no_space_at_sync,  ///< as fail_sync, of a disk that gives room only when it must
};

class SimulatedDisk;

class FaultFileSystem : public rocksdb::FileSystemWrapper {
 public:
  explicit FaultFileSystem(
      const std::shared_ptr<rocksdb::FileSystem>& target = rocksdb::FileSystem::Default());
  ~FaultFileSystem() override;

  /// The fault happens once, at `operation` (as operations() counts) or where Fault says. Replaces what was
  /// armed.
  void arm(std::uint64_t operation, Fault fault);
  void make_room();
  /// Writes to files wait from now on until release(); returns at once. wait_until_held() returns when one
  /// does.
  void hold();
  void wait_until_held();
  void release();
  /// Leaves on the target what a power cut leaves, then the power is back and nothing is armed. Everything
  /// opened through this must be closed before.
  void power_cut();

  /// How many were counted so far.
  std::uint64_t operations() const;
  /// Whether the armed fault has happened.
  bool fired() const;

  const char* Name() const override { return "FaultFileSystem"; }
  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReopenWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                       std::unique_ptr<rocksdb::FSWritableFile>* result,
                                       rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus ReuseWritableFile(const std::string& path, const std::string& old_path,
                                      const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSWritableFile>* result,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* result,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewMemoryMappedFileBuffer(
      const std::string& path, std::unique_ptr<rocksdb::MemoryMappedFileBuffer>* result) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to,
                             const rocksdb::IOOptions& options, rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus CreateDir(const std::string& path, const rocksdb::IOOptions& options,
                              rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus CreateDirIfMissing(const std::string& path, const rocksdb::IOOptions& options,
                                       rocksdb::IODebugContext* debug) override;
  /// Nothing while the simulated disk is full: RocksDB waits for room before it recovers.
  rocksdb::IOStatus GetFreeSpace(const std::string& path, const rocksdb::IOOptions& options,
                                 std::uint64_t* bytes, rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteDir(const std::string& path, const rocksdb::IOOptions& options,
                              rocksdb::IODebugContext* debug) override;

 private:
  std::unique_ptr<SimulatedDisk> disk_;
};

}  // namespace tenure::testing
