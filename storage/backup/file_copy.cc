#include "storage/backup/file_copy.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "storage/files/files.h"

namespace tenure {
namespace {

namespace stdfs = std::filesystem;

constexpr mode_t kOwnerFile = 0600;
constexpr std::size_t kChunk = 1 << 20;

tl::unexpected<Refusal> refuse_errno(const std::string& where) {
  const int error = errno;
  const Reason reason = error == ENOSPC   ? Reason::disk_full
                        : error == ENOENT ? Reason::not_found
                                          : Reason::io;
  return refuse(reason, where, std::strerror(error));
}

class File {
 public:
  File(const std::string& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, kOwnerFile)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

/// Reads `from` to its end, and writes what it reads to `to` unless that is -1.
Result<CopiedFile> pass(const std::string& from, int to, const std::string& to_path) {
  const File in(from, O_RDONLY);
  if (in.fd() < 0) return refuse_errno(from);
  CopiedFile out;
  Sha256 digest;
  std::string chunk(kChunk, '\0');
  while (true) {
    const ssize_t got = ::read(in.fd(), chunk.data(), chunk.size());
    if (got < 0) return refuse_errno(from);
    if (got == 0) break;
    const std::string_view bytes = std::string_view(chunk).substr(0, static_cast<std::size_t>(got));
    digest.update(bytes);
    out.bytes += bytes.size();
    if (to >= 0 && !write_all(to, bytes)) return refuse_errno(to_path);
  }
  out.digest = digest.finish();
  return out;
}

Result<void> ensure_folders(const std::string& path) {
  std::error_code error;
  if (stdfs::exists(path, error)) return {};
  if (auto above = ensure_folders(parent_of(path)); !above) return above;
  return ensure_folder(*default_file_system(), path);
}

}  // namespace

Result<CopiedFile> copy_file(const std::string& from, const std::string& to) {
  if (auto made = ensure_folders(parent_of(to)); !made) return tl::unexpected(made.error());
  const File out(to, O_WRONLY | O_CREAT | O_EXCL);
  if (out.fd() < 0) return refuse_errno(to);
  auto copied = pass(from, out.fd(), to);
  if (copied && ::fsync(out.fd()) != 0) return refuse_errno(to);
  return copied;
}

Result<CopiedFile> digest_file(const std::string& path) { return pass(path, -1, {}); }

Result<std::vector<std::string>> files_below(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code error;
  if (!stdfs::exists(folder, error)) return out;
  for (stdfs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (it->is_regular_file(error)) out.push_back(stdfs::relative(it->path(), folder, error).string());
  }
  if (error) return refuse(Reason::io, folder, error.message());
  std::sort(out.begin(), out.end());
  return out;
}

Result<void> sync_tree(const std::string& folder) {
  std::error_code error;
  for (stdfs::recursive_directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    if (!it->is_directory(error)) continue;
    if (auto done = sync_folder(*default_file_system(), it->path().string()); !done) return done;
  }
  if (error) return refuse(Reason::io, folder, error.message());
  return sync_folder(*default_file_system(), folder);
}

}  // namespace tenure
