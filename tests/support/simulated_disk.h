// What fault_fs.h knows of the disk behind the page cache: which bytes and names a power cut would leave.
//
// Not a disk's content: that is in the target's files. An inode follows a file through renames and while it
// is open without a name. The caller holds mutex() around every call and around the operation on the target
// that belongs to it.
#pragma once

#include <rocksdb/file_system.h>

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/fault_fs.h"

namespace tenure::testing {

/// Synced and unsynced content of one file. A file that was only ever appended to is described by two
/// lengths; any other one keeps an image of its synced content.
class Inode {
 public:
  explicit Inode(std::uint64_t length) : length_(length), synced_length_(length) {}

  void written(std::uint64_t offset, std::string_view data);
  void truncated(std::uint64_t size);
  void synced();
  /// From now on an image is kept; `content` is the file's present content.
  void keep_image(std::string_view content);

  bool has_unsynced() const { return length_ != synced_length_ || !pending_.empty(); }
  std::uint64_t length() const { return length_; }
  std::uint64_t synced_length() const { return synced_length_; }
  const std::optional<std::string>& image() const { return image_; }

 private:
  struct Pending {
    std::uint64_t offset;
    std::string data;
  };

  std::uint64_t length_;
  std::uint64_t synced_length_;
  std::optional<std::string> image_;
  std::vector<Pending> pending_;  // since the last sync, in order; only with an image
};

using InodePtr = std::shared_ptr<Inode>;

class SimulatedDisk {
 public:
  explicit SimulatedDisk(rocksdb::FileSystem* target) : target_(target) {}

  std::mutex& mutex() const { return mutex_; }

  enum class Operation : std::uint8_t { write, create, sync, rename };
  struct Outcome {
    rocksdb::IOStatus status;
    bool torn = false;  ///< do half of it, then report power_is_off()
  };
  /// Counts one operation and says what becomes of it.
  Outcome next(Operation operation);
  /// For what is not counted.
  rocksdb::IOStatus powered() const;

  void arm(std::uint64_t operation, Fault fault);
  void make_room() { full_ = false; }
  bool full() const { return full_; }
  void hold() { held_ = true; }
  void release();
  /// The lock is of mutex(); it is free while the caller waits.
  void wait_while_held(std::unique_lock<std::mutex>& lock);
  void wait_until_held(std::unique_lock<std::mutex>& lock);
  std::uint64_t operations() const { return operations_; }
  bool fired() const { return fired_; }

  /// The inode of a file that exists; what was there before this disk saw it counts as synced.
  InodePtr inode_of(const std::string& path);
  /// The same, with an image.
  InodePtr imaged(const std::string& path);
  /// A new or emptied file, before the target makes it.
  InodePtr created(const std::string& path);
  /// Before the target renames.
  void renaming(const std::string& from, const std::string& to);
  void linked(const std::string& from, const std::string& to);
  void deleted(const std::string& path);
  void folder_synced(const std::string& path);

  void power_cut();

 private:
  /// A name that its folder has not synced yet.
  struct NameChange {
    std::string path;
    std::optional<std::string> renamed_from;
    InodePtr replaced;  ///< by a rename
  };

  static rocksdb::IOStatus power_is_off();
  bool exists(const std::string& path) const;
  void undo(const NameChange& change);
  void restore(const std::string& path, const Inode& inode);
  void set_content(const std::string& path, std::string_view content);

  rocksdb::FileSystem* target_;
  mutable std::mutex mutex_;
  std::uint64_t operations_ = 0;
  std::uint64_t armed_at_ = 0;
  std::optional<Fault> armed_;
  bool fired_ = false;
  bool off_ = false;
  bool full_ = false;
  bool held_ = false;
  std::size_t waiting_ = 0;  ///< operations that wait until released
  std::condition_variable held_changed_;
  std::map<std::string, InodePtr> names_;
  std::vector<NameChange> changes_;
};

}  // namespace tenure::testing
