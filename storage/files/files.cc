#include "storage/files/files.h"

#include <fcntl.h>
#include <rocksdb/file_system.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "domain/core/both.h"

namespace tenure {
namespace {

constexpr mode_t kOwnerFile = 0600;
constexpr mode_t kOwnerFolder = 0700;
constexpr mode_t kPermissions = 0777;
constexpr std::size_t kWipeChunk = std::size_t{64} << 10;

const rocksdb::IOOptions kIo;

tl::unexpected<Refusal> refuse_status(const rocksdb::Status& status, std::string where) {
  return tl::unexpected<Refusal>(refusal_of(status, std::move(where)));
}

tl::unexpected<Refusal> refuse_errno(std::string where) {
  const int error = errno;
  return refuse(error == ENOSPC ? Reason::disk_full : Reason::io, std::move(where), std::strerror(error));
}

// The file exists with its final permissions before its first byte: NewWritableFile keeps the mode of what it
// truncates.
Result<void> reserve_private(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) return refuse_errno(path);
  const int fd = ::open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, kOwnerFile);
  if (fd < 0) return refuse_errno(path);
  ::close(fd);
  return {};
}

rocksdb::IOStatus fill(rocksdb::FileSystem& fs, const std::string& path, Bytes content) {
  std::unique_ptr<rocksdb::FSWritableFile> file;
  auto status = fs.NewWritableFile(path, rocksdb::FileOptions(), &file, nullptr);
  if (status.ok()) status = file->Append(rocksdb::Slice(as_view(content)), kIo, nullptr);
  if (status.ok()) status = file->Fsync(kIo, nullptr);
  if (status.ok()) status = file->Close(kIo, nullptr);
  return status;
}

rocksdb::IOStatus overwrite_with_zeros(rocksdb::FileSystem& fs, const std::string& path) {
  std::uint64_t size = 0;
  std::unique_ptr<rocksdb::FSRandomRWFile> file;
  auto status = fs.GetFileSize(path, kIo, &size, nullptr);
  if (status.ok()) status = fs.NewRandomRWFile(path, rocksdb::FileOptions(), &file, nullptr);
  const std::string zeros(kWipeChunk, '\0');
  for (std::uint64_t at = 0; status.ok() && at < size; at += kWipeChunk) {
    const auto length = static_cast<std::size_t>(std::min<std::uint64_t>(kWipeChunk, size - at));
    status = file->Write(at, rocksdb::Slice(zeros.data(), length), kIo, nullptr);
  }
  if (status.ok()) status = file->Sync(kIo, nullptr);
  return status;
}

}  // namespace

std::shared_ptr<rocksdb::FileSystem> default_file_system() { return rocksdb::FileSystem::Default(); }

Refusal refusal_of(const rocksdb::Status& status, std::string where) {
  const Reason reason = status.IsNoSpace()      ? Reason::disk_full
                        : status.IsCorruption() ? Reason::damaged
                                                : Reason::io;
  return Refusal{reason, std::move(where), status.ToString()};
}

std::string parent_of(const std::string& path) {
  const std::string parent = std::filesystem::path(path).parent_path().string();
  return parent.empty() ? "." : parent;
}

std::string temporary_of(const std::string& path) { return path + ".tmp"; }

Result<std::string> read_file(rocksdb::FileSystem& fs, const std::string& path, std::uint64_t bytes_max) {
  std::uint64_t size = 0;
  std::unique_ptr<rocksdb::FSRandomAccessFile> file;
  auto status = fs.FileExists(path, kIo, nullptr);
  if (status.IsNotFound()) return refuse(Reason::not_found, path);
  if (status.ok()) status = fs.GetFileSize(path, kIo, &size, nullptr);
  if (!status.ok()) return refuse_status(status, path);
  if (size > bytes_max)
    return refuse(Reason::damaged, path, both("超过 {} 字节", "longer than {} bytes", bytes_max));
  if (size == 0) return std::string();  // RocksDB calls a read of nothing an error

  status = fs.NewRandomAccessFile(path, rocksdb::FileOptions(), &file, nullptr);
  if (!status.ok()) return refuse_status(status, path);
  std::string content(static_cast<std::size_t>(size), '\0');
  rocksdb::Slice read;
  status = file->Read(0, content.size(), kIo, &read, content.data(), nullptr);
  if (!status.ok()) return refuse_status(status, path);
  if (read.size() != content.size())
    return refuse(Reason::io, path, both("读取时文件变短", "the file shrank while it was read"));
  if (read.data() != content.data()) std::memcpy(content.data(), read.data(), read.size());
  return content;
}

