// A file system under which RocksDB's tables are not deleted until somebody has looked: what a database at
// its opening takes for left over may be what its damaged MANIFEST does not name any more.
//
// Any thread.
#pragma once

#include <rocksdb/file_system.h>

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tenure {

class HeldDeletions final : public rocksdb::FileSystemWrapper {
 public:
  explicit HeldDeletions(const std::shared_ptr<rocksdb::FileSystem>& target)
      : rocksdb::FileSystemWrapper(target) {}
  const char* Name() const override { return "tenure.held_deletions"; }

  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override {
    {
      const std::lock_guard lock(mutex_);
      if (held_ && path.ends_with(".sst")) {
        held_->push_back(path);
        return rocksdb::IOStatus::OK();
      }
    }
    return rocksdb::FileSystemWrapper::DeleteFile(path, options, context);
  }

  /// Whether there is a table that would be gone by now.
  bool any() const {
    const std::lock_guard lock(mutex_);
    return held_ && !held_->empty();
  }
  /// Deletes what was held; from now on nothing is. A table that cannot be deleted is tried again when the
  /// database is opened the next time.
  void let_go() {
    std::vector<std::string> held;
    {
      const std::lock_guard lock(mutex_);
      if (held_) held = *std::exchange(held_, std::nullopt);
    }
    for (const std::string& path : held)
      rocksdb::FileSystemWrapper::DeleteFile(path, rocksdb::IOOptions(), nullptr).PermitUncheckedError();
  }

 private:
  mutable std::mutex mutex_;  ///< guards what follows
  std::optional<std::vector<std::string>> held_ = std::vector<std::string>();
};

}  // namespace tenure
