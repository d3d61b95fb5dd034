#include "tests/support/fault_fs.h"

#include "tests/support/simulated_disk.h"

namespace tenure::testing {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;
using Operation = SimulatedDisk::Operation;
using Guard = std::lock_guard<std::mutex>;

/// One write of either kind of file; `put` does it on the target.
template <class Put>
IOStatus write(SimulatedDisk& disk, Inode& inode, std::uint64_t offset, const Slice& data, Put put) {
  std::unique_lock lock(disk.mutex());
  disk.wait_while_held(lock);
  const auto outcome = disk.next(Operation::write);
  if (outcome.torn) {
    const Slice half(data.data(), data.size() / 2);
    if (put(half).ok()) inode.written(offset, half.ToStringView());
    inode.synced();
  }
  if (!outcome.status.ok()) return outcome.status;
  const IOStatus status = put(data);
  if (status.ok()) inode.written(offset, data.ToStringView());
  return status;
}

IOStatus sync(SimulatedDisk& disk, Inode& inode) {
  const Guard lock(disk.mutex());
  const auto outcome = disk.next(Operation::sync);
  if (outcome.status.ok()) inode.synced();
  return outcome.status;
}

class FaultWritableFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultWritableFile(std::unique_ptr<rocksdb::FSWritableFile> target, SimulatedDisk* disk, InodePtr inode)
      : FSWritableFileOwnerWrapper(std::move(target)), disk_(disk), inode_(std::move(inode)) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    return write(*disk_, *inode_, inode_->length(), data,
                 [&](const Slice& part) { return target()->Append(part, options, debug); });
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus PositionedAppend(const Slice& data, std::uint64_t offset, const IOOptions& options,
                            IODebugContext* debug) override {
    return write(*disk_, *inode_, offset, data,
                 [&](const Slice& part) { return target()->PositionedAppend(part, offset, options, debug); });
  }
  IOStatus PositionedAppend(const Slice& data, std::uint64_t offset, const IOOptions& options,
                            const rocksdb::DataVerificationInfo&, IODebugContext* debug) override {
    return PositionedAppend(data, offset, options, debug);
  }
  IOStatus Truncate(std::uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    const Guard lock(disk_->mutex());
    IOStatus status = disk_->powered();
    if (status.ok()) status = target()->Truncate(size, options, debug);
    if (status.ok()) inode_->truncated(size);
    return status;
  }
  IOStatus Sync(const IOOptions&, IODebugContext*) override { return sync(*disk_, *inode_); }
  IOStatus Fsync(const IOOptions&, IODebugContext*) override { return sync(*disk_, *inode_); }
  IOStatus RangeSync(std::uint64_t, std::uint64_t, const IOOptions&, IODebugContext*) override {
    return IOStatus::OK();  // a hint: it promises nothing
  }
  // Blocks are not preallocated: a RocksDB log takes 70 MB, which a short run does not need.
  void PrepareWrite(std::size_t, std::size_t, const IOOptions&, IODebugContext*) override {}
  IOStatus Allocate(std::uint64_t, std::uint64_t, const IOOptions&, IODebugContext*) override {
    return IOStatus::OK();
  }

 private:
  SimulatedDisk* disk_;
  InodePtr inode_;
};

class FaultRandomRWFile : public rocksdb::FSRandomRWFileOwnerWrapper {
 public:
  FaultRandomRWFile(std::unique_ptr<rocksdb::FSRandomRWFile> target, SimulatedDisk* disk, InodePtr inode)
      : FSRandomRWFileOwnerWrapper(std::move(target)), disk_(disk), inode_(std::move(inode)) {}

  IOStatus Write(std::uint64_t offset, const Slice& data, const IOOptions& options,
                 IODebugContext* debug) override {
    return write(*disk_, *inode_, offset, data,
                 [&](const Slice& part) { return target()->Write(offset, part, options, debug); });
  }
  IOStatus Sync(const IOOptions&, IODebugContext*) override { return sync(*disk_, *inode_); }
  IOStatus Fsync(const IOOptions&, IODebugContext*) override { return sync(*disk_, *inode_); }

