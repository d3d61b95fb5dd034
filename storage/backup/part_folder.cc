#include "storage/backup/part_folder.h"

#include <filesystem>
#include <utility>

#include "storage/backup/file_copy.h"
#include "storage/files/files.h"

namespace tenure {

namespace stdfs = std::filesystem;

Result<PartFolder> PartFolder::make(std::string path) {
  PartFolder out(std::move(path));
  for (const std::string& name : {out.path_, out.part_}) {
    if (std::error_code error; stdfs::exists(name, error)) return refuse(Reason::exists, name);
  }
  if (auto done = ensure_folder(*default_file_system(), out.part_); !done)
    return tl::unexpected(done.error());
  out.unfinished_ = true;
  return out;
}

PartFolder::PartFolder(PartFolder&& other) noexcept
    : path_(std::move(other.path_)),
      part_(std::move(other.part_)),
      unfinished_(std::exchange(other.unfinished_, false)) {}

PartFolder::~PartFolder() {
  std::error_code ignored;
  if (unfinished_) stdfs::remove_all(part_, ignored);
}

Result<void> PartFolder::finish() {
  if (auto done = sync_tree(part_); !done) return done;
  std::error_code error;
  stdfs::rename(part_, path_, error);
  if (error) return refuse(Reason::io, path_, error.message());
  unfinished_ = false;
  return sync_folder(*default_file_system(), parent_of(path_));
}

}  // namespace tenure