Result<void> write_file(rocksdb::FileSystem& fs, const std::string& path, Bytes content, IfExists if_exists) {
  if (if_exists == IfExists::refuse) {
    const auto there = fs.FileExists(path, kIo, nullptr);
    if (there.ok()) return refuse(Reason::exists, path);
    if (!there.IsNotFound()) return refuse_status(there, path);
  }
  const std::string temporary = temporary_of(path);
  if (auto reserved = reserve_private(temporary); !reserved) return reserved;
  auto status = fill(fs, temporary, content);
  if (status.ok()) status = fs.RenameFile(temporary, path, kIo, nullptr);
  if (!status.ok()) {
    fs.DeleteFile(temporary, kIo, nullptr).PermitUncheckedError();
    return refuse_status(status, path);
  }
  if (auto synced = sync_folder(fs, parent_of(path)); !synced) {
    return refuse(Reason::outcome_unknown, path, synced.error().detail);
  }
  return {};
}

Result<void> wipe_file(rocksdb::FileSystem& fs, const std::string& path) {
  if (fs.FileExists(path, kIo, nullptr).IsNotFound()) return {};
  auto status = overwrite_with_zeros(fs, path);
  if (status.ok()) status = fs.DeleteFile(path, kIo, nullptr);
  if (!status.ok()) return refuse_status(status, path);
  return {};
}

Result<void> ensure_folder(rocksdb::FileSystem& fs, const std::string& path) {
  const auto status = fs.CreateDirIfMissing(path, kIo, nullptr);
  if (!status.ok()) return refuse_status(status, path);
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return refuse_errno(path);
  if ((found.st_mode & kPermissions) != kOwnerFolder && ::chmod(path.c_str(), kOwnerFolder) != 0) {
    return refuse_errno(path);
  }
  // Also for a folder that stood before: the process that made it may have died before this.
  return sync_folder(fs, parent_of(path));
}

Result<void> sync_folder(rocksdb::FileSystem& fs, const std::string& path) {
  std::unique_ptr<rocksdb::FSDirectory> folder;
  auto status = fs.NewDirectory(path, kIo, &folder, nullptr);
  if (status.ok()) status = folder->Fsync(kIo, nullptr);
  if (!status.ok()) return refuse_status(status, path);
  return {};
}

Result<FolderLock> FolderLock::acquire(std::shared_ptr<rocksdb::FileSystem> fs, const std::string& folder,
                                       const std::string& file) {
  const std::string path = folder + "/" + file;
  if (const auto there = fs->FileExists(folder, kIo, nullptr); !there.ok())
    return refuse_status(there, folder);
  rocksdb::FileLock* lock = nullptr;
  const auto status = fs->LockFile(path, kIo, &lock, nullptr);
  if (status.ok()) return FolderLock(std::move(fs), lock);
  // RocksDB has one code for "cannot open the lock file" and "somebody holds it"; the file tells them apart.
  if (::access(path.c_str(), R_OK | W_OK) != 0) return refuse_status(status, path);
  return refuse(Reason::locked, path, status.ToString());
}

FolderLock::FolderLock(std::shared_ptr<rocksdb::FileSystem> fs, rocksdb::FileLock* lock)
    : fs_(std::move(fs)), lock_(lock) {}

FolderLock::FolderLock(FolderLock&& other) noexcept
    : fs_(std::move(other.fs_)), lock_(std::exchange(other.lock_, nullptr)) {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  if (this != &other) {
    release();
    fs_ = std::move(other.fs_);
    lock_ = std::exchange(other.lock_, nullptr);
  }
  return *this;
}

FolderLock::~FolderLock() { release(); }

void FolderLock::release() {
  if (lock_ != nullptr) fs_->UnlockFile(lock_, kIo, nullptr).PermitUncheckedError();
  lock_ = nullptr;
}

}  // namespace tenure