 private:
  SimulatedDisk* disk_;
  InodePtr inode_;
};

class FaultDirectory : public rocksdb::FSDirectoryWrapper {
 public:
  FaultDirectory(std::unique_ptr<rocksdb::FSDirectory> target, SimulatedDisk* disk, std::string path)
      : FSDirectoryWrapper(std::move(target)), disk_(disk), path_(std::move(path)) {}

  IOStatus Fsync(const IOOptions&, IODebugContext*) override {
    const Guard lock(disk_->mutex());
    const auto outcome = disk_->next(Operation::sync);
    if (outcome.status.ok()) disk_->folder_synced(path_);
    return outcome.status;
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions&) override {
    return Fsync(options, debug);
  }

 private:
  SimulatedDisk* disk_;
  std::string path_;
};

}  // namespace

FaultFileSystem::FaultFileSystem(const std::shared_ptr<rocksdb::FileSystem>& target)
    : FileSystemWrapper(target), disk_(std::make_unique<SimulatedDisk>(target.get())) {}

FaultFileSystem::~FaultFileSystem() = default;

void FaultFileSystem::arm(std::uint64_t operation, Fault fault) {
  const Guard lock(disk_->mutex());
  disk_->arm(operation, fault);
}

void FaultFileSystem::make_room() {
  const Guard lock(disk_->mutex());
  disk_->make_room();
}

void FaultFileSystem::hold() {
  const Guard lock(disk_->mutex());
  disk_->hold();
}

void FaultFileSystem::wait_until_held() {
  std::unique_lock lock(disk_->mutex());
  disk_->wait_until_held(lock);
}

void FaultFileSystem::release() {
  const Guard lock(disk_->mutex());
  disk_->release();
}

void FaultFileSystem::power_cut() {
  const Guard lock(disk_->mutex());
  disk_->power_cut();
}

std::uint64_t FaultFileSystem::operations() const {
  const Guard lock(disk_->mutex());
  return disk_->operations();
}

bool FaultFileSystem::fired() const {
  const Guard lock(disk_->mutex());
  return disk_->fired();
}

IOStatus FaultFileSystem::NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                          std::unique_ptr<rocksdb::FSWritableFile>* result,
                                          IODebugContext* debug) {
  const Guard lock(disk_->mutex());
  if (auto outcome = disk_->next(Operation::create); !outcome.status.ok()) return outcome.status;
  const InodePtr inode = disk_->created(path);
  std::unique_ptr<rocksdb::FSWritableFile> file;
  const IOStatus status = target()->NewWritableFile(path, options, &file, debug);
  if (!status.ok()) {
    disk_->deleted(path);
    return status;
  }
  *result = std::make_unique<FaultWritableFile>(std::move(file), disk_.get(), inode);
  return status;
}

IOStatus FaultFileSystem::ReopenWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                             std::unique_ptr<rocksdb::FSWritableFile>* result,
                                             IODebugContext* debug) {
  const Guard lock(disk_->mutex());
  if (auto outcome = disk_->next(Operation::create); !outcome.status.ok()) return outcome.status;
  const bool there = target()->FileExists(path, IOOptions(), debug).ok();
  const InodePtr inode = there ? disk_->inode_of(path) : disk_->created(path);
  std::unique_ptr<rocksdb::FSWritableFile> file;
  const IOStatus status = target()->ReopenWritableFile(path, options, &file, debug);
  if (status.ok()) *result = std::make_unique<FaultWritableFile>(std::move(file), disk_.get(), inode);
  if (!status.ok() && !there) disk_->deleted(path);
  return status;
}

// In terms of rename and creation above, so that both are counted.
IOStatus FaultFileSystem::ReuseWritableFile(const std::string& path, const std::string& old_path,
                                            const rocksdb::FileOptions& options,
                                            std::unique_ptr<rocksdb::FSWritableFile>* result,
                                            IODebugContext* debug) {
  // NOLINTNEXTLINE(bugprone-parent-virtual-call): the wrapper's own goes past them
  return FileSystem::ReuseWritableFile(path, old_path, options, result, debug);
}

IOStatus FaultFileSystem::NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                          std::unique_ptr<rocksdb::FSRandomRWFile>* result,
                                          IODebugContext* debug) {
  const Guard lock(disk_->mutex());
  if (auto status = disk_->powered(); !status.ok()) return status;
  std::unique_ptr<rocksdb::FSRandomRWFile> file;
  const IOStatus status = target()->NewRandomRWFile(path, options, &file, debug);
  if (!status.ok()) return status;
  *result = std::make_unique<FaultRandomRWFile>(std::move(file), disk_.get(), disk_->imaged(path));
  return status;
}

IOStatus FaultFileSystem::NewMemoryMappedFileBuffer(const std::string&,
                                                    std::unique_ptr<rocksdb::MemoryMappedFileBuffer>*) {
  return IOStatus::NotSupported("its writes could not be seen");
}

IOStatus FaultFileSystem::NewDirectory(const std::string& path, const IOOptions& options,
                                       std::unique_ptr<rocksdb::FSDirectory>* result, IODebugContext* debug) {
  std::unique_ptr<rocksdb::FSDirectory> folder;
  const IOStatus status = target()->NewDirectory(path, options, &folder, debug);
  if (status.ok()) *result = std::make_unique<FaultDirectory>(std::move(folder), disk_.get(), path);
  return status;
}

IOStatus FaultFileSystem::RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                                     IODebugContext* debug) {
  const Guard lock(disk_->mutex());
  if (auto outcome = disk_->next(Operation::rename); !outcome.status.ok()) return outcome.status;
  if (auto there = target()->FileExists(from, options, debug); !there.ok()) return there;
  disk_->renaming(from, to);
  return target()->RenameFile(from, to, options, debug);
}

IOStatus FaultFileSystem::LinkFile(const std::string& from, const std::string& to, const IOOptions& options,
                                   IODebugContext* debug) {
  const Guard lock(disk_->mutex());
  IOStatus status = disk_->powered();
  if (status.ok()) status = target()->LinkFile(from, to, options, debug);
  if (status.ok()) disk_->linked(from, to);
  return status;
}

IOStatus FaultFileSystem::DeleteFile(const std::string& path, const IOOptions& options,
                                     IODebugContext* debug) {
  const Guard lock(disk_->mutex());
  IOStatus status = disk_->powered();
  if (status.ok()) status = target()->DeleteFile(path, options, debug);
  if (status.ok()) disk_->deleted(path);
  return status;
}

IOStatus FaultFileSystem::CreateDir(const std::string& path, const IOOptions& options,
                                    IODebugContext* debug) {
  const Guard lock(disk_->mutex());
  const IOStatus status = disk_->powered();
  return status.ok() ? target()->CreateDir(path, options, debug) : status;
}

IOStatus FaultFileSystem::CreateDirIfMissing(const std::string& path, const IOOptions& options,
                                             IODebugContext* debug) {
  const Guard lock(disk_->mutex());
  const IOStatus status = disk_->powered();
  return status.ok() ? target()->CreateDirIfMissing(path, options, debug) : status;
}

IOStatus FaultFileSystem::GetFreeSpace(const std::string& path, const IOOptions& options,
                                       std::uint64_t* bytes, IODebugContext* debug) {
  const IOStatus status = target()->GetFreeSpace(path, options, bytes, debug);
  const Guard lock(disk_->mutex());
  if (disk_->full()) *bytes = 0;
  return status;
}

IOStatus FaultFileSystem::DeleteDir(const std::string& path, const IOOptions& options,
                                    IODebugContext* debug) {
  const Guard lock(disk_->mutex());
  const IOStatus status = disk_->powered();
  return status.ok() ? target()->DeleteDir(path, options, debug) : status;
}

}  // namespace tenure::testing
